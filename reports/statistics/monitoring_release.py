"""Quarters of the monitoring as they are published: what is kept, what stands, what it is compared with."""

from __future__ import annotations

from dataclasses import asdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from regulation import errors
from regulation.releases import actions, queries
from regulation.releases.queries import Published
from regulation.surveys import months
from regulation.surveys.queries.monitoring import BREACHED, INCOMPLETE
from reports.statistics import book, keeping, monitoring
from reports.statistics.disclosure import Fact
from reports.statistics.monitoring import Earlier, Printed, Report
from reports.statistics.monitoring_protection import Before
from reports.statistics.table import SUPPRESSED, Table

if TYPE_CHECKING:
    from datetime import datetime

    from regulation.actor import Actor


def cells(report: Report) -> list[dict[str, Any]]:
    """The cells as a release keeps them: what is withheld is not there at all."""
    return [
        {
            "table_key": each.key,
            "position": position,
            "row_key": cell.row,
            "column_key": cell.column,
            "value": None if cell.value is None else cell.rounded(),
            "symbol": cell.symbol,
            "status": cell.status,
            "decimals": cell.decimals,
        }
        for each in report.tables
        for position, cell in enumerate(each.cells)
    ]


def frames(report: Report) -> list[dict[str, Any]]:
    """Heads, stubs, notes of each table, with the address of every figure."""
    return [{**each.frame(), keeping.NAME: keeping.facts_of(each)} for each in report.tables]


async def publish(report: Report, *, note: str = "", actor: Actor, now: datetime) -> int:
    """Freeze a quarter as its next vintage; its number. Raises Refused before all three months were collected, and
    what `releases.publish` raises.
    """
    if not report.is_complete:
        raise errors.Refused(INCOMPLETE)
    if report.breaches:
        raise errors.Refused(BREACHED, n=len(report.breaches))
    return await actions.publish(
        monitoring.series_of(report.number),
        report.year,
        snapshot_hash=report.snapshot_hash,
        code_version=monitoring.CODE_VERSION,
        parameters=asdict(report.parameters),
        coverage=asdict(report.coverage),
        tables=frames(report),
        cells=cells(report),
        note=note,
        actor=actor,
        now=now,
    )


async def vintages(year: int, number: int) -> list[Published]:
    """Every vintage of a quarter, newest first."""
    return [each for each in await queries.all_releases(monitoring.series_of(number)) if each.year == year]


async def all_quarters() -> list[tuple[int, int, Published]]:
    """Every published quarter with its latest vintage, newest first."""
    found = []
    for number in months.QUARTERS:
        latest: dict[int, Published] = {}
        for each in await queries.all_releases(monitoring.series_of(number)):
            latest.setdefault(each.year, each)
        found += [(year, number, each) for year, each in latest.items()]
    return sorted(found, key=lambda each: each[:2], reverse=True)


async def tables_of(release: Published) -> list[Table]:
    """The tables of a vintage, from its frozen cells."""
    kept = await queries.cells(release.id)
    return [book.of_release(frame, kept) for frame in release.tables]


async def _printed(year: int, number: int) -> Printed:
    every = await vintages(year, number)
    if not every:
        return {}
    return {
        (each["table_key"], each["row_key"], each["column_key"]): each["value"]
        for each in await queries.cells(every[0].id)
    }


async def earlier(year: int, number: int) -> Earlier:
    """What the quarter is compared with: the printed figures of the quarter before and of the year before."""
    before, last_year = monitoring.quarters_before(year, number)
    return Earlier(await _printed(*before), await _printed(*last_year))


async def before(year: int, number: int) -> Before:
    """What the latest vintage of a quarter printed and withheld; nothing where there is none."""
    every = await vintages(year, number)
    if not every:
        return Before()
    printed: dict[Fact, Decimal] = {}
    withheld: set[Fact] = set()
    kept = await queries.cells(every[0].id)
    for frame in every[0].tables:
        cells_of = {
            (each["row_key"], each["column_key"]): each for each in kept if each["table_key"] == frame["key"]
        }
        for row, column, indicator, at, dims in frame.get(keeping.NAME, ()):
            address = Fact(indicator, at, tuple((name, code) for name, code in dims))
            cell = cells_of[row, column]
            if cell["value"] is not None:
                printed[address] = cell["value"]
            elif cell["symbol"] == SUPPRESSED:
                withheld.add(address)
    return Before(printed, frozenset(withheld))


async def computed(year: int, number: int) -> Report:
    """The quarter as it would be published now."""
    return await monitoring.compute(year, number, await earlier(year, number), await before(year, number))
