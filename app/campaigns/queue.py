"""What waits on the desk of campaigns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.office.queue import Queue, Turn, Waiting
from regulation.campaigns import queries
from regulation.campaigns.status import READERS
from regulation.law import period as periods
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date

    from regulation.actor import Actor
    from regulation.law.calendar import WorkCalendar

WHAT = {
    "draft": N_("批准专项行动"),
    "approved": N_("开始专项行动"),
    "running": N_("专项行动期间已过，待结束"),
    "closed": N_("签发专项行动报告"),
}


async def queue(actor: Actor, *, today: date, calendar: WorkCalendar) -> Queue:
    """The next act of each campaign of the person's organ, due on the day that the campaign names."""
    if actor.organ_id is None or not actor.holds(*READERS):
        return Queue()
    unit = periods.Unit.CALENDAR_DAYS
    turns = []
    for each in await queries.waiting(actor, today):
        due = each["from_on"] if each["status"] in {"draft", "approved"} else None
        turns.append(
            Turn(
                WHAT[each["status"]],
                each["number"],
                each["name"],
                f"/desk/campaigns/{each['id']}",
                due_on=due,
                days_left=periods.days_left(due, today, calendar, unit) if due else None,
                unit=unit.left_label if due else "",
            )
        )
    return Queue([Waiting(N_("待办理的专项行动"), len(turns), "/desk/campaigns")], turns)
