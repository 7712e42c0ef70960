"""Leads on the desk's home."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.guards import may
from app.access.permissions import Permission
from app.office.queue import Queue, Turn, Waiting
from regulation.law import period as periods
from regulation.leads import queries
from regulation.leads.status import STATUS_NAMES, TURNS, LeadSource, LeadStatus
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date

    from regulation.actor import Actor
    from regulation.law.calendar import WorkCalendar


async def queue(actor: Actor, *, today: date, calendar: WorkCalendar) -> Queue:
    """Live leads of the own organ whose turn is this person's. False promises wait among the cases already."""
    if not may(actor, Permission.CASES_READ) or actor.organ_id is None:
        return Queue()
    unit = periods.Unit.WORKING_DAYS
    turns = [
        Turn(
            STATUS_NAMES[LeadStatus(each["status"])],
            each["number"],
            each["party_name"],
            f"/desk/case-leads/{each['id']}",
            due_on=each["due_on"],
            days_left=periods.days_left(each["due_on"], today, calendar, unit) if each["due_on"] else None,
            unit=unit.left_label if each["due_on"] else "",
            is_provisional=bool(each["is_provisional"]),
        )
        for each in await queries.waiting(actor.organ_id)
        if each["source_kind"] != LeadSource.FALSE_PROMISE and actor.holds(*TURNS[LeadStatus(each["status"])])
    ]
    overdue = sum(1 for turn in turns if turn.days_left is not None and turn.days_left < 0)
    return Queue([Waiting(N_("案件线索"), len(turns), "/desk/case-leads", overdue)], turns)
