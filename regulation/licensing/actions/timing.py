"""The clocks of an application, moved by what happens in it; which they are is said by its procedure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation.casework import calendar, clocks, decrees
from regulation.licensing import parameters, procedures
from regulation.licensing.procedure import Event
from regulation.licensing.rules import deadlines
from regulation.licensing.status import Track

if TYPE_CHECKING:
    from datetime import date

    from regulation.law.period import Due

Row = dict[str, Any]

#: Clocks that are not for the decision by law: what was promised, and the steps of a hearing.
BESIDES = ("promised", "hearing_ask", "hearing_hold")


async def happened(application: Row, event: Event, *, on: date) -> list[Due]:
    """Start the clocks that wait for this event; when each is due."""
    known = await calendar.current()
    procedure = procedures.of_matter(application)
    return [
        await clocks.start(
            "application",
            application["id"],
            each.clock,
            each.period.on(on),
            on,
            calendar=known,
            organ_id=application["organ"],
        )
        for each in procedure.starting(event, Track(application["track"]))
    ]


PROMISED = "promised"


async def promise(application: Row, *, on: date) -> None:
    """Start the clock of what the organ promised, if it promised anything; it alarms apart from the law's clocks."""
    days = (await decrees.in_force(parameters.PROMISED_DAYS, application["organ"], on)).value
    period = deadlines.promised(days)
    if period is not None:
        await clocks.start(
            "application",
            application["id"],
            PROMISED,
            period,
            on,
            calendar=await calendar.current(),
            organ_id=application["organ"],
        )


async def done(application: Row, event: Event, *, on: date) -> None:
    """The clocks that waited for this event are met."""
    for each in procedures.of_matter(application).ending(event):
        await clocks.meet(application["id"], each.clock, on=on)
    if event is Event.DECISION:
        await clocks.meet(application["id"], PROMISED, on=on)


async def stand_still(application: Row, *, on: date, for_hearing: bool = False) -> None:
    """The applicant is to supply something, or a hearing is to be held: the clocks that may stand still do."""
    known = await calendar.current()
    for each in await _still_going(application, known, for_hearing=for_hearing):
        if each.due.paused_since is None:
            await clocks.pause(application["id"], each.kind, on=on, calendar=known)


async def run_again(application: Row, *, on: date, for_hearing: bool = False) -> None:
    """It was supplied, or the hearing is over."""
    known = await calendar.current()
    for each in await _still_going(application, known, for_hearing=for_hearing):
        if each.due.paused_since is not None:
            await clocks.resume(application["id"], each.kind, on=on, calendar=known)


async def _still_going(application: Row, known: Any, *, for_hearing: bool) -> list[clocks.Clock]:
    may_stand = {PROMISED} | {
        each.clock
        for each in procedures.of_matter(application).limits
        if (each.stops_for_hearing if for_hearing else each.stands_still)
    }
    running = await clocks.of(application["id"], calendar=known)
    return [each for each in running if each.is_running and each.kind in may_stand]


async def stop(application: Row, *, reason: str) -> None:
    """The application will not be decided: no clock of its matters any more."""
    for each in procedures.of_matter(application).limits:
        await clocks.stop(application["id"], each.clock, reason=reason)
    for kind in BESIDES:
        await clocks.stop(application["id"], kind, reason=reason)


async def may_extend(application: Row, *, on: date) -> bool:
    """Only before the period that would be lengthened is over, and only where the procedure lets it be."""
    extension = procedures.of_matter(application).extension
    if extension is None:
        return False
    running = await clocks.of(application["id"], calendar=await calendar.current())
    return any(each.kind == extension[0] and each.is_running and on <= each.due.due_on for each in running)


async def extend(application: Row) -> tuple[Due, Due]:
    """The shorter period and the longer one, from the same day. Raises LookupError without one."""
    extension = procedures.of_matter(application).extension
    if extension is None:
        raise LookupError(application["number"])
    clock, longer = extension
    known = await calendar.current()
    running = await clocks.of(application["id"], calendar=known)
    shorter = next(each.due for each in running if each.kind == clock)
    return shorter, await clocks.lengthen(application["id"], clock, longer, calendar=known)


async def triage_due(application: Row) -> Due | None:
    """Until when the organ answers what it received; None where it has answered."""
    running = await clocks.of(application["id"], calendar=await calendar.current())
    return next((each.due for each in running if each.kind == "triage" and each.is_running), None)


async def first_due(application: Row) -> Due | None:
    """The running clock of the law that ends first: the one that alarms."""
    known = await calendar.current()
    running = [
        each.due
        for each in await clocks.of(application["id"], calendar=known)
        if each.is_running and each.kind not in BESIDES
    ]
    return min(running, key=lambda each: each.due_on, default=None)
