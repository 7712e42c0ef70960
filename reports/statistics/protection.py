"""Disclosure control over all drafts of a book at once, and its outcome on every cell. Pure.

A figure withheld in one table is withheld wherever it stands; what follows from a withheld figure (a
share, a growth) is withheld with it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from reports.statistics.disclosure import (
    Aggregate,
    Earlier,
    Equation,
    Fact,
    Measure,
    Outcome,
    Parameters,
    Waiver,
    entrants,
    protect,
    revisions,
    unsafe,
)
from reports.statistics.disclosure.between import Compared
from reports.statistics.draft import Draft
from reports.statistics.frames import measure_of
from reports.statistics.t07_revenue_bands import COUNTED
from reports.statistics.table import Address, Cell, Table

#: Why a cell that shows no figure of its own is withheld.
DERIVED = "derived"
#: Withheld by an earlier release.
EARLIER = "earlier"


@dataclass(frozen=True, slots=True)
class Problem:
    """Everything of a book that disclosure control looks at."""

    aggregates: Mapping[Fact, Aggregate]
    equations: tuple[Equation, ...]
    measures: Mapping[str, Measure]
    #: Sums that do not add up in the returns: nobody can compute with them.
    discrepancies: tuple[Equation, ...] = ()


@dataclass(frozen=True, slots=True)
class Before:
    """What earlier releases said: figures as printed, and figures withheld."""

    published: Mapping[Fact, Decimal] = field(default_factory=dict)
    withheld: frozenset[Fact] = frozenset()


@dataclass(frozen=True, slots=True)
class Beside:
    """What other tables of the same book say of the same respondents: sums with their figures, shown or withheld."""

    aggregates: Mapping[Fact, Aggregate] = field(default_factory=dict)
    equations: tuple[Equation, ...] = ()
    shown: Mapping[Fact, Decimal] = field(default_factory=dict)
    #: Nobody may compute these from the drafts; a book in which somebody could is not released.
    withheld: frozenset[Fact] = frozenset()


def problem(drafts: Sequence[Draft]) -> Problem:
    """The drafts brought together: every figure once, every sum once, the finest step in which it is printed."""
    aggregates: dict[Fact, Aggregate] = {}
    printed: dict[str, Decimal] = {}
    equations: dict[Equation, None] = {}
    for draft in drafts:
        for fact, found in draft.aggregates.items():
            if aggregates.setdefault(fact, found) != found:
                raise ValueError(f"{draft.table.number} has another {fact} than a table before it")
        for indicator, step in draft.printed.items():
            printed[indicator] = min(printed.get(indicator, step), step)
        equations |= dict.fromkeys(draft.equations)
    holds = {each: _holds(each, aggregates) for each in equations}
    return Problem(
        aggregates,
        tuple(each for each, right in holds.items() if right),
        {indicator: _measure(indicator, step) for indicator, step in sorted(printed.items())},
        tuple(each for each, right in holds.items() if not right),
    )


def _measure(indicator: str, step: Decimal) -> Measure:
    if indicator == COUNTED:
        return Measure(grain=Decimal(1))
    return measure_of(indicator, printed=step)


def _holds(equation: Equation, aggregates: Mapping[Fact, Aggregate]) -> bool:
    parts = sum((aggregates[each].total for each in equation.parts), Decimal(0))
    return aggregates[equation.whole].total == parts


def protected(
    drafts: Sequence[Draft],
    parameters: Parameters,
    *,
    waivers: Collection[Waiver] = (),
    before: Before | None = None,
    compared: Compared | None = None,
    earlier: Sequence[Earlier] = (),
    beside: Beside | None = None,
) -> tuple[tuple[Table, ...], Outcome]:
    """The tables as they may be shown, and the proof.

    Figures of tables `beside` the drafts are as they are: what could be computed with them is withheld here. With figures `compared` to those of the year before their growth tells no single entrant's; with the
    `earlier` releases of the same figures their revision tells nobody's who reported late or corrected.
    """
    said, others = before or Before(), beside or Beside()
    given = problem(drafts)
    given = replace(
        given,
        aggregates={**given.aggregates, **others.aggregates},
        equations=given.equations + others.equations,
    )
    reasons = unsafe(given.aggregates, parameters, waivers=waivers, measures=given.measures)
    kept, equations = _told(given, reasons)
    aggregates = dict(kept)
    if compared is not None:
        told = {*kept, *said.published} - said.withheld
        more, sums = entrants(kept, told, compared, parameters, given.measures)
        aggregates |= more
        equations += sums
    out = _out(said, aggregates, given.measures)
    aggregates, equations = _not_yet_told(aggregates, equations, out)
    # A figure that is withheld for itself cannot be subtracted from.
    open_to_all = {fact: each for fact, each in kept.items() if fact not in reasons}
    since = revisions(open_to_all, earlier, parameters, given.measures)
    aggregates |= since.changes
    equations += since.sums
    published = {
        fact: value
        for fact, value in said.published.items()
        if fact in aggregates and fact not in since.reopened
    }
    # What was withheld to hide another figure stays withheld, but it is no secret of its own: where it cannot be
    # kept as one beside what is out already, it is hidden all the same and the book stands or falls by the others.
    secret = frozenset(fact for fact in said.withheld if fact in aggregates)
    while True:
        outcome = protect(
            aggregates,
            equations,
            parameters,
            waivers=waivers,
            published={**published, **since.told, **others.shown},
            withheld=secret | others.withheld,
            measures=given.measures,
        )
        lost = {each.fact for each in outcome.breaches if each.fact in secret and each.fact not in reasons}
        # A figure that was revised is another one: where it would tell a change, it may be held back.
        revised = {
            fact
            for each in outcome.breaches
            if each.reason == "published" and not each.fact.is_printed
            for fact in each.because
            if fact in published and fact not in out
        }
        if not lost and not revised:
            break
        secret -= lost
        published = {fact: value for fact, value in published.items() if fact not in revised}
    status = dict(outcome.status)
    for fact in said.withheld:
        if status.get(fact) == "":
            status[fact] = EARLIER
    outcome = replace(outcome, status=status)
    return tuple(shown(draft.table, outcome.status) for draft in drafts), outcome


def _told(
    given: Problem, reasons: Mapping[Fact, str]
) -> tuple[Mapping[Fact, Aggregate], tuple[Equation, ...]]:
    """Without the changes that nobody can compute, because one of the two figures is withheld for itself."""
    idle = {
        part
        for equation in given.equations
        for part in equation.parts
        if not part.is_printed and any(term in reasons for term in equation.terms if term.is_printed)
    }
    return (
        {fact: each for fact, each in given.aggregates.items() if fact not in idle},
        tuple(each for each in given.equations if idle.isdisjoint(each.parts)),
    )


def _out(
    said: Before, aggregates: Mapping[Fact, Aggregate], measures: Mapping[str, Measure]
) -> frozenset[Fact]:
    """The facts that earlier releases printed as they would be printed now."""
    return frozenset(
        fact
        for fact, value in said.published.items()
        if fact not in aggregates
        or abs(aggregates[fact].total - value) * 2 <= measures[fact.indicator].printed
    )


def _not_yet_told(
    aggregates: Mapping[Fact, Aggregate], equations: tuple[Equation, ...], out: Collection[Fact]
) -> tuple[dict[Fact, Aggregate], tuple[Equation, ...]]:
    """Without the changes between two figures that are both out: printing them again tells nobody more."""
    told = {
        part
        for equation in equations
        for part in equation.parts
        if not part.is_printed and all(term in out for term in equation.terms if term.is_printed)
    }
    return (
        {fact: each for fact, each in aggregates.items() if fact not in told},
        tuple(each for each in equations if told.isdisjoint(each.parts)),
    )


def shown(table: Table, status: Mapping[Fact, str]) -> Table:
    """The table with x for whatever is withheld."""
    return table.with_cells([_shown(cell, status) for cell in table.cells])


def _shown(cell: Cell, status: Mapping[Fact, str]) -> Cell:
    if cell.fact is not None and (reason := status.get(_fact(cell.fact))):
        return cell.suppressed(reason)
    if any(status.get(_fact(each)) for each in cell.from_facts):
        return cell.suppressed(DERIVED)
    return cell


def _fact(address: Address) -> Fact:
    return Fact(address.indicator, address.year, address.dims)
