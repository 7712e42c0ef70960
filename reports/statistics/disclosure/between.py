"""What a figure gives away together with the one of the year before, or of an earlier release. Pure.

Of two years that is a firm that is new or gone; of two releases of one year whoever reported late or corrected.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from reports.statistics.disclosure.facts import Aggregate, Equation, Fact, as_printed_in, difference
from reports.statistics.disclosure.rules import PLAIN, Measure, Parameters, is_public, primary, printed

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


@dataclass(frozen=True, slots=True)
class Earlier:
    """A release that came before: its name, the figures it printed, and what changed since, respondent by respondent.

    `changed` is of nothing where nobody's figure changed, without contributors where only estimates did, and
    none where it cannot be told from figures of respondents.
    """

    name: str
    told: Collection[Fact]
    changed: Callable[[Fact], Aggregate | None]


@dataclass(frozen=True, slots=True)
class Revisions:
    """The changes between releases that are to be protected with the book, and what they are changes of."""

    changes: Mapping[Fact, Aggregate] = field(default_factory=dict)
    sums: tuple[Equation, ...] = ()
    #: The figures of the earlier releases as printed, each under its own address.
    told: Mapping[Fact, Decimal] = field(default_factory=dict)
    #: Figures that print differently now than in every earlier release: the new ones can be withheld.
    reopened: frozenset[Fact] = frozenset()


def revisions(
    aggregates: Mapping[Fact, Aggregate],
    releases: Sequence[Earlier],
    rules: Parameters,
    measures: Mapping[str, Measure] | None = None,
) -> Revisions:
    """What subtracting earlier releases from this book would tell of single respondents.

    A figure that prints as before tells nothing new and costs nothing.
    """
    changes: dict[Fact, Aggregate] = {}
    sums: list[Equation] = []
    told: dict[Fact, Decimal] = {}
    reopened = set()
    for now in sorted(aggregates):
        if not now.is_printed or is_public(now, rules, measures):
            continue
        measure, total = (measures or {}).get(now.indicator, PLAIN), aggregates[now].total
        found = [(each.name, each.changed(now)) for each in releases if now in each.told]
        steps = [(name, between) for name, between in found if between is not None]
        if not steps or len(steps) < len(found):
            continue
        before = [printed(total - between.total, measure) for _, between in steps]
        if printed(total, measure) in before:
            continue
        reopened.add(now)
        for (name, between), then in zip(steps, before, strict=True):
            if between.contributors and primary(between, rules, indicator=now.indicator, is_change=True):
                step = difference(as_printed_in(name, now), now, name)
                earlier, change = step.parts
                changes[change], told[earlier] = between, then
                sums.append(step)
    return Revisions(changes, tuple(sums), told, frozenset(reopened))
