"""Invented microdata of any size: the scenario of a city whose revenue is in few hands. No firm in it exists."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from regulation.indicators import catalogue
from regulation.indicators.options import BUSINESS_LINES, COLLECTING_LINES, INDUSTRIES, type_group
from reports.statistics.microdata import DISTRICTS, KEYS, Microdata

Ints = NDArray[np.int64]
TYPES = {"ENT_PRIV": 0.73, "ENT_SOE": 0.05, "ENT_FOR": 0.03, "ENT_HK": 0.015, "ENT_TW": 0.005, "NPO_OTH": 0.04,
         "PUB_EMP": 0.08, "PUB_TAL": 0.05}  # fmt: skip
AREAS = {"110105": 0.30, "110108": 0.18, "110101": 0.08, "110102": 0.07, "110106": 0.09, "110112": 0.08, "110115": 0.04,
         "110113": 0.04, "110114": 0.04, "BDA": 0.03, "110107": 0.02, "110111": 0.01}  # fmt: skip
TICKED = {"RECRUIT": 0.70, "HEADHUNT": 0.20, "DISPATCH": 0.38, "CONSULT": 0.40, "AGENCY": 0.35, "OUTSRC": 0.45,
          "TRAIN": 0.22, "ASSESS": 0.07, "SOFTWARE": 0.08, "OTHER": 0.05}  # fmt: skip
#: Revenue of the largest in 万元: two above 100 billion yuan, four of tens of billions, fourteen of billions.
HEAD = (13_000_000, 11_000_000, 3_500_000, 2_400_000, 1_600_000, 1_100_000, *range(100_000, 940_000, 60_000))
SILENT = 0.04


def microdata(units: int, years: tuple[int, ...] = (2023, 2024, 2025), seed: int = 20261122) -> Microdata:
    """Microdata in which every sum of a return adds up; some units are silent, some in groups."""
    rng = np.random.default_rng(seed)
    share = 1 - sum(AREAS.values())
    others = [code for code in DISTRICTS if code not in AREAS]
    areas = {**AREAS, **dict.fromkeys(others, share / len(others))}
    at = np.arange(units)
    kinds = rng.choice(list(TYPES), units, p=list(TYPES.values()))
    kinds[: len(HEAD)] = np.where(np.arange(len(HEAD)) % 3 == 0, "ENT_SOE", "ENT_PRIV")[:units]
    grouped = np.where((at % 50 < 4) & (at > len(HEAD)), at - at % 50, at)
    steady = {
        "unit": [f"U{each:09d}" for each in at],
        "group": [f"U{each:09d}" for each in grouped],
        "district": rng.choice(list(areas), units, p=list(areas.values())),
        "inst_type": kinds,
        "type_group": [type_group(str(each)) for each in kinds],
        "is_public": np.char.startswith(kinds.astype(str), "PUB"),
        "has_licence": rng.random(units) < 0.75,
        "has_filing": rng.random(units) < 0.65,
    }
    ticked = {line.code: rng.random(units) < TICKED[line.code] for line in BUSINESS_LINES}
    size = np.exp(rng.normal(np.log(300), 1.8, units)).clip(0, 90_000)
    size[: len(HEAD)] = HEAD[:units]
    staff = np.maximum(3, np.exp(rng.normal(np.log(6), 1.15, units))).astype(np.int64)
    staff[: len(HEAD)] = rng.integers(500, 8_000, min(units, len(HEAD)))
    return Microdata.of(pl.concat([_year(year, rng, steady, ticked, size, staff) for year in years]))


def _year(  # noqa: PLR0917 - what a unit keeps over the years
    year: int,
    rng: np.random.Generator,
    steady: dict[str, object],
    ticked: dict[str, NDArray[np.bool_]],
    size: NDArray[np.float64],
    staff: Ints,
) -> pl.DataFrame:
    units = len(staff)
    is_public = np.asarray(steady["is_public"])
    answered = (rng.random(units) >= SILENT) | (np.arange(units) < len(HEAD))
    grown = np.exp(rng.normal(0.06, 0.15, units))
    figures: dict[str, Ints] = {}
    people = np.maximum(1, (staff * grown).astype(np.int64))
    figures["staff_total"] = people
    low, high = (people * 0.2).astype(np.int64), (people * 0.1).astype(np.int64)
    figures |= {"staff_edu_hs": low, "staff_edu_post": high, "staff_edu_college": people - low - high}
    revenue = np.where(is_public, 0, size * grown * 100).astype(np.int64)
    _spread(figures, [f"rev_{line.code.lower()}" for line in BUSINESS_LINES],
            [ticked[line.code] for line in BUSINESS_LINES], revenue, rng)  # fmt: skip
    for line in COLLECTING_LINES:
        gross = figures[f"rev_{line.code.lower()}"]
        figures[f"onbehalf_{line.code.lower()}"] = (gross * rng.choice([0.0, 0.85, 0.9], units)).astype(
            np.int64
        )
    figures["rev_total"] = sum(figures[f"rev_{line.code.lower()}"] for line in BUSINESS_LINES)
    figures["rev_onbehalf"] = sum(figures[f"onbehalf_{line.code.lower()}"] for line in COLLECTING_LINES)
    workers = np.where(ticked["DISPATCH"], rng.integers(0, 400, units), 0)
    _spread(figures, [f"disp_ind_{each.code.lower()}" for each in INDUSTRIES], [np.ones(units, bool)] * len(INDUSTRIES),
            workers, rng)  # fmt: skip
    figures["disp_workers"] = sum(figures[f"disp_ind_{each.code.lower()}"] for each in INDUSTRIES)
    for key in KEYS:
        if key not in figures:
            figures[key] = (np.exp(rng.normal(3, 1.5, units)) * people / 6).astype(np.int64)
    return pl.DataFrame(
        {
            "year": np.full(units, year, np.int16),
            **steady,
            "state": np.where(answered, "A", "M"),
            "is_nil": np.zeros(units, bool),
            **{f"line_{code}": chosen & answered for code, chosen in ticked.items()},
        }
    ).hstack([_column(key, figures[key], answered, is_public, ticked) for key in KEYS])


def _column(
    key: str,
    values: Ints,
    answered: NDArray[np.bool_],
    is_public: NDArray[np.bool_],
    ticked: dict[str, NDArray[np.bool_]],
) -> pl.Series:
    """In hundredths, empty where the form does not ask."""
    indicator = catalogue.BY_KEY[key]
    asked = answered.copy()
    if catalogue.BY_GROUP[indicator.group].for_profit_only:
        asked &= ~is_public
    if indicator.only_types:
        asked &= is_public
    if indicator.lines:
        asked &= np.logical_or.reduce([ticked[code] for code in sorted(indicator.lines)])
    money = indicator.unit is not None and indicator.unit.zh == "万元"
    scaled = values if money and key.startswith(("rev_", "onbehalf_")) else values * catalogue.SCALE
    return pl.DataFrame({key: scaled, "asked": asked}).select(pl.when("asked").then(key).alias(key))[key]


def _spread(
    figures: dict[str, Ints],
    keys: list[str],
    chosen: list[NDArray[np.bool_]],
    whole: Ints,
    rng: np.random.Generator,
) -> None:
    """A whole over its parts, in whole steps, nothing left over where any part is chosen."""
    weights = np.stack([np.where(each, rng.random(len(whole)) ** 3, 0.0) for each in chosen])
    total = weights.sum(axis=0)
    shares = np.divide(weights, total, out=np.zeros_like(weights), where=total > 0)
    parts = (shares * whole).astype(np.int64)
    rest = np.where(total > 0, whole - parts.sum(axis=0), 0)
    parts[weights.argmax(axis=0), np.arange(len(whole))] += rest
    figures |= dict(zip(keys, parts, strict=True))
