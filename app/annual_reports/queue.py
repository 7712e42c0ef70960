"""Annual reports on the desk's home: those that wait for review, and who has not answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app import clock
from app.access.guards import may
from app.access.permissions import Permission
from app.office.queue import Queue, Waiting
from regulation.annual_reports.queries import desk, windows
from regulation.annual_reports.status import Status
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date

    from regulation.actor import Actor
    from regulation.law.calendar import WorkCalendar

REVIEW = N_("待审核的年度报告")


async def queue(actor: Actor, *, today: date, calendar: WorkCalendar) -> Queue:
    """One pile per year with something to review; those overdue are counted beside it."""
    del today, calendar
    if not may(actor, Permission.REPORTS_REVIEW):
        return Queue()
    waiting = []
    for known in (await windows.all_windows())[:2]:
        year = known.window.year
        found = await desk.listed(actor, known.window, desk.Asked(year, limit=1), now=clock.now())
        waiting.append(
            Waiting(
                REVIEW,
                found.statuses.get(Status.SUBMITTED, 0),
                f"/desk/annual-reports?year={year}&status={Status.SUBMITTED}",
            )
        )
    return Queue([each for each in waiting if each.count])
