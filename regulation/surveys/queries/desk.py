"""The statisticians' lists: every unit asked by a round, answered or not, within the reader's reach."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.casework import record
from regulation.firms import names
from regulation.law import beijing
from regulation.surveys import offices, rules
from regulation.surveys.gate import Gate
from regulation.surveys.queries import returns, rounds
from regulation.surveys.queries.weights import KNOWN_SQL
from regulation.surveys.session import statistical
from regulation.surveys.status import COUNTED, Status
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from regulation.actor import Actor
    from regulation.surveys.queries.returns import Return

NOT_BEGUN = N_("这家机构还没有报送该年度的统计报表")

#: Sort name to SQL. Revenue weighs whom to call first.
ORDERS: dict[str, str] = {
    "filed": "filed_at",
    "name": "name",
    "number": "number",
    "weight": "revenue",
}


async def _firm(number: str) -> Any:
    return await database.value("select id from firm where number = $1", number)


@statistical
async def visible(actor: Actor, year: int, firm_number: str) -> Return:
    """The one door to a filed return: NotFound unless its firm is within reach, and while nothing was filed."""
    held = await _of_firm(actor, year, firm_number)
    if held.filed_id is None:
        raise errors.NotFound(NOT_BEGUN)
    return held


@statistical
async def of_number(actor: Actor, year: int, firm_number: str) -> Return:
    """A return within reach, filed or not. Raises NotFound."""
    return await _of_firm(actor, year, firm_number)


async def _of_firm(actor: Actor, year: int, firm_number: str) -> Return:
    offices.check_statistician(actor)
    firm_id = await _firm(firm_number)
    held = None if firm_id is None else await returns.of_firm(firm_id, str(year))
    if held is None:
        raise errors.NotFound
    offices.check_reach(actor, held.organ_id)
    return held


@statistical
async def for_update(actor: Actor, year: int, firm_number: str) -> tuple[Return, Gate]:
    """The same, locked, with where the round's release stands. The round is locked first: its gate cannot move meanwhile."""
    offices.check_statistician(actor)
    gate = await database.value(
        "select gate from survey_round where kind = 'return' and period = $1 for share", str(year)
    )
    held = await visible(actor, year, firm_number)
    return await returns.for_update(held.firm_id, held.round_id), Gate(gate)


@statistical
async def for_update_unfiled(actor: Actor, year: int, firm_number: str) -> tuple[Return, Gate]:
    """As `for_update`, whether or not anything was filed."""
    offices.check_statistician(actor)
    gate = await database.value(
        "select gate from survey_round where kind = 'return' and period = $1 for share", str(year)
    )
    held = await _of_firm(actor, year, firm_number)
    return await returns.for_update(held.firm_id, held.round_id), Gate(gate)


@statistical
async def history(return_id: UUID) -> list[record.Entry]:
    """All that was done with a return, oldest first, from the statistics' own log."""
    return await record.history("statistical_return", return_id)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the desk asked of the list."""

    q: str = ""
    statuses: Sequence[str] = ()
    districts: Sequence[str] = ()
    types: Sequence[str] = ()
    overdue: bool = False
    late: bool = False
    order: str = "revenue DESC"
    limit: int = 25
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """Rows, the exact total, and counts for the facets (each without its own filter)."""

    rows: list[dict[str, Any]]
    total: int
    statuses: dict[str, int]
    districts: dict[str, int]
    types: dict[str, int]
    overdue: int
    late: int


_LISTED = f"""
    {KNOWN_SQL}, listed as materialized (
        select known.*, coalesce(organ.code, '') as organ_code, coalesce(organ.area_name, '') as organ_area,
               known.revenue / 100.0 as revenue_wan,
               coalesce(filed_at >= $7, false) as is_late,
               ($6 and status in ('not_filed', 'draft')) as is_overdue
          from known left join organ on organ.id = known.organ
         where $5::uuid is null or known.organ = $5
    )"""  # noqa: S608 - constants
_TEXT = "($8 = '' or name ilike $8 or number ilike $8)"
_STATUS = "($9::text[] = '{}' or status = any($9))"
_DISTRICT = "($10::text[] = '{}' or organ_code = any($10))"
_TYPE = "($11::text[] = '{}' or coalesce(inst_type, '') = any($11))"
_MARKS = "(not $12 or is_overdue) and (not $13 or is_late)"


@statistical
async def listed(actor: Actor, year: int, asked: Asked, *, now: datetime) -> Found:
    """The page of rows with facets. A district sees its own units, the city all. Raises NotFound."""
    organ = offices.reach_of(actor)
    known = await rounds.of_year(year)
    is_past = known.round.phase(now) in {rules.Phase.LATE, rules.Phase.CLOSED}
    arguments = (
        known.round.reference_day,
        known.id,
        year,
        sorted(COUNTED),
        organ,
        is_past,
        beijing.end_of_day(known.round.closes_on),
        f"%{names.like(asked.q)}%" if asked.q else "",
        list(asked.statuses),
        list(asked.districts),
        list(asked.types),
        asked.overdue,
        asked.late,
    )
    counts = await database.rows(
        f"""with {_LISTED}, searched as (select * from listed where {_TEXT})
            select 'status' as facet, status as value, count(*) as n from searched
             where {_DISTRICT} and {_TYPE} and {_MARKS} group by status
            union all
            select 'district', organ_code, count(*) from searched where {_STATUS} and {_TYPE} and {_MARKS} group by organ_code
            union all
            select 'type', coalesce(inst_type, ''), count(*) from searched
             where {_STATUS} and {_DISTRICT} and {_MARKS} group by inst_type
            union all
            select 'overdue', '', count(*) from searched where {_STATUS} and {_DISTRICT} and {_TYPE} and is_overdue
            union all
            select 'late', '', count(*) from searched where {_STATUS} and {_DISTRICT} and {_TYPE} and is_late
            union all
            select 'total', '', count(*) from searched where {_STATUS} and {_DISTRICT} and {_TYPE} and {_MARKS}""",  # noqa: S608
        *arguments,
    )
    rows = await database.rows(
        f"""with {_LISTED}
            select * from listed where {_TEXT} and {_STATUS} and {_DISTRICT} and {_TYPE} and {_MARKS}
             order by {asked.order}, number limit $14 offset $15""",  # noqa: S608 - the order is one of ORDERS
        *arguments,
        asked.limit,
        asked.offset,
    )

    def of(facet: str) -> dict[str, int]:
        found = {each["value"]: each["n"] for each in counts if each["facet"] == facet}
        return dict(sorted(found.items(), key=lambda item: -item[1]))

    return Found(
        rows,
        of("total").get("", 0),
        {each: of("status").get(each, 0) for each in Status if of("status").get(each)},
        {code: n for code, n in of("district").items() if code},
        {code: n for code, n in of("type").items() if code},
        of("overdue").get("", 0),
        of("late").get("", 0),
    )
