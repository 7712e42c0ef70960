"""Whom to phone and what to ask about: the largest without an answer, figures that look like systematic errors. Pure.

Nothing here changes a figure. Only the respondent corrects what it stated (《统计法》第七条).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from regulation.indicators import catalogue
from reports.late import pl
from reports.statistics.microdata import KEYS, RESPONDED, Microdata

#: So many of the largest by revenue are asked until they answer.
NEVER_IMPUTED = 20


@dataclass(frozen=True, slots=True)
class Large:
    """One of the largest that did not answer: it is asked again, not estimated. `revenue` in hundredths of 万元."""

    unit: str
    rank: int
    revenue: int


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A stated figure that looks like a systematic error. Proposed, never applied."""

    unit: str
    key: str
    stated: int
    proposed: int
    kind: str  #: "unit": 元 for 万元 or the reverse; "swapped": gross and collected; "sign"


def never_imputed(
    microdata: Microdata, year: int, admin: Mapping[str, Mapping[str, int]], largest: int = NEVER_IMPUTED
) -> Iterator[Large]:
    """Of the largest by revenue (stated, else administrative, else last year's) those without an answer."""
    before = _last_revenue(microdata, year)
    ranked = sorted(
        (
            -_first(
                row["rev_total"], admin.get(row["unit"], {}).get("rev_total"), before.get(row["unit"]), 0
            ),
            row["unit"],
            row["state"],
            row["rev_total"] is None and not row["is_public"] and not row["is_nil"],
        )
        for row in microdata.of_year(year)
        .select("unit", "state", "rev_total", "is_public", "is_nil")
        .iter_rows(named=True)
    )
    for rank, (revenue, unit, state, lacks_revenue) in enumerate(ranked[:largest], start=1):
        if revenue and (state != RESPONDED or lacks_revenue):
            yield Large(unit, rank, -revenue)


def suspicions(microdata: Microdata, year: int) -> list[Suspicion]:
    """Systematic errors by their patterns: a unit mistaken (V025), two columns swapped, a sign turned."""
    money = [key for key in KEYS if _is_money(key)]
    stated = microdata.of_year(year).filter(pl.col("state") == RESPONDED)
    before = microdata.of_year(year - 1).select(
        "unit", *(pl.col(key).alias(f"{key}.before") for key in money)
    )
    joined = stated.select("unit", "staff_total", *money).join(before, on="unit", how="left")
    found = []
    for row in joined.iter_rows(named=True):
        for key in money:
            value = row[key]
            if not value:
                continue
            if value < 0 and not catalogue.BY_KEY[key].may_be_negative:
                found.append(Suspicion(row["unit"], key, value, -value, "sign"))
                continue
            factor = _unit_factor(value, row[f"{key}.before"])
            if factor:
                proposed = value // 10_000 if factor > 1 else value * 10_000
                found.append(Suspicion(row["unit"], key, value, proposed, "unit"))
        gross, collected = row["rev_total"], row["rev_onbehalf"]
        if gross is not None and collected is not None and collected > gross:
            found.append(Suspicion(row["unit"], "rev_total", gross, collected, "swapped"))
    return sorted(found, key=lambda each: (each.unit, each.key))


def _unit_factor(value: int, before: int | None) -> int:
    """10,000 where a value is within one hundredth of 10,000 times last year's; -1 the other way round; else 0."""
    if not before or before < 0 or value < 0:
        return 0
    if abs(value - before * 10_000) <= before * 100:
        return 10_000
    if abs(value * 10_000 - before) * 100 <= before:
        return -1
    return 0


def _first(*values: int | None) -> int:
    return next((value for value in values if value is not None), 0)


def _last_revenue(microdata: Microdata, year: int) -> dict[str, int]:
    earlier = microdata.completed(year - 1).filter(pl.col("rev_total").is_not_null())
    return dict(earlier.select("unit", "rev_total").iter_rows())


def _is_money(key: str) -> bool:
    unit = catalogue.BY_KEY[key].unit
    return unit is not None and unit.zh == "万元"
