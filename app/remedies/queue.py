"""What an organ has to do as respondent, on the desk's home."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.guards import may
from app.access.permissions import Permission
from app.office.queue import Queue, Turn, Waiting
from regulation.law import period as periods
from regulation.remedies import queries
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date

    from regulation.actor import Actor
    from regulation.law.calendar import WorkCalendar

WHAT = {"lodged": N_("复议申请：转送复议机关"), "pending": N_("复议、诉讼：答复、答辩")}
SUSPEND = N_("申请停止执行：答复")
RESTORE = N_("吊销决定已被撤销：恢复许可证")
WITHDRAW = N_("处罚决定已被撤销、变更：撤回公示")


async def queue(actor: Actor, *, today: date, calendar: WorkCalendar) -> Queue:
    """Answers that are due, applications to pass on, publicity to take down."""
    if actor.organ_id is None:
        return Queue()
    deciding = await _deciding(actor)
    if not (may(actor, Permission.CASES_HANDLE) or may(actor, Permission.CASES_REVIEW)):
        waiting = [Waiting(N_("复议和诉讼"), len(deciding), "/desk/remedies", 0)] if deciding else []
        return Queue(waiting, deciding)
    turns = deciding + [
        _turn(WHAT[each["status"]], each, f"/desk/remedies/{each['id']}", today, calendar, each["unit"])
        for each in await queries.waiting(actor.organ_id)
    ]
    if may(actor, Permission.CASES_HANDLE):
        turns += [
            _turn(WITHDRAW, each, f"/desk/cases/{each['id']}", today, calendar, periods.Unit.WORKING_DAYS)
            for each in await queries.to_withdraw(actor.organ_id)
        ]
    overdue = sum(1 for turn in turns if turn.days_left is not None and turn.days_left < 0)
    return Queue([Waiting(N_("复议和诉讼"), len(turns), "/desk/remedies", overdue)], turns)


async def _deciding(actor: Actor) -> list[Turn]:
    """Requests to suspend execution, and licences that a quashed decision took, for whoever decides."""
    if not may(actor, Permission.CASES_DECIDE) or actor.organ_id is None:
        return []
    asked = [
        Turn(SUSPEND, each["number"], each["party_name"], f"/desk/remedies/{each['id']}")
        for each in await queries.to_answer(actor.organ_id)
    ]
    return asked + [
        Turn(RESTORE, each["number"], each["party_name"], f"/desk/remedies/{each['id']}")
        for each in await queries.to_restore(actor.organ_id)
    ]


def _turn(  # noqa: PLR0917 - what a line of the desk says
    what: str, found: dict[str, object], url: str, today: date, calendar: WorkCalendar, unit: str | None
) -> Turn:
    due_on = found["due_on"]
    counted = periods.Unit(unit) if unit else periods.Unit.CALENDAR_DAYS
    return Turn(
        what,
        str(found["number"]),
        str(found["party_name"]),
        url,
        due_on=due_on,  # type: ignore[arg-type]
        days_left=periods.days_left(due_on, today, calendar, counted) if due_on else None,  # type: ignore[arg-type]
        unit=counted.left_label,
        is_provisional=bool(found["is_provisional"]),
    )
