"""What earlier releases told of each figure, and what they withheld: the next book must live with both."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from regulation.releases import queries
from reports.statistics import keeping, table
from reports.statistics.disclosure import Fact
from reports.statistics.protection import Before
from reports.statistics.table import Cell, Table

#: Money is asked in 万元.
_MULTIPLES = {"亿元": 10_000}


async def before(series: str) -> Before:
    """Every figure of every vintage of the series, the newest print of each; withheld once is withheld for good."""
    tables: list[Table] = []
    for release in reversed(await queries.all_releases(series)):
        tables += await tables_of(release)
    return told(tables)


async def tables_of(release: queries.Published) -> list[Table]:
    """The tables of a release as they were published."""
    tables = []
    cells = await queries.cells(release.id)
    for frame in release.tables:
        own = [
            Cell(
                each["row_key"],
                each["column_key"],
                each["value"],
                each["symbol"],
                each["status"],
                each["decimals"],
            )
            for each in cells
            if each["table_key"] == frame["key"]
        ]
        tables.append(table.of_frame(frame, keeping.with_facts(frame, own)))
    return tables


def told(tables: Iterable[Table]) -> Before:
    """The same of tables as they were published, oldest first. Pure."""
    published: dict[Fact, Decimal] = {}
    withheld: set[Fact] = set()
    for each in tables:
        for cell in each.cells:
            if cell.fact is None:
                continue
            fact = Fact(cell.fact.indicator, cell.fact.year, cell.fact.dims)
            if cell.is_suppressed:
                withheld.add(fact)
            elif cell.value is not None:
                published[fact] = cell.value * _divisor(each, cell)
    return Before(published, frozenset(withheld))


def _divisor(of: Table, cell: Cell) -> int:
    """In which multiple of the form's unit a cell is printed, by the unit that its row or column names."""
    headings = (
        *(each for each in of.rows if each.key == cell.row),
        *(each for each in of.columns if each.key == cell.column),
    )
    return max((_MULTIPLES.get(each.unit, 1) for each in headings), default=1)
