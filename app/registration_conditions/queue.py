"""Entries that wait for this person, and those that end soon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.office.queue import Queue, Turn, Waiting
from app.shell.i18n import gettext as _
from regulation.law import period as periods
from regulation.registration_conditions import queries
from regulation.registration_conditions.status import STEPS, ConditionStatus
from regulation.roles import Role
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date

    from regulation.actor import Actor
    from regulation.law.calendar import WorkCalendar

S = ConditionStatus
MINE = {Role.CLERK: (S.OPENED, S.TOLD, S.DECIDED), Role.DECIDER: (S.READY,)}
WHAT = {
    S.OPENED: STEPS["tell"].label,
    S.TOLD: STEPS["term_passed"].label,
    S.READY: N_("决定条件、限制或者暂停"),
    S.DECIDED: N_("送达条件、限制决定书"),
}
ENDS = N_("条件、限制或者暂停即将期满，需要延长的请提出")


async def queue(actor: Actor, *, today: date, calendar: WorkCalendar) -> Queue:
    """Entries of one's organ whose next act is this person's; to a clerk also what ends within thirty days."""
    statuses = [each for role, mine in MINE.items() if role in actor.roles for each in mine]
    if not statuses or actor.organ_id is None:
        return Queue()
    unit, plain = periods.Unit.WORKING_DAYS, periods.Unit.CALENDAR_DAYS
    turns = [
        Turn(
            what=_(WHAT[ConditionStatus(each["status"])]),
            number=each["number"],
            firm=each["firm_name"],
            url=f"/desk/conditions/{each['id']}",
            due_on=each["due_on"],
            days_left=periods.days_left(each["due_on"], today, calendar, unit) if each["due_on"] else None,
            unit=unit.left_label,
            is_provisional=bool(each["is_provisional"]),
        )
        for each in await queries.waiting(actor.organ_id, statuses)
        # While the firm has its time nobody here has anything to do.
        if each["status"] != S.TOLD or today > each["heard_by"]
    ]
    waiting = [Waiting(_("条件和限制"), len(turns), "/desk/conditions?status=ready&status=opened", 0)]
    if Role.CLERK in actor.roles:
        ending = await queries.ending(actor.organ_id, today)
        turns += [
            Turn(
                what=_(ENDS),
                number=each["number"],
                firm=each["firm_name"],
                url=f"/desk/conditions/{each['id']}",
                due_on=each["until"],
                days_left=(each["until"] - today).days,
                unit=plain.left_label,
            )
            for each in ending
        ]
        waiting.append(Waiting(_("三十日内期满的条件和限制"), len(ending), "/desk/conditions?soon=30", 0))
    return Queue(waiting, turns)
