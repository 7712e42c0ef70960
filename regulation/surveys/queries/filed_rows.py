"""The population of a year with its latest filings, as one stream of CSV: what the microdata are made of.

Everybody on the register on the round's reference day is a row, answered or not; who was found out of
scope is none. A return that was sent back does not count until it is filed again.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from regulation import database
from regulation.indicators import catalogue
from regulation.surveys.queries import pseudonyms
from regulation.surveys.queries.scope import PUBLIC, scope_sql
from regulation.surveys.session import statistical
from regulation.surveys.status import COUNTED

if TYPE_CHECKING:
    from uuid import UUID

_COUNTED = ", ".join(f"'{status}'" for status in sorted(COUNTED))


@dataclass(frozen=True, slots=True)
class Round:
    """The yearly round of a year."""

    id: UUID
    year: int
    reference_day: date
    gate: str


@statistical
async def rounds(until: int, longest: int = 10) -> list[Round]:
    """The yearly rounds up to a year that anybody has answered, oldest first."""
    found = await database.rows(
        f"""select id, year, reference_day, gate from survey_round
             where kind = 'return' and year <= $1 and year > $1 - $2
               and exists (select from statistical_return as answer
                            where answer.survey_round = survey_round.id and answer.status in ({_COUNTED}))
             order by year""",  # noqa: S608 - constants
        until,
        longest,
    )
    return [Round(**each) for each in found]


@statistical
async def answered(of: Round) -> tuple[int, int]:
    """How many of the population answered, and how many it is."""
    found = await database.row(
        f"""select count(*) filter (where answer.status in ({_COUNTED})) as counted, count(*) as in_scope
              from ({scope_sql("$2")}) as scope
                   left join statistical_return as answer on answer.firm = scope.firm and answer.survey_round = $1
             where answer.status is distinct from 'out_of_scope'""",  # noqa: S608 - constants
        of.id,
        of.reference_day,
    )
    assert found is not None
    return found["counted"], found["in_scope"]


#: Figures as one text, all of them, so that every line has the same number of fields.
_FIGURES = f"""array_to_string(filed.figures || array_fill(null::bigint,
                 array[greatest(0, {catalogue.PLACES_USED} - cardinality(filed.figures))]), ';', '')"""

#: The type of one that did not answer and that the register does not know: what it last said.
_EARLIER_TYPE = """
    (select inst_type from filed_return as earlier where earlier.firm_id = firm.id and earlier.year < $2
      order by year desc, version desc limit 1),
    (select reported.inst_type from annual_report join filed_report as reported on reported.id = annual_report.filed
      where annual_report.firm = firm.id and annual_report.kind = 'operating'
        and annual_report.year <= $2 order by annual_report.year desc limit 1)"""


def _rows_sql() -> str:
    unit, group = pseudonyms.unit_sql("$4", "firm.number"), pseudonyms.group_sql("$4", "held.group_key")
    return f"""
        with scope as materialized ({scope_sql("$3")})
        select $2::int as year,
               {unit} as unit,
               coalesce({group}, {unit}) as "group",
               coalesce(filed.district, case when firm.area <> 'elsewhere' then firm.area end, organ.code, '') as district,
               coalesce(filed.inst_type, firm.inst_type, {_EARLIER_TYPE}, '') as inst_type,
               'hr_licence' = any(scope.kinds) as has_licence,
               'filing' = any(scope.kinds) as has_filing,
               '{PUBLIC}' = any(scope.kinds) as is_public,
               filed.id is not null as has_answered,
               coalesce(filed.is_nil, false) as is_nil,
               coalesce(filed.cells ->> 'biz_types', '') as lines,
               coalesce({_FIGURES}, '') as figures
          from scope join firm on firm.id = scope.firm
               left join organ on organ.id = firm.organ
               left join enterprise_group as held on held.firm = firm.id and held.since <= $3
                    and (held.until is null or held.until > $3)
               left join statistical_return as answer on answer.firm = firm.id and answer.survey_round = $1
               left join filed_return as filed on filed.id = answer.filed and answer.status in ({_COUNTED})
         where answer.status is distinct from 'out_of_scope'"""  # noqa: S608 - constants


@statistical
async def population_csv(of: Round) -> bytes:
    """The population with its answers. `figures` are whole hundredths by place, semicolons between them."""
    return await _csv(_rows_sql(), of.id, of.year, of.reference_day, await pseudonyms.salt())


@statistical
async def imputed_csv(of: Round) -> bytes:
    """The cells estimated for the round so far: unit, key, method, value."""
    return await _csv(
        f"""select {pseudonyms.unit_sql("$2", "firm.number")} as unit, key, method, value
              from imputed_cell join firm on firm.id = imputed_cell.firm_id where survey_round = $1""",  # noqa: S608 - constants
        of.id,
        await pseudonyms.salt(),
    )


@statistical
async def administrative_csv(of: Round) -> bytes:
    """Figures of the operating reports of those that did not answer: unit and figures by place.

    《统计法》第十八条: what administrative records hold is taken from there.
    """
    return await _csv(
        f"""select {pseudonyms.unit_sql("$3", "firm.number")} as unit, coalesce({_FIGURES}, '') as figures
              from annual_report as report join filed_report as filed on filed.id = report.filed
                   join firm on firm.id = report.firm
             where report.year = $2 and report.kind = 'operating' and report.status in ('submitted', 'accepted') and not exists (
                   select from statistical_return as answer where answer.firm = firm.id and answer.survey_round = $1
                      and answer.status in ({_COUNTED}))""",  # noqa: S608 - constants
        of.id,
        of.year,
        await pseudonyms.salt(),
    )


async def _csv(sql: str, *args: object) -> bytes:
    kept = io.BytesIO()

    async def keep(part: bytes) -> None:
        kept.write(part)

    async with database.connection() as on:
        await on.copy_from_query(sql, *args, output=keep, format="csv", header=True)
    return kept.getvalue()
