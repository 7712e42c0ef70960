"""What waits on the desk of job fairs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.office.queue import Queue, Waiting
from app.shell.i18n import gettext as _
from regulation.job_fairs import queries
from regulation.roles import Role

if TYPE_CHECKING:
    from datetime import date

    from regulation.actor import Actor
    from regulation.law.calendar import WorkCalendar


async def queue(actor: Actor, *, today: date, calendar: WorkCalendar) -> Queue:
    """Fairs to be listed, figures that are overdue, large fairs near without their safety licence."""
    del calendar
    if Role.CLERK not in actor.roles:
        return Queue()
    found = await queries.waiting(actor, today=today)
    return Queue(
        [
            Waiting(_("待列入日历的招聘会"), found["filed"], "/desk/job-fairs?status=filed"),
            Waiting(
                _("逾期未报的招聘会统计"),
                found["overdue"],
                "/desk/job-fairs?figures=overdue",
                found["overdue"],
            ),
            Waiting(
                _("七日内举办、未登记安全许可的招聘会"),
                found["unlicensed"],
                "/desk/job-fairs?status=listed&status=filed",
            ),
        ]
    )
