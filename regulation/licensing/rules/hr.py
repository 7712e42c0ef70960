"""The HR service licence (人力资源服务许可证): its procedures, as data over the rules of `conditions` and `deadlines`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from regulation.firms.status import RegistrationKind
from regulation.law.citation import BEIJING_COMMITMENT_NOTICE, HRM_REGULATIONS, LICENSING_LAW, ORDER_50
from regulation.licensing.procedure import Effect, Event, Ground, LicenceKind, Procedure, TimeLimit, Words
from regulation.licensing.rules import change, conditions, deadlines, numbers, renewal
from regulation.licensing.status import Purpose, Track
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regulation.licensing.procedure import Answers

INTERMEDIATION = N_("职业中介活动")
ONLINE_ITEM = change.ONLINE
#: Ordinary grounds of refusal: the conditions of 《人力资源服务机构管理规定》第六条, one by one.
GROUNDS: dict[str, Ground] = {
    "systems": Ground(N_("没有符合法律、法规规定的章程和管理制度"), ORDER_50.article(6)),
    "premises": Ground(N_("没有开展业务必需的固定场所、办公设施和一定数额的开办资金"), ORDER_50.article(6)),
    "staff": Ground(N_("专职工作人员不足3名"), ORDER_50.article(6)),
    "concealed": Ground(N_("隐瞒有关情况或者提供虚假材料"), LICENSING_LAW.article(78)),
}


def scope(answers: Answers) -> list[str]:
    """Job intermediation, and the note on online recruitment where it applies (《网络招聘服务管理规定》第十条)."""
    return [INTERMEDIATION, *([ONLINE_ITEM] if change.is_online(answers) else [])]


def says(answers: Answers, firm: Mapping[str, Any]) -> dict[str, Any]:
    """What the licence says of its holder's business."""
    address = answers.get("premises", {}).get("address", "")
    domicile = answers.get("subject", {}).get("domicile", "")
    return {
        "ownership": firm["ownership_type"],
        "scope": INTERMEDIATION,
        "online_recruitment": change.is_online(answers),
        "premises": [address] if address and address != domicile else [],
    }


LICENCE = LicenceKind(
    kind=RegistrationKind.HR_LICENCE,
    title=N_("人力资源服务许可证"),
    paper="licence",
    basis=(HRM_REGULATIONS.article(18, 1), ORDER_50.article(5)),
    number=numbers.licence_number,
    valid_to=deadlines.valid_to,
    scope=scope,
    is_online=change.is_online,
    says=says,
    renewal_request=deadlines.RENEWAL_REQUEST,
    kept=("scope", "premises", "staff", "systems"),
    check_points=conditions.CHECK_POINTS,
    check_basis=(LICENSING_LAW.article(34, 3), BEIJING_COMMITMENT_NOTICE.part("第二项", "item 2")),
    consequences=conditions.CONSEQUENCES,
    unlicensed=("未经许可擅自从事职业中介活动", HRM_REGULATIONS.article(42, 1)),
)

LIMITS: tuple[TimeLimit, ...] = (
    TimeLimit(
        "triage",
        N_("受理或者告知补正"),
        deadlines.TRIAGE,
        Event.RECEIPT,
        Event.TRIAGE,
        stands_still=True,
    ),
    TimeLimit(
        "decision_by_regulations",
        N_("作出决定（条例）"),
        deadlines.DECISION_AFTER_RECEIPT,
        Event.FIRST_RECEIPT,
        Event.DECISION,
        stands_still=True,
        stops_for_hearing=True,
    ),
    TimeLimit(
        "decision_by_law",
        N_("作出决定（行政许可法）"),
        deadlines.DECISION_AFTER_ACCEPTANCE,
        Event.ACCEPTANCE,
        Event.DECISION,
        stops_for_hearing=True,
    ),
    TimeLimit(
        "on_the_spot",
        N_("当场作出决定"),
        deadlines.ON_THE_SPOT,
        Event.ACCEPTANCE,
        Event.DECISION,
        track=Track.COMMITMENT,
    ),
    TimeLimit("delivery", N_("送达许可决定"), deadlines.DELIVERY, Event.DECISION, Event.SERVICE),
)

NEW = Procedure(
    licence=LICENCE,
    purpose=Purpose.NEW,
    title=N_("人力资源服务许可（新设）"),
    form_title="人力资源服务许可申请表",
    basis=(ORDER_50.article(7),),
    groups={track: conditions.groups_of(track) for track in Track},
    track_words={
        Track.GENERAL: N_("提交申请表和章程制度、场所证明；受理后二十个工作日内作出决定。"),
        Track.COMMITMENT: N_("只提交申请表和告知承诺书；形式审查合格的，当场作出决定，事后按期实地核查。"),
    },
    conditions=conditions.COMMITTED,
    titles=conditions.GROUPS,
    group_basis={
        **dict.fromkeys(("subject", "scope"), ORDER_50.article(5)),
        **dict.fromkeys(("premises", "staff", "systems"), ORDER_50.article(6)),
        **dict.fromkeys(("papers", "commitment"), ORDER_50.article(7)),
    },
    papers=conditions.PAPERS,
    papers_note=N_(
        "一般程序需要章程和管理制度、经营场所证明两种材料；专职工作人员名单已在前面填写，不需要再上传。"
    ),
    missing=conditions.missing,
    limits=LIMITS,
    extension=("decision_by_law", deadlines.EXTENSION),
    period_words={Track.GENERAL: "二十个工作日", Track.COMMITMENT: "当场"},
    issues={
        "accept": "acceptance_notice",
        "request_supplement": "correction_notice",
        "decline": "decline_notice",
        "decline_concealed": "decline_notice",
        "tell_not_needed": "decline_notice",
        "grant": "grant_decision",
        "refuse": "refusal_decision",
    },
    accept_cites=(LICENSING_LAW.article(32, 2), HRM_REGULATIONS.article(19)),
    grant_cites=(HRM_REGULATIONS.article(19), LICENSING_LAW.article(38, 1)),
    refuse_cites=(ORDER_50.article(6),),
    grounds=GROUNDS,
    grants=Effect.NEW_LICENCE,
    words=Words(
        apply=N_("申请人力资源服务许可"),
        matter=N_("人力资源服务许可申请"),
        need=N_(
            "为用人单位推荐劳动者、为劳动者介绍用人单位、举办招聘会、开展网络招聘、高级人才寻访等职业中介活动，须先取得许可。"
        ),
        effort=N_(
            "不收取费用。不要求场地面积、注册资本数额和职业资格证书。填写约需二十分钟，草稿随时保存，同事可以接着填写。"
        ),
        received=N_("收到人力资源服务许可申请：%(firm)s（%(number)s）"),
        held=N_("本机构已持有有效的人力资源服务许可证，不需要重复申请：%(number)s"),
        held_by_firm=N_("该机构已持有有效的人力资源服务许可证：%(number)s"),
        granted=N_("许可证已颁发：%(licence)s（%(number)s）"),
    ),
)

#: A renewal has one clock more: the organ decides before the term ends.
EXPIRY = TimeLimit(
    "decision_before_expiry",
    N_("届满前作出决定"),
    renewal.BEFORE_EXPIRY,
    Event.TERM_END,
    Event.DECISION,
)

RENEWAL = replace(
    NEW,
    purpose=Purpose.RENEWAL,
    title=N_("人力资源服务许可（延续）"),
    form_title="人力资源服务许可延续申请表",
    basis=(LICENSING_LAW.article(50, 1),),
    track_words={
        Track.GENERAL: N_("提交申请表；有变化的内容提交证明。许可机关在许可有效期届满前作出决定。"),
        Track.COMMITMENT: N_("只提交申请表和告知承诺书；形式审查合格的，当场作出决定，事后按期实地核查。"),
    },
    missing=change.missing_of_renewal,
    limits=(*LIMITS, EXPIRY),
    issues=NEW.issues | {"grant": "renewal_decision"},
    grant_cites=(LICENSING_LAW.article(50, 2), LICENSING_LAW.article(38, 1)),
    refuse_cites=(LICENSING_LAW.article(50), ORDER_50.article(6)),
    refusal_title="不予延续行政许可决定书",
    grants=Effect.NEW_TERM,
    words=Words(
        apply=N_("申请延续人力资源服务许可"),
        matter=N_("人力资源服务许可延续申请"),
        need=N_(
            "需要延续许可有效期的，在有效期届满三十日前向作出许可决定的机关申请。届满前没有作出决定的，视为准予延续。"
        ),
        effort=N_("不收取费用。登记簿和原申请中已有的内容已经填好，只需核对有变化的部分。"),
        received=N_("收到人力资源服务许可延续申请：%(firm)s（%(number)s）"),
        held=NEW.words.held,
        held_by_firm=NEW.words.held_by_firm,
        granted=N_("许可证已延续：%(licence)s（%(number)s）"),
    ),
)

CHANGE = replace(
    NEW,
    purpose=Purpose.CHANGE,
    title=N_("人力资源服务许可（变更）"),
    form_title="人力资源服务许可变更申请表",
    basis=(LICENSING_LAW.article(49),),
    groups={track: change.groups_of_change(track) for track in Track},
    track_words={
        Track.GENERAL: N_("提交申请表；变更住所或者经营场所的，提交场所证明。受理后二十个工作日内作出决定。"),
        Track.COMMITMENT: N_(
            "只提交申请表和告知承诺书；形式审查合格的，当场作出决定。增加网络招聘服务的，事后按期实地核查。"
        ),
    },
    missing=change.missing_of_change,
    issues=NEW.issues | {"grant": "change_decision"},
    grant_cites=(LICENSING_LAW.article(49), LICENSING_LAW.article(38, 1)),
    refuse_cites=(LICENSING_LAW.article(49), ORDER_50.article(6)),
    refusal_title="不予变更行政许可决定书",
    grants=Effect.NEW_CONTENT,
    checked_after=change.adds_online,
    words=Words(
        apply=N_("申请变更人力资源服务许可"),
        matter=N_("人力资源服务许可变更申请"),
        need=N_(
            "变更许可证载明的名称、住所、法定代表人、经营场所，或者增加、取消网络招聘服务的，向作出许可决定的机关申请。"
        ),
        effort=N_("不收取费用。许可证现载内容已经填好，只需修改要变更的项目；许可有效期不变，换发新证。"),
        received=N_("收到人力资源服务许可变更申请：%(firm)s（%(number)s）"),
        held=NEW.words.held,
        held_by_firm=NEW.words.held_by_firm,
        granted=N_("许可证已变更：%(licence)s（%(number)s）"),
    ),
)

PROCEDURES: tuple[Procedure, ...] = (NEW, RENEWAL, CHANGE)
