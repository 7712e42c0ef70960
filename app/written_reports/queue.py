"""What waits on the desk: reports to be noted, files to be handed over or received."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.office.queue import Queue, Turn, Waiting
from app.shell.i18n import gettext as _
from regulation.roles import Role
from regulation.written_reports import queries

if TYPE_CHECKING:
    from datetime import date

    from regulation.actor import Actor
    from regulation.law.calendar import WorkCalendar


async def queue(actor: Actor, *, today: date, calendar: WorkCalendar) -> Queue:
    """Only the organ's own: the municipal bureau sees the city's reports, and notes those that came to it."""
    del today, calendar
    if Role.CLERK not in actor.roles:
        return Queue()
    reports, moves = await queries.waiting(actor), await queries.moves_waiting(actor)
    turns = [
        Turn(_("记载书面报告"), each["number"], each["firm_name"], f"/desk/written-reports/{each['number']}")
        for each in reports
    ]
    turns += [
        Turn(
            _("接收档案") if each["status"] == "sent" else _("移交档案"),
            each["number"],
            each["firm_name"],
            f"/desk/moves/{each['number']}",
        )
        for each in moves
    ]
    return Queue(
        [
            Waiting(_("书面报告"), len(reports), "/desk/written-reports?status=sent"),
            Waiting(_("档案移交"), len(moves), "/desk/moves"),
        ],
        turns,
    )
