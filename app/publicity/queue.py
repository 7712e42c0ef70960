"""Requests to correct what was published, on the desk's home."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.guards import may
from app.access.permissions import Permission
from app.office.queue import Queue, Turn, Waiting
from regulation.law import period as periods
from regulation.publicity import corrections
from regulation.publicity.status import Status
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date

    from regulation.actor import Actor
    from regulation.law.calendar import WorkCalendar

PROPOSE, DECIDE = N_("更正公示信息：提出意见"), N_("更正公示信息：决定")


async def queue(actor: Actor, *, today: date, calendar: WorkCalendar) -> Queue:
    """What waits for a clerk's proposal, and what waits for the second person."""
    handles, reviews = may(actor, Permission.CASES_HANDLE), may(actor, Permission.CASES_REVIEW)
    if actor.organ_id is None or not (handles or reviews):
        return Queue()
    turns, unit = [], periods.Unit.WORKING_DAYS
    for each in await corrections.waiting(actor.organ_id):
        if each["status"] == Status.ASKED and not handles:
            continue
        if each["status"] == Status.PROPOSED and actor.person_id in {each["proposed_by"], each["decider"]}:
            continue
        turns.append(
            Turn(
                PROPOSE if each["status"] == Status.ASKED else DECIDE,
                each["number"],
                each["party_name"],
                f"/desk/publicity-corrections/{each['id']}",
                due_on=each["due_on"],
                days_left=periods.days_left(each["due_on"], today, calendar, unit)
                if each["due_on"]
                else None,
                unit=unit.left_label,
                is_provisional=bool(each["is_provisional"]),
            )
        )
    overdue = sum(1 for turn in turns if turn.days_left is not None and turn.days_left < 0)
    return Queue([Waiting(N_("公示信息更正"), len(turns), "/desk/publicity-corrections", overdue)], turns)
