"""The dispatch licence (劳务派遣经营许可证): its procedures, as data over the rules of `dispatch_papers` and `dispatch_terms`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from regulation.firms.status import RegistrationKind
from regulation.law.citation import LABOUR_CONTRACT_LAW, LICENSING_LAW, ORDER_19
from regulation.law.money import yuan
from regulation.licensing.procedure import Effect, Event, Ground, LicenceKind, Procedure, TimeLimit, Words
from regulation.licensing.rules import deadlines, hr
from regulation.licensing.rules import dispatch_papers as papers
from regulation.licensing.rules import dispatch_promise as promise
from regulation.licensing.rules import dispatch_terms as terms
from regulation.licensing.status import Purpose, Track
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regulation.licensing.procedure import Answers

DISPATCH = N_("劳务派遣")
RENEWAL_REFUSED = ORDER_19.article(20, doubt=N_("第二十条未见原文：不予延续的情形待确认"))

CONDITION_GROUNDS: dict[str, Ground] = {
    "capital": Ground(N_("注册资本不足二百万元"), LABOUR_CONTRACT_LAW.article(57)),
    "premises": Ground(N_("没有与开展业务相适应的固定的经营场所和设施"), LABOUR_CONTRACT_LAW.article(57)),
    "management": Ground(N_("没有符合规定的劳务派遣管理制度"), LABOUR_CONTRACT_LAW.article(57)),
    "concealed": Ground(N_("隐瞒有关情况或者提供虚假材料"), LICENSING_LAW.article(78)),
}
#: And, for a renewal, what happened during the term.
RENEWAL_GROUNDS: dict[str, Ground] = CONDITION_GROUNDS | {
    "reports": Ground(N_("不提交年度经营情况报告，或者提交虚假报告，经责令改正拒不改正"), RENEWAL_REFUSED),
    "penalties": Ground(N_("在一个许可有效期内因违反劳动保障法律法规受到两次以上行政处罚"), RENEWAL_REFUSED),
}


def scope(answers: Answers) -> list[str]:
    """The one permitted item."""
    del answers
    return [DISPATCH]


def says(answers: Answers, firm: Mapping[str, Any]) -> dict[str, Any]:
    """What the licence says besides holder, organ, number and term, 《劳务派遣行政许可实施办法》第十四条."""
    amount = papers.capital_of(answers)
    known = firm["capital_amount"] if amount is None else amount
    return {"item": DISPATCH, "registered_capital": str(yuan(known)) if known is not None else "0.00"}


LICENCE = LicenceKind(
    kind=RegistrationKind.DISPATCH_LICENCE,
    title=N_("劳务派遣经营许可证"),
    paper="dispatch_licence",
    basis=(LABOUR_CONTRACT_LAW.article(57), ORDER_19.article(6)),
    number=terms.licence_number,
    valid_to=terms.valid_to,
    scope=scope,
    is_online=lambda _answers: False,
    says=says,
    renewal_request=terms.RENEWAL_REQUEST,
    late_is_new=True,
    kept=("capital", "workplace", "management"),
    settles_first=True,
    moves_by_change=True,
    check_points=promise.CHECK_POINTS,
    check_basis=(LICENSING_LAW.article(34, 3), promise.NOTICE),
    consequences=promise.CONSEQUENCES,
    promise_basis=promise.NOTICE,
    unlicensed=("未经许可擅自经营劳务派遣业务", LABOUR_CONTRACT_LAW.article(92, 1)),
    when_ended=(
        "当事人不得招用新的被派遣劳动者、签订新的劳务派遣协议；此前依法订立的劳动合同，依照《劳务派遣暂行规定》第十一条"
        "履行至期限届满，双方协商一致的可以解除"
    ),
)

TRIAGE = TimeLimit(
    "triage", hr.LIMITS[0].label, deadlines.TRIAGE, Event.RECEIPT, Event.TRIAGE, stands_still=True
)
COLLECTION = TimeLimit(
    "dispatch_collection", N_("通知领取许可证"), terms.COLLECTION, Event.GRANT, Event.SERVICE
)
#: A refusal is nothing to collect: it is served as any decision is.
REFUSAL_SERVED = TimeLimit("delivery", N_("送达许可决定"), deadlines.DELIVERY, Event.REFUSAL, Event.SERVICE)
LIMITS: tuple[TimeLimit, ...] = (
    TRIAGE,
    TimeLimit(
        "dispatch_decision",
        N_("作出决定"),
        terms.DECISION_DAYS,
        Event.ACCEPTANCE,
        Event.DECISION,
        stops_for_hearing=True,
    ),
    TimeLimit(
        "on_the_spot",
        N_("当场作出决定"),
        promise.ON_THE_SPOT,
        Event.ACCEPTANCE,
        Event.DECISION,
        track=Track.COMMITMENT,
    ),
    COLLECTION,
    REFUSAL_SERVED,
)
_GROUP_BASIS = {
    "subject": ORDER_19.article(8),
    "capital": LABOUR_CONTRACT_LAW.article(57),
    "workplace": LABOUR_CONTRACT_LAW.article(57),
    "management": LABOUR_CONTRACT_LAW.article(57),
    "operations": papers.THREE_YEARS,
    "event": ORDER_19.article(16),
    "papers": ORDER_19.article(8),
    "commitment": promise.NOTICE,
}

NEW = Procedure(
    licence=LICENCE,
    purpose=Purpose.NEW,
    title=N_("劳务派遣经营许可（新设）"),
    form_title="劳务派遣经营许可申请书",
    basis=(LABOUR_CONTRACT_LAW.article(57), ORDER_19.article(8)),
    groups={
        Track.GENERAL: ("subject", "capital", "workplace", "management", "papers"),
        Track.COMMITMENT: ("subject", "capital", "workplace", "management", "commitment"),
    },
    decreed=frozenset({Track.COMMITMENT}),
    promised_place=promise.IN_ZONE,
    handed_over="五个工作日内通知申请人领取许可证件",
    track_words={
        Track.GENERAL: N_(
            "提交申请书和法定材料；受理后二十个工作日内作出决定，准予许可的五个工作日内通知领证。"
        ),
        Track.COMMITMENT: N_(
            "自由贸易试验区内的申请人只提交申请书和告知承诺书；形式审查合格的，当场作出决定，之后实地核查。"
        ),
    },
    conditions=papers.CONDITIONS,
    titles=papers.GROUPS,
    group_basis=_GROUP_BASIS,
    papers=papers.PAPERS,
    papers_note=N_("提交下列法定材料；登记簿已有统一社会信用代码的，不需要提交营业执照。"),
    missing=promise.missing,
    limits=LIMITS,
    extension=("dispatch_decision", terms.EXTENSION),
    period_words={Track.GENERAL: "二十个工作日", Track.COMMITMENT: "当场"},
    issues={
        "accept": "acceptance_notice",
        "request_supplement": "correction_notice",
        "decline": "decline_notice",
        "decline_concealed": "decline_notice",
        "tell_not_needed": "decline_notice",
        "grant": "grant_decision",
        "refuse": "refusal_decision",
        "collect": "collection_notice",
    },
    accept_cites=(ORDER_19.article(10), LICENSING_LAW.article(32, 2)),
    grant_cites=(ORDER_19.article(12), LICENSING_LAW.article(38, 1)),
    refuse_cites=(LABOUR_CONTRACT_LAW.article(57), ORDER_19.article(12)),
    grounds=CONDITION_GROUNDS,
    grants=Effect.NEW_LICENCE,
    words=Words(
        apply=N_("申请劳务派遣经营许可"),
        matter=N_("劳务派遣经营许可申请"),
        need=N_(
            "经营劳务派遣业务，应当先取得劳务派遣经营许可，再办理相应的公司登记；未经许可，任何单位和个人不得经营劳务派遣业务。"
            "子公司经营劳务派遣业务的，应当单独申请许可；分公司不单独申请，应当书面报告并备案。"
        ),
        effort=N_("不收取费用。法定材料以外的材料，许可机关不得要求提交。填写约需二十分钟，草稿随时保存。"),
        received=N_("收到劳务派遣经营许可申请：%(firm)s（%(number)s）"),
        held=N_("本机构已持有有效的劳务派遣经营许可证，不需要重复申请：%(number)s"),
        held_by_firm=N_("该机构已持有有效的劳务派遣经营许可证：%(number)s"),
        granted=N_("劳务派遣经营许可证已颁发，请凭领证通知书领取：%(licence)s（%(number)s）"),
    ),
)

RENEWAL = replace(
    NEW,
    purpose=Purpose.RENEWAL,
    title=N_("劳务派遣经营许可（延续）"),
    form_title="劳务派遣经营许可延续申请书",
    basis=(ORDER_19.article(18), LICENSING_LAW.article(50, 1)),
    groups={Track.GENERAL: ("subject", "capital", "workplace", "management", "operations", "papers")},
    track_words={
        Track.GENERAL: N_(
            "提交延续申请书和三年经营情况报告；有变化的内容提交证明。届满前作出决定，逾期视为准予延续。"
        )
    },
    missing=papers.missing_of_renewal,
    papers_note=N_("只提交有变化的内容的证明；没有变化的，不需要上传材料。"),
    limits=(*LIMITS, hr.EXPIRY),
    issues=NEW.issues | {"grant": "renewal_decision"},
    grant_cites=(ORDER_19.article(19, doubt=N_("第十九条未见原文")), LICENSING_LAW.article(50, 2)),
    refuse_cites=(RENEWAL_REFUSED, LICENSING_LAW.article(50, 2)),
    refusal_title="不予延续行政许可决定书",
    grounds=RENEWAL_GROUNDS,
    grants=Effect.NEW_TERM,
    words=Words(
        apply=N_("申请延续劳务派遣经营许可"),
        matter=N_("劳务派遣经营许可延续申请"),
        need=N_(
            "需要延续的，在有效期届满六十日前提出书面申请，并提交三年以来的基本经营情况；逾期提出的，按照新申请经营许可办理。"
        ),
        effort=N_("不收取费用。登记簿和原申请中已有的内容已经填好；三年经营情况分十项填写。"),
        received=N_("收到劳务派遣经营许可延续申请：%(firm)s（%(number)s）"),
        held=NEW.words.held,
        held_by_firm=NEW.words.held_by_firm,
        granted=N_("劳务派遣经营许可证已延续：%(licence)s（%(number)s）"),
    ),
)

CHANGE = replace(
    NEW,
    purpose=Purpose.CHANGE,
    title=N_("劳务派遣经营许可（变更）"),
    form_title="劳务派遣经营许可变更申请书",
    basis=(ORDER_19.article(16, doubt=N_("第十六条依据转述，未核对原文")),),
    groups={Track.GENERAL: ("subject", "capital", "event", "papers")},
    track_words={
        Track.GENERAL: N_("提交申请书和变更内容的证明；许可机关自收到申请之日起十个工作日内作出决定。")
    },
    missing=papers.missing_of_change,
    papers_note=N_("变更住所、法定代表人或者注册资本的，提交相应的证明；只变更名称的，不需要上传材料。"),
    limits=(
        TRIAGE,
        TimeLimit(
            "dispatch_change",
            N_("作出变更决定"),
            terms.CHANGE_DAYS,
            Event.FIRST_RECEIPT,
            Event.DECISION,
            stands_still=True,
            stops_for_hearing=True,
        ),
        COLLECTION,
        REFUSAL_SERVED,
    ),
    extension=None,
    period_words={Track.GENERAL: "十个工作日（自收到申请之日起）"},
    issues=NEW.issues | {"grant": "change_decision"},
    grant_cites=(ORDER_19.article(16), LICENSING_LAW.article(49)),
    refuse_cites=(ORDER_19.article(16), LICENSING_LAW.article(49)),
    refusal_title="不予变更行政许可决定书",
    grants=Effect.NEW_CONTENT,
    words=Words(
        apply=N_("申请变更劳务派遣经营许可"),
        matter=N_("劳务派遣经营许可变更申请"),
        need=N_(
            "名称、住所、法定代表人或者注册资本改变的，向许可机关申请变更。公司合并、分立的，存续公司申请变更，新设公司重新申请。"
        ),
        effort=N_("不收取费用。许可证现载内容已经填好，只需修改要变更的项目；许可有效期不变，换发新证。"),
        received=N_("收到劳务派遣经营许可变更申请：%(firm)s（%(number)s）"),
        held=NEW.words.held,
        held_by_firm=NEW.words.held_by_firm,
        granted=N_("劳务派遣经营许可证已变更：%(licence)s（%(number)s）"),
    ),
)

PROCEDURES: tuple[Procedure, ...] = (NEW, RENEWAL, CHANGE)
