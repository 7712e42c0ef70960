"""Closings that wait: for the head to approve, for a clerk to bind the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.guards import may
from app.access.permissions import Permission
from app.office.queue import Queue, Turn, Waiting
from regulation.case_files import queries
from regulation.case_files.status import Closing
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date

    from regulation.actor import Actor
    from regulation.law.calendar import WorkCalendar

APPROVE, ARCHIVE = N_("结案：审批"), N_("结案：立卷归档")


async def queue(actor: Actor, *, today: date, calendar: WorkCalendar) -> Queue:
    """What this person's office has to do; the law gives these acts no days."""
    del today, calendar
    handles, decides = may(actor, Permission.CASES_HANDLE), may(actor, Permission.CASES_DECIDE)
    if actor.organ_id is None or not (handles or decides):
        return Queue()
    turns = []
    for each in await queries.closings_waiting(actor.organ_id):
        if each["status"] == Closing.PROPOSED:
            if decides and each["proposed_by"] != actor.person_id:
                turns.append(
                    Turn(APPROVE, each["number"], each["party_name"], f"/desk/cases/{each['id']}/closing")
                )
        elif handles:
            turns.append(Turn(ARCHIVE, each["number"], each["party_name"], f"/desk/cases/{each['id']}/file"))
    return Queue([Waiting(N_("结案和归档"), len(turns), "/desk/cases")], turns)
