"""Section `disclosure`: how long it takes to choose what a whole yearbook withholds, and to attack it.

A city of synthetic firms with two giants, three years, about twenty indicators in crossings of district,
type and line with all their margins: about as many figures as sixteen tables print.
"""

from __future__ import annotations

import argparse
import itertools
import os
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal

import numpy as np
import polars as pl

from bench.machine import Peak
from reports.statistics import disclosure
from reports.statistics.disclosure import Aggregate, Axis, Equation, Fact, Measure

YEARS = (2023, 2024, 2025)
AREAS = {
    "core": {"110101": 0.08, "110102": 0.07},
    "expansion": {"110105": 0.30, "110106": 0.09, "110107": 0.02, "110108": 0.18},
    "new-towns": {
        "110112": 0.08,
        "110113": 0.04,
        "110114": 0.04,
        "110115": 0.04,
        "110111": 0.01,
        "1101BD": 0.03,
    },
    "ecological": {"110109": 0.004, "110116": 0.004, "110117": 0.004, "110118": 0.004, "110119": 0.004},
}
DISTRICTS = {code: weight for area in AREAS.values() for code, weight in area.items()}
TYPES = {"PRIVATE": 0.86, "SOE": 0.05, "FOREIGN": 0.03, "HK_MO_TW": 0.02, "OTHER": 0.04}
LINES = {
    "RECRUIT": 0.3,
    "OUTSRC": 0.2,
    "CONSULT": 0.14,
    "DISPATCH": 0.13,
    "AGENCY": 0.1,
    "TRAIN": 0.05,
    "HEADHUNT": 0.04,
    "SOFTWARE": 0.02,
    "ASSESS": 0.015,
    "OTHER": 0.005,
}
#: Of the firms with anything to report of it, by its line.
SERVICES = {
    "emp_served": 1.0,
    "persons_served": 1.0,
    "persons_placed": 0.6,
    "fairs_n": 0.02,
    "online_posts": 0.08,
    "disp_workers": 0.13,
    "out_workers": 0.2,
    "agency_persons": 0.1,
    "train_persons": 0.05,
    "headhunt_success": 0.04,
    "assess_persons": 0.015,
    "archives_held": 0.001,
}
EDUCATION = ("staff_edu_hs", "staff_edu_college", "staff_edu_post")
COUNT, MONEY = Measure(grain=Decimal(1)), Measure(grain=Decimal("0.01"))
MEASURES = dict.fromkeys(("staff_total", *EDUCATION, *SERVICES), COUNT) | dict.fromkeys(
    ("rev_total", "rev_onbehalf", "rev_net", "tax_total"), MONEY
)
DISTRICT = Axis.nested("area_group", "district", {area: tuple(codes) for area, codes in AREAS.items()})
TYPE, LINE = Axis.flat("type", TYPES), Axis.flat("line", LINES)


def options(asked: argparse.ArgumentParser) -> None:
    """What can be chosen for this section."""
    asked.add_argument("--sdc-firms", type=int, default=100_000, help="firms behind the book")


def run(args: argparse.Namespace) -> None:
    """Count, protect, attack, print."""
    began = time.perf_counter()
    aggregates, equations = book(args.sdc_firms)
    counted, working = time.perf_counter(), time.process_time()
    with Peak(lambda: (os.getpid(),)) as peak:
        outcome = disclosure.protect(aggregates, equations, disclosure.Parameters(), measures=MEASURES)
    protected, worked = time.perf_counter(), time.process_time() - working
    tried = disclosure.audit(
        aggregates, equations, disclosure.Parameters(), outcome.status, measures=MEASURES
    )
    attacked = time.perf_counter() - protected
    if not (outcome.passed and tried.passed):
        raise SystemExit(f"the book of the benchmark is not protected: {outcome.breaches[0]}")
    found = Counter(status or "free" for status in outcome.status.values())
    told = ", ".join(f"{n} {status}" for status, n in sorted(found.items()))
    print(
        f"Disclosure control of a book of {len(outcome.status):,} figures over {args.sdc_firms:,} firms, {len(YEARS)} years:"
    )
    print(f"  {counted - began:8.1f} s to count the aggregates by group (not part of it)")
    print(f"  {protected - counted:8.1f} s to protect and attack ({worked:.1f} s of one processor): {told}")
    print(f"  {attacked:8.1f} s of that is the attack alone, over {len(tried.intervals):,} withheld figures")
    print(
        f"  {outcome.programmes:8,} linear programmes; {outcome.cost / outcome.bound - 1:.1%} above the proven bound"
    )
    print(f"  {peak.megabytes:8.0f} MB at most")


def book(firms: int) -> tuple[dict[Fact, Aggregate], list[Equation]]:
    """Every fact with what is behind it, and every sum."""
    aggregates: dict[Fact, Aggregate] = {}
    equations: list[Equation] = []
    for year in YEARS:
        units = city(firms, year)
        for key in ("rev_total", "rev_onbehalf", "rev_net", "staff_total", *EDUCATION):
            facts, sums = disclosure.crossing(key, year, DISTRICT, TYPE)
            aggregates |= counted(units, facts)
            equations += sums
        for key in ("rev_total", "rev_onbehalf", "rev_net"):
            facts, sums = disclosure.crossing(key, year, LINE, TYPE)
            aggregates |= counted(units, [each for each in facts if each not in aggregates])
            equations += sums
        for key, other in itertools.product(("tax_total", *SERVICES), (TYPE, DISTRICT)):
            facts, sums = disclosure.crossing(key, year, other)
            aggregates |= counted(units, [each for each in facts if each not in aggregates])
            equations += sums
        revenue = [each for each in aggregates if each.indicator == "rev_total" and each.year == year]
        equations += disclosure.across("rev_total", ("rev_onbehalf", "rev_net"), revenue)
        staff = [each for each in aggregates if each.indicator == "staff_total" and each.year == year]
        equations += disclosure.across("staff_total", EDUCATION, staff)
    return aggregates, list(dict.fromkeys(equations))


def city(firms: int, year: int) -> pl.DataFrame:
    """One row a firm: where, what, which group, and its figures; two giants and a head of twenty."""
    chance = np.random.default_rng(20261122)
    codes = {
        "district": _drawn(chance, DISTRICTS, firms),
        "type": _drawn(chance, TYPES, firms),
        "line": _drawn(chance, LINES, firms),
    }
    revenue = np.minimum(chance.lognormal(5.7, 1.8, firms), 99_000) * chance.lognormal(0.05, 0.2, firms)
    body = float(revenue.sum())
    for at, share in enumerate((0.75, 0.55, *np.linspace(0.06, 0.01, 18))):
        revenue[at] = body * share
    for at, (district, kind) in enumerate((("110105", "SOE"), ("110105", "PRIVATE"))):
        codes["district"][at], codes["type"][at], codes["line"][at] = district, kind, "DISPATCH"
    yearly = np.random.default_rng(year)
    revenue = np.round(revenue * yearly.lognormal(0.04, 0.1, firms), 2)
    collecting = np.isin(codes["line"], ["DISPATCH", "AGENCY", "OUTSRC"])
    onbehalf = np.round(np.where(collecting, 0.9, 0.0) * revenue, 2)
    staff = np.maximum(3, yearly.lognormal(1.8, 1.15, firms)).astype(np.int64)
    high = (staff * 0.2).astype(np.int64)
    post = (staff * 0.1).astype(np.int64)
    groups = np.where(
        chance.random(firms) < 0.1, chance.integers(0, firms // 40 + 1, firms), np.arange(firms) + firms
    )
    groups[:20] = np.arange(20) + 10 * firms
    found = pl.DataFrame(codes).with_columns(
        pl.Series("group", groups).cast(pl.Utf8),
        pl.Series("rev_total", np.round(revenue * 100).astype(np.int64)),
        pl.Series("rev_onbehalf", np.round(onbehalf * 100).astype(np.int64)),
        pl.Series("tax_total", np.round(revenue * 2).astype(np.int64)),
        pl.Series("staff_total", staff * 100),
        pl.Series("staff_edu_hs", high * 100),
        pl.Series("staff_edu_post", post * 100),
        pl.Series("staff_edu_college", (staff - high - post) * 100),
        *(
            pl.Series(
                key,
                np.where(chance.random(firms) < share, yearly.lognormal(4, 1.5, firms), 0).astype(np.int64)
                * 100,
            )
            for key, share in SERVICES.items()
        ),
    )
    areas = {code: area for area, members in AREAS.items() for code in members}
    return found.with_columns(
        rev_net=pl.col("rev_total") - pl.col("rev_onbehalf"),
        area_group=pl.col("district").replace_strict(areas),
    )


def _drawn(chance: np.random.Generator, weights: dict[str, float], n: int) -> np.ndarray:
    share = np.array(list(weights.values()))
    return chance.choice(list(weights), n, p=share / share.sum())


def counted(units: pl.DataFrame, facts: Sequence[Fact]) -> dict[Fact, Aggregate]:
    """Aggregates by enterprise group, all facts of one shape in one pass."""
    found: dict[Fact, Aggregate] = {}
    for (key, names), alike in itertools.groupby(sorted(facts, key=_shape), _shape):
        found |= _aggregates(units, key, names, list(alike))
    return found


def _shape(fact: Fact) -> tuple[str, tuple[str, ...]]:
    return fact.indicator, tuple(name for name, _ in fact.dims)


def _aggregates(
    units: pl.DataFrame, key: str, names: Sequence[str], facts: Iterable[Fact]
) -> dict[Fact, Aggregate]:
    by_group = (
        units.group_by([*names, "group"]).agg(pl.col(key).sum().alias("amount")).filter(pl.col("amount") != 0)
    ).sort("amount", "group", descending=[True, False])
    whole = by_group.with_columns(pl.lit(0).alias("all")).group_by([*names, "all"], maintain_order=True)
    rows = whole.agg(
        pl.len().alias("n"),
        pl.col("amount").sum().alias("total"),
        pl.col("amount").head(2).alias("top"),
        pl.col("group").head(2).alias("who"),
    )
    known = {tuple(row[name] for name in names): row for row in rows.to_dicts()}
    found = {}
    for fact in facts:
        row = known.get(tuple(code for _, code in fact.dims))
        if row is None:
            found[fact] = Aggregate(0, Decimal(0))
            continue
        first, second = ([_of(each) for each in row["top"]] + [Decimal(0)])[:2]
        one, two = (row["who"] + [""])[:2]
        found[fact] = Aggregate(row["n"], _of(row["total"]), first, second, one, two)
    return found


def _of(hundredths: int) -> Decimal:
    return Decimal(hundredths).scaleb(-2)
