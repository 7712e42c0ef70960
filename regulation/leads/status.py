"""Where a lead stands, where it may come from, and the steps between."""

from enum import StrEnum

from regulation.casework.steps import step
from regulation.law.citation import PENALTY_LAW, Citation
from regulation.roles import Role
from regulation.words import N_

OPENING = PENALTY_LAW.article(54, 2)
#: An official who does not open a case that meets the standard.
NOT_OPENED = PENALTY_LAW.article(76, 2)


class LeadStatus(StrEnum):
    """Where it stands."""

    RECORDED = "recorded"  #: somebody looks into it
    STANDARD_MET = "standard_met"  #: a case has to be proposed
    DISMISSAL_PROPOSED = "dismissal_proposed"  #: a deciding official agrees or not
    PROPOSED = "proposed"  #: a case is proposed and waits for its opening
    OPENED = "opened"  #: done; a case is open
    DISMISSED = "dismissed"  #: done; no case, with the reason
    MERGED = "merged"  #: done; goes on in another lead


S = LeadStatus
STATUS_NAMES: dict[LeadStatus, str] = {
    S.RECORDED: N_("待核查"),
    S.STANDARD_MET: N_("符合立案标准，待提请立案"),
    S.DISMISSAL_PROPOSED: N_("提请不予立案，待决定"),
    S.PROPOSED: N_("已提请立案，待批准"),
    S.OPENED: N_("已立案"),
    S.DISMISSED: N_("不予立案"),
    S.MERGED: N_("已并入其他线索"),
}
TONES: dict[LeadStatus, str] = {
    S.RECORDED: "info",
    S.STANDARD_MET: "warn",
    S.DISMISSAL_PROPOSED: "info",
    S.PROPOSED: "info",
    S.OPENED: "good",
    S.DISMISSED: "neutral",
    S.MERGED: "neutral",
}
#: Still to be dealt with here.
LIVE = frozenset({S.RECORDED, S.STANDARD_MET, S.DISMISSAL_PROPOSED})
#: May be joined, divided, and made a case.
WORKABLE = frozenset({S.RECORDED, S.STANDARD_MET})


class LeadSource(StrEnum):
    """Where a lead comes from."""

    COMPLAINT = "complaint"
    FINDING = "finding"
    REPORT_MISSED = "report_missed"
    ORDER = "order"
    TRANSFER = "transfer"
    MONITORING = "monitoring"
    FALSE_PROMISE = "false_promise"
    RADAR = "radar"


SOURCE_NAMES: dict[LeadSource, str] = {
    LeadSource.COMPLAINT: N_("投诉举报"),
    LeadSource.FINDING: N_("检查发现"),
    LeadSource.REPORT_MISSED: N_("年度报告逾期"),
    LeadSource.ORDER: N_("逾期未改正"),
    LeadSource.TRANSFER: N_("其他部门移送"),
    LeadSource.MONITORING: N_("日常监测"),
    LeadSource.FALSE_PROMISE: N_("虚假承诺被撤销许可"),
    LeadSource.RADAR: N_("黑中介比对"),
}

#: Why there is no case: key -> (words, article).
GROUNDS: dict[str, tuple[str, Citation]] = {
    "unproved": (N_("经核查，违法事实不能成立"), PENALTY_LAW.article(57, 1, 3)),
    "minor": (N_("违法行为轻微并及时改正，没有造成危害后果"), PENALTY_LAW.article(33, 1)),
    "faultless": (N_("当事人有证据足以证明没有主观过错"), PENALTY_LAW.article(33, 2)),
    "time_barred": (N_("已超过追责期限"), PENALTY_LAW.article(36)),
    "elsewhere": (N_("违法行为不由本机关管辖，已移送有管辖权的机关"), PENALTY_LAW.article(22)),
}
#: Said by the official who refuses the opening of a proposed case; nobody chooses it in a form.
DECLINED = "declined"

STEPS = {
    "meet_standard": step(
        N_("认定符合立案标准"), S.RECORDED, S.STANDARD_MET, {Role.CLERK, Role.INSPECTOR}, OPENING
    ),
    "propose_dismissal": step(
        N_("提请不予立案"), set(WORKABLE), S.DISMISSAL_PROPOSED, {Role.CLERK, Role.INSPECTOR}, OPENING
    ),
    "dismiss": step(N_("决定不予立案"), S.DISMISSAL_PROPOSED, S.DISMISSED, Role.DECIDER, OPENING),
    "return": step(N_("退回核查"), S.DISMISSAL_PROPOSED, S.RECORDED, Role.DECIDER, OPENING),
    "insist": step(
        N_("不同意，认定符合立案标准"),
        S.DISMISSAL_PROPOSED,
        S.STANDARD_MET,
        Role.DECIDER,
        OPENING,
        NOT_OPENED,
    ),
    "merge": step(
        N_("并入其他线索"), set(WORKABLE), S.MERGED, {Role.CLERK, Role.INSPECTOR}, PENALTY_LAW.article(29)
    ),
    # Taken by the acts of a case, never by a page of leads.
    "propose_case": step(N_("提请立案"), set(WORKABLE), S.PROPOSED, Role.CLERK, OPENING),
    "open": step(N_("批准立案"), S.PROPOSED, S.OPENED, Role.DECIDER, OPENING),
    "decline": step(N_("不予立案"), S.PROPOSED, S.DISMISSED, Role.DECIDER, OPENING),
}
#: Whose turn it is.
TURNS: dict[LeadStatus, frozenset[Role]] = {
    S.RECORDED: frozenset({Role.CLERK}),
    S.STANDARD_MET: frozenset({Role.CLERK}),
    S.DISMISSAL_PROPOSED: frozenset({Role.DECIDER}),
}
#: Names of all acts in the log, steps and events.
ACT_NAMES: dict[str, str] = {name: each.label for name, each in STEPS.items()} | {
    "raise": N_("登记案件线索"),
    "take_in": N_("并入另一线索"),
    "split": N_("分出线索"),
    "alarm": N_("立案逾期报警"),
}
