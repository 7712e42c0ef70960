"""The whole course of a case in the order of time: each act with its day, who took it, its article; each period with its sum."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation.casework import clocks, record
from regulation.law import beijing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from regulation.casework.record import Entry
    from regulation.law.calendar import WorkCalendar

Row = dict[str, Any]
#: Periods within which the party may do something: when they are over nobody is late.
RIGHTS = frozenset({"statement", "hearing", "reconsideration", "litigation"})
#: The party's time to put things right: whoever looks again afterwards is not late, and what they found is in the acts.
LOOKED_AT_AFTERWARDS = frozenset({"correction"})


async def of_case(case: Row) -> list[Row]:
    """The acts of the order that the case rests on, and of the case."""
    found = await record.history("penalty_case", case["id"])
    if case["correction_order"]:
        found = [*await record.history("correction_order", case["correction_order"]), *found]
    return counted(found, case["opened_on"])


def counted(entries: Sequence[Entry], opened_on: date | None) -> list[Row]:
    """Oldest first: `day` counts from the day after the opening, which is day 0; `since` from the act before."""
    found: list[Row] = []
    before: date | None = None
    for each in sorted(entries, key=lambda entry: (entry.at, entry.id)):
        on = beijing.legal_day(each.at)
        found.append(
            {
                "at": each.at,
                "on": on,
                "day": (on - opened_on).days if opened_on and on >= opened_on else None,
                "since": (on - before).days if before else None,
                "kind": each.matter_kind,
                "action": each.action,
                "actor": each.actor_name,
                "organ": each.actor_organ,
                "reason": each.reason,
                "citations": list(each.articles),
            }
        )
        before = on
    return found


async def periods(case: Row, *, today: date, known: WorkCalendar) -> list[Row]:
    """Every statutory period of the order and the case: from when, to when, kept or missed, by which article."""
    matters = [each for each in (case["correction_order"], case["id"]) if each]
    found = []
    for matter in matters:
        for each in await clocks.of(matter, calendar=known):
            end = each.met_on or today
            is_partys = each.kind in RIGHTS | LOOKED_AT_AFTERWARDS
            is_open = each.kind in RIGHTS or each.met_on is None
            found.append(
                {
                    "kind": each.kind,
                    "from_on": each.due.started_on,
                    "due_on": each.due.due_on,
                    "met_on": each.met_on,
                    "stopped": each.stopped_reason,
                    "is_over": is_partys and is_open and today > each.due.due_on,
                    "is_late": not is_partys and not each.stopped_reason and end > each.due.due_on,
                    "citation": each.due.citation,
                }
            )
    return sorted(found, key=lambda row: (row["from_on"], row["due_on"]))
