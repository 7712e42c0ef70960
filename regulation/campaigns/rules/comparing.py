"""One campaign beside those of earlier years under the same name. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from regulation.campaigns.rules.cube import Cell
from regulation.campaigns.status import Measure

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Year:
    """The totals of one year, and whether somebody copied them from paper."""

    year: int
    totals: Mapping[str, Cell]
    from_paper: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One measure over the years; `change` in percent from the year before to the last, None where either is not known."""

    measure: str
    cells: tuple[Cell, ...]
    change: Decimal | None


def compared(years: list[Year]) -> list[Line]:
    """Every measure that any of the years knows, in the order of the years given."""
    lines = []
    for measure in Measure:
        cells = tuple(each.totals.get(str(measure), Cell()) for each in years)
        if any(cell.value is not None for cell in cells):
            lines.append(Line(str(measure), cells, _change(cells)))
    return lines


def _change(cells: tuple[Cell, ...]) -> Decimal | None:
    if len(cells) < 2:
        return None
    before, last = cells[-2], cells[-1]
    # A sum with a part unknown is a least, not a figure: nothing is said of its change.
    if before.unknown or last.unknown or last.value is None or not before.value:
        return None
    return ((last.value - before.value) * 100 / before.value).quantize(Decimal("0.1"), ROUND_HALF_UP)


def merged(own: list[Year], entered: list[Year], *, before: int) -> list[Year]:
    """Earlier years in order; what this register counted itself holds before what was copied from paper."""
    found = {each.year: each for each in entered if each.year < before}
    found |= {each.year: each for each in own if each.year < before}
    return [found[year] for year in sorted(found)]
