"""Where the correction of a registration stands, and the acts that move it. Pure."""

from enum import StrEnum

from regulation.casework.steps import Step, step
from regulation.firms.rules import PUBLIC_LIST
from regulation.roles import Role
from regulation.words import N_


class CorrectionStatus(StrEnum):
    """Where a correction stands; the comment says whose turn it is."""

    PROPOSED = "proposed"  #: a decider who did not propose it confirms or declines
    CONFIRMED = "confirmed"  #: nobody; the register says so, and what it said stays in the history
    DECLINED = "declined"  #: nobody; the entry was right
    TAKEN_BACK = "taken_back"  #: nobody; who proposed it saw that it was wrong


CORRECTION_STATUSES: dict[CorrectionStatus, str] = {
    CorrectionStatus.PROPOSED: N_("待复核"),
    CorrectionStatus.CONFIRMED: N_("已更正"),
    CorrectionStatus.DECLINED: N_("不予更正"),
    CorrectionStatus.TAKEN_BACK: N_("已撤回"),
}

S = CorrectionStatus
STEPS: dict[str, Step] = {
    "confirm": step(N_("确认更正"), S.PROPOSED, S.CONFIRMED, Role.DECIDER, PUBLIC_LIST),
    "decline": step(N_("不予更正"), S.PROPOSED, S.DECLINED, Role.DECIDER),
    "take_back": step(N_("撤回更正"), S.PROPOSED, S.TAKEN_BACK, Role.CLERK),
}
