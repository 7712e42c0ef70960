"""The HR service licence (人力资源服务许可证): its procedures, as data over the rules of `conditions` and `deadlines`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation.firms.status import RegistrationKind
from regulation.law.citation import HRM_REGULATIONS, LICENSING_LAW, ORDER_50
from regulation.licensing.procedure import Effect, Event, Ground, LicenceKind, Procedure, TimeLimit, Words
from regulation.licensing.rules import conditions, deadlines, numbers
from regulation.licensing.status import Activity, Purpose, Track
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regulation.licensing.procedure import Answers

INTERMEDIATION = N_("职业中介活动")
ONLINE_ITEM = N_("开展网络招聘服务")
#: Ordinary grounds of refusal: the conditions of 《人力资源服务机构管理规定》第六条, one by one.
GROUNDS: dict[str, Ground] = {
    "systems": Ground(N_("没有符合法律、法规规定的章程和管理制度"), ORDER_50.article(6)),
    "premises": Ground(N_("没有开展业务必需的固定场所、办公设施和一定数额的开办资金"), ORDER_50.article(6)),
    "staff": Ground(N_("专职工作人员不足3名"), ORDER_50.article(6)),
}


def is_online(answers: Answers) -> bool:
    """Whether online recruitment is among what is applied for."""
    return Activity.ONLINE in (answers.get("scope", {}).get("activities") or [])


def scope(answers: Answers) -> list[str]:
    """Job intermediation, and the note on online recruitment where it applies (《网络招聘服务管理规定》第十条)."""
    return [INTERMEDIATION, *([ONLINE_ITEM] if is_online(answers) else [])]


def says(answers: Answers, firm: Mapping[str, Any]) -> dict[str, Any]:
    """What the licence says of its holder's business."""
    address = answers.get("premises", {}).get("address", "")
    domicile = answers.get("subject", {}).get("domicile", "")
    return {
        "ownership": firm["ownership_type"],
        "scope": INTERMEDIATION,
        "online_recruitment": is_online(answers),
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
    is_online=is_online,
    says=says,
)

LIMITS: tuple[TimeLimit, ...] = (
    TimeLimit("triage", N_("受理或者告知补正"), deadlines.TRIAGE, Event.RECEIPT, Event.TRIAGE),
    TimeLimit(
        "decision_by_regulations",
        N_("作出决定（条例）"),
        deadlines.DECISION_AFTER_RECEIPT,
        Event.FIRST_RECEIPT,
        Event.DECISION,
        stands_still=True,
    ),
    TimeLimit(
        "decision_by_law",
        N_("作出决定（行政许可法）"),
        deadlines.DECISION_AFTER_ACCEPTANCE,
        Event.ACCEPTANCE,
        Event.DECISION,
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
        Track.COMMITMENT: N_("只提交申请表和告知承诺书；形式审查合格的，当场作出决定，三个月内实地核查。"),
    },
    conditions=conditions.COMMITTED,
    titles=conditions.GROUPS,
    group_basis={
        **dict.fromkeys(("subject", "scope"), ORDER_50.article(5)),
        **dict.fromkeys(("premises", "staff", "systems"), ORDER_50.article(6)),
        **dict.fromkeys(("papers", "commitment"), ORDER_50.article(7)),
    },
    papers=conditions.PAPERS,
    missing=conditions.missing,
    limits=LIMITS,
    extension=("decision_by_law", deadlines.EXTENSION),
    period_words={Track.GENERAL: "二十个工作日", Track.COMMITMENT: "当场"},
    issues={
        "accept": "acceptance_notice",
        "request_supplement": "correction_notice",
        "decline": "decline_notice",
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

PROCEDURES: tuple[Procedure, ...] = (NEW,)
