"""Kinds of facts, tiers, and the steps of a request for credit repair."""

from enum import StrEnum

from regulation.casework.steps import step
from regulation.law.citation import CREDIT_REPAIR_MEASURES, CREDIT_REPAIR_PLAN
from regulation.roles import Role
from regulation.words import N_


class FactKind(StrEnum):
    """What kind of fact. The rule version says what it weighs and how long."""

    PENALTY_MINOR = "penalty_minor"
    PENALTY_GENERAL = "penalty_general"
    PENALTY_SERIOUS = "penalty_serious"
    ORDER_REFUSED = "order_refused"
    FINDING = "finding"
    CLEAN_VISIT = "clean_visit"
    REPORT_MISSED = "report_missed"
    COMMITMENT_BROKEN = "commitment_broken"
    COMPLAINT_UPHELD = "complaint_upheld"
    HONOUR = "honour"
    DISPATCH_CONSISTENT = "dispatch_consistent"
    DISPATCH_PROBLEMS = "dispatch_problems"


KIND_NAMES: dict[FactKind, str] = {
    FactKind.PENALTY_MINOR: N_("轻微失信：行政处罚"),
    FactKind.PENALTY_GENERAL: N_("一般失信：行政处罚"),
    FactKind.PENALTY_SERIOUS: N_("严重失信：行政处罚"),
    FactKind.ORDER_REFUSED: N_("逾期未按责令改正"),
    FactKind.FINDING: N_("检查发现问题"),
    FactKind.CLEAN_VISIT: N_("检查未发现问题"),
    FactKind.REPORT_MISSED: N_("未按期提交年度报告"),
    FactKind.COMMITMENT_BROKEN: N_("违反告知承诺"),
    FactKind.COMPLAINT_UPHELD: N_("投诉举报经查属实"),
    FactKind.HONOUR: N_("诚信服务表彰"),
    FactKind.DISPATCH_CONSISTENT: N_("劳务派遣经营情况报告核验未发现问题"),
    FactKind.DISPATCH_PROBLEMS: N_("劳务派遣经营情况报告核验发现问题"),
}


class Tier(StrEnum):
    """Supervision tier: how often a firm may expect a visit."""

    A = "A"  #: few visits
    B = "B"  #: ordinary
    C = "C"  #: more visits
    D = "D"  #: key supervision


TIER_NAMES: dict[Tier, str] = {
    Tier.A: N_("A级：信用较好"),
    Tier.B: N_("B级：正常"),
    Tier.C: N_("C级：需要关注"),
    Tier.D: N_("D级：重点监管"),
}


class RepairStatus(StrEnum):
    """Where a request for repair stands."""

    SUBMITTED = "submitted"  #: the finding organ decides whether to accept
    ACCEPTED = "accepted"  #: the finding organ verifies and decides
    REPAIRED = "repaired"  #: done; publicity ended
    DECLINED = "declined"  #: not accepted or not granted, with reasons


REPAIR_NAMES: dict[RepairStatus, str] = {
    RepairStatus.SUBMITTED: N_("待受理"),
    RepairStatus.ACCEPTED: N_("已受理，待决定"),
    RepairStatus.REPAIRED: N_("已修复"),
    RepairStatus.DECLINED: N_("不予修复"),
}

STEPS = {
    "accept": step(
        N_("受理信用修复申请"),
        RepairStatus.SUBMITTED,
        RepairStatus.ACCEPTED,
        {Role.CLERK, Role.DECIDER},
        CREDIT_REPAIR_PLAN.whole(),
    ),
    "repair": step(
        N_("准予信用修复"),
        RepairStatus.ACCEPTED,
        RepairStatus.REPAIRED,
        Role.DECIDER,
        CREDIT_REPAIR_MEASURES.whole(),
    ),
    "decline": step(
        N_("不予信用修复"),
        {RepairStatus.SUBMITTED, RepairStatus.ACCEPTED},
        RepairStatus.DECLINED,
        Role.DECIDER,
        CREDIT_REPAIR_MEASURES.whole(),
    ),
}
