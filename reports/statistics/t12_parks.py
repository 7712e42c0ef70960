"""T12 Parks: tenants with their staff, revenue, tax and services, by level and park.

From the records of tenancy and the operating reports of the tenants, with the supervising right: the statistical
returns say nothing of parks, and the reports may be used for supervision and support of parks, which returns may not.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from regulation import database
from regulation.indicators import catalogue
from regulation.indicators.indicator import Kind
from regulation.surveys.queries import memberships
from reports.statistics import disclosure, places, texts
from reports.statistics.disclosure import Aggregate, Equation, Fact, Measure, Parameters, aggregate
from reports.statistics.table import Cell, Coverage, Heading, Table, Text

KEY, NUMBER = "parks", "T12"

COUNTS = (
    Heading("parks", "产业园", "Parks", "个", "number"),
    Heading("tenants", "入驻机构", "Tenants", "家", "institutions"),
    Heading("reporting", "其中：已报送", "of which reporting", "家", "institutions", indent=True),
)
#: Indicator, divisor, decimals.
SUMS = (("staff_total", 1, 0), ("rev_total", 10_000, 2), ("tax_total", 10_000, 2), ("persons_served", 1, 0))
_UNITS = {"rev_total": ("亿元", "CNY 100 million"), "tax_total": ("亿元", "CNY 100 million")}
COLUMNS = (
    *COUNTS,
    *(
        Heading(key, each.zh, each.en, *_UNITS.get(key, (each.unit_name("zh"), each.unit_name("en"))))
        for key, _, _ in SUMS
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


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the table is made of, before anything is withheld: by row, and by row and indicator."""

    parks: tuple[dict[str, Any], ...]
    tenants: Mapping[str, int]
    reporting: Mapping[str, int]
    sums: Mapping[tuple[str, str], Aggregate]


async def gather(year: int, groups: Mapping[UUID, str] | None = None) -> Gathered:
    """Tenants on the last day of the year, and the sums of their reports with the largest contributors.

    `groups` names the enterprise group of a firm that belongs to one; others stand for themselves.
    """
    day = date(year, 12, 31)
    parks = await database.rows(PARKS, day)
    figures = ", ".join(
        f"filed.figures[{catalogue.BY_KEY[key].place}] as {key}" for key, _divisor, _decimals in SUMS
    )
    found = await database.rows(
        f"""with tenant as ({TENANTS})
            select tenant.firm, tenant.code, tenant.level, filed.firm_id as reported, {figures}
              from tenant left join annual_report as report
                     on report.firm = tenant.firm and report.year = $2 and report.status in ('submitted', 'accepted')
                   left join filed_report as filed on filed.id = report.filed""",  # noqa: S608 - names and places of the catalogue
        day,
        year,
    )
    known = groups or {}
    tenants: Counter[str] = Counter()
    reporting: Counter[str] = Counter()
    amounts: dict[tuple[str, str], list[tuple[str, Decimal]]] = {}
    for each in found:
        group = known.get(each["firm"], str(each["firm"]))
        for row in (places.TOTAL, each["level"], each["code"]):
            tenants[row] += 1
            reporting[row] += int(each["reported"] is not None)
            for key, _divisor, _decimals in SUMS:
                amounts.setdefault((row, key), []).append((group, Decimal(each[key] or 0) / catalogue.SCALE))
    return Gathered(
        tuple(parks), tenants, reporting, {edge: aggregate(every) for edge, every in amounts.items()}
    )


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
        for key, _divisor, _decimals in SUMS
        for whole, parts in trees
        if (known := [part for part in parts if (part, key) in gathered.sums])
        and (whole, key) in gathered.sums
    )


def aggregates(gathered: Gathered, year: int) -> dict[Fact, Aggregate]:
    """The figures with who is behind them, for disclosure control."""
    return {address(key, year, row): each for (row, key), each in gathered.sums.items()}


#: How figures are stated and how this table prints them: what an attacker may use.
MEASURES = {
    key: Measure(
        grain=Decimal("0.01") if catalogue.BY_KEY[key].kind is Kind.DECIMAL else Decimal(1),
        printed=Decimal(divisor).scaleb(-decimals),
    )
    for key, divisor, decimals in SUMS
}


def protected(gathered: Gathered, year: int, parameters: Parameters) -> Mapping[Fact, str]:
    """Why each figure is withheld, "" where it is shown: by itself, or because it gives another away.

    Should an attacker still narrow one down, nothing of the indicator is shown: the counts of tenants stand for
    themselves.
    """
    outcome = disclosure.protect(
        aggregates(gathered, year), sums(gathered, year), parameters, measures=MEASURES
    )
    narrowed = {breach.fact.indicator for breach in outcome.breaches}
    return {
        fact: status or (disclosure.SECONDARY if fact.indicator in narrowed else "")
        for fact, status in outcome.status.items()
    }


async def compute(year: int, parameters: Parameters | None = None) -> Table:
    """The table, with what would tell one tenant's figures withheld."""
    gathered = await gather(year, await memberships.of_firms(date(year, 12, 31)))
    # The solver may keep a processor busy for a while; the pages of others go on meanwhile.
    reasons = await asyncio.to_thread(protected, gathered, year, parameters or Parameters())
    rows = headings(gathered.parks)
    counted = {
        "parks": _numbers_of_parks(gathered.parks),
        "tenants": gathered.tenants,
        "reporting": gathered.reporting,
    }
    cells = [
        Cell(row.key, key, Decimal(numbers.get(row.key, 0)))
        for row in rows
        for key, numbers in counted.items()
        if key != "parks" or not row.indent
    ]
    for row in rows:
        for key, divisor, decimals in SUMS:
            each = gathered.sums.get((row.key, key))
            cell = Cell(
                row.key,
                key,
                each.total / divisor if each else Decimal(0),
                decimals=decimals,
                contributors=each.contributors if each else 0,
                fact=address(key, year, row.key),
            )
            why = reasons.get(address(key, year, row.key))
            cells.append(cell.suppressed(why) if why else cell)
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
        cells=tuple(cells),
        coverage=Coverage(gathered.reporting.get(places.TOTAL, 0), gathered.tenants.get(places.TOTAL, 0)),
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
