"""What a figure and the one of the year before give away together: a firm that is new or gone. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from reports.statistics.disclosure.facts import (
    Aggregate,
    Contributions,
    Equation,
    Fact,
    aggregate,
    change,
    difference,
)
from reports.statistics.disclosure.rules import Measure, Parameters, is_public, primary

#: What each enterprise group has in a fact; none where that is not known.
Contributing = Callable[[Fact], Contributions | None]


def entrants(
    aggregates: Mapping[Fact, Aggregate],
    told: Collection[Fact],
    contributions: Contributing,
    rules: Parameters,
    measures: Mapping[str, Measure] | None = None,
) -> tuple[dict[Fact, Aggregate], tuple[Equation, ...]]:
    """The changes from year to year that would tell one entrant's or leaver's figure, to be protected with the rest.

    `told` are the facts that readers have, of this book or an earlier one. Given to `protect` beside the
    book's own aggregates and equations, the result makes it withhold one of the two figures, or refuse.
    """
    found: dict[Fact, Aggregate] = {}
    sums = []
    for later in sorted(aggregates):
        earlier = Fact(later.indicator, later.year - 1, later.dims)
        if earlier not in told or not later.is_printed or is_public(later, rules, measures):
            continue
        before, after = contributions(earlier), contributions(later)
        if before is None or after is None:
            continue
        between = change(before, after, only_entrants=True)
        if not primary(between, rules, indicator=later.indicator, is_change=True):
            continue
        step = difference(earlier, later, str(earlier.year))
        found[step.parts[1]] = between
        if earlier not in aggregates:
            found[earlier] = aggregate(before.items())
        sums.append(step)
    return found, tuple(sums)
