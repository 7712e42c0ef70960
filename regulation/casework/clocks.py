"""Statutory clocks of a matter: started by an event, paused by law, due on a day nobody types."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from regulation import database
from regulation.law import citation
from regulation.law import period as periods

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from regulation.law.calendar import WorkCalendar
    from regulation.law.dated import DatedValue
    from regulation.law.period import Due, Pause, Period


@dataclass(frozen=True, slots=True)
class Clock:
    """A running or ended clock, with the sum that leads to its due day."""

    id: UUID
    matter_kind: str
    matter_id: UUID
    kind: str
    event: str
    due: Due
    met_on: date | None
    stopped_reason: str

    @property
    def is_running(self) -> bool:
        """Neither met nor stopped."""
        return self.met_on is None and not self.stopped_reason

    def days_left(self, today: date, calendar: WorkCalendar) -> int:
        """Days left in the clock's own unit; negative when overdue."""
        return periods.days_left(self.due, today, calendar)


def _written(period: Period) -> str:
    return json.dumps(
        {
            "n": period.n,
            "unit": period.unit,
            "start_event": period.start_event,
            "roll": period.roll,
            "start_counts": period.start_counts,
            "provisional_note": period.provisional_note,
            "citation": period.citation.key,
        },
        ensure_ascii=False,
    )


def _read(found: dict[str, Any], calendar: WorkCalendar) -> Clock:
    said = json.loads(found["period"])
    period = periods.Period(
        n=said["n"],
        unit=periods.Unit(said["unit"]),
        start_event=said["start_event"],
        roll=periods.Roll(said["roll"]),
        citation=citation.from_key(said["citation"]),
        start_counts=said["start_counts"],
        provisional_note=said["provisional_note"],
    )
    due = period.due(found["started_on"], calendar, _pauses(found["pauses"]))
    return Clock(
        id=found["id"],
        matter_kind=found["matter_kind"],
        matter_id=found["matter_id"],
        kind=found["kind"],
        event=found["event"],
        due=due,
        met_on=found["met_on"],
        stopped_reason=found["stopped_reason"],
    )


def _pauses(text: str) -> list[Pause]:
    return [
        (date.fromisoformat(begun), date.fromisoformat(ended) if ended else None)
        for begun, ended in json.loads(text)
    ]


def _pauses_text(pauses: Sequence[Pause]) -> str:
    return json.dumps([(begun.isoformat(), ended.isoformat() if ended else None) for begun, ended in pauses])


async def start(
    matter_kind: str,
    matter_id: UUID,
    kind: str,
    period: Period,
    started_on: date,
    *,
    calendar: WorkCalendar,
    organ_id: UUID | None = None,
) -> Due:
    """Start a clock in the caller's transaction; a clock of the same kind in the matter starts anew."""
    due = period.due(started_on, calendar)
    await database.execute(
        """insert into clock (id, matter_kind, matter_id, organ_id, kind, period, event, started_on, pauses, due_on,
                              is_provisional, citation, stopped_reason)
           values ($1,$2,$3,$4,$5,$6,$7,$8,'[]',$9,$10,$11,'')
           on conflict (matter_id, kind) do update set period = excluded.period, event = excluded.event,
               started_on = excluded.started_on, pauses = '[]', due_on = excluded.due_on,
               is_provisional = excluded.is_provisional, citation = excluded.citation, met_on = null,
               organ_id = excluded.organ_id,
               stopped_reason = ''""",
        uuid4(),
        matter_kind,
        matter_id,
        organ_id,
        kind,
        _written(period),
        period.start_event,
        started_on,
        due.due_on,
        due.provisional,
        period.citation.key,
    )
    return due


async def lengthen(matter_id: UUID, kind: str, longer: DatedValue[Period], *, calendar: WorkCalendar) -> Due:
    """Give a running clock a longer period from the same day; the days it stood still stay uncounted."""
    found = await _held(matter_id, kind)
    period = longer.on(found["started_on"])
    due = _read({**found, "period": _written(period)}, calendar).due
    await database.execute(
        "update clock set period = $2, due_on = $3, is_provisional = $4, citation = $5 where id = $1",
        found["id"],
        _written(period),
        due.due_on,
        due.provisional,
        period.citation.key,
    )
    return due


async def meet(matter_id: UUID, kind: str, *, on: date) -> None:
    """The act the clock waited for was done."""
    await database.execute(
        "update clock set met_on = $3 where matter_id = $1 and kind = $2 and met_on is null",
        matter_id,
        kind,
        on,
    )


async def stop(matter_id: UUID, kind: str, *, reason: str) -> None:
    """The clock no longer matters (the application was withdrawn)."""
    await database.execute(
        """update clock set stopped_reason = $3
           where matter_id = $1 and kind = $2 and met_on is null and stopped_reason = ''""",
        matter_id,
        kind,
        reason,
    )


async def revive(matter_id: UUID, kind: str) -> None:
    """What stopped the clock was undone: it runs on, to the day on which it was due before."""
    await database.execute(
        """update clock set stopped_reason = ''
           where matter_id = $1 and kind = $2 and met_on is null and stopped_reason <> ''""",
        matter_id,
        kind,
    )


async def reopen(matter_id: UUID, kind: str) -> None:
    """What the clock waited for was undone: it runs on, to the day on which it was due before."""
    await database.execute(
        "update clock set met_on = null where matter_id = $1 and kind = $2 and met_on is not null",
        matter_id,
        kind,
    )


async def pause(matter_id: UUID, kind: str, *, on: date, calendar: WorkCalendar) -> None:
    """Time does not run from this day on. Raises ValueError when it already stands still or does not exist."""
    found = await _held(matter_id, kind)
    pauses = _pauses(found["pauses"])
    if pauses and pauses[-1][1] is None:
        message = f"clock {kind} of {matter_id} already stands still"
        raise ValueError(message)
    await _rewrite(found, [*pauses, (on, None)], calendar)


async def resume(matter_id: UUID, kind: str, *, on: date, calendar: WorkCalendar) -> None:
    """Time runs again from this day on. Raises ValueError when it was not standing still."""
    found = await _held(matter_id, kind)
    pauses = _pauses(found["pauses"])
    if not pauses or pauses[-1][1] is not None:
        message = f"clock {kind} of {matter_id} was not standing still"
        raise ValueError(message)
    await _rewrite(found, [*pauses[:-1], (pauses[-1][0], on)], calendar)


async def _held(matter_id: UUID, kind: str) -> dict[str, Any]:
    found = await database.row(
        "select * from clock where matter_id = $1 and kind = $2 for update", matter_id, kind
    )
    if found is None:
        message = f"no clock {kind} in matter {matter_id}"
        raise ValueError(message)
    return found


async def _rewrite(found: dict[str, Any], pauses: list[Pause], calendar: WorkCalendar) -> None:
    due = _read({**found, "pauses": _pauses_text(pauses)}, calendar).due
    await database.execute(
        "update clock set pauses = $2, due_on = $3, is_provisional = $4 where id = $1",
        found["id"],
        _pauses_text(pauses),
        due.due_on,
        due.provisional,
    )


async def of(matter_id: UUID, *, calendar: WorkCalendar) -> list[Clock]:
    """The clocks of a matter, the earliest due first."""
    found = await database.rows("select * from clock where matter_id = $1 order by due_on, kind", matter_id)
    return [_read(each, calendar) for each in found]


async def running(
    *, calendar: WorkCalendar, organ_id: UUID | None = None, until: date | None = None, limit: int = 200
) -> list[Clock]:
    """Running clocks of an organ (or of all), the earliest due first."""
    found = await database.rows(
        """select * from clock where met_on is null and stopped_reason = ''
             and ($1::uuid is null or organ_id = $1) and ($2::date is null or due_on <= $2)
           order by due_on, kind limit $3""",
        organ_id,
        until,
        limit,
    )
    return [_read(each, calendar) for each in found]


async def recompute(calendar: WorkCalendar) -> int:
    """Compute every running clock anew under a changed calendar; how many due days moved."""
    moved = 0
    open_clocks = await database.rows(
        "select * from clock where met_on is null and stopped_reason = '' for update"
    )
    for found in open_clocks:
        due = _read(found, calendar).due
        if due.due_on != found["due_on"] or due.provisional != found["is_provisional"]:
            moved += due.due_on != found["due_on"]
            await database.execute(
                "update clock set due_on = $2, is_provisional = $3 where id = $1",
                found["id"],
                due.due_on,
                due.provisional,
            )
    return moved
