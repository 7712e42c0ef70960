"""Where a batch of papers to be printed stands, and the acts that move it. Pure."""

from enum import StrEnum

from regulation.casework.steps import Step, step
from regulation.roles import Role
from regulation.words import N_


class PrintStatus(StrEnum):
    """Where a batch stands; the comment says whose turn it is."""

    PROPOSED = "proposed"  #: who made the list looks it over and starts it
    RUNNING = "running"  #: the worker prints
    DONE = "done"  #: nobody; the papers can be taken from the page
    STOPPED = "stopped"  #: nobody; what was printed stays


PRINT_STATUSES: dict[PrintStatus, str] = {
    PrintStatus.PROPOSED: N_("待确认"),
    PrintStatus.RUNNING: N_("正在印制"),
    PrintStatus.DONE: N_("已完成"),
    PrintStatus.STOPPED: N_("已停止"),
}

S = PrintStatus
PRINT_STEPS: dict[str, Step] = {
    "start": step(N_("开始印制"), S.PROPOSED, S.RUNNING, Role.CLERK),
    "stop": step(N_("停止印制"), {S.PROPOSED, S.RUNNING}, S.STOPPED, Role.CLERK),
    "finish": step(N_("印制完成"), S.RUNNING, S.DONE, set()),
}


class PrintOutcome(StrEnum):
    """What became of one paper of a batch."""

    WAITING = "waiting"
    PRINTED = "printed"  #: for the first time
    KEPT = "kept"  #: printed before: the stored file is the paper
    VOID = "void"  #: no longer holds; it is not printed
    FAILED = "failed"


PRINT_OUTCOMES: dict[PrintOutcome, str] = {
    PrintOutcome.WAITING: N_("待印制"),
    PrintOutcome.PRINTED: N_("已印制"),
    PrintOutcome.KEPT: N_("取出已存原件"),
    PrintOutcome.VOID: N_("已作废，不印"),
    PrintOutcome.FAILED: N_("未能印制"),
}
