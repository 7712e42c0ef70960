"""T12 Parks: tenants with their staff, revenue, tax and services, by level and park.

From the records of tenancy and the operating reports of the tenants, with the supervising right: the statistical
returns say nothing of parks, and the reports may be used for supervision and support of parks, which returns may not.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from regulation import database
from regulation.indicators import catalogue
from regulation.surveys.queries import pseudonyms
from reports.statistics import places, texts
from reports.statistics.disclosure import Aggregate, Equation, Fact, aggregate
from reports.statistics.draft import Draft
from reports.statistics.table import NOT_AVAILABLE, Cell, Coverage, Heading, Table, Text

KEY, NUMBER = "parks", "T12"

COUNTS = (
    Heading("parks", "产业园", "Parks", "个", "number"),
    Heading("tenants", "入驻机构", "Tenants", "家", "institutions"),
    Heading("reporting", "#已报送", "# Reporting", "家", "institutions", indent=True),
)
INDICATORS = ("staff_total", "rev_total", "tax_total", "persons_served")
#: Each is printed in the unit of the form, as in the tables of the returns: so the two can be checked together.
STEPS = dict.fromkeys(INDICATORS, Decimal(1))
COLUMNS = (
    *COUNTS,
    *(
        Heading(key, each.zh, each.en, each.unit_name("zh"), each.unit_name("en"))
        for key in INDICATORS
        for each in [catalogue.BY_KEY[key]]
    ),
)
LEVELS = (
    Heading("national", "国家级", "National", is_total=True),
    Heading("municipal", "市级", "Municipal", is_total=True),
    Heading("district", "区级", "District", is_total=True),
)

PARKS = """
select code, name, name_en, level from park
 where (approved_on is null or approved_on <= $1) and (withdrawn_on is null or withdrawn_on > $1)
 order by array_position(array['national', 'municipal', 'district'], level::text), code
"""
#: Each tenant of the day `$1` with the park where it has been longest: so that parks add up to levels and to the city.
TENANTS = """
select distinct on (tenancy.firm) tenancy.firm, park.code, park.level
  from tenancy join zone on zone.id = tenancy.zone join park on park.id = zone.park
 where tenancy.from_on <= $1 and (tenancy.to_on is null or tenancy.to_on >= $1)
   and (park.approved_on is null or park.approved_on <= $1) and (park.withdrawn_on is null or park.withdrawn_on > $1)
 order by tenancy.firm, tenancy.from_on, park.code
"""


#: The filing that counts: the latest, unless it was sent back; or the latest of an earlier instant `$3`.
_LATEST = """
left join annual_report as report on report.firm = tenant.firm and report.year = $2 and report.kind = 'operating'
      and report.status in ('submitted', 'accepted')
left join filed_report as filed on filed.id = report.filed"""
_LATEST_THEN = """
left join lateral (select * from filed_report where firm_id = tenant.firm and year = $2 and kind = 'operating'
      and filed_at <= $3 order by version desc limit 1) as filed on true"""


@dataclass(frozen=True, slots=True)
class Tenant:
    """A tenant under its pseudonyms, with what it reported by indicator; None where it did not report."""

    unit: str
    group: str
    level: str
    park: str
    amounts: Mapping[str, Decimal] | None

    @property
    def rows(self) -> tuple[str, str, str]:
        """The rows of the table it is counted in."""
        return places.TOTAL, self.level, self.park


@dataclass(frozen=True)
class Gathered:
    """What the table is made of, before anything is withheld."""

    year: int
    parks: tuple[dict[str, Any], ...]
    tenants: tuple[Tenant, ...]

    def counted(self, *, reporting: bool = False) -> Mapping[str, int]:
        """Tenants of each row, or those of them that reported."""
        return Counter(
            row for each in self.tenants if not reporting or each.amounts is not None for row in each.rows
        )

    def of_row(self, row: str) -> list[Tenant]:
        """The reporting tenants of a row."""
        return [each for each in self.tenants if each.amounts is not None and row in each.rows]

    def contributions(self, row: str, indicator: str) -> list[tuple[str, Decimal]]:
        """Who is behind a figure: group and amount."""
        return [(each.group, (each.amounts or {})[indicator]) for each in self.of_row(row)]

    @cached_property
    def sums(self) -> Mapping[tuple[str, str], Aggregate]:
        """By row and indicator, for every row that has tenants."""
        return {
            (row, key): aggregate(self.contributions(row, key))
            for row in sorted({row for each in self.tenants for row in each.rows})
            for key in INDICATORS
        }

    @property
    def digest(self) -> str:
        """Of everything that decides which cells are shown."""
        return hashlib.sha256(repr((self.year, self.parks, self.tenants)).encode()).hexdigest()


async def gather(year: int, *, then: datetime | None = None) -> Gathered:
    """Tenants on the last day of the year with their latest reports, or with those that were in at an instant."""
    day = date(year, 12, 31)
    parks = await database.rows(PARKS, day)
    figures = ", ".join(f"filed.figures[{catalogue.BY_KEY[key].place}] as {key}" for key in INDICATORS)
    found = await database.rows(
        f"""with tenant as ({TENANTS})
            select tenant.firm, tenant.code, tenant.level, filed.firm_id as reported, {figures}
              from tenant {_LATEST if then is None else _LATEST_THEN} order by tenant.firm""",  # noqa: S608 - names and places of the catalogue
        *((day, year) if then is None else (day, year, then)),
    )
    known = await pseudonyms.of_firms([each["firm"] for each in found], day)
    tenants = [
        Tenant(
            *known[each["firm"]],
            each["level"],
            each["code"],
            None
            if each["reported"] is None
            else {key: Decimal(each[key] or 0) / catalogue.SCALE for key in INDICATORS},
        )
        for each in found
    ]
    return Gathered(year, tuple(parks), tuple(sorted(tenants, key=lambda each: each.unit)))


def address(indicator: str, year: int, row: str) -> Fact:
    """Where a figure of a park, of a level or of all parks stands."""
    return Fact(indicator, year, (("park", "all" if row == places.TOTAL else row),))


def headings(parks: tuple[dict[str, Any], ...]) -> tuple[Heading, ...]:
    """The city, each level, and under each level its parks."""
    rows = [Heading(places.TOTAL, "产业园合计", "All parks", is_total=True)]
    for level in LEVELS:
        rows.append(level)
        rows += [
            Heading(each["code"], each["name"], each["name_en"] or each["name"], indent=True)
            for each in parks
            if each["level"] == level.key
        ]
    return tuple(rows)


def sums(gathered: Gathered, year: int) -> tuple[Equation, ...]:
    """What everybody knows to add up: parks to their level, levels to all."""
    trees = [(places.TOTAL, tuple(level.key for level in LEVELS))]
    trees += [
        (level.key, tuple(each["code"] for each in gathered.parks if each["level"] == level.key))
        for level in LEVELS
    ]
    return tuple(
        Equation(address(key, year, whole), tuple(address(key, year, part) for part in known))
        for key in INDICATORS
        for whole, parts in trees
        if (known := [part for part in parts if (part, key) in gathered.sums])
        and (whole, key) in gathered.sums
    )


def aggregates(gathered: Gathered, year: int) -> dict[Fact, Aggregate]:
    """The figures with who is behind them, for disclosure control."""
    return {address(key, year, row): each for (row, key), each in gathered.sums.items()}


def draft(gathered: Gathered) -> Draft:
    """The table before disclosure control. Nobody is shown it."""
    year = gathered.year
    rows = headings(gathered.parks)
    tenants, reporting = gathered.counted(), gathered.counted(reporting=True)
    counted = {"parks": _numbers_of_parks(gathered.parks), "tenants": tenants, "reporting": reporting}
    cells = [
        Cell(row.key, key, Decimal(numbers.get(row.key, 0)))
        for row in rows
        for key, numbers in counted.items()
        if key != "parks" or not row.indent
    ]
    for row in rows:
        for key in INDICATORS:
            each = gathered.sums.get((row.key, key))
            if tenants[row.key] and not reporting[row.key]:
                # Tenants of which none reported: nobody knows, and that is not nothing.
                cells.append(Cell(row.key, key, None, NOT_AVAILABLE))
                continue
            cells.append(
                Cell(
                    row.key,
                    key,
                    each.total if each else Decimal(0),
                    contributors=each.contributors if each else 0,
                    fact=address(key, year, row.key),
                )
            )
    made = _table(gathered, rows, tuple(cells), Coverage(reporting[places.TOTAL], tenants[places.TOTAL]))
    return Draft(made, aggregates(gathered, year), sums(gathered, year), STEPS)


def _table(
    gathered: Gathered, rows: tuple[Heading, ...], cells: tuple[Cell, ...], coverage: Coverage
) -> Table:
    year = gathered.year
    return Table(
        key=KEY,
        number=NUMBER,
        year=year,
        title=Text("人力资源服务产业园", "Industrial Parks of HR Services"),
        unit=Text("见各栏", "as stated in each column"),
        stub=Text("级别、产业园", "Level, park"),
        definition=Text(
            "年末在园的机构；同时入驻几个园的，计入入驻最早的一个，各级、各园相加等于合计。人员为年末数，收入（含代收代付）、"
            "税金和服务人次为已报送年度报告的入驻机构全年累计数，包括其在园外的业务。",
            "Institutions that were tenants at the end of the year; a tenant of several parks is counted where it has been"
            " longest, so that parks and levels add up. Staff are counted at the end of the year; revenue (amounts collected"
            " for others included), tax and persons served are those of the reporting tenants over the year, their business"
            " outside the park included.",
        ),
        period=texts.whole_year(year),
        denominator=Text(
            "年末已认定的产业园的入驻机构", "Tenants of the parks recognised at the end of the year"
        ),
        columns=COLUMNS,
        rows=rows,
        cells=cells,
        coverage=coverage,
        notes=(
            Text(
                "入驻机构数可以在公开登记中查到，不作隐去处理；其他数据按本年鉴的规则隐去。",
                "Numbers of tenants are public and not withheld; the other figures follow this yearbook's rules.",
            ),
        ),
        message=Text("各产业园入驻机构", "Tenants of the parks"),
        source=texts.PARKS,
    )


def _numbers_of_parks(parks: tuple[dict[str, Any], ...]) -> dict[str, int]:
    numbers = {level.key: sum(each["level"] == level.key for each in parks) for level in LEVELS}
    return {places.TOTAL: len(parks), **numbers}
