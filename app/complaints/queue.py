"""Complaints on the desk's home."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.guards import may
from app.access.permissions import Permission
from app.office.queue import Queue, Turn, Waiting
from regulation.complaints import queries
from regulation.law import period as periods
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date

    from regulation.actor import Actor
    from regulation.law.calendar import WorkCalendar

WHAT = {
    "received": N_("投诉举报：决定是否受理"),
    "incomplete": N_("投诉举报：等待补正"),
    "accepted": N_("投诉举报：调查并答复"),
}


async def queue(actor: Actor, *, today: date, calendar: WorkCalendar) -> Queue:
    """Open complaints of the clerk's own organ."""
    if not may(actor, Permission.COMPLAINTS_HANDLE) or actor.organ_id is None:
        return Queue()
    unit = periods.Unit.WORKING_DAYS
    turns = [
        Turn(
            WHAT[each["status"]],
            each["number"],
            each["respondent"],
            f"/desk/complaints/{each['id']}",
            due_on=each["due_on"],
            days_left=periods.days_left(each["due_on"], today, calendar, unit) if each["due_on"] else None,
            unit=unit.label,
            is_provisional=bool(each["is_provisional"]),
        )
        for each in await queries.waiting(actor.organ_id)
    ]
    overdue = sum(1 for turn in turns if turn.days_left is not None and turn.days_left < 0)
    return Queue([Waiting(N_("投诉举报"), len(turns), "/desk/complaints", overdue)], turns)
