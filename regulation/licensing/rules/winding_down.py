"""A dispatch licence that ended with contracts still running, 《劳务派遣暂行规定》第十一条; and one given up at the holder's wish.

The contracts made before run on to their end or are ended by agreement; nobody is dispatched anew. Until
the last of them has ended the firm is winding down: it lists them by user unit, and reports each end.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from regulation.casework.steps import Step, step
from regulation.law.citation import LABOUR_CONTRACT_LAW, ORDER_19, ORDER_22, Citation
from regulation.law.coverage import rule
from regulation.law.dated import DatedValue, Since
from regulation.law.period import add_months
from regulation.licensing.rules.ending import Ground
from regulation.licensing.status import SIGNERS, LicenceStatus
from regulation.roles import Role
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Sequence

CONTRACTS_RUN_ON = ORDER_22.article(11)
SETTLED_FIRST = ORDER_19.article(27, doubt=N_("第二十七条未见原文：注销前应当提交的证明待确认"))


#: Added to the ground on the paper of a cancellation at the holder's request.
PROVED = "，并提交了被派遣劳动者的劳动关系和社会保险已经妥善处理的证明"


class WindingStatus(StrEnum):
    """Where winding down stands."""

    DUE = "due"  #: the firm lists its contracts
    RUNNING = "running"  #: the firm reports each end
    CLOSED = "closed"  #: nobody


WINDING_STATUSES: dict[WindingStatus, str] = {
    WindingStatus.DUE: N_("待报告原有派遣合同"),
    WindingStatus.RUNNING: N_("原有派遣合同履行中"),
    WindingStatus.CLOSED: N_("原有派遣合同已全部终止"),
}

W = WindingStatus
WINDING_STEPS: dict[str, Step] = {
    "list_contracts": step(N_("报告原有派遣合同"), W.DUE, W.RUNNING, SIGNERS, CONTRACTS_RUN_ON),
    "close": step(N_("核实原有派遣合同已全部终止"), W.RUNNING, W.CLOSED, Role.CLERK, CONTRACTS_RUN_ON),
    # The licence is back: its contracts are like any other.
    "void": step(N_("许可已恢复，不再清理合同"), {W.DUE, W.RUNNING}, W.CLOSED, set(), CONTRACTS_RUN_ON),
}

#: How a contract that ran on came to its end.
HOW_ENDED: dict[str, str] = {
    "expired": N_("合同期限届满"),
    "agreed": N_("协商一致解除"),
    "taken_over": N_("由用工单位或者其他单位依法重新订立合同"),
    "other": N_("其他法定情形"),
}
#: What the firm must go on doing, and what it must not do any more.
MUST: tuple[tuple[str, Citation], ...] = (
    (
        N_("许可终止前已经依法订立的劳动合同履行至期限届满，双方协商一致的可以解除"),
        CONTRACTS_RUN_ON,
    ),
    (N_("按月支付劳动报酬；无工作期间按不低于所在地最低工资标准按月支付"), LABOUR_CONTRACT_LAW.article(58)),
    (
        N_("告知被派遣劳动者劳务派遣协议的内容，不得克扣劳动报酬，不得收取费用"),
        LABOUR_CONTRACT_LAW.article(60),
    ),
)
MUST_NOT: tuple[tuple[str, Citation], ...] = (
    (N_("不得招用新的被派遣劳动者，不得签订新的劳务派遣协议"), LABOUR_CONTRACT_LAW.article(57)),
    (N_("擅自经营劳务派遣业务的，依法责令停止、没收违法所得并处罚款"), LABOUR_CONTRACT_LAW.article(92, 1)),
)


#: After these ends contracts may run on: not renewed, set aside, revoked; reading: withdrawn as well.
LEAVES_BEHIND = frozenset(
    {LicenceStatus.EXPIRED, LicenceStatus.SET_ASIDE, LicenceStatus.REVOKED, LicenceStatus.WITHDRAWN}
)
REACH_BACK = DatedValue(
    "licensing.dispatch_winding_reach",
    N_("只有登记记录的许可终止后，仍建立原有派遣合同台账的年数"),
    (
        Since(
            date(2014, 3, 1),
            3,
            CONTRACTS_RUN_ON,
            doubt=N_("法律没有规定年限；此处取一个许可有效期，更早终止的不再自动建立"),
        ),
    ),
)


@rule(CONTRACTS_RUN_ON)
def reaches_back_to(today: date) -> date:
    """A licence of another system that ended on or after this day still gets a file of what it left behind."""
    return add_months(today, -12 * REACH_BACK.on(today))


@rule(ORDER_22.article(11))
def winds_down(status: LicenceStatus, ground: str) -> bool:
    """Whether contracts may run on after this end: not renewed, set aside, revoked; reading: withdrawn as well.

    A licence cancelled afterwards winds down as it did before. Nothing runs on where the holder settled with its
    workers first, a new licence replaced the old one, or the firm itself ended (《劳务派遣暂行规定》第十六条).
    """
    if status in LEAVES_BEHIND:
        return True
    return status is LicenceStatus.CANCELLED and ground in (Ground.EXPIRED, Ground.TAKEN_BACK)


@dataclass(frozen=True, slots=True)
class Running:
    """The contracts at one user unit that run on."""

    user_unit: str
    workers: int
    last_on: date
    ended_on: date | None = None


@rule(ORDER_22.article(11))
def last_day(contracts: Sequence[Running]) -> date | None:
    """The day on which the last contract that still runs ends; None when none does."""
    return max((each.last_on for each in contracts if each.ended_on is None), default=None)


@rule(ORDER_22.article(11))
def workers_left(contracts: Sequence[Running]) -> int:
    """The dispatched workers whose contracts still run."""
    return sum(each.workers for each in contracts if each.ended_on is None)


@rule(ORDER_22.article(11))
def overdue(contracts: Sequence[Running], today: date) -> list[Running]:
    """Contracts whose last day is over and whose end was not reported: the officer asks."""
    return [each for each in contracts if each.ended_on is None and each.last_on < today]


@rule(ORDER_22.article(11))
def may_close(contracts: Sequence[Running]) -> bool:
    """Winding down ends with the last contract; a firm that listed none has none."""
    return last_day(contracts) is None


@rule(ORDER_19.article(27))
def may_cancel_at_request(*, settled: bool) -> bool:
    """A holder gives the licence up only after the proof that its workers' relations and insurance are settled."""
    return settled
