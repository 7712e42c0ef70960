"""Whether a year's draws treated groups of firms alike, judged by the law of chance of the draw itself. Pure.

Within a stratum every set of k firms of the n eligible ones is equally likely, so the number drawn of a
group is hypergeometric, and over strata and draws it is a sum of independent ones. The probability of a
sum as small, or as large, as the observed one is computed from binomial coefficients in whole numbers: each
probability is held in units of 2^-256 rounded down, and what the rounding lost is carried along as a proven
bound. Reading: the two-sided p is twice the smaller tail, at most one.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from regulation.law.citation import RANDOM_INSPECTION_NOTICE
from regulation.law.coverage import rule
from regulation.words import N_

BITS = 256
ONE = 1 << BITS

DIMENSIONS: dict[str, str] = {
    "tier": N_("信用等级"),
    "district": N_("区"),
    "ownership": N_("企业类型（所有制）"),
    "size": N_("规模（注册资本）"),
}
#: Below this the Holm-adjusted p asks for an explanation.
NOTABLE = Fraction(1, 100)

OWNERSHIP: dict[str, str] = {
    "state": N_("国有、集体"),
    "private": N_("民营"),
    "foreign": N_("外商、港澳台商投资"),
    "other": N_("其他或者未登记"),
}
SIZES: dict[str, str] = {
    "below-2": N_("200万元以下"),
    "2-10": N_("200万元至1000万元"),
    "10-50": N_("1000万元至5000万元"),
    "above-50": N_("5000万元以上"),
    "unknown": N_("未登记"),
}


def ownership_of(registered: str) -> str:
    """The group of a registered type of ownership."""
    for group, words in (
        ("foreign", ("外商", "外资", "港澳台", "港、澳、台", "中外")),
        ("state", ("国有", "集体", "全民")),
        ("private", ("民营", "私营", "自然人", "个人", "民办", "合伙", "个体")),
    ):
        if any(word in registered for word in words):
            return group
    return "other"


def size_of(capital: int | None) -> str:
    """The class of a registered capital in yuan; a bound belongs to the class below it."""
    if capital is None or capital <= 0:
        return "unknown"
    bounds = ((2_000_000, "below-2"), (10_000_000, "2-10"), (50_000_000, "10-50"))
    return next((name for bound, name in bounds if capital <= bound), "above-50")


@dataclass(frozen=True, slots=True)
class Cell:
    """One group in one stratum of one draw: n eligible, k drawn; of the group, so many eligible and drawn."""

    eligible: int
    drawn: int
    group: int
    observed: int


@dataclass(frozen=True, slots=True)
class Sum:
    """A distribution on 0, 1, 2, …: probabilities in units of 2^-256 from below, and what is missing at most."""

    weights: tuple[int, ...]
    offset: int = 0

    @property
    def missing(self) -> int:
        """No probability, and no sum of them, is larger than computed by more than this."""
        return ONE - sum(self.weights)

    def at_most(self, value: int) -> int:
        """P(X <= value) from below."""
        return sum(self.weights[: max(value - self.offset + 1, 0)])

    def at_least(self, value: int) -> int:
        """P(X >= value) from below."""
        return sum(self.weights[max(value - self.offset, 0) :])

    def plus(self, other: Sum) -> Sum:
        """The distribution of the sum of two independent numbers."""
        weights = [0] * (len(self.weights) + len(other.weights) - 1)
        for i, a in enumerate(self.weights):
            for j, b in enumerate(other.weights):
                weights[i + j] += a * b
        return Sum(tuple(each >> BITS for each in weights), self.offset + other.offset)


def hypergeometric(eligible: int, group: int, drawn: int) -> Sum:
    """How many of a group are among those drawn without replacement."""
    low, high = max(0, drawn - (eligible - group)), min(drawn, group)
    total = math.comb(eligible, drawn)
    ways = math.comb(group, low) * math.comb(eligible - group, drawn - low)
    weights = []
    for x in range(low, high + 1):
        weights.append((ways << BITS) // total)
        if x < high:
            # From C(g,x)C(e-g,d-x) to the next x by one exact fraction.
            ways = ways * (group - x) * (drawn - x) // ((x + 1) * (eligible - group - drawn + x + 1))
    return Sum(tuple(weights), low)


@dataclass(frozen=True, slots=True)
class Finding:
    """One group of a year: how many were eligible and drawn, how many were to be expected, how unusual that is."""

    eligible: int
    observed: int
    expected: Fraction
    #: None where chance had no say, as for a group that is the whole of each of its strata
    p: Fraction | None
    #: the true p is at most this much larger
    bound: Fraction = Fraction(0)


@rule(RANDOM_INSPECTION_NOTICE.whole())
def finding(cells: Iterable[Cell]) -> Finding:
    """What chance says about one group over all strata: random inspection is to be fair, and may be asked whether it was."""
    total = Sum((ONE,))
    eligible = observed = 0
    expected = Fraction(0)
    varies = False
    # Small ones first: what grows is multiplied last.
    for each in sorted(cells, key=lambda cell: min(cell.drawn, cell.group)):
        eligible += each.group
        observed += each.observed
        if not each.eligible:
            continue
        expected += Fraction(each.drawn * each.group, each.eligible)
        one = hypergeometric(each.eligible, each.group, each.drawn)
        varies |= len(one.weights) > 1
        total = total.plus(one)
    if not varies:
        return Finding(eligible, observed, expected, None)
    tail = min(total.at_most(observed), total.at_least(observed))
    return Finding(
        eligible,
        observed,
        expected,
        min(Fraction(1), Fraction(2 * tail, ONE)),
        Fraction(2 * total.missing, ONE),
    )


@rule(RANDOM_INSPECTION_NOTICE.whole())
def holm(ps: Sequence[Fraction | None]) -> list[Fraction | None]:
    """The p of each of many questions asked at once, so that one unusual answer among many is not taken for a finding."""
    order = sorted((p, place) for place, p in enumerate(ps) if p is not None)
    adjusted: list[Fraction | None] = [None] * len(ps)
    highest = Fraction(0)
    for rank, (p, place) in enumerate(order):
        highest = max(highest, min(Fraction(1), p * (len(order) - rank)))
        adjusted[place] = highest
    return adjusted
