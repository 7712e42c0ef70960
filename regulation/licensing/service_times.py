"""Decisions of a quarter with the time they took, and what is open today, by procedure and organ."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from regulation import database
from regulation.licensing.actions.timing import BESIDES, PROMISED
from regulation.licensing.rules import standards

if TYPE_CHECKING:
    from regulation.law.calendar import WorkCalendar

Row = dict[str, Any]
#: Procedure (kind, purpose, track) and code of the organ; an empty code is the city.
Key = tuple[str, str, str, str]

#: A renewal by silence is a decision that was not made: it counts as late, on the day the law made it.
DECIDED = """
    select application.kind, application.purpose, application.track, organ.code as organ, application.status,
           application.received_on, day.decided_on,
           (select json_agg(json_build_object('kind', clock.kind, 'due', due_on, 'met', met_on, 'pauses', pauses))
            from clock where clock.matter_id = application.id and clock.matter_kind = 'application') as clocks
    from application join organ on organ.id = application.organ
         cross join lateral (select coalesce(application.decided_on,
             (select (max(at) at time zone 'Asia/Shanghai')::date from case_log
              where matter_kind = 'application' and matter_id = application.id and action = 'renew_by_silence'))
             as decided_on) as day
    where application.status in ('granted', 'refused', 'deemed') and application.received_on is not null
      and day.decided_on >= $1 and day.decided_on < $2
"""
OPEN = """
    select application.kind, application.purpose, application.track, organ.code as organ, count(*) as n,
           count(*) filter (where exists (
               select from clock where clock.matter_id = application.id and met_on is null and stopped_reason = ''
                 and (pauses = '[]' or pauses -> -1 ->> 1 is not null)
                 and clock.kind <> all($2::text[]) and due_on < $1)) as late
    from application join organ on organ.id = application.organ
    where application.status in ('received', 'accepted', 'proposed') group by 1, 2, 3, 4
"""


@dataclass(frozen=True, slots=True)
class Line:
    """One procedure of one organ, or of the city."""

    key: Key
    figures: standards.Figures
    open_now: int
    late_now: int


def _case(row: Row, calendar: WorkCalendar) -> standards.Decided:
    kept = json.loads(row["clocks"] or "[]")
    pauses: list[tuple[date, date | None]] = []
    in_law, in_promise = row["status"] != "deemed", None
    for clock in kept:
        met = date.fromisoformat(clock["met"]) if clock["met"] else None
        due = date.fromisoformat(clock["due"])
        if clock["kind"] == PROMISED:
            in_promise = met is not None and met <= due
            continue
        if clock["kind"] in BESIDES or clock["kind"] == "delivery":
            continue
        # What the act ended in time was in time; a clock that was stopped asked for nothing.
        in_law = in_law and (met is None or met <= due)
        told = clock["pauses"] if isinstance(clock["pauses"], list) else json.loads(clock["pauses"])
        longest = [(date.fromisoformat(a), date.fromisoformat(b) if b else None) for a, b in told]
        pauses = max(pauses, longest, key=len)
    return standards.Decided(
        standards.days_taken(row["received_on"], row["decided_on"], pauses, calendar), in_law, in_promise
    )


async def lines(quarter: str, *, today: date, calendar: WorkCalendar) -> list[Line]:
    """Every procedure that was decided in the quarter or is open today: the city first, then its organs."""
    first, after = standards.quarter_days(quarter)
    cases: dict[Key, list[standards.Decided]] = {}
    for row in await database.rows(DECIDED, first, after):
        case = _case(row, calendar)
        for organ in ("", row["organ"]):
            cases.setdefault((row["kind"], row["purpose"], row["track"], organ), []).append(case)
    waiting: dict[Key, tuple[int, int]] = {}
    for row in await database.rows(OPEN, today, [*BESIDES]):
        for organ in ("", row["organ"]):
            key = (row["kind"], row["purpose"], row["track"], organ)
            n, late = waiting.get(key, (0, 0))
            waiting[key] = (n + row["n"], late + row["late"])
    return [
        Line(key, standards.figures(cases.get(key, [])), *waiting.get(key, (0, 0)))
        for key in sorted({*cases, *waiting})
    ]
