"""From the months of the points to the quarter of the city: totals, ratio, sampling error. Pure.

求人倍率 is vacancies per job seeker, both by their effective numbers of the quarter; effective is what was
newly registered in it and what was still open from before. So a quarter's number is the valid number of its
first month and the new ones of the second and third: nobody is counted three times for staying open.

Every month is weighted up by itself: a point stands for the institutions of its stratum, divided by the
points that answered that month. Whoever did not answer is taken to be like who did, stratum by stratum.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from regulation.indicators.edits.monthly import FEWEST_SEEKERS
from regulation.indicators.entries.monthly import (
    CLASSIFICATIONS,
    DEMAND,
    EMPLOYING,
    NEW_OF,
    SEEK,
    TOTAL_OF,
    Classification,
)
from regulation.surveys.panel import PLATFORM, PUBLIC
from regulation.words import N_

#: An occupation is ranked when at least so many employers look for staff of it.
FEWEST_EMPLOYERS = 10
#: Coefficient of variation up to which an estimate bears the mark. Limits are ours; above the last it is not shown.
QUALITY: tuple[tuple[str, Decimal], ...] = (
    ("A", Decimal("0.05")),
    ("B", Decimal("0.15")),
    ("C", Decimal("0.30")),
)
TOO_ROUGH = "F"
QUALITY_NAMES: Mapping[str, str] = {
    "A": N_("可靠：变异系数不超过5%"),
    "B": N_("较可靠：变异系数不超过15%"),
    "C": N_("慎用：变异系数不超过30%"),
    TOO_ROUGH: N_("误差过大，不公布"),
}
_ZERO, _MILLIONTH = Decimal(0), Decimal("0.000001")
Contributions = Mapping[str, Decimal]
#: Institutions by stratum, residuals by point.
_Stratum = tuple[dict[str, int], dict[str, Decimal]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A point that was asked in a month: `population` of its stratum on the register, and what it answered, if it did."""

    unit: str
    stratum: str
    month: int  #: 1 to 3 of the quarter
    population: int
    answer: Mapping[str, Decimal] | None = None
    expects: str = ""  #: up | same | down
    district: str = ""


@dataclass(frozen=True, slots=True)
class Ratio:
    """A ratio with its sampling error. `value` None: fewer than thirty seekers."""

    demand: Decimal
    seekers: Decimal
    value: Decimal | None
    error: Decimal | None = None

    @property
    def variation(self) -> Decimal | None:
        """Coefficient of variation: the error in the value."""
        if self.value is None or self.error is None or self.value == 0:
            return None
        return self.error / self.value

    @property
    def quality(self) -> str:
        """The mark of the error; empty where there is no ratio. An error nobody knows is too large."""
        if self.value is None:
            return ""
        if self.error is None:
            return TOO_ROUGH
        variation = self.variation or _ZERO
        return next((mark for mark, limit in QUALITY if variation <= limit), TOO_ROUGH)


@dataclass(frozen=True, slots=True)
class Shortage:
    """An occupation with more vacancies than seekers."""

    code: str
    demand: Decimal
    seekers: Decimal
    employers: Decimal

    @property
    def gap(self) -> Decimal:
        """Vacancies that no registered seeker could fill."""
        return self.demand - self.seekers


@dataclass(frozen=True)
class Quarter:
    """A quarter of the panel. Contributions are a point's weighted part of a city figure: what disclosure control sees."""

    asked: Sequence[Asked]
    #: Only these channels or points; empty: all.
    only: Collection[str] = field(default=())

    @cached_property
    def _cells(self) -> dict[str, str]:
        """Stratum -> the stratum it is counted with: one nobody answered in some month joins the one most like it."""
        return joined(self.asked)

    @cached_property
    def weights(self) -> dict[tuple[str, int], Decimal]:
        """Weight of a point of a joined stratum in a month: institutions there by points that answered."""
        population: dict[tuple[str, int], dict[str, int]] = {}
        answered: dict[tuple[str, int], int] = {}
        for each in self.asked:
            at = (self._cells[each.stratum], each.month)
            population.setdefault(at, {})[each.stratum] = each.population
            answered[at] = answered.get(at, 0) + (each.answer is not None)
        return {
            at: Decimal(sum(sizes.values())) / answered[at]
            for at, sizes in population.items()
            if answered[at]
        }

    def _weight(self, each: Asked) -> Decimal:
        return self.weights.get((self._cells[each.stratum], each.month), _ZERO)

    def _counts(self) -> Iterable[tuple[Asked, Mapping[str, Decimal]]]:
        for each in self.asked:
            if each.answer is not None and (
                not self.only or each.stratum in self.only or each.unit in self.only
            ):
                yield each, each.answer

    def of(self, side: str) -> dict[str, Decimal]:
        """What each point adds to the quarter's valid vacancies or seekers: all valid of its first month, then the new ones."""
        return self._totals[side]

    @cached_property
    def _totals(self) -> dict[str, dict[str, Decimal]]:
        return {side: self._total(side) for side in TOTAL_OF}

    def _total(self, side: str) -> dict[str, Decimal]:
        first = min((each.month for each in self.asked), default=1)
        found: dict[str, Decimal] = {}
        for each, answer in self._counts():
            key = TOTAL_OF[side] if each.month == first else NEW_OF[side]
            found[each.unit] = found.get(each.unit, _ZERO) + self._weight(each) * answer.get(key, _ZERO)
        return _exact(found)

    def of_class(self, division: Classification, side: str, code: str) -> dict[str, Decimal]:
        """What each point adds to a class: the quarter's total, divided as the valid persons of its months together are.

        A point states classes of its valid persons alone; new ones by class would double the form.
        """
        factor = self._factors[division.key, side]
        pooled = self._pooled.get(division.cell(side, code), {})
        return _exact({unit: each * factor for unit, each in pooled.items()}) if factor else {}

    @cached_property
    def _factors(self) -> dict[tuple[str, str], Decimal]:
        """The quarter's total by the valid persons of its months, for every division and side; nothing of nothing."""
        found: dict[tuple[str, str], Decimal] = {}
        for division in CLASSIFICATIONS:
            for side in TOTAL_OF:
                scale = sum(
                    (each for key in division.cells(side) for each in self._pooled.get(key, {}).values()),
                    _ZERO,
                )
                total = sum(self.of(side).values(), _ZERO)
                found[division.key, side] = total / scale if scale else _ZERO
        return found

    @cached_property
    def _pooled(self) -> dict[str, dict[str, Decimal]]:
        """Every number of the form, weighted and added over the months, by cell and point."""
        found: dict[str, dict[str, Decimal]] = {}
        for each, answer in self._counts():
            weight = self._weight(each)
            for key, number in answer.items():
                parts = found.setdefault(key, {})
                parts[each.unit] = parts.get(each.unit, _ZERO) + weight * number
        return found

    @property
    def points(self) -> int:
        """Points that were asked in the quarter."""
        return len({each.unit for each in self.asked if self._is_meant(each)})

    @property
    def responded(self) -> int:
        """Points that answered at least once."""
        return len({each.unit for each, _ in self._counts()})

    @property
    def response(self) -> Decimal | None:
        """Answers of those asked for, over the three months."""
        asked = [each for each in self.asked if self._is_meant(each)]
        return Decimal(sum(each.answer is not None for each in asked)) / len(asked) if asked else None

    def _is_meant(self, each: Asked) -> bool:
        return not self.only or each.stratum in self.only or each.unit in self.only

    def ratio(self, demand: Contributions | None = None, seekers: Contributions | None = None) -> Ratio:
        """Vacancies per seeker, of all or of the contributions given, with the error of the sample."""
        wanted = self.of(DEMAND) if demand is None else demand
        seeking = self.of(SEEK) if seekers is None else seekers
        total, people = sum(wanted.values(), _ZERO), sum(seeking.values(), _ZERO)
        if people < FEWEST_SEEKERS:
            return Ratio(total, people, None)
        value = total / people
        residual = {
            unit: (wanted.get(unit, _ZERO) - value * seeking.get(unit, _ZERO)) / people
            for unit in {*wanted, *seeking}
        }
        return Ratio(total, people, value, self.error(residual))

    def error(self, residual: Contributions) -> Decimal | None:
        """Standard error of a sum of contributions: stratified, without replacement, linearised residuals.

        Where every institution of a stratum answered there is no error. Strata with one answer have no
        spread of their own and are taken together, a last one with the largest other of the sample. None
        where even then only one has answered: then nothing is known of the error.
        """
        variance = _ZERO
        for sizes, units in self._spread_over(residual):
            answered, population = len(units), sum(sizes.values())
            if not answered or answered >= population:
                continue
            if answered == 1:
                return None
            mean = sum(units.values(), _ZERO) / answered
            spread = sum(((each - mean) ** 2 for each in units.values()), _ZERO)
            unseen = 1 - Decimal(answered) / population
            variance += unseen * Decimal(answered) / (answered - 1) * spread
        return variance.sqrt()

    def _spread_over(self, residual: Contributions) -> list[_Stratum]:
        """Strata with their sizes and the residuals of who answered, those with one answer joined to others."""
        strata: dict[str, _Stratum] = {}
        for each in self.asked:
            sizes, units = strata.setdefault(self._cells[each.stratum], ({}, {}))
            sizes[each.stratum] = each.population
            if each.answer is not None:
                units[each.unit] = residual.get(each.unit, _ZERO)
        single = sorted(
            key for key, (sizes, units) in strata.items() if len(units) == 1 < sum(sizes.values())
        )
        others = [key for key in strata if key not in {*single, PUBLIC, PLATFORM} and len(strata[key][1]) > 1]
        if len(single) == 1 and others:
            single.append(max(others, key=lambda key: (len(strata[key][1]), key)))
        together: _Stratum = ({}, {})
        for key in single:
            sizes, units = strata.pop(key)
            together[0].update(sizes)
            together[1].update(units)
        return [*strata.values(), together]

    def employers(self, division: Classification, code: str) -> dict[str, Decimal]:
        """Employers looking for staff of an occupation: of every point its largest month, not weighted up."""
        key = division.cell(EMPLOYING, code)
        found: dict[str, Decimal] = {}
        for each, answer in self._counts():
            found[each.unit] = max(found.get(each.unit, _ZERO), answer.get(key, _ZERO))
        return found

    def shortages(self, division: Classification, *, without: Collection[str] = ("oth",)) -> list[Shortage]:
        """Occupations with more vacancies than seekers and at least ten employers, the largest gap first."""
        found = []
        for option in division.classes[DEMAND]:
            if option.code in without:
                continue
            wanted, seeking = (
                sum(self.of_class(division, side, option.code).values(), _ZERO) for side in (DEMAND, SEEK)
            )
            employers = sum(self.employers(division, option.code).values(), _ZERO)
            if wanted > seeking and employers >= FEWEST_EMPLOYERS:
                found.append(Shortage(option.code, wanted, seeking, employers))
        return sorted(found, key=lambda each: (-each.gap, each.code))

    def diffusion(self) -> Decimal | None:
        """0 to 100: the weighted share of points that expect more, and half of those that expect the same.

        Each point's latest word of the quarter. 50 is as many up as down.
        """
        latest: dict[str, Asked] = {}
        for each, _ in self._counts():
            if each.expects and (each.unit not in latest or each.month > latest[each.unit].month):
                latest[each.unit] = each
        weight = sum((self._weight(each) for each in latest.values()), _ZERO)
        if not weight:
            return None
        says = {"up": Decimal(1), "same": Decimal("0.5"), "down": _ZERO}
        return (
            sum((self._weight(each) * says[each.expects] for each in latest.values()), _ZERO) / weight * 100
        )

    def median_pay(self) -> tuple[Decimal | None, int]:
        """The median of the points' median pay, each weighing as its valid vacancies; and how many points stated it."""
        stated = sorted(
            (answer["sd_salary_p50"], self._weight(each) * answer.get(TOTAL_OF[DEMAND], _ZERO), each.unit)
            for each, answer in self._counts()
            if answer.get("sd_salary_p50")
        )
        whole = sum((weight for _, weight, _ in stated), _ZERO)
        so_far = _ZERO
        for pay, weight, _ in stated:
            so_far += weight
            if so_far * 2 >= whole and whole:
                return pay, len({unit for _, _, unit in stated})
        return None, 0


def _exact(found: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Contributions to a millionth of a person, so that sums of them hold to the last digit."""
    return {unit: each.quantize(_MILLIONTH) for unit, each in found.items()}


def joined(asked: Sequence[Asked]) -> dict[str, str]:
    """Which strata are counted as one: every one in which nobody answered in one of the months joins another.

    First one of the same line, then any other of the sample, in each case that with the most answers.
    Certain strata stand for themselves: who did not answer there has nobody like him.
    """
    months = sorted({each.month for each in asked})
    answers = Counter((each.stratum, each.month) for each in asked if each.answer is not None)
    strata = sorted({each.stratum for each in asked})
    of_sample = [each for each in strata if each not in {PUBLIC, PLATFORM}]
    asked_in = {(each.stratum, each.month) for each in asked}

    def is_empty(stratum: str) -> bool:
        return any(not answers[stratum, month] for month in months if (stratum, month) in asked_in)

    full = [each for each in of_sample if not is_empty(each)]
    found = {each: each for each in strata}
    for stratum in of_sample:
        if stratum in full or not full:
            continue
        line = stratum.partition("-")[2]
        alike = [each for each in full if each.partition("-")[2] == line] or full
        found[stratum] = max(alike, key=lambda each: (sum(answers[each, month] for month in months), each))
    return found
