"""Kinds and grounds of ending a licence by decision, where such a matter stands, and the acts that move it. Pure."""

from enum import StrEnum

from regulation.casework.steps import Step, step
from regulation.law.citation import BEIJING_BUSINESS_ENVIRONMENT, CIVIL_PROCEDURE_LAW, LICENSING_LAW
from regulation.roles import Role
from regulation.words import N_

L, B = LICENSING_LAW, BEIJING_BUSINESS_ENVIRONMENT


class EndingKind(StrEnum):
    """Two verbs of the Licensing Law that are decided here.

    吊销 is a penalty and is decided in the penalty procedure; 注销 is the clerical act that follows any of them; expiry
    and deemed renewal are silences, which nobody decides.
    """

    SET_ASIDE = "set_aside"
    WITHDRAW = "withdraw"


ENDING_KINDS: dict[EndingKind, str] = {
    EndingKind.SET_ASIDE: N_("撤销行政许可"),
    EndingKind.WITHDRAW: N_("撤回行政许可"),
}


class Ground(StrEnum):
    """Why, each with its place in the law (`rules.basis_of`)."""

    ABUSE = "abuse"
    EXCEEDED_POWER = "exceeded_power"
    BROKE_PROCEDURE = "broke_procedure"
    UNQUALIFIED = "unqualified"
    OTHER_SET_ASIDE = "other_set_aside"
    FRAUD = "fraud"
    PROMISE_NOT_KEPT = "promise_not_kept"
    FALSE_PROMISE = "false_promise"
    LAW_CHANGED = "law_changed"
    FACTS_CHANGED = "facts_changed"


GROUNDS: dict[Ground, str] = {
    Ground.ABUSE: N_("工作人员滥用职权、玩忽职守作出准予许可决定"),
    Ground.EXCEEDED_POWER: N_("超越法定职权作出准予许可决定"),
    Ground.BROKE_PROCEDURE: N_("违反法定程序作出准予许可决定"),
    Ground.UNQUALIFIED: N_("对不具备申请资格或者不符合法定条件的申请人准予许可"),
    Ground.OTHER_SET_ASIDE: N_("依法可以撤销的其他情形"),
    Ground.FRAUD: N_("以欺骗、贿赂等不正当手段取得许可"),
    Ground.PROMISE_NOT_KEPT: N_("未履行承诺，责令整改后逾期仍不符合条件"),
    Ground.FALSE_PROMISE: N_("作出虚假承诺"),
    Ground.LAW_CHANGED: N_("许可所依据的法律、法规、规章修改或者废止"),
    Ground.FACTS_CHANGED: N_("准予许可所依据的客观情况发生重大变化"),
}


class Sparing(StrEnum):
    """Why a licence is left as it is in the end (`rules.may_spare`)."""

    NOT_ESTABLISHED = "not_established"
    PUBLIC_HARM = "public_harm"
    NOT_CALLED_FOR = "not_called_for"


SPARINGS: dict[Sparing, str] = {
    Sparing.NOT_ESTABLISHED: N_("经查情形不成立"),
    Sparing.PUBLIC_HARM: N_("撤销可能对公共利益造成重大损害"),
    Sparing.NOT_CALLED_FOR: N_("可以撤销或者撤回，但没有必要"),
}


class Source(StrEnum):
    """What brought the matter up."""

    CHECK = "check"
    REPORT = "report"
    SUPERIOR = "superior"
    INTERESTED = "interested"
    OWN_MOTION = "own_motion"


SOURCES: dict[Source, str] = {
    Source.CHECK: N_("履诺检查"),
    Source.REPORT: N_("举报、投诉"),
    Source.SUPERIOR: N_("上级机关要求"),
    Source.INTERESTED: N_("利害关系人请求"),
    Source.OWN_MOTION: N_("依职权发现"),
}


class EndingStatus(StrEnum):
    """Where the matter stands; the comment says whose turn it is."""

    OPENED = "opened"  #: the clerk tells the holder what is intended, or gives it up; the holder confirms what was sent to it
    TOLD = "told"  #: the holder states its view, asks for a hearing, or lets the term pass
    HEARING = "hearing"  #: the organ holds the hearing
    HEARD = "heard"  #: the clerk proposes
    PROPOSED = "proposed"  #: the decider, who is another person, decides
    DECIDED = "decided"  #: the clerk serves the decision, or the holder confirms it; it takes effect by that
    ENDED = "ended"  #: nobody; the licence is set aside or withdrawn, its cancellation follows
    DROPPED = "dropped"  #: nobody; the licence stands
    ABANDONED = "abandoned"  #: nobody; opened without need


ENDING_STATUSES: dict[EndingStatus, str] = {
    EndingStatus.OPENED: N_("已立案，待告知"),
    EndingStatus.TOLD: N_("已告知，听取陈述申辩"),
    EndingStatus.HEARING: N_("已申请听证"),
    EndingStatus.HEARD: N_("已听取意见，待提出处理意见"),
    EndingStatus.PROPOSED: N_("待决定"),
    EndingStatus.DECIDED: N_("已作出决定，待送达"),
    EndingStatus.ENDED: N_("决定已送达生效"),
    EndingStatus.DROPPED: N_("不予撤销或者撤回"),
    EndingStatus.ABANDONED: N_("终止办理"),
}

S = EndingStatus
OPEN = frozenset({S.OPENED, S.TOLD, S.HEARING, S.HEARD, S.PROPOSED, S.DECIDED})
ORGANS_TURN = frozenset({S.OPENED, S.HEARING, S.HEARD, S.PROPOSED, S.DECIDED})
#: Before the holder is told, and where it never was, the matter is the organ's alone.
PRIVATE = frozenset({S.OPENED, S.ABANDONED})
SIGNERS = {Role.FIRM_SIGNATORY, Role.FIRM_ADMIN}

STEPS: dict[str, Step] = {
    "tell": step(N_("告知拟作出的决定"), S.OPENED, S.TOLD, Role.CLERK, L.article(7), L.article(69)),
    # On its own account the holder's confirmation is the service, so no official takes these two.
    "receive_notice": step(
        N_("确认签收告知书"), S.OPENED, S.TOLD, SIGNERS, L.article(7), CIVIL_PROCEDURE_LAW.article(90)
    ),
    "abandon": step(N_("终止办理"), S.OPENED, S.ABANDONED, Role.DECIDER, L.article(69)),
    "state": step(N_("陈述申辩"), S.TOLD, S.HEARD, SIGNERS, L.article(7)),
    "waive": step(N_("放弃陈述申辩"), S.TOLD, S.HEARD, SIGNERS, L.article(7)),
    "record_statement": step(N_("记录陈述申辩"), S.TOLD, S.HEARD, Role.CLERK, L.article(7)),
    "term_passed": step(N_("陈述申辩期满"), S.TOLD, S.HEARD, set(), L.article(7)),
    # A statement does not use up the right to a hearing, which lasts as long as its own term.
    "ask_hearing": step(N_("申请听证"), {S.TOLD, S.HEARD}, S.HEARING, SIGNERS, L.article(47)),
    "withdraw_hearing": step(N_("撤回听证申请"), S.HEARING, S.HEARD, SIGNERS, L.article(47)),
    "hold_hearing": step(N_("举行听证"), S.HEARING, S.HEARD, Role.CLERK, L.article(48)),
    "propose": step(N_("提出处理意见"), S.HEARD, S.PROPOSED, Role.CLERK, L.article(69)),
    "send_back": step(N_("退回"), S.PROPOSED, S.HEARD, Role.DECIDER, B.article(35)),
    "end": step(
        N_("作出撤销或者撤回决定"), S.PROPOSED, S.DECIDED, Role.DECIDER, L.article(69), L.article(8, 2)
    ),
    "take_effect": step(N_("送达决定，决定生效"), S.DECIDED, S.ENDED, Role.CLERK, L.article(44)),
    "receive_decision": step(
        N_("确认签收决定书，决定生效"),
        S.DECIDED,
        S.ENDED,
        SIGNERS,
        L.article(44),
        CIVIL_PROCEDURE_LAW.article(90),
    ),
    "drop": step(N_("不予撤销或者撤回"), S.PROPOSED, S.DROPPED, Role.DECIDER, L.article(69, 3)),
}
