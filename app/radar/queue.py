"""What waits on the desk of the radar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.office.queue import Queue, Turn, Waiting
from regulation.radar import numbers, queries
from regulation.radar.status import CLUSTER_STEPS
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date

    from regulation.actor import Actor
    from regulation.law.calendar import WorkCalendar

#: Turns named on the work list; the page has them all.
SHOWN = 5


async def queue(actor: Actor, *, today: date, calendar: WorkCalendar) -> Queue:
    """Open clusters, the gravest first. The law sets no day for them."""
    del today, calendar
    if actor.organ_id is None or not actor.holds(*CLUSTER_STEPS["dismiss"].by):
        return Queue()
    total, rows = await queries.clusters(actor, statuses=["open"], limit=SHOWN)
    turns = [
        Turn(
            N_("核查无证中介线索"), numbers.number(each["serial"]), each["name"], f"/desk/radar/{each['id']}"
        )
        for each in rows
    ]
    return Queue([Waiting(N_("待核查的无证中介线索"), total, "/desk/radar")], turns)
