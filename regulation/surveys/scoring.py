"""Selective editing: the reviewer's time goes where a doubtful cell moves the total. Pure.

score = |reported - anticipated| x weight / district total (de Waal, Pannekoek, Scholtus, Handbook of Statistical Data Editing,
chapter 6; UNECE guidance). Anticipated is last year's figure moved by the growth of its stratum.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median

from regulation.law.citation import STATISTICS_REGULATIONS
from regulation.law.coverage import rule
from regulation.law.dated import DatedValue, Since
from regulation.words import N_

#: What was filed must be reviewed; incomplete or clearly wrong material is put right by the respondent.
REVIEW = STATISTICS_REGULATIONS.article(19)

#: Cells that carry the tables; the others follow from them by the hard edits.
CORE = (
    "rev_total",
    "rev_onbehalf",
    "staff_total",
    "emp_served",
    "persons_served",
    "persons_placed",
    "tax_total",
)

#: Share of a district's total from which a cell is looked at by a person.
THRESHOLD = DatedValue(
    "surveys.editing_threshold",
    N_("选择性审核的得分界限"),
    (
        Since(
            date(2019, 1, 1),
            Decimal("0.01"),
            REVIEW,
            note=N_("可疑单元格与预期值之差占本区合计的比重"),
            doubt=N_("法规没有规定数值，由本机关以书面方法制度确定；此为起始值"),
        ),
    ),
)

#: V060: a figure outside half and twice of what was expected is asked about.
PLAUSIBLE = (Decimal("0.5"), Decimal(2))

#: How many of the largest respondents are telephoned and never imputed.
TOP = DatedValue(
    "surveys.never_imputed",
    N_("不得插补的大机构数"),
    (
        Since(
            date(2019, 1, 1),
            20,
            REVIEW,
            note=N_("按最近一次营业总收入排序的前若干家，缺报时逐家联系"),
            doubt=N_("法规没有规定数值，由本机关以书面方法制度确定；此为起始值"),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A return as the scores see it: this year's and last year's figures in their own units."""

    unit: str
    district: str
    stratum: str
    now: Mapping[str, Decimal]
    before: Mapping[str, Decimal]
    #: How many units of the population it stands for; 1 in a full enumeration.
    weight: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A cell worth a look, and why."""

    unit: str
    key: str
    reported: Decimal
    anticipated: Decimal
    #: Share of the district's total at stake.
    score: Decimal
    district: str


def growth(units: Iterable[Unit], key: str, stratum: str) -> Decimal:
    """Median of this year's figure over last year's, among units of the stratum that stated both; 1 where there are none.

    A median: one firm that mistook the unit must not move what is expected of the others.
    """
    ratios = [
        each.now[key] / each.before[key]
        for each in units
        if each.stratum == stratum and key in each.now and each.before.get(key, Decimal(0)) > 0
    ]
    return median(ratios) if ratios else Decimal(1)


def anticipated(unit: Unit, key: str, growths: Mapping[tuple[str, str], Decimal]) -> Decimal | None:
    """What was to be expected of a cell; None for a unit without a last year, of which nothing can be expected."""
    before = unit.before.get(key)
    return None if before is None else before * growths.get((unit.stratum, key), Decimal(1))


@rule(REVIEW)
def suspicions(units: Sequence[Unit], keys: Sequence[str] = CORE) -> list[Suspicion]:
    """Every core cell by the weight of its doubt in the district's total, the heaviest first.

    A unit that is new this year is compared with nothing: it is not suspicious for being new, and its hard
    and soft edits were answered when it filed.
    """
    growths = {
        (stratum, key): growth(units, key, stratum)
        for stratum in {each.stratum for each in units}
        for key in keys
    }
    totals: dict[tuple[str, str], Decimal] = {}
    for each in units:
        for key in keys:
            place = (each.district, key)
            totals[place] = totals.get(place, Decimal(0)) + each.now.get(key, Decimal(0)) * each.weight
    found = []
    for each in units:
        for key in keys:
            expected = anticipated(each, key, growths)
            total = totals[each.district, key]
            if expected is None or key not in each.now or total <= 0:
                continue
            score = abs(each.now[key] - expected) * each.weight / total
            if score:
                found.append(Suspicion(each.unit, key, each.now[key], expected, score, each.district))
    return sorted(found, key=lambda each: (-each.score, each.unit, each.key))


@rule(REVIEW)
def must_be_decided(doubt: Suspicion, threshold: Decimal) -> bool:
    """A cell that both looks wrong (V060) and weighs in the total is verified by a person before the editing closes."""
    if doubt.score < threshold:
        return False
    low, high = PLAUSIBLE
    return not low * doubt.anticipated <= doubt.reported <= high * doubt.anticipated


@rule(REVIEW)
def largest(revenues: Mapping[str, Decimal], how_many: int) -> list[str]:
    """The units whose figures decide the total, by the last revenue known of each; ties by number."""
    ranked = sorted(revenues, key=lambda unit: (-revenues[unit], unit))
    return [unit for unit in ranked if revenues[unit] > 0][:how_many]
