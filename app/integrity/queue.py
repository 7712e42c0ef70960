"""Requests for repair on the desk's home."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.guards import may
from app.access.permissions import Permission
from app.office.queue import Queue, Turn, Waiting
from regulation.casework import clocks
from regulation.integrity import queries
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date

    from regulation.actor import Actor
    from regulation.law.calendar import WorkCalendar


async def queue(actor: Actor, *, today: date, calendar: WorkCalendar) -> Queue:
    """Open requests, for those who decide them."""
    if not may(actor, Permission.INTEGRITY_DECIDE):
        return Queue()
    turns = []
    for each in await queries.repair_requests(actor, open_only=True):
        running = [clock for clock in await clocks.of(each["id"], calendar=calendar) if clock.is_running]
        first = min(running, key=lambda clock: clock.due.due_on, default=None)
        turns.append(
            Turn(
                N_("信用修复申请"),
                each["number"],
                each["firm_name"],
                f"/desk/integrity/repairs/{each['id']}",
                due_on=first.due.due_on if first else None,
                days_left=first.days_left(today, calendar) if first else None,
                unit=first.due.period.unit.label if first else "",
                is_provisional=bool(first and first.due.provisional),
            )
        )
    overdue = sum(1 for turn in turns if turn.days_left is not None and turn.days_left < 0)
    return Queue([Waiting(N_("信用修复"), len(turns), "/desk/integrity", overdue)], turns)
