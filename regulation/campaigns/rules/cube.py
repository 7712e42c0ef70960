"""The cube: facts rolled up along two dimensions. Unknown is not nothing, and units are counted once. Pure."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from regulation.campaigns.status import RECORDED, Department, Dimension, Measure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that was counted. `value` is None where somebody reported that it is not known."""

    measure: str
    day: date
    area: str
    department: str
    target: str = ""
    violation: str = ""
    outcome: str = ""
    value: Decimal | None = Decimal(1)
    #: Whoever was visited, as a key; empty where a department reported a sum.
    party: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """What is known, and how many reports say that they do not know. None: nobody said anything."""

    value: Decimal | None = None
    unknown: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A measure along rows and columns; totals are counted anew, because units do not add up."""

    measure: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[tuple[str, str], Cell]
    row_totals: Mapping[str, Cell]
    column_totals: Mapping[str, Cell]
    total: Cell


KEY: dict[str, Callable[[Fact], str]] = {
    Dimension.MONTH: lambda fact: f"{fact.day:%Y-%m}",
    Dimension.DAY: lambda fact: fact.day.isoformat(),
    Dimension.AREA: lambda fact: fact.area,
    Dimension.DEPARTMENT: lambda fact: fact.department,
    Dimension.TARGET: lambda fact: fact.target,
    Dimension.VIOLATION: lambda fact: fact.violation,
    Dimension.OUTCOME: lambda fact: fact.outcome,
}
_NOTHING = Cell()


def of_measure(facts: Iterable[Fact], measure: str) -> list[Fact]:
    """The facts of which a measure is made: units are whoever was visited, and what others reported as units."""
    if measure == Measure.UNITS:
        return [each for each in facts if each.measure in {Measure.UNITS, Measure.VISITS}]
    return [each for each in facts if each.measure == measure]


def counted(facts: Sequence[Fact], measure: str) -> Cell:
    """The sum of these facts; for units whoever stands in several is one."""
    if not facts:
        return _NOTHING
    if measure == Measure.UNITS:
        return _units(facts)
    unknown = sum(each.value is None for each in facts)
    sums = [each.value for each in facts if each.value is not None]
    return Cell(sum(sums, Decimal(0)) if sums else None, unknown)


def _units(facts: Sequence[Fact]) -> Cell:
    """Firms by themselves; of a department that reported visits and no units, the units are not known."""
    seen = {each.party for each in facts if each.party}
    said = [each for each in facts if each.measure == Measure.UNITS]
    sums = [each.value for each in said if each.value is not None]
    visiting = {each.department for each in facts if each.measure == Measure.VISITS and not each.party}
    mute = visiting - {each.department for each in said}
    unknown = len(mute) + sum(each.value is None for each in said)
    return Cell(Decimal(len(seen)) + sum(sums, Decimal(0)) if seen or sums else None, unknown)


def roll_up(
    facts: Iterable[Fact],
    measure: str,
    rows: str,
    columns: str = "",
    *,
    row_keys: Sequence[str] = (),
    column_keys: Sequence[str] = (),
) -> Table:
    """One measure along one or two dimensions. `row_keys` and `column_keys` stand even where nothing was counted."""
    mine = of_measure(facts, measure)
    of_row, of_column = KEY[rows], KEY[columns] if columns else (lambda _fact: "")
    by_row: dict[str, list[Fact]] = defaultdict(list)
    by_column: dict[str, list[Fact]] = defaultdict(list)
    by_cell: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for each in mine:
        row, column = of_row(each), of_column(each)
        by_row[row].append(each)
        by_column[column].append(each)
        by_cell[row, column].append(each)
    return Table(
        measure,
        _order(row_keys, by_row),
        _order(column_keys, by_column) if columns else (),
        {key: counted(found, measure) for key, found in by_cell.items()},
        {key: counted(found, measure) for key, found in by_row.items()},
        {key: counted(found, measure) for key, found in by_column.items()} if columns else {},
        counted(mine, measure),
    )


def _order(wanted: Sequence[str], found: Mapping[str, Any]) -> tuple[str, ...]:
    """Keys that were asked for first, what else there is behind them; what was not broken down is last."""
    others = sorted(set(found) - set(wanted), key=lambda key: (key == "", key))
    return (*wanted, *others)


def totals(facts: Sequence[Fact]) -> dict[str, Cell]:
    """Every measure over everything. What our own records count is nothing where there is nothing; the rest unknown."""
    made = {}
    for measure in Measure:
        cell = counted(of_measure(facts, measure), measure)
        made[str(measure)] = Cell(Decimal(0)) if measure in RECORDED and cell == _NOTHING else cell
    return made


def silent(facts: Sequence[Fact], departments: Sequence[str]) -> list[str]:
    """Departments that take part and have reported nothing yet, other than ours."""
    spoken = {each.department for each in facts}
    return [each for each in departments if each not in spoken and each != Department.HRSS]


def by_area(facts: Iterable[Fact], area: str) -> list[Fact]:
    """What happened in one area."""
    return [each for each in facts if each.area == area]


# --- Frozen ---------------------------------------------------------------------------------------------


def frozen(facts: Sequence[Fact]) -> list[list[Any]]:
    """The facts as they are kept for ever: parties are numbers that say whether two are the same and nothing else."""
    numbers: dict[str, str] = {}
    kept = []
    for each in facts:
        party = numbers.setdefault(each.party, str(len(numbers) + 1)) if each.party else ""
        value = None if each.value is None else str(each.value)
        kept.append(
            [
                each.measure,
                each.day.isoformat(),
                each.area,
                each.department,
                each.target,
                each.violation,
                each.outcome,
                value,
                party,
            ]
        )
    return kept


def thawed(kept: Iterable[Sequence[Any]]) -> list[Fact]:
    """The facts again."""
    return [
        Fact(
            measure,
            date.fromisoformat(day),
            area,
            department,
            target,
            violation,
            outcome,
            None if value is None else Decimal(value),
            party,
        )
        for measure, day, area, department, target, violation, outcome, value, party in kept
    ]


def grouped(facts: Sequence[Fact]) -> list[tuple[Fact, Cell]]:
    """The whole cube, one line for each place of it that has something, by month; for the table that leaves the house."""
    places: dict[Fact, list[Fact]] = defaultdict(list)
    for measure in Measure:
        for each in of_measure(facts, measure):
            place = replace(each, measure=str(measure), day=each.day.replace(day=1), value=None, party="")
            places[place].append(each)
    return [
        (place, counted(found, place.measure))
        for place, found in sorted(places.items(), key=lambda pair: _sorting(pair[0]))
    ]


def _sorting(fact: Fact) -> tuple[Any, ...]:
    order = {measure: place for place, measure in enumerate(Measure)}
    return (
        order[Measure(fact.measure)],
        fact.day,
        fact.area,
        fact.department,
        fact.target,
        fact.violation,
        fact.outcome,
    )
