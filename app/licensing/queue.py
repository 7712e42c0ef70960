"""What waits on the desk for this person in licensing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.office.queue import Queue, Turn, Waiting
from app.shell.i18n import gettext as _
from regulation.law import period as periods
from regulation.licensing import queries, winding
from regulation.licensing.status import TO_BE_CANCELLED
from regulation.roles import Role

if TYPE_CHECKING:
    from datetime import date

    from regulation.actor import Actor
    from regulation.law.calendar import WorkCalendar

#: Whose turn a status is.
MINE = {Role.CLERK: ("received", "accepted"), Role.DECIDER: ("proposed",)}


async def queue(actor: Actor, *, today: date, calendar: WorkCalendar) -> Queue:
    """Applications whose next step is this person's, and the checks of promises that come due."""
    statuses = [status for role, mine in MINE.items() if role in actor.roles for status in mine]
    if not statuses:
        return Queue()
    # The municipal bureau sees the city; its own turn is only what it licenses itself.
    found = await queries.applications(
        actor, queries.Wanted(status=statuses, organ=(actor.organ_code,), limit=500)
    )
    turns = []
    for row in found.rows:
        unit = periods.Unit(row["unit"]) if row["due_on"] else periods.Unit.WORKING_DAYS
        left = periods.days_left(row["due_on"], today, calendar, unit) if row["due_on"] else None
        turns.append(
            Turn(
                what=_("受理许可申请")
                if row["status"] == "received"
                else _("审查许可申请")
                if row["status"] == "accepted"
                else _("决定许可申请"),
                number=row["number"],
                firm=row["firm_name"],
                url=f"/desk/applications/{row['number']}",
                due_on=row["due_on"],
                days_left=left,
                unit=unit.left_label,
                is_provisional=bool(row["is_provisional"]),
                promised_on=row["promised_on"],
                promised_left=periods.days_left(
                    row["promised_on"], today, calendar, periods.Unit.WORKING_DAYS
                )
                if row["promised_on"]
                else None,
            )
        )
    waiting = [
        Waiting(
            _("许可申请"),
            found.total,
            "/desk/applications?turn=organ",
            sum(1 for turn in turns if turn.days_left is not None and turn.days_left < 0),
        )
    ]
    if Role.CLERK in actor.roles:
        due = await queries.checks(actor, status=["due"], limit=100)
        late = sum(1 for row in due.rows if row["due_on"] < today)
        open_ones, overdue = await winding.waiting(actor, today=today)
        if open_ones:
            waiting.append(Waiting(_("原有派遣合同"), open_ones, "/desk/winding-down", overdue))
        waiting.append(Waiting(_("履诺检查"), due.total, "/desk/checks?status=due", late))
    if Role.DECIDER in actor.roles and actor.organ_id is not None:
        ended, late = await queries.to_be_cancelled(actor.organ_id, today)
        states = "&".join(f"status={each}" for each in sorted(TO_BE_CANCELLED))
        waiting.append(Waiting(_("待注销的许可证"), ended, f"/desk/licences?{states}", late))
    return Queue(waiting, turns)
