"""The standing roster of subjects (检查对象名录库): who is in, by which registrations, in which tier, who is left out and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from regulation import database
from regulation.inspections import rules
from regulation.inspections.queries import rosters
from regulation.inspections.status import Outcome
from regulation.integrity import queries as integrity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from uuid import UUID

#: Registrations that put a firm into the roster of an organ.
KINDS = ("hr_licence", "filing", "dispatch_licence", "branch_report")


@dataclass(frozen=True, slots=True)
class Subject:
    """One firm of the roster on a day."""

    firm: UUID
    number: str
    name: str
    uscc: str
    area: str
    #: Kinds of the living registrations, in the order of KINDS.
    kinds: tuple[str, ...]
    tier: str
    #: eligible, excluded or certain, with the published code of the reason.
    status: str
    reason: str
    last_visit_on: date | None
    visits: int
    cap: int


async def roster(organ_id: UUID, *, today: date, kinds: Sequence[str] = KINDS) -> list[Subject]:
    """Every firm of the organ with a living registration of these kinds, by register number, as a draw of today would see it."""
    population = await rosters.population(organ_id, kinds, today=today)
    ids = [each["id"] for each in population]
    tiers = await integrity.tiers(ids, today=today)
    limits = await rosters.limits(organ_id, today=today)
    facts = await database.rows("select id, name, uscc from firm where id = any($1::uuid[])", ids)
    known = {each["id"]: each for each in facts}
    living = await _kinds(ids, kinds, today)
    found = []
    for firm in population:
        tier = str(tiers[firm["id"]])
        status, reason = rules.roster_status(rosters.past_of(firm), today, limits[tier])
        found.append(
            Subject(
                firm["id"],
                firm["number"],
                known[firm["id"]]["name"],
                known[firm["id"]]["uscc"] or "",
                firm["area"],
                living[firm["id"]],
                tier,
                status,
                reason,
                firm["last_visit_on"],
                firm["visits"],
                limits[tier].cap,
            )
        )
    return found


async def _kinds(ids: Sequence[UUID], kinds: Sequence[str], today: date) -> dict[UUID, tuple[str, ...]]:
    found = await database.rows(
        """select distinct firm, kind from registration_entry
           where firm = any($1::uuid[]) and kind = any($2::text[]) and status in ('valid', 'renewal_pending')
             and (status = 'renewal_pending' or expires_on is null or expires_on >= $3)""",
        list(ids),
        list(kinds),
        today,
    )
    gathered: dict[UUID, set[str]] = {}
    for each in found:
        gathered.setdefault(each["firm"], set()).add(each["kind"])
    return {firm: tuple(each for each in KINDS if each in held) for firm, held in gathered.items()}


def counts(
    subjects: Iterable[Subject], rates: Mapping[str, rules.Rate], at_least: int, kinds: Sequence[str]
) -> dict[str, dict[str, Any]]:
    """Per tier: how many are in the roster of these kinds, may be drawn, are certain, and would be drawn today."""
    found = {tier: {"roster": 0, "eligible": 0, "certain": 0, "drawn": 0} for tier in rules.TIERS}
    for each in subjects:
        if not set(each.kinds).isdisjoint(kinds):
            found[each.tier]["roster"] += 1
            found[each.tier]["eligible"] += each.status == "eligible"
            found[each.tier]["certain"] += each.status == "certain"
    for tier, row in found.items():
        row["drawn"] = rules.sample_size(rates[tier], at_least, row["eligible"])
    return found


async def not_contacted(firm_ids: Sequence[UUID]) -> set[UUID]:
    """Firms whose last confirmed visit found nobody who could be contacted."""
    found = await database.rows(
        """select distinct on (firm) firm, outcome from inspection_task
            where firm = any($1::uuid[]) and confirmed_at is not null order by firm, confirmed_at desc""",
        list(firm_ids),
    )
    return {each["firm"] for each in found if each["outcome"] == Outcome.UNREACHABLE}


async def of_line(found: Sequence[Subject], reported_year: int | None) -> list[Subject]:
    """The subjects of a round: all, or only those with an accepted operating report of the year."""
    if reported_year is None:
        return list(found)
    rows = await database.rows(
        """select firm from annual_report where firm = any($1::uuid[]) and year = $2 and kind = 'operating'
            and status = 'accepted'""",
        [each.firm for each in found],
        reported_year,
    )
    reporting = {each["firm"] for each in rows}
    return [each for each in found if each.firm in reporting]
