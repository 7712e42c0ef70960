"""States of a plan, of a draw and of a task, the results of a visit, and who may take which step."""

from enum import StrEnum

from regulation.casework.steps import step
from regulation.law.citation import (
    BEIJING_BUSINESS_ENVIRONMENT,
    BEIJING_INSPECTION_OPINIONS,
    BUSINESS_ENVIRONMENT_REGULATIONS,
    ENTERPRISE_INSPECTION_OPINIONS,
    HRM_REGULATIONS,
    INSPECTION_FORMS,
    JOINT_RANDOM_OPINIONS,
    PENALTY_LAW,
    RANDOM_INSPECTION_NOTICE,
    RANDOM_INSPECTION_WORK_NOTICE,
)
from regulation.roles import Role
from regulation.words import N_


class PlanStatus(StrEnum):
    """Where a year's plan stands."""

    DRAFT = "draft"  #: the clerk completes it; the director or a decider adopts it
    ADOPTED = "adopted"  #: public; draws are prepared from its lines
    SUPERSEDED = "superseded"  #: nobody; a later version replaced it and it stays public
    DISCARDED = "discarded"  #: nobody; kept for the file


PLAN_NAMES: dict[PlanStatus, str] = {
    PlanStatus.DRAFT: N_("拟订中"),
    PlanStatus.ADOPTED: N_("已公布"),
    PlanStatus.SUPERSEDED: N_("已由新版本替换"),
    PlanStatus.DISCARDED: N_("已放弃"),
}


class LeadStatus(StrEnum):
    """Where a lead stands."""

    RECORDED = "recorded"  #: a decider follows it, merges it into another, or dismisses it
    APPROVED = "approved"  #: the clerk prepares the draw of its officers
    DRAWN = "drawn"  #: the team visits
    MERGED = "merged"  #: one visit for both; the other lead goes on
    DISMISSED = "dismissed"  #: nobody; kept for the file


LEAD_NAMES: dict[LeadStatus, str] = {
    LeadStatus.RECORDED: N_("待决定"),
    LeadStatus.APPROVED: N_("已批准检查"),
    LeadStatus.DRAWN: N_("已抽取执法人员"),
    LeadStatus.MERGED: N_("已并入另一线索"),
    LeadStatus.DISMISSED: N_("不予检查"),
}


class LeadKind(StrEnum):
    """Where a lead comes from; a closed list."""

    COMPLAINT = "complaint"
    TRANSFER = "transfer"
    MONITORING = "monitoring"
    REQUEST = "request"


LEAD_KIND_NAMES: dict[LeadKind, str] = {
    LeadKind.COMPLAINT: N_("投诉举报"),
    LeadKind.TRANSFER: N_("转办交办"),
    LeadKind.MONITORING: N_("数据监测"),
    LeadKind.REQUEST: N_("机构申请"),
}


class ListStatus(StrEnum):
    """Where an organ's own list of items stands."""

    DRAFT = "draft"  #: the clerk edits it; a decider adopts it
    ADOPTED = "adopted"  #: public; plans drafted from its day on rest on it
    DISCARDED = "discarded"  #: nobody; kept for the file


LIST_NAMES: dict[ListStatus, str] = {
    ListStatus.DRAFT: N_("拟订中"),
    ListStatus.ADOPTED: N_("已公布"),
    ListStatus.DISCARDED: N_("已放弃"),
}


class UndisturbedStatus(StrEnum):
    """Where an entry of the do-not-disturb list stands."""

    PROPOSED = "proposed"  #: a decider enters or refuses it
    ENTERED = "entered"  #: public; holds from its first to its last day
    REFUSED = "refused"  #: nobody; kept for the file
    ENDED = "ended"  #: over, by its last day or earlier


UNDISTURBED_NAMES: dict[UndisturbedStatus, str] = {
    UndisturbedStatus.PROPOSED: N_("待决定"),
    UndisturbedStatus.ENTERED: N_("在名单内"),
    UndisturbedStatus.REFUSED: N_("未列入"),
    UndisturbedStatus.ENDED: N_("已移出"),
}

#: Why a firm is on the do-not-disturb list.
GROUND_NAMES: dict[str, str] = {
    "credit": N_("信用等级为A级"),
    "risk": N_("风险评估为低风险"),
    "off_site": N_("非现场监管能够替代现场检查"),
    "mutual": N_("其他区的名单互认"),
    "other": N_("其他"),
}


class SpecialStatus(StrEnum):
    """Where a special inspection stands."""

    DRAFT = "draft"  #: a decider records the government's approval
    APPROVED = "approved"  #: public; draws are prepared from it while its period runs
    CLOSED = "closed"  #: done
    DISCARDED = "discarded"  #: nobody; kept for the file


SPECIAL_NAMES: dict[SpecialStatus, str] = {
    SpecialStatus.DRAFT: N_("待政府批准"),
    SpecialStatus.APPROVED: N_("已批准并公布"),
    SpecialStatus.CLOSED: N_("已结束"),
    SpecialStatus.DISCARDED: N_("已放弃"),
}


class DrawStatus(StrEnum):
    """Where a draw stands."""

    PREPARED = "prepared"  #: the clerk may still correct the rosters; a supervisor commits
    COMMITTED = "committed"  #: public; everybody waits for the declared source
    ENTROPY = "entropy"  #: the value is in; the system computes
    DRAWN = "drawn"  #: public; every firm has its team and its task
    INFEASIBLE = "infeasible"  #: the selection stands, no lawful assignment exists; a new draw is needed
    ABANDONED = "abandoned"  #: stays visible with its number and reason
    VOID = "void"  #: a deposited secret is missing or opens nothing; stays visible, a new draw is needed


DRAW_NAMES: dict[DrawStatus, str] = {
    DrawStatus.PREPARED: N_("名录准备中"),
    DrawStatus.COMMITTED: N_("已承诺，待公布随机数"),
    DrawStatus.ENTROPY: N_("随机数已录入，正在计算"),
    DrawStatus.DRAWN: N_("已抽取"),
    DrawStatus.INFEASIBLE: N_("无法组成合法的检查组"),
    DrawStatus.ABANDONED: N_("已放弃"),
    DrawStatus.VOID: N_("作废"),
}

#: The rosters may change in this state alone; a trigger holds the same.
OPEN_ROSTER = frozenset({DrawStatus.PREPARED})


class AmendmentStatus(StrEnum):
    """Where a request to replace a firm or an officer stands."""

    REQUESTED = "requested"  #: a draw supervisor who is not the requester decides
    GRANTED = "granted"  #: the procedure computed the replacement; final
    REFUSED = "refused"  #: nothing changed; the reason is in the file
    WITHDRAWN = "withdrawn"  #: the requester took it back


AMENDMENT_NAMES: dict[AmendmentStatus, str] = {
    AmendmentStatus.REQUESTED: N_("待抽取监督人员决定"),
    AmendmentStatus.GRANTED: N_("已更换"),
    AmendmentStatus.REFUSED: N_("未同意"),
    AmendmentStatus.WITHDRAWN: N_("已撤回"),
}


class TaskStatus(StrEnum):
    """Where one firm's inspection stands."""

    ASSIGNED = "assigned"  #: the clerk fills in the approval form
    PROPOSED = "proposed"  #: a decider approves or returns the form
    APPROVED = "approved"  #: the clerk issues the notice
    NOTIFIED = "notified"  #: the team visits
    STARTED = "started"  #: the team fills in the check form
    SUBMITTED = "submitted"  #: the second officer reads it back and signs
    CONFIRMED = "confirmed"  #: the desk publishes within 20 working days
    PUBLISHED = "published"  #: done; public
    CARRIED = "carried"  #: not visited; certain in the next draw
    REPLACED = "replaced"  #: nobody; the firm could not be inspected and an amendment took its place


TASK_NAMES: dict[TaskStatus, str] = {
    TaskStatus.ASSIGNED: N_("待报批"),
    TaskStatus.PROPOSED: N_("待审批"),
    TaskStatus.APPROVED: N_("已批准，待发通知书"),
    TaskStatus.NOTIFIED: N_("待检查"),
    TaskStatus.STARTED: N_("检查中"),
    TaskStatus.SUBMITTED: N_("待第二名执法人员确认"),
    TaskStatus.CONFIRMED: N_("待公示结果"),
    TaskStatus.PUBLISHED: N_("结果已公示"),
    TaskStatus.CARRIED: N_("转入下次抽查"),
    TaskStatus.REPLACED: N_("已按号更换"),
}

#: Nobody may enter yet.
BEFORE_NOTICE = (TaskStatus.ASSIGNED, TaskStatus.PROPOSED, TaskStatus.APPROVED)


class ApprovalStatus(StrEnum):
    """Where an approval form stands."""

    PROPOSED = "proposed"  #: a decider decides
    APPROVED = "approved"  #: entry is permitted in its time, to its officers, on its items
    RETURNED = "returned"  #: the clerk proposes anew
    VOID = "void"  #: overtaken: its time passed, its team changed, the visit fell away


APPROVAL_NAMES: dict[ApprovalStatus, str] = {
    ApprovalStatus.PROPOSED: N_("待审批"),
    ApprovalStatus.APPROVED: N_("已批准"),
    ApprovalStatus.RETURNED: N_("已退回"),
    ApprovalStatus.VOID: N_("已失效"),
}


class Answer(StrEnum):
    """What was found on one item."""

    COMPLIANT = "compliant"
    PROBLEM = "problem"
    NOT_APPLICABLE = "not_applicable"


ANSWER_NAMES: dict[Answer, str] = {
    Answer.COMPLIANT: N_("符合"),
    Answer.PROBLEM: N_("不符合"),
    Answer.NOT_APPLICABLE: N_("不适用"),
}


class Unable(StrEnum):
    """Why a visit could not be carried out."""

    UNREACHABLE = "unreachable"
    NOT_OPERATING = "not_operating"
    REFUSED = "refused"


UNABLE_NAMES: dict[Unable, str] = {
    Unable.UNREACHABLE: N_("在登记的住所和经营场所均找不到该机构"),
    Unable.NOT_OPERATING: N_("该机构已不开展经营活动"),
    Unable.REFUSED: N_("该机构拒绝、阻碍检查"),
}


class Outcome(StrEnum):
    """The published result of a visit."""

    NO_PROBLEM = "no_problem"
    CORRECTED = "corrected"
    ORDERED = "ordered"
    TRANSFERRED = "transferred"
    UNREACHABLE = "unreachable"
    NOT_OPERATING = "not_operating"
    REFUSED = "refused"


OUTCOME_NAMES: dict[Outcome, str] = {
    Outcome.NO_PROBLEM: N_("未发现问题"),
    Outcome.CORRECTED: N_("发现问题已当场改正"),
    Outcome.ORDERED: N_("发现问题责令限期改正"),
    Outcome.TRANSFERRED: N_("发现问题待后续处理"),
    Outcome.UNREACHABLE: N_("通过登记的住所（经营场所）无法联系"),
    Outcome.NOT_OPERATING: N_("未发现开展本次抽查涉及的经营活动"),
    Outcome.REFUSED: N_("不配合检查情节严重"),
}

#: Results that state a breach and may be followed by an order or a case.
FINDINGS = frozenset({Outcome.CORRECTED, Outcome.ORDERED, Outcome.TRANSFERRED, Outcome.REFUSED})


class FirmSign(StrEnum):
    """How the firm took note of the record."""

    SIGNED = "signed"
    REFUSED = "refused"
    ABSENT = "absent"


FIRM_SIGN_NAMES: dict[FirmSign, str] = {
    FirmSign.SIGNED: N_("已核对并签名"),
    FirmSign.REFUSED: N_("拒绝签名"),
    FirmSign.ABSENT: N_("现场无人签名"),
}

PLAN_STEPS = {
    "adopt": step(
        N_("批准并公布计划"),
        PlanStatus.DRAFT,
        PlanStatus.ADOPTED,
        {Role.DIRECTOR, Role.DECIDER},
        BEIJING_BUSINESS_ENVIRONMENT.article(67),
    ),
    "supersede": step(
        N_("由新版本替换"),
        PlanStatus.ADOPTED,
        PlanStatus.SUPERSEDED,
        {Role.DIRECTOR, Role.DECIDER},
        BEIJING_BUSINESS_ENVIRONMENT.article(67),
    ),
    "discard": step(N_("放弃计划草稿"), PlanStatus.DRAFT, PlanStatus.DISCARDED, Role.CLERK),
}

LIST_STEPS = {
    "adopt": step(
        N_("采用并公布事项清单"),
        ListStatus.DRAFT,
        ListStatus.ADOPTED,
        {Role.DIRECTOR, Role.DECIDER},
        RANDOM_INSPECTION_NOTICE.whole(),
    ),
    "discard": step(N_("放弃事项清单草稿"), ListStatus.DRAFT, ListStatus.DISCARDED, Role.CLERK),
}

UNDISTURBED_STEPS = {
    "enter": step(
        N_("列入无事不扰名单"),
        UndisturbedStatus.PROPOSED,
        UndisturbedStatus.ENTERED,
        {Role.DIRECTOR, Role.DECIDER},
        BEIJING_BUSINESS_ENVIRONMENT.article(68),
    ),
    "refuse": step(
        N_("不列入无事不扰名单"),
        UndisturbedStatus.PROPOSED,
        UndisturbedStatus.REFUSED,
        {Role.DIRECTOR, Role.DECIDER},
    ),
    "end": step(
        N_("移出无事不扰名单"),
        UndisturbedStatus.ENTERED,
        UndisturbedStatus.ENDED,
        {Role.DIRECTOR, Role.DECIDER, Role.SYSTEM},
        BEIJING_BUSINESS_ENVIRONMENT.article(68),
    ),
}

LEAD_STEPS = {
    "draw": step(
        N_("按线索抽取执法人员"),
        LeadStatus.APPROVED,
        LeadStatus.DRAWN,
        {Role.DRAW_SUPERVISOR, Role.SYSTEM},
        BUSINESS_ENVIRONMENT_REGULATIONS.article(54, 2),
    ),
    "approve": step(
        N_("批准按线索检查"),
        LeadStatus.RECORDED,
        LeadStatus.APPROVED,
        {Role.DIRECTOR, Role.DECIDER},
        BUSINESS_ENVIRONMENT_REGULATIONS.article(54, 2),
        ENTERPRISE_INSPECTION_OPINIONS.whole(),
    ),
    "merge": step(
        N_("并入另一线索"),
        LeadStatus.RECORDED,
        LeadStatus.MERGED,
        {Role.DIRECTOR, Role.DECIDER},
        BUSINESS_ENVIRONMENT_REGULATIONS.article(54, 1),
    ),
    "dismiss": step(
        N_("决定不予检查"),
        {LeadStatus.RECORDED, LeadStatus.APPROVED},
        LeadStatus.DISMISSED,
        {Role.DIRECTOR, Role.DECIDER},
    ),
}

SPECIAL_STEPS = {
    "approve": step(
        N_("记录政府批准并公布"),
        SpecialStatus.DRAFT,
        SpecialStatus.APPROVED,
        {Role.DIRECTOR, Role.DECIDER},
        BEIJING_INSPECTION_OPINIONS.whole(),
    ),
    "close": step(
        N_("结束专项检查"),
        SpecialStatus.APPROVED,
        SpecialStatus.CLOSED,
        {Role.CLERK, Role.DIRECTOR, Role.DECIDER},
    ),
    "discard": step(N_("放弃专项检查草稿"), SpecialStatus.DRAFT, SpecialStatus.DISCARDED, Role.CLERK),
}

DRAW_STEPS = {
    "commit": step(
        N_("公布抽取承诺"),
        DrawStatus.PREPARED,
        DrawStatus.COMMITTED,
        Role.DRAW_SUPERVISOR,
        HRM_REGULATIONS.article(35, 1),
        RANDOM_INSPECTION_NOTICE.whole(),
    ),
    "enter_entropy": step(
        N_("录入随机数"),
        DrawStatus.COMMITTED,
        DrawStatus.ENTROPY,
        Role.DRAW_SUPERVISOR,
        HRM_REGULATIONS.article(35, 1),
    ),
    "conclude": step(
        N_("公布抽取结果"),
        DrawStatus.ENTROPY,
        DrawStatus.DRAWN,
        {Role.DRAW_SUPERVISOR, Role.SYSTEM},
        HRM_REGULATIONS.article(35),
    ),
    "fail": step(
        N_("公布无法组成检查组"),
        DrawStatus.ENTROPY,
        DrawStatus.INFEASIBLE,
        {Role.DRAW_SUPERVISOR, Role.SYSTEM},
        HRM_REGULATIONS.article(35),
    ),
    "abandon": step(
        N_("放弃抽取"),
        {DrawStatus.PREPARED, DrawStatus.COMMITTED},
        DrawStatus.ABANDONED,
        Role.DRAW_SUPERVISOR,
        RANDOM_INSPECTION_WORK_NOTICE.whole(),
    ),
    "void": step(
        N_("宣布抽取作废"),
        DrawStatus.ENTROPY,
        DrawStatus.VOID,
        Role.AUDITOR,
        RANDOM_INSPECTION_WORK_NOTICE.whole(),
    ),
}

AMENDMENT_STEPS = {
    "grant_amendment": step(
        N_("同意并按号更换"),
        AmendmentStatus.REQUESTED,
        AmendmentStatus.GRANTED,
        Role.DRAW_SUPERVISOR,
        PENALTY_LAW.article(43),
        RANDOM_INSPECTION_WORK_NOTICE.whole(),
    ),
    "refuse_amendment": step(
        N_("不同意更换"),
        AmendmentStatus.REQUESTED,
        AmendmentStatus.REFUSED,
        Role.DRAW_SUPERVISOR,
        PENALTY_LAW.article(43),
    ),
    "withdraw_amendment": step(
        N_("撤回更换申请"),
        AmendmentStatus.REQUESTED,
        AmendmentStatus.WITHDRAWN,
        {Role.CLERK, Role.INSPECTOR, Role.FIRM_SIGNATORY, Role.FIRM_PREPARER, Role.FIRM_ADMIN},
    ),
}

TASK_STEPS = {
    "request_approval": step(
        N_("报请批准检查"),
        TaskStatus.ASSIGNED,
        TaskStatus.PROPOSED,
        Role.CLERK,
        ENTERPRISE_INSPECTION_OPINIONS.whole(),
        INSPECTION_FORMS.whole(),
    ),
    "approve_visit": step(
        N_("批准检查"),
        TaskStatus.PROPOSED,
        TaskStatus.APPROVED,
        Role.DECIDER,
        ENTERPRISE_INSPECTION_OPINIONS.whole(),
        BEIJING_INSPECTION_OPINIONS.whole(),
    ),
    "decline_visit": step(
        N_("退回审批表"),
        TaskStatus.PROPOSED,
        TaskStatus.ASSIGNED,
        Role.DECIDER,
        ENTERPRISE_INSPECTION_OPINIONS.whole(),
    ),
    "notify": step(
        N_("作出检查通知书"),
        TaskStatus.APPROVED,
        TaskStatus.NOTIFIED,
        Role.CLERK,
        ENTERPRISE_INSPECTION_OPINIONS.whole(),
        INSPECTION_FORMS.whole(),
    ),
    "reopen": step(
        N_("审批失效，重新报批"),
        {TaskStatus.PROPOSED, TaskStatus.APPROVED, TaskStatus.NOTIFIED},
        TaskStatus.ASSIGNED,
        {Role.CLERK, Role.DRAW_SUPERVISOR, Role.SYSTEM},
        ENTERPRISE_INSPECTION_OPINIONS.whole(),
    ),
    "start": step(
        N_("到场并出示证件"),
        TaskStatus.NOTIFIED,
        TaskStatus.STARTED,
        Role.INSPECTOR,
        HRM_REGULATIONS.article(34, 2),
        PENALTY_LAW.article(55),
    ),
    "submit": step(
        N_("完成检查单并签名"),
        TaskStatus.STARTED,
        TaskStatus.SUBMITTED,
        Role.INSPECTOR,
        BEIJING_BUSINESS_ENVIRONMENT.article(69),
    ),
    "unable": step(
        N_("记录无法检查"),
        {TaskStatus.NOTIFIED, TaskStatus.STARTED},
        TaskStatus.SUBMITTED,
        Role.INSPECTOR,
        HRM_REGULATIONS.article(34),
    ),
    "return": step(
        N_("退回补充"),
        TaskStatus.SUBMITTED,
        TaskStatus.STARTED,
        Role.INSPECTOR,
    ),
    "confirm": step(
        N_("第二名执法人员确认并签名"),
        TaskStatus.SUBMITTED,
        TaskStatus.CONFIRMED,
        Role.INSPECTOR,
        HRM_REGULATIONS.article(34, 2),
    ),
    "publish": step(
        N_("公示检查结果"),
        TaskStatus.CONFIRMED,
        TaskStatus.PUBLISHED,
        {Role.CLERK, Role.DECIDER},
        HRM_REGULATIONS.article(35, 2),
        JOINT_RANDOM_OPINIONS.whole(),
    ),
    "replace": step(
        N_("机构无法检查，按号更换"),
        TaskStatus.ASSIGNED,
        TaskStatus.REPLACED,
        {Role.DRAW_SUPERVISOR, Role.SYSTEM},
        RANDOM_INSPECTION_WORK_NOTICE.whole(),
    ),
    "carry_over": step(
        N_("转入下次抽查"),
        {TaskStatus.ASSIGNED, TaskStatus.APPROVED, TaskStatus.NOTIFIED},
        TaskStatus.CARRIED,
        {Role.CLERK, Role.DECIDER},
        RANDOM_INSPECTION_WORK_NOTICE.whole(),
    ),
}
