"""What a simulation of a plan starts from: today's roster, officers, limits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from regulation import database
from regulation.inspections import rules, simulation
from regulation.inspections.queries import rosters, subjects
from regulation.law.period import add_months

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from regulation.inspections.queries.subjects import Subject

#: Left out for as long as nobody decides otherwise.
GONE = frozenset({"deregistered", "licence-revoked", "moved-away", "suspended", "joint-elsewhere"})


@dataclass(frozen=True, slots=True)
class Material:
    """Everything a simulation needs; it can be sent to another process."""

    firms: tuple[simulation.Firm, ...]
    rounds: tuple[simulation.Round, ...]
    limits: Mapping[str, rules.Limits]
    year: int


async def material(plan: Mapping[str, Any], *, today: date) -> tuple[Material, list[Subject]]:
    """The start of a simulation of this plan, and the roster it was made of."""
    roster = await subjects.roster(plan["organ"], today=today)
    limits = await rosters.limits(plan["organ"], today=today)
    until = await _undisturbed_until(plan["organ"], today)
    lines = plan["lines"]
    firms = tuple(
        simulation.Firm(
            id=each.number,
            tier=each.tier,
            area=each.area,
            scope=frozenset(
                place for place, line in enumerate(lines) if not set(each.kinds).isdisjoint(line["kinds"])
            ),
            available_on=available_on(each, limits[each.tier], until.get(each.firm), today),
            is_certain=each.status == "certain",
        )
        for each in roster
    )
    rounds = tuple(simulation.Round(line["month"], line["rates"], line["at_least"]) for line in lines)
    return Material(firms, rounds, limits, plan["year"]), roster


def available_on(
    subject: Subject, limits: rules.Limits, undisturbed_until: date | None, today: date
) -> date | None:
    """First day on which a firm of today's roster may be drawn, if nothing else happens; None: not foreseeable."""
    if subject.reason in GONE:
        return None
    day = date.min
    if subject.last_visit_on:
        day = add_months(subject.last_visit_on, limits.recent_months)
    if subject.reason == "task-open":
        # It is about to be visited: the wait begins now.
        day = max(day, add_months(today, limits.recent_months))
    if subject.visits >= limits.cap:
        day = max(day, date(today.year + 1, 1, 1))
    if undisturbed_until:
        day = max(day, undisturbed_until + timedelta(days=1))
    return day


async def _undisturbed_until(organ_id: UUID, today: date) -> dict[UUID, date]:
    found = await database.rows(
        """select firm, until_on from do_not_disturb
           where organ = $1 and status = 'entered' and $2 between from_on and until_on""",
        organ_id,
        today,
    )
    return {each["firm"]: each["until_on"] for each in found}


async def officers(
    organ_id: UUID, roster: Sequence[Subject], *, today: date
) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """The officers as the procedure takes them, under the certificate's number, and their names."""
    found = await rosters.inspectors(organ_id, today=today)
    persons = [each["id"] for each in found]
    number_of = {each.firm: each.number for each in roster}
    conflicts = await rosters.conflicts(persons, today=today)
    rotation = await rosters.last_teams(list(number_of))
    records = [
        {
            "id": f"o{place:04d}",
            "district": each["district"],
            "dept": "hrss",
            "quals": each["quals"],
            "capacity": each["capacity"],
            "load_before": 0,
            "conflicts": sorted(number_of[f] for f in conflicts.get(each["id"], ()) if f in number_of),
            "rotation": sorted(number_of[f] for f in rotation.get(each["id"], ()) if f in number_of),
        }
        for place, each in enumerate(found)
    ]
    return records, {record["id"]: each["name"] for record, each in zip(records, found, strict=True)}
