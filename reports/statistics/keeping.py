"""What a release keeps of a cell besides its value: which figure it is, so that files can say so for good. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from reports.statistics.table import Address, Cell, Table

#: Under this name in the kept frame of a table.
NAME = "facts"
#: And in that of the table of quality: how often each edit spoke up.
EDITS = "edits"


@dataclass(frozen=True, slots=True)
class Kept:
    """The address of a figure, read back from a release."""

    indicator: str
    year: int
    dims: tuple[tuple[str, str], ...]


def facts_of(table: Table) -> list[list[Any]]:
    """Row, column, and the figure's address; cells that show no figure of their own are not listed."""
    return [
        [cell.row, cell.column, cell.fact.indicator, cell.fact.year, [list(each) for each in cell.fact.dims]]
        for cell in table.cells
        if cell.fact is not None
    ]


def with_facts(frame: Mapping[str, Any], cells: Sequence[Cell]) -> list[Cell]:
    """The cells with the figures that the frame names for them; a release of before that has none."""
    known: dict[tuple[str, str], Address] = {
        (row, column): Kept(indicator, year, tuple((name, code) for name, code in dims))
        for row, column, indicator, year, dims in _listed(frame)
    }
    return [replace(cell, fact=known.get((cell.row, cell.column))) for cell in cells]


def edits_of(frames: Iterable[Mapping[str, Any]]) -> tuple[tuple[str, str, int], ...]:
    """Rule, level and times, as the release keeps them; nothing in a release that does not."""
    return tuple((rule, level, times) for frame in frames for rule, level, times in frame.get(EDITS, ()))


def _listed(frame: Mapping[str, Any]) -> Iterable[Any]:
    found = frame.get(NAME, ())
    return found if isinstance(found, Iterable) else ()
