"""What changed between vintages, cell by cell, and how a figure developed from release to release. Pure."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from reports.statistics.table import Cell, Heading, Table, Text

#: City totals whose development the triangle shows: rows of the table of main indicators.
FOLLOWED = ("institutions", "staff_total", "rev_total", "rev_net", "persons_served")


@dataclass(frozen=True, slots=True)
class Revision:
    """One cell that a later vintage shows otherwise. `before` and `after` are as printed, with their signs."""

    year: int
    vintage: int
    published_at: datetime
    number: str
    table: Text
    row: Text
    column: Text
    before: str
    after: str
    #: Relative change in per cent, where both are values; of a rate the difference in points.
    change: Decimal | None
    in_points: bool
    reason: str
    approved_by: str


@dataclass(frozen=True, slots=True)
class Released:
    """A release as the log of revisions needs it."""

    year: int
    vintage: int
    published_at: datetime
    note: str
    published_by: str
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class Triangle:
    """One indicator: reference years down, releases across, each value as it was then published."""

    indicator: Heading
    years: tuple[int, ...]
    #: Year and vintage of each release, oldest first.
    releases: tuple[tuple[int, int, datetime], ...]
    cells: Mapping[tuple[int, int], Cell]

    def row(self, year: int) -> list[Cell | None]:
        """The values of a reference year, in the order of the releases; None where a release does not show it."""
        return [self.cells.get((year, at)) for at in range(len(self.releases))]


def log(releases: Sequence[Released]) -> tuple[Revision, ...]:
    """Every cell that a vintage changed against the one before it of the same year, newest vintage first."""
    by_year: dict[int, list[Released]] = {}
    for each in sorted(releases, key=lambda each: (each.year, each.vintage)):
        by_year.setdefault(each.year, []).append(each)
    found = [
        revision
        for every in by_year.values()
        for before, after in itertools.pairwise(every)
        for revision in _between(before, after)
    ]
    return tuple(sorted(found, key=lambda each: (-each.year, -each.vintage)))


def _between(before: Released, after: Released) -> list[Revision]:
    earlier = {table.key: table for table in before.tables}
    found = []
    for table in after.tables:
        old = earlier.get(table.key)
        if old is None:
            continue
        was = {(cell.row, cell.column): cell for cell in old.cells}
        rows = {row.key: row for row in table.rows}
        columns = {column.key: column for column in table.columns}
        for cell in table.cells:
            then = was.get((cell.row, cell.column))
            if then is None or _same(then, cell):
                continue
            row, column = rows[cell.row], columns[cell.column]
            in_points = _is_rate(row) or _is_rate(column)
            found.append(
                Revision(
                    after.year,
                    after.vintage,
                    after.published_at,
                    table.number,
                    table.title,
                    _name(row),
                    _name(column),
                    _bare(then),
                    _bare(cell),
                    _change(then, cell, in_points=in_points),
                    in_points,
                    after.note,
                    after.published_by,
                )
            )
    return found


def _same(then: Cell, now: Cell) -> bool:
    if then.value is None or now.value is None:
        return then.value is None and now.value is None and then.symbol == now.symbol
    return then.rounded() == now.rounded()


def _bare(cell: Cell) -> str:
    """As printed, without the mark that says it was revised."""
    return cell.symbol if cell.value is None else f"{cell.rounded():,.{cell.decimals}f}"


def _name(heading: Heading) -> Text:
    return Text(heading.zh, heading.en)


def _is_rate(heading: Heading) -> bool:
    """Whether its figures are per cent already."""
    return heading.unit == "%" or "%" in heading.zh


def _change(then: Cell, now: Cell, *, in_points: bool) -> Decimal | None:
    if then.value is None or now.value is None:
        return None
    if in_points:
        return now.rounded() - then.rounded()
    if not then.value:
        return None
    return (now.value - then.value) * 100 / then.value


def triangles(releases: Sequence[Released], key: str = "main-indicators") -> tuple[Triangle, ...]:
    """How the city totals of each reference year developed, one triangle for each indicator that is followed."""
    ordered = sorted(releases, key=lambda each: (each.published_at, each.year, each.vintage))
    mains = [next((table for table in each.tables if table.key == key), None) for each in ordered]
    found = []
    for indicator in FOLLOWED:
        heading: Heading | None = None
        cells: dict[tuple[int, int], Cell] = {}
        for at, table in enumerate(mains):
            row = next((each for each in table.rows if each.key == indicator), None) if table else None
            if table is None or row is None:
                continue
            heading = row
            for cell in table.cells:
                if cell.row == indicator and cell.column.isdigit():
                    cells[int(cell.column), at] = cell
        if heading is not None:
            found.append(
                Triangle(
                    heading,
                    tuple(sorted({year for year, _ in cells})),
                    tuple((each.year, each.vintage, each.published_at) for each in ordered),
                    cells,
                )
            )
    return tuple(found)
