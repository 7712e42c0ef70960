"""Matters that wait for this person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.office.queue import Queue, Turn, Waiting
from app.shell.i18n import gettext as _
from regulation.endings import queries
from regulation.endings.status import STEPS, EndingStatus
from regulation.law import period as periods
from regulation.roles import Role

if TYPE_CHECKING:
    from datetime import date

    from regulation.actor import Actor
    from regulation.law.calendar import WorkCalendar

S = EndingStatus
MINE = {Role.CLERK: (S.OPENED, S.HEARING, S.HEARD, S.DECIDED), Role.DECIDER: (S.PROPOSED,)}
WHAT = {
    S.OPENED: STEPS["tell"].label,
    S.HEARING: STEPS["hold_hearing"].label,
    S.HEARD: STEPS["propose"].label,
    S.PROPOSED: STEPS["end"].label,
    S.DECIDED: STEPS["take_effect"].label,
}


async def queue(actor: Actor, *, today: date, calendar: WorkCalendar) -> Queue:
    """Matters of one's organ whose next act is this person's."""
    statuses = [each for role, mine in MINE.items() if role in actor.roles for each in mine]
    if not statuses or actor.organ_id is None:
        return Queue()
    unit = periods.Unit.WORKING_DAYS
    turns = [
        Turn(
            what=_(WHAT[EndingStatus(each["status"])]),
            number=each["number"],
            firm=each["firm_name"],
            url=f"/desk/endings/{each['id']}",
            due_on=each["due_on"],
            days_left=periods.days_left(each["due_on"], today, calendar, unit) if each["due_on"] else None,
            unit=unit.left_label,
            is_provisional=bool(each["is_provisional"]),
        )
        for each in await queries.waiting(actor.organ_id, statuses)
    ]
    overdue = sum(1 for turn in turns if turn.days_left is not None and turn.days_left < 0)
    return Queue([Waiting(_("撤销和撤回"), len(turns), "/desk/endings", overdue)], turns)
