"""What respondents tell about those that did not answer: trends, ratios and donors by stratum. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from regulation.indicators import catalogue
from reports.late import pl
from reports.statistics.microdata import AREA_GROUP_OF, ELSEWHERE, KEYS, LINES, MISSING, RESPONDED, Microdata

#: A trend or a ratio of fewer units is noise: the next wider stratum is taken.
FEWEST = 5
#: Lower bounds of the bands of staff in which a donor is looked for.
STAFF_BANDS = (0, 5, 10, 20, 50, 100, 500)
#: Type and functional group of districts; type; everybody.
STRATA = ("stratum", "type_group", "everybody")
#: What a donor has in common with the receiver, less and less of it.
LIKENESS = (
    ("inst_type", "line_set", "staff_band", "area_group"),
    ("inst_type", "line_set", "staff_band"),
    ("inst_type", "staff_band"),
    ("inst_type",),
    ("type_group",),
    ("is_public",),
)
SCALE = catalogue.SCALE

Row = dict[str, Any]


class Strata:
    """What respondents tell about those that did not answer."""

    def __init__(self, microdata: Microdata, year: int) -> None:
        self.year = year
        self.digest = microdata.digest
        self._narrow: dict[tuple[str, str, str], tuple[float, str] | None] = {}
        now = _with_strata(microdata.of_year(year))
        self.respondents = now.filter(pl.col("state") == RESPONDED).sort("unit")
        self.asked = _asked_of(self.respondents)
        self.lacking = now.filter((pl.col("state") != RESPONDED) | _lacks(self.asked)).sort("unit")
        earlier = microdata.completed(year - 1).filter(pl.col("state") != MISSING)
        self.before: dict[str, Row] = {
            row["unit"]: row
            for row in earlier.join(self.lacking.select("unit"), on="unit", how="semi").iter_rows(named=True)
        }
        self._earlier = microdata.of_year(year - 1).filter(pl.col("state") == RESPONDED)

    @cached_property
    def _trends(self) -> dict[tuple[str, str], dict[str, tuple[int, int, int]]]:
        """Of units that stated a key in both years: how many, last year's sum, this year's, by stratum."""
        both = self.respondents.select("unit", *STRATA, *KEYS).join(
            self._earlier.select("unit", *KEYS), on="unit", suffix=".before"
        )
        return _sums(both, [f"{key}.before" for key in KEYS])

    @cached_property
    def _ratios(self) -> dict[tuple[str, str], dict[str, tuple[int, int, int]]]:
        """Of units that stated a key and their staff: how many, sum of staff, sum of the key, by stratum."""
        return _sums(self.respondents.select("unit", *STRATA, *KEYS), ["staff_total"] * len(KEYS))

    def trend(self, unit: Row, key: str) -> tuple[float, str] | None:
        """How the key grew in the narrowest stratum with enough units."""
        return self._remembered("trend", unit, key)

    def ratio(self, unit: Row, key: str) -> tuple[float, str] | None:
        """The key for each person of staff in the narrowest stratum with enough units."""
        return self._remembered("ratio", unit, key)

    def _remembered(self, kind: str, unit: Row, key: str) -> tuple[float, str] | None:
        """The same answer, and the same text of it, for every unit of a stratum."""
        asked = (kind, unit[STRATA[0]], key)
        if asked not in self._narrow:
            self._narrow[asked] = self._narrowest(
                self._trends if kind == "trend" else self._ratios, unit, key
            )
        return self._narrow[asked]

    def _narrowest(
        self, found: Mapping[tuple[str, str], Mapping[str, tuple[int, int, int]]], unit: Row, key: str
    ) -> tuple[float, str] | None:
        for stratum in STRATA:
            number, base, value = found.get((stratum, unit[stratum]), {}).get(key, (0, 0, 0))
            if number >= FEWEST and base > 0:
                return value / base, f"{unit[stratum]} n={number}"
        return None

    @cached_property
    def _donors(self) -> list[dict[tuple[Any, ...], list[int]]]:
        """Where respondents stand, by what a donor has in common with the receiver: less and less of it."""
        pools = []
        for alike in LIKENESS:
            found = self.respondents.with_row_index("at").group_by(*alike, maintain_order=True).agg("at")
            pools.append({row[:-1]: row[-1] for row in found.iter_rows()})
        return pools

    def donor(self, unit: Row) -> tuple[Row, str] | None:
        """A respondent like the unit, chosen by hash."""
        for pool, alike in zip(self._donors, LIKENESS, strict=True):
            if any(unit.get(name) is None for name in alike):
                continue
            candidates = pool.get(tuple(unit[name] for name in alike), [])
            if candidates:
                drawn = hashlib.sha256(f"{self.digest}|{self.year}|{unit['unit']}".encode()).digest()
                at = candidates[int.from_bytes(drawn[:8], "big") % len(candidates)]
                chosen = self.respondents.row(at, named=True)
                return chosen, f"{chosen['unit']} ({', '.join(alike)})"
        return None


def _with_strata(units: pl.DataFrame) -> pl.DataFrame:
    area = pl.col("district").replace_strict(AREA_GROUP_OF, default=ELSEWHERE)
    return units.with_columns(
        area.alias("area_group"),
        pl.concat_str("type_group", pl.lit("/"), area).alias("stratum"),
        pl.lit("all").alias("everybody"),
        pl.concat_str(pl.when(pl.col(line)).then(pl.lit("1")).otherwise(pl.lit("0")) for line in LINES).alias(
            "line_set"
        ),
        (
            pl.sum_horizontal(
                (pl.col("staff_total") >= bound * SCALE).cast(pl.Int64) for bound in STAFF_BANDS
            )
            - 1
        ).alias("staff_band"),
    )


def staff_band(staff: int) -> int:
    return max(at for at, bound in enumerate(STAFF_BANDS) if staff >= bound * SCALE)


def _sums(
    frame: pl.DataFrame, bases: Sequence[str]
) -> dict[tuple[str, str], dict[str, tuple[int, int, int]]]:
    found: dict[tuple[str, str], dict[str, tuple[int, int, int]]] = {}
    for stratum in STRATA:
        summed = frame.group_by(stratum).agg(
            each
            for key, base in zip(KEYS, bases, strict=True)
            for known in [pl.col(key).is_not_null() & pl.col(base).is_not_null()]
            for each in (
                known.sum().alias(f"{key}.n"),
                pl.col(base).filter(known).sum().alias(f"{key}.base"),
                pl.col(key).filter(known).sum().alias(f"{key}.value"),
            )
        )
        for row in summed.iter_rows(named=True):
            found[stratum, row[stratum]] = {
                key: (row[f"{key}.n"], row[f"{key}.base"], row[f"{key}.value"]) for key in KEYS
            }
    return found


def _applies(key: str) -> pl.Expr:
    """Whether the form asks a unit for a key, by its answers to what decides it."""
    indicator = catalogue.BY_KEY[key]
    group = catalogue.BY_GROUP[indicator.group]
    asked = pl.lit(True)
    if group.needs_business:
        asked &= ~pl.col("is_nil").fill_null(value=False)
    if group.for_profit_only:
        asked &= ~pl.col("is_public").fill_null(value=False)
    if indicator.only_types:
        asked &= pl.col("inst_type").is_in(sorted(indicator.only_types))
    if indicator.lines:
        asked &= pl.any_horizontal(
            pl.col(f"line_{code}").fill_null(value=False) for code in sorted(indicator.lines)
        )
    return asked


def _asked_of(respondents: pl.DataFrame) -> frozenset[str]:
    """The keys of the year's form: filing refuses an empty cell that is asked, so one that most left empty was not."""
    if respondents.is_empty():
        return frozenset(KEYS)
    counted = respondents.select(
        each
        for key in KEYS
        for each in (
            _applies(key).sum().alias(f"{key}.asked"),
            (_applies(key) & pl.col(key).is_not_null()).sum().alias(f"{key}.stated"),
        )
    ).row(0, named=True)
    return frozenset(
        key
        for key in KEYS
        if counted[f"{key}.stated"] and 2 * counted[f"{key}.stated"] >= counted[f"{key}.asked"]
    )


def _lacks(asked: Iterable[str]) -> pl.Expr:
    """A respondent with an empty cell that it was asked."""
    return pl.any_horizontal(
        pl.lit(False),
        *(_applies(key) & pl.col(key).is_null() for key in sorted(asked)),
    )
