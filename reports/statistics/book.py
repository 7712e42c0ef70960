"""All tables of a year at once: computed with one set of rules, consistent with each other, with one hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from typing import Any

from reports.statistics import firms_by_type, main_indicators, population, staff_by_education, table
from reports.statistics.disclosure import TOTAL, Parameters
from reports.statistics.table import Cell, Coverage, Table

#: The book's series; statistical returns will have one of their own.
SERIES = "yearbook"
#: Raised whenever the same filings would give other cells.
CODE_VERSION = "2"
KEYS = (main_indicators.KEY, firms_by_type.KEY, staff_by_education.KEY)

Published = Mapping[tuple[str, str, str], Decimal | None]


@dataclass(frozen=True, slots=True)
class Book:
    """The tables of a year, not yet published."""

    year: int
    tables: tuple[Table, ...]
    parameters: Parameters
    coverage: Coverage
    snapshot_hash: str

    def table(self, key: str) -> Table | None:
        """One table by its key."""
        return next((each for each in self.tables if each.key == key), None)

    @property
    def withheld(self) -> dict[str, int]:
        """How many cells are withheld, by reason."""
        found: dict[str, int] = {}
        for each in self.tables:
            for cell in each.cells:
                if cell.is_suppressed:
                    found[cell.reason] = found.get(cell.reason, 0) + 1
        return found


async def compute(
    year: int, parameters: Parameters | None = None, *, earlier: Published | None = None
) -> Book:
    """Compute the year's tables. `earlier` are the cells of the latest release, to mark what was revised.

    A city total withheld in one table is withheld in all: the table of types is computed first, for
    every year the main indicators show.
    """
    rules = parameters or Parameters()
    covered = {each: await population.coverage(each) for each in {*await population.years(year), year}}
    by_year = {
        each: await staff_by_education.compute(each, rules, covered=covered[each]) for each in sorted(covered)
    }
    staff = by_year[year]
    linked = frozenset().union(*(staff_by_education.withheld_totals(each) for each in by_year.values()))
    main = await main_indicators.compute(year, rules, linked=linked, coverages=covered)
    staff = _with_withheld_total(staff, main)
    tables: tuple[Table, ...] = (main, await firms_by_type.compute(year, rules, covered=covered[year]), staff)
    if earlier:
        tables = tuple(
            each.with_cells([_revised(each, cell, earlier) for cell in each.cells]) for each in tables
        )
    filings = await population.snapshot(year)
    said = json.dumps({"filings": filings, "rules": asdict(rules), "code": CODE_VERSION}, sort_keys=True)
    return Book(year, tables, rules, covered[year], hashlib.sha256(said.encode()).hexdigest())


def _with_withheld_total(staff: Table, main: Table) -> Table:
    total = main.cell("staff_total", str(main.year))
    if not total.is_suppressed or staff.cell(TOTAL, TOTAL).is_suppressed:
        return staff
    # Withholding the total of a table leaves its parts adding up to it, so the whole table goes.
    return staff.with_cells(
        [cell if cell.value is None else cell.suppressed("linked") for cell in staff.cells]
    )


def _revised(table: Table, cell: Cell, earlier: Published) -> Cell:
    before = earlier.get((table.key, cell.row, cell.column))
    if before is None or cell.value is None:
        return cell
    shown = cell.rounded()
    return replace(cell, status="R") if shown != before else cell


def rows_to_keep(book: Book) -> list[dict[str, Any]]:
    """The cells as a release keeps them: what is withheld is not there at all."""
    kept = []
    for each in book.tables:
        for position, cell in enumerate(each.cells):
            value = None if cell.value is None else cell.rounded()
            kept.append(
                {
                    "table_key": each.key,
                    "position": position,
                    "row_key": cell.row,
                    "column_key": cell.column,
                    "value": value,
                    "symbol": cell.symbol,
                    "status": cell.status,
                    "decimals": cell.decimals,
                }
            )
    return kept


def frames(book: Book) -> list[dict[str, Any]]:
    """Heads, stubs, notes of each table, as a release keeps them."""
    return [each.frame() for each in book.tables]


def of_release(frame: dict[str, Any], cells: list[dict[str, Any]]) -> Table:
    """A published table, read back from its release."""
    return table.of_frame(
        frame,
        [
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
        ],
    )
