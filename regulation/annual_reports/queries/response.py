"""How far a year's reports have come in: by district, by type, over the days; by count and by the revenue behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from regulation import database
from regulation.annual_reports import rules
from regulation.annual_reports.queries.scope import scope_sql
from regulation.indicators import catalogue
from regulation.indicators.indicator import FormKind

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

#: The revenue that weighs a firm, by report.
REVENUE: dict[FormKind, str] = {FormKind.OPERATING: "rev_total", FormKind.DISPATCH: "rev_dispatch"}


@dataclass(frozen=True, slots=True)
class Cell:
    """Firms of one district and one type. Amounts in 万元.

    `weight`: the revenue each firm stated last, before this year's report where it has one; without it no
    share of revenue could be told before everybody has filed. `stated`: what this year's reports state.
    """

    district: str
    inst_type: str
    owed: int
    filed: int
    accepted: int
    returned: int
    weight: int
    filed_weight: int
    stated: int


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the dashboard."""

    key: str
    owed: int
    filed: int
    accepted: int
    returned: int
    weight: int
    filed_weight: int
    stated: int

    @property
    def share(self) -> float | None:
        """Filed of owed, by count."""
        return self.filed / self.owed if self.owed else None

    @property
    def weighted(self) -> float | None:
        """Filed of owed, by the revenue last stated before."""
        return self.filed_weight / self.weight if self.weight else None


def totals(cells: list[Cell], by: str) -> list[Row]:
    """The cells added up by `district` or `inst_type`, or with "" all of them."""
    added: dict[str, list[int]] = {}
    for each in cells:
        row = added.setdefault(getattr(each, by) if by else "", [0] * 7)
        numbers = (
            each.owed, each.filed, each.accepted, each.returned, each.weight, each.filed_weight, each.stated,
        )  # fmt: skip
        for at, number in enumerate(numbers):
            row[at] += number
    return [Row(key, *numbers) for key, numbers in sorted(added.items(), key=lambda item: -item[1][0])]


async def cells(window: rules.Window, organ_id: UUID | None) -> list[Cell]:
    """Every district and type of the window's report, for one organ or with None for the city."""
    place = catalogue.BY_KEY[REVENUE[window.kind]].place
    found = await database.rows(
        f"""with owed as materialized (
                select firm.id, coalesce(organ.code, '') as district,
                       coalesce(filed.inst_type, firm.inst_type, '') as inst_type, report.status, report.filed,
                       filed.figures[{place}] as stated,
                       (select earlier.figures[{place}] from annual_report as past
                               join filed_report as earlier on earlier.id = past.filed
                         where past.firm = firm.id and past.kind = '{window.kind}' and past.year < $2
                         order by past.year desc limit 1) as before
                  from ({scope_sql("$1", kind=window.kind)}) as scope join firm on firm.id = scope.firm
                       left join annual_report as report
                         on report.firm = firm.id and report.year = $2 and report.kind = '{window.kind}'
                       left join filed_report as filed on filed.id = report.filed
                       left join organ on organ.id = coalesce(report.organ, firm.organ)
                 where $3::uuid is null or coalesce(report.organ, firm.organ) = $3)
            select district, inst_type, count(*) as owed,
                   count(*) filter (where status in ('submitted', 'accepted', 'returned')) as filed,
                   count(*) filter (where status = 'accepted') as accepted,
                   count(*) filter (where status = 'returned') as returned,
                   (coalesce(sum(coalesce(before, stated)), 0) / {catalogue.SCALE})::bigint as weight,
                   (coalesce(sum(coalesce(before, stated)) filter (where filed is not null), 0)
                    / {catalogue.SCALE})::bigint as filed_weight,
                   (coalesce(sum(stated), 0) / {catalogue.SCALE})::bigint as stated
              from owed group by district, inst_type order by district, inst_type""",  # noqa: S608 - constants
        rules.reference_day(window.year),
        window.year,
        organ_id,
    )
    return [Cell(**each) for each in found]


async def progress(window: rules.Window, organ_id: UUID | None) -> list[tuple[date, int]]:
    """First filings by day, added up, on every day on which something came in."""
    found: list[dict[str, Any]] = await database.rows(
        """select day, sum(n) over (order by day)::bigint as so_far from (
               select (filed_at at time zone 'Asia/Shanghai')::date as day, count(*) as n from annual_report
                where year = $1 and kind = $2 and filed_at is not null and ($3::uuid is null or organ = $3)
                group by 1) as daily order by day""",
        window.year,
        window.kind,
        organ_id,
    )
    return [(each["day"], each["so_far"]) for each in found]
