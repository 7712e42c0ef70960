"""What a figure and the one of the year before give away together: a firm that is new or gone. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from reports.statistics.disclosure.facts import Aggregate, Equation, Fact, difference
from reports.statistics.disclosure.rules import Measure, Parameters, is_public, primary

#: The year before of a fact, and the change since (see `facts.change`); none where nothing is known or told.
Compared = Callable[[Fact, Fact], tuple[Aggregate, Aggregate] | None]


def entrants(
    aggregates: Mapping[Fact, Aggregate],
    told: Collection[Fact],
    compared: Compared,
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
        step = difference(earlier, later, str(earlier.year))
        if step.parts[1] in aggregates:
            continue
        known = compared(earlier, later)
        if known is None:
            continue
        before, between = known
        if not primary(between, rules, indicator=later.indicator, is_change=True):
            continue
        found[step.parts[1]] = between
        if earlier not in aggregates:
            found[earlier] = before
        sums.append(step)
    return found, tuple(sums)
