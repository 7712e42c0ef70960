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

#: What is to be done next with a complaint, and with a report.
WHAT = {
    ("complaint", "received"): N_("投诉：决定是否受理"),
    ("complaint", "incomplete"): N_("投诉：等待补正"),
    ("complaint", "accepted"): N_("投诉：调查并答复"),
    ("tip", "received"): N_("举报：决定是否核查"),
    ("tip", "accepted"): N_("举报：核查并答复"),
}
NAMES = {"complaint": N_("投诉"), "tip": N_("举报")}


async def queue(actor: Actor, *, today: date, calendar: WorkCalendar) -> Queue:
    """Open complaints and open reports of the clerk's own organ, counted apart."""
    if not may(actor, Permission.COMPLAINTS_HANDLE) or actor.organ_id is None:
        return Queue()
    unit = periods.Unit.WORKING_DAYS
    lines, turns = [], []
    found = await queries.waiting(actor.organ_id)
    for kind, name in NAMES.items():
        own = [
            Turn(
                WHAT[kind, each["status"]],
                each["number"],
                each["respondent"],
                f"/desk/complaints/{each['id']}",
                due_on=each["due_on"],
                days_left=periods.days_left(each["due_on"], today, calendar, unit)
                if each["due_on"]
                else None,
                unit=unit.label,
                is_provisional=bool(each["is_provisional"]),
            )
            for each in found
            if each["kind"] == kind
        ]
        overdue = sum(1 for turn in own if turn.days_left is not None and turn.days_left < 0)
        lines.append(Waiting(name, len(own), f"/desk/complaints?kind={kind}", overdue))
        turns += own
    return Queue(lines, turns)
