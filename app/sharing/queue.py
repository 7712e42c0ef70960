"""Differences with other offices' data on the desk's home."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.guards import may
from app.access.permissions import Permission
from app.office.queue import Queue, Turn, Waiting
from regulation.sharing import queries
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date

    from regulation.actor import Actor
    from regulation.law.calendar import WorkCalendar

#: Turns named on the home page; the list has them all.
SHOWN = 5


async def queue(actor: Actor, *, today: date, calendar: WorkCalendar) -> Queue:
    """Firms on which the register and a delivery differ. The law sets no day for it."""
    if not may(actor, Permission.FIRMS_EDIT) or actor.organ_id is None:
        return Queue()
    total, rows = await queries.waiting(actor, limit=SHOWN)
    turns = [
        Turn(
            N_("核对共享数据与登记的差异"),
            each["number"],
            each["name"],
            f"/desk/sharing/firms/{each['number']}",
        )
        for each in rows
    ]
    return Queue([Waiting(N_("共享数据差异"), total, "/desk/sharing")], turns)
