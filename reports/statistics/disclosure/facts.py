"""The figures that disclosure control speaks of: their addresses, who is behind them, how they add up. Pure."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

Dimensions = tuple[tuple[str, str], ...]
#: A place on an axis: a dimension and a code of it. None is the total.
Node = tuple[str, str]

#: Dimension of a figure that nobody prints, but that two printed figures give away by subtraction.
CHANGE = "change"
#: Dimension of a figure as an earlier release printed it.
VINTAGE = "vintage"
#: Before a code: everything except it.
EXCEPT = "!"


@dataclass(frozen=True, slots=True, order=True)
class Fact:
    """The address of a figure. A dimension that is absent is the total of it; dimensions stand in order."""

    indicator: str
    year: int
    dims: Dimensions = ()

    def __post_init__(self) -> None:
        if list(self.dims) != sorted(dict(self.dims).items()):
            raise ValueError(f"the dimensions of {self} are not in order, or one stands twice")

    def __str__(self) -> str:
        return " ".join([self.indicator, str(self.year), *(f"{name}={code}" for name, code in self.dims)])

    @property
    def is_printed(self) -> bool:
        """Whether a table may show it; a change between two figures is only ever computed by a reader."""
        return all(name != CHANGE for name, _ in self.dims)

    def code(self, dimension: str) -> str | None:
        """Its code in a dimension, none where it is the total."""
        return dict(self.dims).get(dimension)

    def at(self, **codes: str) -> Fact:
        """The fact with other codes; an empty code is the total."""
        return fact(self.indicator, self.year, **{**dict(self.dims), **codes})

    def of(self, indicator: str) -> Fact:
        """Another indicator at the same address."""
        return Fact(indicator, self.year, self.dims)


def fact(indicator: str, year: int, **codes: str) -> Fact:
    """A fact by the codes of its dimensions, in any order; an empty code is the total."""
    return Fact(indicator, year, tuple(sorted((name, code) for name, code in codes.items() if code)))


@dataclass(frozen=True, slots=True)
class Aggregate:
    """A sum, and what is known of those behind it, counted as enterprise groups.

    `contributors` are the groups with something in it, `largest` and `second` the two greatest amounts
    whatever their sign. `absolute` is the sum of the amounts without their signs where some are below
    nothing (profits): the rules compare the largest with it, because losses hide nobody.
    """

    contributors: int
    total: Decimal
    largest: Decimal = Decimal(0)
    second: Decimal = Decimal(0)
    largest_group: str = ""
    second_group: str = ""
    absolute: Decimal | None = None

    @property
    def is_of_one(self) -> bool:
        """One group is all there is of it and reads it off its own books. An estimate beside it is nobody's own."""
        return self.contributors == 1 and not self.second

    @property
    def magnitude(self) -> Decimal:
        """What shares are shares of."""
        if self.absolute is not None:
            return self.absolute
        return max(abs(self.total), abs(self.largest) + abs(self.second))

    @property
    def rest(self) -> Decimal:
        """What hides the largest from the second largest."""
        return self.magnitude - abs(self.largest) - abs(self.second)


Contributions = Mapping[str, Decimal]


def by_group(contributions: Iterable[tuple[str, Decimal]]) -> dict[str, Decimal]:
    """What each enterprise group has in a figure: its firms' amounts together."""
    found: dict[str, Decimal] = {}
    for group, amount in contributions:
        found[group] = found.get(group, Decimal(0)) + amount
    return found


def aggregate(contributions: Iterable[tuple[str, Decimal]]) -> Aggregate:
    """The aggregate of firms' amounts, each with its group: summed by group first, then the two largest.

    Two aggregates cannot be merged: the third largest of both may be the largest of their union. So a
    margin is counted from amounts, never from its inner cells.
    """
    amounts = {group: amount for group, amount in by_group(contributions).items() if amount}
    ranked = sorted(amounts.items(), key=lambda each: (-abs(each[1]), each[0]))[:2]
    ranked += [("", Decimal(0))] * (2 - len(ranked))
    (first_group, first), (second_group, second) = ranked
    has_signs = any(amount < 0 for amount in amounts.values())
    return Aggregate(
        contributors=len(amounts),
        total=sum(amounts.values(), Decimal(0)),
        largest=first,
        second=second,
        largest_group=first_group,
        second_group=second_group,
        absolute=sum(map(abs, amounts.values()), Decimal(0)) if has_signs else None,
    )


def change(before: Contributions, after: Contributions, *, only_entrants: bool = False) -> Aggregate:
    """What a reader learns who subtracts a figure from its successor: the changes, group by group.

    Between two releases of one year that is whoever reported late or corrected. Between two years
    (`only_entrants`) it is told only where the group that changed most is new or gone: then the change is
    its whole figure. Elsewhere the aggregate is of nobody, and safe.
    """
    groups = sorted({*before, *after})
    found = aggregate(
        (group, after.get(group, Decimal(0)) - before.get(group, Decimal(0))) for group in groups
    )
    known = bool(before.get(found.largest_group)) and bool(after.get(found.largest_group))
    if only_entrants and known:
        return Aggregate(0, Decimal(0))
    return found


@dataclass(frozen=True, slots=True)
class Equation:
    """What everybody knows to add up: the whole is the sum of the parts."""

    whole: Fact
    parts: tuple[Fact, ...]

    @property
    def terms(self) -> tuple[Fact, ...]:
        """Whole and parts."""
        return (self.whole, *self.parts)


@dataclass(frozen=True, slots=True)
class Axis:
    """A dimension of a table with its levels: every place on it, and the place it is counted in (None: the total)."""

    parents: tuple[tuple[Node, Node | None], ...]

    @classmethod
    def flat(cls, dimension: str, codes: Iterable[str]) -> Self:
        """Codes straight below the total."""
        return cls(tuple(((dimension, code), None) for code in codes))

    @classmethod
    def nested(cls, upper: str, lower: str, tree: Mapping[str, Iterable[str]]) -> Self:
        """Two levels, as district -> area group -> city: the groups' code with the codes in it."""
        found: list[tuple[Node, Node | None]] = []
        for group, codes in tree.items():
            found.append(((upper, group), None))
            found += [((lower, code), (upper, group)) for code in codes]
        return cls(tuple(found))

    @property
    def places(self) -> tuple[Node | None, ...]:
        """Every place, the total first."""
        return (None, *(node for node, _ in self.parents))

    def sums(self) -> Iterator[tuple[Node | None, tuple[Node, ...]]]:
        """Every place that has others below it, with them."""
        for whole in self.places:
            parts = tuple(node for node, parent in self.parents if parent == whole)
            if parts:
                yield whole, parts


def crossing(indicator: str, year: int, *axes: Axis) -> tuple[tuple[Fact, ...], tuple[Equation, ...]]:
    """Every fact of a table with all its margins, and every sum in it."""
    facts = tuple(
        _placed(indicator, year, places) for places in itertools.product(*(axis.places for axis in axes))
    )
    equations = []
    for at, axis in enumerate(axes):
        others = [each.places for each in (*axes[:at], *axes[at + 1 :])]
        for whole, parts in axis.sums():
            equations += [
                Equation(
                    _placed(indicator, year, (*rest, whole)),
                    tuple(_placed(indicator, year, (*rest, part)) for part in parts),
                )
                for rest in itertools.product(*others)
            ]
    return facts, tuple(equations)


def _placed(indicator: str, year: int, places: Iterable[Node | None]) -> Fact:
    return Fact(indicator, year, tuple(sorted(node for node in places if node)))


def across(whole: str, parts: Sequence[str], addresses: Iterable[Fact]) -> tuple[Equation, ...]:
    """One sum of indicators at many addresses: gross = collected for others + net."""
    return tuple(
        Equation(each.of(whole), tuple(each.of(part) for part in parts)) for each in sorted(set(addresses))
    )


def all_except(part: Fact, dimension: str) -> Equation:
    """`all except X` beside `X`: the second part of the sum is the fact of everything without the code."""
    code = part.code(dimension)
    if not code:
        raise ValueError(f"{part} has no {dimension}")
    return Equation(part.at(**{dimension: ""}), (part, part.at(**{dimension: EXCEPT + code})))


def difference(earlier: Fact, later: Fact, since: str) -> Equation:
    """A figure and its successor (of the next year, or of the next release): what lies between is never printed."""
    return Equation(later, (earlier, later.at(**{CHANGE: since})))


def as_printed_in(vintage: str, each: Fact) -> Fact:
    """The figure as an earlier release printed it, where a later one prints another."""
    return each.at(**{VINTAGE: vintage})
