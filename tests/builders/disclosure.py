"""Small books for disclosure control: firms' amounts, counted into tables with all their margins."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from reports.statistics.disclosure import Aggregate, Axis, Equation, Fact, aggregate, crossing


class Firm(NamedTuple):
    """A respondent's amount, and where it is counted."""

    group: str
    amount: Decimal | int
    codes: dict[str, str]


def firm(group: str, amount: int | str, **codes: str) -> Firm:
    return Firm(group, Decimal(amount), codes)


def firms_of(cell: Sequence[int], **codes: str) -> list[Firm]:
    """Respondents in one cell, each a group of its own."""
    where = "-".join(codes.values())
    return [firm(f"{where}-{at}", amount, **codes) for at, amount in enumerate(cell)]


def counted(firms: Iterable[Firm], facts: Iterable[Fact]) -> dict[Fact, Aggregate]:
    """What is behind each fact."""
    known = list(firms)
    return {
        fact: aggregate(
            (each.group, Decimal(each.amount))
            for each in known
            if all(each.codes.get(name) == code for name, code in fact.dims)
        )
        for fact in facts
    }


def book(
    firms: Iterable[Firm], *axes: Axis, indicator: str = "rev_total", year: int = 2025
) -> tuple[dict[Fact, Aggregate], list[Equation]]:
    """One table with its margins."""
    facts, equations = crossing(indicator, year, *axes)
    return counted(firms, facts), list(equations)


def recomputable(equations: Iterable[Equation], hidden: Iterable[Fact]) -> set[Fact]:
    """Hidden facts that adding and subtracting gives exactly: the sums solved for what is hidden (Gauss, in fractions)."""
    unknown = sorted(hidden)
    rows = []
    for equation in equations:
        row = dict.fromkeys(unknown, Fraction(0))
        for sign, fact in ((1, equation.whole), *((-1, part) for part in equation.parts)):
            if fact in row:
                row[fact] += sign
        if any(row.values()):
            rows.append([row[fact] for fact in unknown])
    done: list[list[Fraction]] = []
    for column in range(len(unknown)):
        pivot = next((row for row in rows if row[column]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        pivot = [value / pivot[column] for value in pivot]
        rows = [_without(row, pivot, column) for row in rows]
        done = [*(_without(row, pivot, column) for row in done), pivot]
    return {unknown[row.index(1)] for row in done if sum(value != 0 for value in row) == 1}


def _without(row: list[Fraction], pivot: list[Fraction], column: int) -> list[Fraction]:
    return [a - row[column] * b for a, b in zip(row, pivot, strict=True)]
