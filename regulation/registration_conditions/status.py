"""Where an entry on a registration stands, the acts that move it, and the acts that make its history. Pure."""

from enum import StrEnum

from regulation.casework.steps import Step, step
from regulation.law.citation import (
    BEIJING_BUSINESS_ENVIRONMENT,
    CIVIL_PROCEDURE_LAW,
    HRM_REGULATIONS,
    LICENSING_LAW,
)
from regulation.roles import Role
from regulation.words import N_

L, B, H = LICENSING_LAW, BEIJING_BUSINESS_ENVIRONMENT, HRM_REGULATIONS


class ConditionStatus(StrEnum):
    """Where the matter stands; the comment says whose turn it is. Whether it is in force is asked of its history."""

    OPENED = "opened"  #: the clerk tells the firm what is intended, or gives it up
    TOLD = "told"  #: the firm states its view, or lets the time pass
    READY = "ready"  #: the decider, who is another person, decides
    DECIDED = "decided"  #: the clerk serves the decision; it takes effect by that
    ENTERED = "entered"  #: nobody; it holds for its days, and may be varied, extended, lifted, corrected
    DECLINED = "declined"  #: nobody; it never came to hold
    VOID = "void"  #: nobody; it should not have been entered, and holds on no day


CONDITION_STATUSES: dict[ConditionStatus, str] = {
    ConditionStatus.OPENED: N_("已提出，待告知"),
    ConditionStatus.TOLD: N_("已告知，听取陈述申辩"),
    ConditionStatus.READY: N_("待决定"),
    ConditionStatus.DECIDED: N_("已作出决定，待送达"),
    ConditionStatus.ENTERED: N_("已登记"),
    ConditionStatus.DECLINED: N_("未采用"),
    ConditionStatus.VOID: N_("登记已撤销"),
}

S = ConditionStatus
#: The organ or the firm still has something to do.
OPEN = frozenset({S.OPENED, S.TOLD, S.READY, S.DECIDED})
#: What was proposed is the organ's alone until the firm is told.
PRIVATE = frozenset({S.OPENED})
#: The article that lets the firm's own confirmation on its account be the service of a paper.
E_SERVICE = CIVIL_PROCEDURE_LAW.article(90)
SIGNERS = {Role.FIRM_SIGNATORY, Role.FIRM_ADMIN}


class Act(StrEnum):
    """What a line of the history says was done. A term runs out by its day: nobody does that."""

    IMPOSED = "imposed"
    VARIED = "varied"
    EXTENDED = "extended"
    LIFTED = "lifted"
    CORRECTED = "corrected"
    ANNULLED = "annulled"


ACTS: dict[Act, str] = {
    Act.IMPOSED: N_("首次登记"),
    Act.VARIED: N_("变更内容"),
    Act.EXTENDED: N_("延长期限"),
    Act.LIFTED: N_("解除"),
    Act.CORRECTED: N_("更正登记"),
    Act.ANNULLED: N_("撤销登记"),
}
#: Acts on an entry that stands.
CHANGES = (Act.VARIED, Act.EXTENDED, Act.LIFTED, Act.CORRECTED, Act.ANNULLED)
#: Acts that lay a new burden on the firm: it is heard again, and they take effect by service.
BURDENS = frozenset({Act.IMPOSED, Act.VARIED, Act.EXTENDED})


class Phase(StrEnum):
    """What the history says of an entry on a day."""

    NONE = "none"
    UPCOMING = "upcoming"
    IN_FORCE = "in_force"
    EXPIRED = "expired"
    LIFTED = "lifted"
    VOID = "void"


PHASES: dict[Phase, str] = {
    Phase.NONE: N_("尚未生效"),
    Phase.UPCOMING: N_("尚未开始"),
    Phase.IN_FORCE: N_("生效中"),
    Phase.EXPIRED: N_("已期满"),
    Phase.LIFTED: N_("已解除"),
    Phase.VOID: N_("登记已撤销"),
}

STEPS: dict[str, Step] = {
    "tell": step(N_("告知拟作出的决定"), S.OPENED, S.TOLD, Role.CLERK, L.article(7)),
    "receive_notice": step(N_("当事人签收告知书"), S.OPENED, S.TOLD, SIGNERS, L.article(7), E_SERVICE),
    "drop": step(N_("不再提出"), S.OPENED, S.DECLINED, Role.CLERK, L.article(7)),
    "drop_change": step(N_("不再提出变更"), S.OPENED, S.ENTERED, Role.CLERK, L.article(7)),
    "state": step(N_("陈述申辩"), S.TOLD, S.READY, SIGNERS, L.article(7)),
    "waive": step(N_("放弃陈述申辩"), S.TOLD, S.READY, SIGNERS, L.article(7)),
    "record_statement": step(N_("记录陈述申辩"), S.TOLD, S.READY, Role.CLERK, L.article(7)),
    "term_passed": step(N_("陈述申辩期满"), S.TOLD, S.READY, Role.CLERK, L.article(7)),
    "decide": step(N_("作出决定"), S.READY, S.DECIDED, Role.DECIDER, B.article(35)),
    "enter": step(N_("记入登记簿"), S.READY, S.ENTERED, Role.DECIDER, H.article(22), B.article(35)),
    "annul": step(N_("撤销登记"), S.READY, S.VOID, Role.DECIDER, H.article(22), B.article(35)),
    "decline": step(N_("不予采用"), S.READY, S.DECLINED, Role.DECIDER, B.article(35)),
    "keep": step(N_("维持原登记"), S.READY, S.ENTERED, Role.DECIDER, B.article(35)),
    "serve": step(N_("送达决定，决定生效"), S.DECIDED, S.ENTERED, Role.CLERK, L.article(44)),
    "receive": step(N_("当事人签收决定，决定生效"), S.DECIDED, S.ENTERED, SIGNERS, L.article(44), E_SERVICE),
    "propose_burden": step(N_("提出变更，先告知"), S.ENTERED, S.OPENED, Role.CLERK, L.article(7)),
    "propose_change": step(N_("提出变更"), S.ENTERED, S.READY, Role.CLERK, H.article(22)),
    # The procedure that called for it is over before it came to hold.
    "lapse": step(
        N_("随原程序终止"), {S.OPENED, S.TOLD, S.READY, S.DECIDED}, S.DECLINED, set(), B.article(33)
    ),
    # What another procedure ends, a penalty performed or contracts wound up, needs no second decision here.
    "follow": step(N_("随原程序解除"), {S.ENTERED, S.READY}, S.ENTERED, set(), H.article(22)),
}
