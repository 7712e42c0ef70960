"""Where orders and cases stand, and the steps between."""

from enum import StrEnum

from regulation.casework.steps import Step, step
from regulation.law.citation import (
    CIVIL_PROCEDURE_LAW,
    COMPULSION_LAW,
    HRM_REGULATIONS,
    LABOUR_SUPERVISION_REGULATIONS,
    LITIGATION_LAW,
    PENALTY_LAW,
    RECONSIDERATION_LAW,
    Citation,
)
from regulation.roles import FIRM_ROLES, Role
from regulation.words import N_


class OrderStatus(StrEnum):
    """Where an order to correct stands."""

    ISSUED = "issued"  #: a clerk serves it
    SERVED = "served"  #: the party corrects; a clerk rechecks after the last day
    CORRECTED = "corrected"  #: done
    REFUSED = "refused"  #: done; a fine may now follow where the article has one
    WITHDRAWN = "withdrawn"  #: done; it should not have been issued


ORDER_NAMES: dict[OrderStatus, str] = {
    OrderStatus.ISSUED: N_("已作出，待送达"),
    OrderStatus.SERVED: N_("已送达，限期改正中"),
    OrderStatus.CORRECTED: N_("已改正"),
    OrderStatus.REFUSED: N_("逾期未改正"),
    OrderStatus.WITHDRAWN: N_("已撤回"),
}
ORDER_TONES: dict[OrderStatus, str] = {
    OrderStatus.ISSUED: "info",
    OrderStatus.SERVED: "warn",
    OrderStatus.CORRECTED: "good",
    OrderStatus.REFUSED: "bad",
    OrderStatus.WITHDRAWN: "neutral",
}
_H, _P = HRM_REGULATIONS, PENALTY_LAW
#: Who confirms for a firm that a paper reached it, and the articles that let its confirmation be the service.
SIGNERS = {Role.FIRM_SIGNATORY, Role.FIRM_ADMIN}
BY_CONFIRMATION = (_P.article(61, 2), CIVIL_PROCEDURE_LAW.article(90))
#: Who may be the second pair of eyes on what the public will read.
PUBLISHERS = {Role.CLERK, Role.LEGAL_REVIEWER}
ORDER_STEPS = {
    "serve": step(N_("送达指令书"), OrderStatus.ISSUED, OrderStatus.SERVED, Role.CLERK, _P.article(28, 1)),
    "receive": step(
        N_("当事人签收指令书"), OrderStatus.ISSUED, OrderStatus.SERVED, SIGNERS, *BY_CONFIRMATION
    ),
    "corrected": step(
        N_("复查：已改正"), OrderStatus.SERVED, OrderStatus.CORRECTED, Role.CLERK, _P.article(28, 1)
    ),
    # Nothing ends: what is left has to be corrected, and is looked at again.
    "partly": step(
        N_("复查：部分改正"), OrderStatus.SERVED, OrderStatus.SERVED, Role.CLERK, _P.article(28, 1)
    ),
    "refused": step(
        N_("复查：拒不改正"),
        OrderStatus.SERVED,
        OrderStatus.REFUSED,
        Role.CLERK,
        _H.article(42, 2),
        _H.article(43),
        _H.article(44),
    ),
    # What was ordered to be filed has arrived: no official need look.
    "complied": step(
        N_("当事人已报送报告，视为改正"),
        {OrderStatus.ISSUED, OrderStatus.SERVED},
        OrderStatus.CORRECTED,
        set(),
        _P.article(28, 1),
    ),
    "withdraw": step(
        N_("撤回指令书"),
        {OrderStatus.ISSUED, OrderStatus.SERVED},
        OrderStatus.WITHDRAWN,
        Role.DECIDER,
        _P.article(28, 1),
    ),
}


class BatchStatus(StrEnum):
    """Where orders to many firms stand."""

    PROPOSED = "proposed"  #: whoever made it looks it over and confirms
    RUNNING = "running"  #: the worker issues the orders one by one
    DONE = "done"
    STOPPED = "stopped"  #: what was not issued yet is not issued


BATCH_NAMES: dict[BatchStatus, str] = {
    BatchStatus.PROPOSED: N_("待确认"),
    BatchStatus.RUNNING: N_("正在制作"),
    BatchStatus.DONE: N_("已完成"),
    BatchStatus.STOPPED: N_("已停止"),
}
BATCH_STEPS = {
    "confirm": step(
        N_("确认批量责令改正"),
        BatchStatus.PROPOSED,
        BatchStatus.RUNNING,
        {Role.CLERK, Role.INSPECTOR},
        _P.article(28, 1),
    ),
    "stop": step(
        N_("停止批量责令改正"),
        {BatchStatus.PROPOSED, BatchStatus.RUNNING},
        BatchStatus.STOPPED,
        {Role.CLERK, Role.INSPECTOR},
    ),
    "finish": step(N_("批量责令改正完成"), BatchStatus.RUNNING, BatchStatus.DONE, set()),
    # Whoever confirmed left the office, or the program cannot go on: said on the page.
    "halt": step(N_("批量责令改正中止"), BatchStatus.RUNNING, BatchStatus.STOPPED, set()),
}


class CaseStatus(StrEnum):
    """Where a case stands."""

    PROPOSED = "proposed"  #: a deciding official approves or refuses the opening
    NOT_OPENED = "not_opened"  #: done; the standard for opening was not met
    INVESTIGATING = "investigating"  #: the handling clerk collects evidence and reports
    REPORTED = "reported"  #: the handling clerk gives prior notice, or no penalty is decided
    NOTIFIED = "notified"  #: the notice is served; the party speaks, the clerk considers it
    HEARD = "heard"  #: reviewed and discussed where needed, then decided
    DECIDED = "decided"  #: a clerk serves the decision
    SERVED = "served"  #: the party pays; a clerk publishes and proposes to close
    CLOSED = "closed"  #: done, until a decider reopens it
    NO_PENALTY = "no_penalty"  #: decided that no penalty is imposed; a clerk serves that, and it is done
    HANDLED = (
        "handled"  #: a labour case ended by an administrative handling decision; a clerk serves it, done
    )
    WITHDRAWN = "withdrawn"  #: the opening was withdrawn; a clerk serves that, and it is done
    TRANSFERRED = "transferred"  #: done; a crime is suspected, or another body is competent
    QUASHED = "quashed"  #: done; a review or a court took the decision away


CASE_NAMES: dict[CaseStatus, str] = {
    CaseStatus.PROPOSED: N_("待批准立案"),
    CaseStatus.NOT_OPENED: N_("不予立案"),
    CaseStatus.INVESTIGATING: N_("调查取证"),
    CaseStatus.REPORTED: N_("调查终结，待事先告知"),
    CaseStatus.NOTIFIED: N_("已事先告知，听取意见"),
    CaseStatus.HEARD: N_("待审核和决定"),
    CaseStatus.DECIDED: N_("已决定，待送达"),
    CaseStatus.SERVED: N_("已送达，待履行"),
    CaseStatus.CLOSED: N_("已结案"),
    CaseStatus.NO_PENALTY: N_("不予处罚"),
    CaseStatus.HANDLED: N_("已作出行政处理决定"),
    CaseStatus.WITHDRAWN: N_("已撤销立案"),
    CaseStatus.TRANSFERRED: N_("已移送"),
    CaseStatus.QUASHED: N_("决定被撤销"),
}
CASE_TONES: dict[CaseStatus, str] = {
    CaseStatus.PROPOSED: "info",
    CaseStatus.NOT_OPENED: "neutral",
    CaseStatus.INVESTIGATING: "info",
    CaseStatus.REPORTED: "info",
    CaseStatus.NOTIFIED: "warn",
    CaseStatus.HEARD: "info",
    CaseStatus.DECIDED: "bad",
    CaseStatus.SERVED: "bad",
    CaseStatus.CLOSED: "done",
    CaseStatus.NO_PENALTY: "good",
    CaseStatus.HANDLED: "done",
    CaseStatus.WITHDRAWN: "neutral",
    CaseStatus.TRANSFERRED: "neutral",
    CaseStatus.QUASHED: "neutral",
}
_C = CaseStatus
#: Cases on which work goes on.
OPEN = frozenset({_C.PROPOSED, _C.INVESTIGATING, _C.REPORTED, _C.NOTIFIED, _C.HEARD, _C.DECIDED, _C.SERVED})
#: Which office each status waits for.
TURNS: dict[CaseStatus, frozenset[Role]] = {
    _C.PROPOSED: frozenset({Role.DECIDER}),
    _C.INVESTIGATING: frozenset({Role.CLERK}),
    _C.REPORTED: frozenset({Role.CLERK}),
    _C.NOTIFIED: frozenset({Role.CLERK}),
    _C.HEARD: frozenset({Role.DECIDER}),
    _C.DECIDED: frozenset({Role.CLERK}),
    _C.SERVED: frozenset({Role.CLERK}),
}
#: What the firm may know of: from the prior notice on.
SHOWN_TO_PARTY = frozenset(
    {_C.NOTIFIED, _C.HEARD, _C.DECIDED, _C.SERVED, _C.CLOSED, _C.NO_PENALTY, _C.HANDLED, _C.QUASHED}
)
#: Ended by a paper that is served like a decision.
ENDED_BY_PAPER = frozenset({_C.NO_PENALTY, _C.HANDLED, _C.WITHDRAWN})
#: Whoever presides at a hearing or keeps its record: any official of the organ who did not investigate.
HEARING_OFFICES = {Role.CLERK, Role.DECIDER, Role.LEGAL_REVIEWER, Role.DIRECTOR}
_HEADS = {Role.DECIDER, Role.DIRECTOR}
_SPEAKING = {Role.CLERK, *FIRM_ROLES}
_REPORTED_ON: set[str] = {_C.REPORTED, _C.NOTIFIED, _C.HEARD}
_SPARABLE: set[str] = {_C.REPORTED, _C.HEARD}
_BEFORE_DECISION: set[str] = {_C.INVESTIGATING, _C.REPORTED, _C.NOTIFIED, _C.HEARD}

STEPS = {
    "open": step(N_("批准立案"), _C.PROPOSED, _C.INVESTIGATING, Role.DECIDER, _P.article(54, 2)),
    "decline_opening": step(N_("不予立案"), _C.PROPOSED, _C.NOT_OPENED, Role.DECIDER, _P.article(54, 2)),
    "add_evidence": step(
        N_("登记证据"), _C.INVESTIGATING, _C.INVESTIGATING, {Role.CLERK, Role.INSPECTOR}, _P.article(46)
    ),
    "choose_basis": step(
        N_("选择法律依据"), _C.INVESTIGATING, _C.INVESTIGATING, Role.CLERK, _P.article(29), _P.article(37)
    ),
    "list_victim": step(
        N_("登记受害人"), _C.INVESTIGATING, _C.INVESTIGATING, Role.CLERK, _P.article(28, 2), _P.article(40)
    ),
    "strike_victim": step(N_("从名单划去"), _C.INVESTIGATING, _C.INVESTIGATING, Role.CLERK, _P.article(40)),
    "report": step(
        N_("调查终结，提出处理意见"), _C.INVESTIGATING, _C.REPORTED, Role.CLERK, _P.article(57, 1)
    ),
    "return": step(
        N_("退回补充调查"),
        _REPORTED_ON,
        _C.INVESTIGATING,
        {Role.CLERK, Role.DECIDER, Role.LEGAL_REVIEWER},
        _P.article(54, 1),
    ),
    "notify": step(N_("作出事先告知书"), _C.REPORTED, _C.NOTIFIED, Role.CLERK, _P.article(44)),
    "serve_notice": step(N_("送达事先告知书"), _C.NOTIFIED, _C.NOTIFIED, Role.CLERK, _P.article(44)),
    "receive_notice": step(N_("当事人签收事先告知书"), _C.NOTIFIED, _C.NOTIFIED, SIGNERS, *BY_CONFIRMATION),
    "state": step(N_("陈述、申辩"), _C.NOTIFIED, _C.NOTIFIED, {Role.CLERK, *FIRM_ROLES}, _P.article(45, 1)),
    "ask_hearing": step(
        N_("要求听证"), _C.NOTIFIED, _C.NOTIFIED, {Role.CLERK, *FIRM_ROLES}, _P.article(64, 1, 1)
    ),
    "waive": step(
        N_("放弃陈述、申辩和听证"), _C.NOTIFIED, _C.NOTIFIED, {Role.CLERK, *FIRM_ROLES}, _P.article(64, 1, 1)
    ),
    "withdraw_hearing": step(N_("撤回听证要求"), _C.NOTIFIED, _C.NOTIFIED, _SPEAKING, _P.article(64, 1, 1)),
    "call_hearing": step(
        N_("签发听证通知书"), _C.NOTIFIED, _C.NOTIFIED, Role.CLERK, _P.article(64, 1, 2), _P.article(64, 1, 4)
    ),
    "serve_call": step(N_("送达听证通知书"), _C.NOTIFIED, _C.NOTIFIED, Role.CLERK, _P.article(64, 1, 2)),
    "receive_call": step(
        N_("当事人签收听证通知书"), _C.NOTIFIED, _C.NOTIFIED, SIGNERS, _P.article(64, 1, 2), *BY_CONFIRMATION
    ),
    "name_agent": step(N_("登记听证代理人"), _C.NOTIFIED, _C.NOTIFIED, _SPEAKING, _P.article(64, 1, 5)),
    "challenge_chair": step(
        N_("申请听证主持人回避"), _C.NOTIFIED, _C.NOTIFIED, _SPEAKING, _P.article(64, 1, 4)
    ),
    "answer_challenge": step(
        N_("决定听证主持人是否回避"), _C.NOTIFIED, _C.NOTIFIED, _HEADS, _P.article(64, 1, 4)
    ),
    "miss_hearing": step(
        N_("登记当事人未到场或者中途退出"), _C.NOTIFIED, _C.NOTIFIED, HEARING_OFFICES, _P.article(64, 1, 6)
    ),
    "hold_hearing": step(
        N_("登记听证笔录"),
        _C.NOTIFIED,
        _C.NOTIFIED,
        HEARING_OFFICES,
        _P.article(64, 1, 7),
        _P.article(64, 1, 8),
    ),
    "report_hearing": step(N_("提出听证报告"), _C.NOTIFIED, _C.NOTIFIED, HEARING_OFFICES, _P.article(65)),
    "consider": step(N_("复核当事人意见"), _C.NOTIFIED, _C.HEARD, Role.CLERK, _P.article(45, 1)),
    "amend": step(
        N_("按审核、讨论意见调整"), _C.HEARD, _C.HEARD, Role.CLERK, _P.article(45, 2), _P.article(58)
    ),
    "require_review": step(N_("提请法制审核"), _C.HEARD, _C.HEARD, {Role.CLERK, *_HEADS}, _P.article(58, 1)),
    "review": step(N_("法制审核"), _C.HEARD, _C.HEARD, Role.LEGAL_REVIEWER, _P.article(58)),
    "discuss": step(N_("登记集体讨论"), _C.HEARD, _C.HEARD, Role.CLERK, _P.article(57, 2)),
    "decide": step(
        N_("作出行政处罚决定"), _C.HEARD, _C.DECIDED, Role.DECIDER, _P.article(57, 1, 1), _P.article(59)
    ),
    "spare": step(
        N_("决定不予处罚"),
        _SPARABLE,
        _C.NO_PENALTY,
        Role.DECIDER,
        _P.article(33),
        _P.article(57, 1),
    ),
    "propose_handling": step(
        N_("提出行政处理意见"),
        _C.REPORTED,
        _C.REPORTED,
        Role.CLERK,
        LABOUR_SUPERVISION_REGULATIONS.article(18, 1, 2),
    ),
    "handle": step(
        N_("作出行政处理决定"),
        _C.HEARD,
        _C.HANDLED,
        Role.DECIDER,
        LABOUR_SUPERVISION_REGULATIONS.article(18, 1, 2),
    ),
    "withdraw": step(
        N_("撤销立案"),
        _BEFORE_DECISION,
        _C.WITHDRAWN,
        Role.DECIDER,
        LABOUR_SUPERVISION_REGULATIONS.article(18, 1, 3),
    ),
    # 第二十七条第一款: the police hand a case back that needs no criminal penalty but an administrative one.
    "take_back": step(
        N_("收回退回的案件"),
        _C.TRANSFERRED,
        _C.INVESTIGATING,
        {Role.CLERK, Role.DECIDER},
        _P.article(27, 1),
    ),
    "transfer": step(N_("移送"), _BEFORE_DECISION, _C.TRANSFERRED, Role.DECIDER, _P.article(27)),
    "serve_decision": step(N_("送达处罚决定书"), _C.DECIDED, _C.SERVED, Role.CLERK, _P.article(61)),
    "announce_decision": step(
        N_("公告送达处罚决定书"), _C.DECIDED, _C.DECIDED, Role.CLERK, CIVIL_PROCEDURE_LAW.article(95)
    ),
    "announced": step(
        N_("公告期满，处罚决定书视为送达"), _C.DECIDED, _C.SERVED, set(), CIVIL_PROCEDURE_LAW.article(95)
    ),
    "receive_decision": step(N_("当事人签收处罚决定书"), _C.DECIDED, _C.SERVED, SIGNERS, *BY_CONFIRMATION),
    "ask_plan": step(
        N_("申请延期、分期缴纳罚款"), _C.SERVED, _C.SERVED, {Role.CLERK, *FIRM_ROLES}, _P.article(66, 2)
    ),
    "grant_plan": step(N_("准予延期、分期缴纳罚款"), _C.SERVED, _C.SERVED, Role.DECIDER, _P.article(66, 2)),
    "refuse_plan": step(N_("不予延期、分期缴纳罚款"), _C.SERVED, _C.SERVED, Role.DECIDER, _P.article(66, 2)),
    "impose_surcharge": step(
        N_("作出加处罚款决定"), _C.SERVED, _C.SERVED, Role.DECIDER, _P.article(72, 1, 1)
    ),
    "serve_paper": step(
        N_("送达延期、分期、加处罚款文书"), _C.SERVED, _C.SERVED, Role.CLERK, _P.article(61, 1)
    ),
    "receive_paper": step(
        N_("当事人签收延期、分期、加处罚款文书"), _C.SERVED, _C.SERVED, SIGNERS, *BY_CONFIRMATION
    ),
    "announce_paper": step(
        N_("公告送达文书"), _C.SERVED, _C.SERVED, Role.CLERK, CIVIL_PROCEDURE_LAW.article(95)
    ),
    "paper_announced": step(
        N_("公告期满，文书视为送达"), _C.SERVED, _C.SERVED, set(), CIVIL_PROCEDURE_LAW.article(95)
    ),
    "demand": step(N_("作出催告书"), _C.SERVED, _C.SERVED, Role.CLERK, COMPULSION_LAW.article(54)),
    "serve_demand": step(N_("送达催告书"), _C.SERVED, _C.SERVED, Role.CLERK, COMPULSION_LAW.article(38)),
    "answer_demand": step(
        N_("对催告的陈述、申辩"),
        _C.SERVED,
        _C.SERVED,
        {Role.CLERK, *FIRM_ROLES},
        COMPULSION_LAW.article(36),
    ),
    "apply_court": step(
        N_("申请人民法院强制执行"),
        _C.SERVED,
        _C.SERVED,
        Role.DECIDER,
        COMPULSION_LAW.article(53),
        COMPULSION_LAW.article(55),
    ),
    "court_accepts": step(
        N_("登记人民法院受理情况"), _C.SERVED, _C.SERVED, Role.CLERK, COMPULSION_LAW.article(56)
    ),
    "court_rules": step(N_("登记人民法院裁定"), _C.SERVED, _C.SERVED, Role.CLERK, COMPULSION_LAW.article(57)),
    # What a reconsideration or a court did to the decision: registered in `remedies`, felt here.
    # A closed case is reopened first.
    "quash": step(N_("处罚决定被撤销"), _C.SERVED, _C.QUASHED, set(), _P.article(48, 2)),
    "change": step(N_("处罚决定被变更"), _C.SERVED, _C.SERVED, set(), _P.article(48, 2)),
    "pay": step(N_("登记缴款"), _C.SERVED, _C.SERVED, Role.CLERK, _P.article(67)),
    "propose_publication": step(
        N_("提出公示文本"), _C.SERVED, _C.SERVED, Role.CLERK, _P.article(48), _P.article(50)
    ),
    "return_publication": step(N_("退回公示文本"), _C.SERVED, _C.SERVED, PUBLISHERS, _P.article(50)),
    "publish": step(N_("公示处罚决定"), _C.SERVED, _C.SERVED, PUBLISHERS, _P.article(48)),
    # Proposed, approved and reopened in `case_files`, which stands above; the case only moves.
    "close": step(N_("结案"), _C.SERVED, _C.CLOSED, Role.DECIDER, _P.article(47)),
    "reopen": step(N_("恢复办理"), _C.CLOSED, _C.SERVED, Role.DECIDER, _P.article(47)),
}
#: Names of all acts in the log, steps and events.
ACT_NAMES: dict[str, str] = {name: each.label for name, each in STEPS.items()} | {
    "propose": N_("提请立案"),
    "extend": N_("批准延长调查期限"),
    "issue": N_("作出责令改正指令书"),
    "stay": N_("登记复议诉讼期间"),
    "suspend": N_("停止执行处罚决定"),
    "resume": N_("恢复执行处罚决定"),
    "found_unlawful": N_("处罚决定被确认违法"),
    "recusal_asked": N_("申请回避"),
    "recusal_granted": N_("决定回避"),
    "recusal_refused": N_("驳回回避申请"),
    "designation_asked": N_("报请指定管辖"),
    "designated": N_("指定管辖"),
    "confirm_party": N_("确认归并后的当事人"),
    "custody": N_("登记证据交接"),
    "exclude": N_("排除证据"),
    "evidence_changed": N_("证据文件校验不符"),
    "evidence_restored": N_("证据文件恢复一致"),
    "refund": N_("登记退赔"),
    "read_gains": N_("法制审核：没有违法所得能否罚款"),
    "serve_outcome": N_("送达终结文书"),
    "receive_outcome": N_("当事人签收终结文书"),
    "spot": N_("当场作出处罚决定"),
    "confirm_address": N_("登记送达地址确认书"),
    "ask_english": N_("当事人要求文书附英文"),
    "end_english": N_("当事人要求文书不再附英文"),
    "translate": N_("登记文书的英文译文"),
    "withdraw_publicity": N_("撤回处罚决定公示"),
    "propose_closing": N_("提请结案"),
    "return_closing": N_("退回结案审批"),
    "close_ended": N_("批准结案"),
    "reopen_ended": N_("恢复办理"),
    "dispose_evidence": N_("登记证据原件去向"),
    "archived": N_("立卷归档"),
    "archive_changed": N_("归档案卷校验不符"),
}
#: A penalty on the spot: where it stands, and the acts in its log.
SPOT_NAMES: dict[str, str] = {"issued": N_("待备案"), "filed": N_("已备案"), "quashed": N_("决定已被撤销")}
#: Under which article a decision was undone: in a reconsideration, by a court.
UNDONE_UNDER: dict[str, dict[str, Citation]] = {
    "quash": {"reconsideration": RECONSIDERATION_LAW.article(64), "suit": LITIGATION_LAW.article(70)},
    "change": {"reconsideration": RECONSIDERATION_LAW.article(63), "suit": LITIGATION_LAW.article(77)},
    "found_unlawful": {
        "reconsideration": RECONSIDERATION_LAW.article(65),
        "suit": LITIGATION_LAW.article(74),
    },
}


def spot_step(act: str, way: str, status: str) -> Step:
    """What a review did to a penalty on the spot: it is gone, or goes on where it stood with a lighter fine."""
    after = "quashed" if act == "quash" else status
    return step(STEPS[act].label, {"issued", "filed"}, after, set(), UNDONE_UNDER[act][way])


SPOT_ACT_NAMES: dict[str, str] = {
    "spot": N_("当场作出处罚决定"),
    "file_spot": N_("归入机关备案"),
    "attach_copy": N_("上传手写决定书的存根"),
    "collected": N_("当场收缴罚款"),
    "paid": N_("登记缴款"),
    "ask_english": ACT_NAMES["ask_english"],
    "end_english": ACT_NAMES["end_english"],
    "stay": ACT_NAMES["stay"],
    "suspend": ACT_NAMES["suspend"],
    "resume": ACT_NAMES["resume"],
    "quash": STEPS["quash"].label,
    "change": STEPS["change"].label,
    "found_unlawful": ACT_NAMES["found_unlawful"],
    # Written before remedies against penalties on the spot were conducted.
    "remedy_begun": N_("登记复议、诉讼，停止计算加处罚款"),
    "remedy_ended": N_("复议、诉讼终结，恢复计算加处罚款"),
    "handed_in_on": N_("收缴的罚款已交至机关"),
    "banked_on": N_("收缴的罚款已缴付银行"),
    **{
        act: STEPS[act].label
        for act in (
            "ask_plan",
            "grant_plan",
            "refuse_plan",
            "impose_surcharge",
            "serve_paper",
            "receive_paper",
            "announce_paper",
            "paper_announced",
            "demand",
            "serve_demand",
            "answer_demand",
            "apply_court",
            "court_accepts",
            "court_rules",
            "pay",
        )
    },
}
BOOKLET_ACT_NAMES: dict[str, str] = {
    "hand_out": N_("发出预先编号的决定书"),
    "void_form": N_("作废一份预先编号的决定书"),
    "take_back": N_("核收交还的决定书"),
}
ORDER_ACT_NAMES: dict[str, str] = {name: each.label for name, each in ORDER_STEPS.items()} | {
    "issue": N_("作出责令改正指令书"),
    "extension_asked": N_("申请延长改正期限"),
    "extension_granted": N_("准予延长改正期限"),
    "extension_refused": N_("不予延长改正期限"),
    "file_copy": N_("当场责令改正文书备案"),
}


class Source(StrEnum):
    """Where an order or a case comes from."""

    COMPLAINT = "complaint"
    FINDING = "finding"
    REPORT_MISSED = "report_missed"
    ORDER = "order"
    TRANSFER = "transfer"
    MONITORING = "monitoring"
    FALSE_PROMISE = "false_promise"


SOURCE_NAMES: dict[Source, str] = {
    Source.COMPLAINT: N_("投诉举报"),
    Source.FINDING: N_("检查发现"),
    Source.REPORT_MISSED: N_("年度报告逾期"),
    Source.ORDER: N_("逾期未改正"),
    Source.TRANSFER: N_("其他部门移送"),
    Source.MONITORING: N_("日常监测"),
    Source.FALSE_PROMISE: N_("虚假承诺被撤销许可"),
}
#: Where the paper says the facts were found.
OCCASIONS: dict[Source, str] = {
    Source.COMPLAINT: N_("投诉举报核查"),
    Source.FINDING: N_("现场检查"),
    Source.REPORT_MISSED: N_("年度报告核查"),
    Source.ORDER: N_("责令改正复查"),
    Source.TRANSFER: N_("移送线索核查"),
    Source.MONITORING: N_("日常监测"),
    Source.FALSE_PROMISE: N_("履诺检查"),
}

#: The eight kinds of evidence of 第四十六条.
EVIDENCE: dict[str, str] = {
    "document": N_("书证"),
    "object": N_("物证"),
    "audiovisual": N_("视听资料"),
    "electronic": N_("电子数据"),
    "witness": N_("证人证言"),
    "party": N_("当事人的陈述"),
    "expert": N_("鉴定意见"),
    "inspection": N_("勘验笔录、现场笔录"),
}
#: Grounds of 第三十二条 for a lighter or mitigated penalty.
MITIGATIONS: dict[str, str] = {
    "removed_harm": N_("主动消除或者减轻违法行为危害后果"),
    "coerced": N_("受他人胁迫或者诱骗实施违法行为"),
    "confessed": N_("主动供述行政机关尚未掌握的违法行为"),
    "merit": N_("配合行政机关查处违法行为有立功表现"),
}
#: Grounds for no penalty: 第三十三条 and 第五十七条.
SPARING: dict[str, str] = {
    "minor": N_("违法行为轻微并及时改正，没有造成危害后果"),
    "first": N_("初次违法且危害后果轻微并及时改正"),
    "minor_listed": N_("符合本机关公布的轻微违法行为不予行政处罚清单"),
    "faultless": N_("当事人有证据足以证明没有主观过错"),
    "unproved": N_("违法事实不能成立"),
    "time_barred": N_("已超过追责期限"),
}
