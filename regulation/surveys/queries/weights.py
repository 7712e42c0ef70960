"""The last revenue known of every unit of a round, and which of the largest have not answered."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from regulation import database
from regulation.indicators import catalogue
from regulation.surveys import scoring
from regulation.surveys.queries.scope import scope_sql
from regulation.surveys.session import statistical
from regulation.surveys.status import COUNTED, Status

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

REVENUE = catalogue.BY_KEY["rev_total"].place

#: Rows `(firm, revenue, status, organ, is_counted)` of a round: `$1` reference day, `$2` round, `$3` year, `$4` counted statuses.
#: The revenue of a silent unit is that of its last return, else of its last operating report: administrative records may weigh a
#: survey (《统计法》第十八条).
KNOWN_SQL = f"""
    known as materialized (
        select firm.id as firm, firm.number, firm.name, firm.inst_type, coalesce(held.organ, firm.organ) as organ,
               coalesce(held.status, 'not_filed') as status, held.filed, held.filed_at, held.version,
               coalesce(held.status = any($4::text[]), false) as is_counted,
               coalesce(
                   case when held.status = any($4::text[]) then now_filed.figures[{REVENUE}] end,
                   (select earlier.figures[{REVENUE}]
                      from statistical_return as was
                           join survey_round as of_it on of_it.id = was.survey_round and of_it.kind = 'return'
                           join filed_return as earlier on earlier.id = was.filed
                     where was.firm = firm.id and was.year < $3 order by was.year desc limit 1),
                   (select told.figures[{REVENUE}] from annual_report join filed_report as told on told.id = annual_report.filed
                     where annual_report.firm = firm.id and annual_report.kind = 'operating'
                       and annual_report.year <= $3 order by annual_report.year desc limit 1),
                   0) as revenue
          from (select coalesce(scope.firm, begun.firm) as firm
                  from ({scope_sql("$1")}) as scope
                       full join (select firm from statistical_return where survey_round = $2) as begun on begun.firm = scope.firm
               ) as wanted
               join firm on firm.id = wanted.firm
               left join statistical_return as held on held.firm = firm.id and held.survey_round = $2
               left join filed_return as now_filed on now_filed.id = held.filed
         where coalesce(held.status, '') <> '{Status.OUT_OF_SCOPE}'
    )"""  # noqa: S608 - constants


@dataclass(frozen=True, slots=True)
class Large:
    """One of the largest units of a round, and whether its figures are in."""

    number: str
    name: str
    organ_id: UUID | None
    #: In 万元; of this year, or the last that is known.
    revenue: Decimal
    is_counted: bool
    rank: int


@statistical
async def largest(round_id: UUID, reference_day: date, year: int) -> list[Large]:
    """The largest units by the last revenue known: telephoned when silent, never imputed."""
    found = await database.rows(
        f"with {KNOWN_SQL} select number, name, organ, revenue, is_counted from known order by revenue desc, number limit $5",  # noqa: S608
        reference_day,
        round_id,
        year,
        sorted(COUNTED),
        scoring.TOP.on(reference_day),
    )
    known = {each["number"]: each for each in found}
    revenues = {number: Decimal(each["revenue"]) / catalogue.SCALE for number, each in known.items()}
    return [
        Large(
            number,
            known[number]["name"],
            known[number]["organ"],
            revenues[number],
            known[number]["is_counted"],
            rank,
        )
        for rank, number in enumerate(scoring.largest(revenues, scoring.TOP.on(reference_day)), 1)
    ]
