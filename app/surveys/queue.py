"""Returns on the statistician's home: those that wait for the own level."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app import clock
from app.access.guards import may
from app.access.permissions import Permission
from app.office.queue import Queue, Waiting
from app.surveys import desk_common
from regulation.surveys.queries import desk
from regulation.surveys.status import Status
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date

    from regulation.actor import Actor
    from regulation.law.calendar import WorkCalendar

REVIEW = N_("待审核的统计报表")


async def queue(actor: Actor, *, today: date, calendar: WorkCalendar) -> Queue:
    """One pile for the round people work on. Nobody but a statistician has one."""
    del today, calendar
    if not may(actor, Permission.SURVEYS_DESK):
        return Queue()
    _every, known = await desk_common.chosen(None)
    if known is None:
        return Queue()
    year = known.round.year
    found = await desk.listed(actor, year, desk.Asked(limit=1), now=clock.now())
    mine = Status.DISTRICT_PASSED if actor.is_municipal else Status.SUBMITTED
    count = found.statuses.get(mine, 0)
    if not count:
        return Queue()
    return Queue([Waiting(REVIEW, count, f"{desk_common.HOME}?year={year}&status={mine}")])
