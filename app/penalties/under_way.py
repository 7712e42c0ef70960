"""Orders and cases against the firm that it was told of, on the firm's home."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.firm.under_way import Matter
from app.shell import clocks as chips
from app.shell.i18n import gettext as _
from regulation.penalties import debts, queries, queries_spot
from regulation.penalties.status import (
    CASE_NAMES,
    CASE_TONES,
    ORDER_NAMES,
    ORDER_TONES,
    CaseStatus,
    OrderStatus,
)

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from regulation.law.calendar import WorkCalendar

#: Before its notice is served a case is the organ's own.
TOLD = (CaseStatus.NOTIFIED, CaseStatus.HEARD, CaseStatus.DECIDED, CaseStatus.SERVED)


async def under_way(firm_id: UUID, *, today: date, now: datetime, calendar: WorkCalendar) -> list[Matter]:
    """What the firm has in hand: an order to correct until it is rechecked, a case from its notice to its end."""
    del now
    orders, cases = await queries.of_firm(firm_id)
    found = []
    for order in orders:
        if order["status"] != OrderStatus.SERVED:
            continue
        left, unit = chips.left(order["correct_by"], "calendar_days", today=today, calendar=calendar)
        found.append(
            Matter(
                what=_("责令改正"),
                number=order["number"],
                url=f"/firm/orders/{order['id']}/extension",
                status=_(ORDER_NAMES[OrderStatus(order["status"])]),
                tone=ORDER_TONES[OrderStatus(order["status"])],
                is_firms_turn=order["correct_by"] >= today,
                turn=_("请在期限内改正，期满后由机关复查。"),
                due_on=order["correct_by"],
                days_left=left,
                unit=unit,
            )
        )
    for case in cases:
        if case["status"] not in TOLD or case["notice_served_on"] is None:
            continue
        due_on, unit, asked = await _turn(case, today)
        counted = chips.left(due_on, unit, today=today, calendar=calendar) if due_on else None
        found.append(
            Matter(
                what=_("行政处罚案件"),
                number=case["number"],
                url=f"/firm/cases/{case['id']}",
                status=_(CASE_NAMES[CaseStatus(case["status"])]),
                tone=CASE_TONES[CaseStatus(case["status"])],
                is_firms_turn=due_on is not None,
                turn=asked,
                due_on=due_on,
                days_left=counted[0] if counted else None,
                unit=counted[1] if counted else "",
            )
        )
    return found + await _on_the_spot(firm_id, today, calendar)


async def _on_the_spot(firm_id: UUID, today: date, calendar: WorkCalendar) -> list[Matter]:
    """Fines on the spot of which something is unpaid."""
    found = []
    for spot in await queries_spot.of_firm(firm_id):
        account = await debts.account(spot, today)
        due = debts.payable(account, today)
        if due is None or account.is_suspended:
            continue
        left, unit = chips.left(due.until, "calendar_days", today=today, calendar=calendar)
        found.append(
            Matter(
                what=_("当场处罚"),
                number=spot["number"],
                url=f"/firm/spot/{spot['id']}",
                status=_("已经逾期") if due.is_late else _("待缴款"),
                tone="bad" if due.is_late else "warn",
                is_firms_turn=True,
                turn=_("请按期缴纳罚款；逾期按日加处罚款。"),
                due_on=due.until,
                days_left=left,
                unit=unit,
            )
        )
    return found


async def _turn(case: dict[str, Any], today: date) -> tuple[date | None, str, str]:
    """Until when the firm may speak or must pay, counted in what, and what it is asked; no day where it is not asked."""
    said_until = case["statement_due_on"]
    if case["status"] == CaseStatus.NOTIFIED and said_until is not None and today <= said_until:
        return said_until, "working_days", _("可以陈述、申辩；符合条件的，可以要求听证。")
    if case["status"] == CaseStatus.SERVED:
        account = await debts.account(case, today)
        if account.left and not account.is_suspended:
            due_on = account.next_due.on if account.next_due else account.pay_due_on
            return due_on, "calendar_days", _("请按期缴纳罚没款；逾期按日加处罚款。")
    return None, "", _("请查看文书。")
