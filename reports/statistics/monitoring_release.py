"""Quarters of the monitoring as they are published: what is kept, what stands, what it is compared with."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from regulation.releases import queries
from regulation.releases.queries import Published
from regulation.releases.rules import Kind
from regulation.surveys import months
from regulation.surveys.actions.gate import Compiled
from regulation.surveys.gate import Gate
from regulation.surveys.queries import gate as gates
from regulation.surveys.queries.monitoring import Collected
from reports.statistics import book, keeping, monitoring, monitoring_freezing
from reports.statistics.disclosure import Fact, Parameters
from reports.statistics.earlier import SNAPSHOT
from reports.statistics.monitoring import Earlier, Printed, Report, Vintage
from reports.statistics.monitoring_protection import Before
from reports.statistics.table import SUPPRESSED, Table


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


def compiled(report: Report, digest: str, kind: Kind) -> Compiled:
    """What the gate enters of a quarter computed from the snapshot `digest`."""
    return Compiled(
        digest=digest,
        tables=frames(report),
        cells=cells(report),
        code_version=monitoring.CODE_VERSION,
        parameters=asdict(report.parameters),
        coverage=asdict(report.coverage),
        kind=kind,
        narrowed=report.breaches,
        withheld=Counter(report.withheld.values()),
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
    return await _said(every[0]) if every else Before()


async def _said(release: Published) -> Before:
    printed: dict[Fact, Decimal] = {}
    withheld: set[Fact] = set()
    kept = await queries.cells(release.id)
    for frame in release.tables:
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


async def _out(year: int, number: int) -> list[Vintage]:
    """The vintages that are out, with the answers they were made of; those from before the snapshots have none."""
    found = []
    for each in reversed(await vintages(year, number)):
        digest = str(each.parameters.get(SNAPSHOT) or "")
        answers = await monitoring_freezing.frozen(year, number, digest) if digest else None
        if answers is not None:
            told = frozenset((await _said(each)).published)
            found.append(Vintage(str(each.vintage), told, answers))
    return found


async def computed(year: int, number: int, parameters: Parameters | None = None) -> Report:
    """The quarter as it would be published now: from what was frozen, once it was, else from what has come in."""
    found = await _frozen(year, number) or await monitoring_freezing.present(year, number)
    past, said, out = await earlier(year, number), await before(year, number), await _out(year, number)
    # The solver keeps a processor busy; the pages of others go on meanwhile.
    return await asyncio.to_thread(
        monitoring.of_collected, found, past, parameters or Parameters(), said, out
    )


async def _frozen(year: int, number: int) -> Collected | None:
    state = (await gates.quarters()).get(months.quarter_text(year, number), Gate.OPEN)
    if state in {Gate.OPEN, Gate.EDITING_CLOSED}:
        return None
    return await monitoring_freezing.frozen(year, number)
