"""A year's sums from the microdata: each with who is behind it and how much of it is imputed. Pure.

Enterprise groups are one contributor: amounts are added by group first, then the two largest are taken.
A group counts as a contributor where it stated something itself; an estimate of ours hides nobody's
figure behind a number of respondents that never answered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from regulation.indicators import catalogue
from regulation.indicators.options import BUSINESS_LINES, COLLECTING_LINES, INDUSTRIES
from reports.late import np, pl
from reports.statistics.disclosure import Aggregate, Fact, Measure
from reports.statistics.microdata import (
    AREA_GROUP_OF,
    DISTRICTS,
    ELSEWHERE,
    IMPUTED,
    KEYS,
    LINES,
    RESPONDED,
    Microdata,
)
from reports.statistics.table import Response

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

SCALE = Decimal(catalogue.SCALE)
NET = "rev_net"
#: What of a total stands in no line: roundings, and totals whose lines were not stated.
UNALLOCATED = "unallocated"

#: Lower bounds of the revenue bands in 万元, with their codes.
BANDS = (
    ("b00", 0), ("b01", 10), ("b02", 100), ("b03", 500), ("b04", 2_000), ("b05", 10_000), ("b06", 50_000),
    ("b07", 100_000), ("b08", 1_000_000), ("b09", 10_000_000),
)  # fmt: skip
#: The bands of which revenue is shown: wide enough to hide whoever is in them.
WIDE_BANDS: Mapping[str, tuple[str, ...]] = {
    "small": ("b00", "b01", "b02"),
    "middle": ("b03", "b04"),
    "large": ("b05", "b06", "b07", "b08", "b09"),
}
NO_BAND = ""
_EMPTY = -(2**63)


@dataclass(frozen=True, slots=True)
class Sum:
    """A figure of the year: the aggregate that disclosure control judges, and the imputed part of its total."""

    aggregate: Aggregate
    imputed: Decimal = Decimal(0)

    @property
    def total(self) -> Decimal:
        """The figure."""
        return self.aggregate.total

    @property
    def imputed_share(self) -> Decimal:
        """Imputed value in all value."""
        return abs(self.imputed / self.total) if self.total else Decimal(0)


NOTHING = Sum(Aggregate(0, Decimal(0)))


class _Cut:
    """The population in parts: in which part each amount falls, after the amounts of a group were added in each part."""

    def __init__(
        self, labels: pl.Series, groups: Ints, group_names: pl.Series, is_grouped: NDArray[np.bool_]
    ) -> None:
        codes, self.labels = _coded(labels)
        self.single = np.flatnonzero(~is_grouped)
        self.grouped = np.flatnonzero(is_grouped)
        # A part of the population and a group within it, as one number.
        joint = codes[self.grouped] * (int(groups.max(initial=0)) + 1) + groups
        pairs, first, self.pair_of = np.unique(joint, return_index=True, return_inverse=True)
        self.pairs = len(pairs)
        part = np.concatenate([codes[self.single], codes[self.grouped][first]])
        self.order = np.argsort(part, kind="stable")
        ordered = part[self.order]
        self.starts = np.flatnonzero(np.diff(ordered, prepend=-1))
        self.parts = [self.labels[code] for code in ordered[self.starts]]
        self.segment = np.repeat(np.arange(len(self.starts)), np.diff(self.starts, append=len(ordered)))
        self.rows = np.concatenate([self.single, self.grouped[first]])[self.order]
        self.names = group_names

    def amounts(self, values: Ints) -> Ints:
        """Amounts by contributor, part after part."""
        summed = np.zeros(self.pairs, dtype=np.int64)
        np.add.at(summed, self.pair_of, values[self.grouped])
        return np.concatenate([values[self.single], summed])[self.order]

    def sums(self, values: Ints, stated: Ints | None) -> dict[str, Sum]:
        """Each part's sum; `stated` where something of the values was imputed."""
        if not len(self.starts):
            return {}
        amounts = self.amounts(values)
        said = amounts if stated is None else self.amounts(stated)
        total = np.add.reduceat(amounts, self.starts)
        of_stated = total if stated is None else np.add.reduceat(said, self.starts)
        contributors = np.add.reduceat((said != 0).astype(np.int64), self.starts)
        size = np.abs(amounts)
        absolute = np.add.reduceat(size, self.starts)
        first = self._largest(size)
        rest = size.copy()
        rest[first] = -1
        second = self._largest(rest)
        return {
            part: Sum(
                _aggregate(
                    int(contributors[at]),
                    int(total[at]),
                    (int(amounts[first[at]]), self._name(first[at])),
                    (int(amounts[second[at]]), self._name(second[at])) if rest[second[at]] > 0 else (0, ""),
                    int(absolute[at]),
                ),
                Decimal(int(total[at] - of_stated[at])) / SCALE,
            )
            for at, part in enumerate(self.parts)
        }

    def _largest(self, size: Ints) -> Ints:
        """Where in each part the largest stands, the first of several alike."""
        largest = np.maximum.reduceat(size, self.starts)
        where = np.where(size == largest[self.segment], np.arange(len(size)), len(size))
        return np.minimum.reduceat(where, self.starts)

    def _name(self, at: int) -> str:
        return str(self.names[int(self.rows[at])])


def _aggregate(
    contributors: int, total: int, first: tuple[int, str], second: tuple[int, str], absolute: int
) -> Aggregate:
    return Aggregate(
        contributors,
        Decimal(total) / SCALE,
        Decimal(first[0]) / SCALE,
        Decimal(second[0]) / SCALE,
        first[1] if first[0] else "",
        second[1],
        Decimal(absolute) / SCALE if absolute != abs(total) else None,
    )


def _coded(labels: pl.Series) -> tuple[Ints, list[str]]:
    known = sorted(labels.unique().to_list())
    coded = labels.replace_strict(known, list(range(len(known))), return_dtype=pl.Int64)
    return coded.to_numpy(), known


@dataclass(frozen=True, slots=True)
class _Changes:
    """What each group had in a figure and has now."""

    names: Sequence[str]
    before: Ints
    after: Ints

    @property
    def amounts(self) -> Ints:
        return self.after - self.before

    def aggregate(self, contributors: int) -> Aggregate:
        changed = self.amounts
        size = np.abs(changed)
        if not size.any():
            return NOTHING.aggregate
        first = int(size.argmax())
        rest = size.copy()
        rest[first] = -1
        second = int(rest.argmax())
        return _aggregate(
            contributors,
            int(changed.sum()),
            (int(changed[first]), self.names[first]),
            (int(changed[second]), self.names[second]) if rest[second] > 0 else (0, ""),
            int(size.sum()),
        )


class Figures:
    """Every figure that a table may show of one year."""

    def __init__(self, microdata: Microdata, year: int) -> None:
        self.year = year
        self.microdata = microdata
        self._stated = microdata.of_year(year)
        self._estimates = _estimates(self._stated, microdata.imputed_of(year))
        self._columns: dict[tuple[str, bool], Ints] = {}
        self._cuts: dict[str, _Cut] = {}
        self._found: dict[tuple[str, str], dict[str, Sum]] = {}
        self._alignment: tuple[list[str], Ints, Ints] | None = None

    @cached_property
    def _groups(self) -> tuple[Ints, NDArray[np.bool_]]:
        """Which units share their group with another, and the groups of those, as numbers."""
        shared = self._stated["group"].is_duplicated()
        return _coded(self._stated["group"].filter(shared))[0], shared.to_numpy()

    @cached_property
    def units(self) -> pl.DataFrame:
        """Who is in the population, with the places where each is shown; no figures but its revenue band."""
        district = pl.when(pl.col("district").is_in(DISTRICTS)).then("district").otherwise(pl.lit(ELSEWHERE))
        registered = (
            pl.when(pl.col("has_licence") & pl.col("has_filing")).then(pl.lit("both"))
            .when("has_licence").then(pl.lit("licence"))
            .when("has_filing").then(pl.lit("filing"))
            .otherwise(pl.lit("none"))
        )  # fmt: skip
        revenue = self._filled("rev_total", empty=-1)
        at = np.searchsorted([bound * catalogue.SCALE for _, bound in BANDS], revenue, side="right")
        names = np.array([NO_BAND, *(code for code, _ in BANDS)])
        band = pl.Series("band", names[at], dtype=pl.String)
        return self._stated.select(
            "unit",
            "group",
            "state",
            *LINES,
            pl.col("type_group").fill_null("OTHER").alias("type"),
            district.alias("district"),
            district.replace_strict(AREA_GROUP_OF, default=ELSEWHERE).alias("area_group"),
            registered.alias("registration"),
            pl.when("is_public").then(pl.lit("PUBLIC")).otherwise(pl.lit("FOR_PROFIT")).alias("sector"),
            band,
        ).with_columns(
            pl.col("band")
            .replace_strict(
                {code: wide for wide, codes in WIDE_BANDS.items() for code in codes}, default=NO_BAND
            )
            .alias("wide_band")
        )

    # --- sums ---------------------------------------------------------------------------------------

    def sum(self, fact: Fact) -> Sum:
        """The figure at an address. Raises KeyError where the year's form knows no such indicator."""
        column, cut, part = located(fact)
        return self.sums(column, cut).get(part, NOTHING)

    def sums(self, column: str, cut: str = "") -> dict[str, Sum]:
        """A column's sums by the parts of a cut; the whole population is the part "" of the cut ""."""
        if (column, cut) not in self._found:
            values = self._column(column)
            stated = self._column(column, stated=True) if self._is_imputed(column) else None
            self._found[column, cut] = self._cut(cut).sums(values, stated)
        return self._found[column, cut]

    def is_asked(self, column: str) -> bool:
        """Whether anybody in the year was asked for a column at all."""
        return any(self._stated[key].null_count() < self._stated.height for key in _terms(column))

    def members(self, indicator: str) -> pl.DataFrame:
        """Who is behind an indicator: unit, group, the places where each is shown, amount, and whether it is stated."""
        return self.units.select("unit", "group", *CUTS).with_columns(
            pl.Series("amount", self._column(indicator)),
            (pl.Series("stated", self._column(indicator, stated=True)) != 0).alias("is_stated"),
        )

    def change(self, since: Figures, fact: Fact) -> Aggregate | None:
        """What a reader learns who subtracts last year's figure; None where that is nobody's whole figure.

        As `disclosure.change`, over all groups at once: only where the group that changed most is new or gone
        is the change its own figure.
        """
        changes = self._changes(since, fact)
        size = np.abs(changes.amounts)
        first = int(size.argmax()) if len(size) else 0
        if not len(size) or not size[first] or (changes.before[first] and changes.after[first]):
            return None
        return changes.aggregate(int((size > 0).sum()))

    def revision(self, since: Figures, fact: Fact) -> Aggregate:
        """What a reader learns who subtracts the same figure of an earlier release.

        As `disclosure.change`, but that a contributor is who states something else than then: an estimate that
        was made anew is nobody's figure. Raises KeyError where the figure is no sum of the form's cells.
        """
        stated = self._changes(since, fact, stated=True)
        return self._changes(since, fact).aggregate(int((stated.amounts != 0).sum()))

    def _changes(self, since: Figures, fact: Fact, *, stated: bool = False) -> _Changes:
        column, cut, part = located(fact)
        names, own, others = self._aligned(since)
        now, then = self._column(column, stated=stated), since._column(column, stated=stated)
        if cut:
            mine, theirs = ((each.units[cut] == part).to_numpy() for each in (self, since))
            own, now, others, then = own[mine], now[mine], others[theirs], then[theirs]
        after, before = np.zeros(len(names), np.int64), np.zeros(len(names), np.int64)
        np.add.at(after, own, now)
        np.add.at(before, others, then)
        return _Changes(names, before, after)

    def _aligned(self, since: Figures) -> tuple[list[str], Ints, Ints]:
        """The groups of both years by name, and where each unit's group stands among them."""
        if self._alignment is None:
            both = pl.concat([self._stated["group"], since._stated["group"]])
            codes, names = _coded(both)
            self._alignment = (names, codes[: self._stated.height], codes[self._stated.height :])
        return self._alignment

    def _cut(self, name: str) -> _Cut:
        if name not in self._cuts:
            labels = self.units[name] if name else pl.Series([""] * self._stated.height, dtype=pl.String)
            self._cuts[name] = _Cut(labels, self._groups[0], self._stated["group"], self._groups[1])
        return self._cuts[name]

    def _is_imputed(self, column: str) -> bool:
        return not self._estimates.keys().isdisjoint(_terms(column))

    def _filled(self, key: str, *, stated: bool = False, empty: int = 0) -> Ints:
        """A key with the estimates in its empty places."""
        values: Ints = self._marked[key].to_numpy()
        if not stated and key in self._estimates:
            rows, estimates = self._estimates[key]
            is_open = values[rows] == _EMPTY
            values = values.copy()
            values[rows[is_open]] = estimates[is_open]
        return np.where(values == _EMPTY, empty, values)

    @cached_property
    def _marked(self) -> pl.DataFrame:
        """The keys with a number nobody can state in their empty places, so that the rest is plain arithmetic."""
        return self._stated.select(pl.col(KEYS).fill_null(_EMPTY))

    def _column(self, name: str, *, stated: bool = False) -> Ints:
        if (name, stated) not in self._columns:
            (first, *others) = _terms(name).items()
            values = self._filled(first[0], stated=stated)
            for key, sign in others:
                values = values + sign * self._filled(key, stated=stated)
            self._columns[name, stated] = values
        return self._columns[name, stated]

    # --- numbers of units ---------------------------------------------------------------------------

    def counts(self, *by: str) -> dict[tuple[str, ...], int]:
        """Units of the population by the columns of `units`."""
        if not by:
            return {(): self.units.height}
        found = self.units.group_by(*by).len()
        return {tuple(str(code) for code in row[:-1]): int(row[-1]) for row in found.iter_rows()}

    def counted(self, by: str = "") -> dict[str, Aggregate]:
        """Numbers of units with revenue, where they are crossed with it: as a figure with its contributors."""
        one = (self.units["band"] != NO_BAND).cast(pl.Int64).to_numpy() * catalogue.SCALE
        return {part: found.aggregate for part, found in self._cut(by).sums(one, None).items()}

    @cached_property
    def response(self) -> Response:
        """Who answered, by number and by revenue."""
        states = self._stated["state"]
        answered = int((states == RESPONDED).sum())
        whole = int(self._column("rev_total").sum())
        of_answered = int(self._column("rev_total")[(states == RESPONDED).to_numpy()].sum())
        return Response(answered, self._stated.height, Decimal(of_answered) / whole if whole else None)

    @cached_property
    def estimated(self) -> int:
        """Units that did not answer and were imputed."""
        return int((self._stated["state"] == IMPUTED).sum())


def _estimates(units: pl.DataFrame, cells: pl.DataFrame) -> dict[str, tuple[Ints, Ints]]:
    """By key, the rows of the units that were imputed, and the values."""
    placed = cells.join(units.select("unit").with_row_index("row"), on="unit", how="inner")
    if placed.is_empty():
        return {}
    keys = placed["key"].cast(pl.Enum(KEYS)).to_physical().cast(pl.Int64).to_numpy()
    order = np.argsort(keys, kind="stable")
    rows, values = placed["row"].cast(pl.Int64).to_numpy()[order], placed["value"].to_numpy()[order]
    known, first = np.unique(keys[order], return_index=True)
    ends = [*first[1:], len(order)]
    return {
        KEYS[key]: (rows[at:end], values[at:end]) for key, at, end in zip(known, first, ends, strict=True)
    }


def figures(microdata: Microdata, year: int) -> Figures:
    """The figures of a year, computed once for all tables of a book."""
    if year not in microdata.memo:
        microdata.memo[year] = Figures(microdata, year)
    found: Figures = microdata.memo[year]
    return found


#: Revenue of a line as a column: gross, collected for others, net.
_COLLECTING = {line.code for line in COLLECTING_LINES}
_ALL_LINES = tuple(f"rev_{line.code.lower()}" for line in BUSINESS_LINES)
_ALL_COLLECTED = tuple(f"onbehalf_{line.code.lower()}" for line in COLLECTING_LINES)
_ALL_INDUSTRIES = tuple(f"disp_ind_{industry.code.lower()}" for industry in INDUSTRIES)
CUTS = ("type", "district", "area_group", "band", "wide_band", "sector")


def _line_column(indicator: str, line: str) -> str:
    prefix = {"rev_total": "rev", "rev_onbehalf": "onbehalf", NET: "net"}[indicator]
    return f"{prefix}_{line.lower()}"


def located(fact: Fact) -> tuple[str, str, str]:
    """Column, cut and part of a fact. Raises KeyError for a figure that is no sum of the form's cells."""
    column, cut, part = fact.indicator, "", ""
    for dimension, code in fact.dims:
        match dimension:
            case "line":
                column = _line_column(fact.indicator, code)
            case "industry":
                column = f"disp_ind_{code.lower()}"
            case _:
                cut, part = dimension, code
    if cut == "type" and part == "FOR_PROFIT":
        cut = "sector"
    if cut == "band" and part in WIDE_BANDS:
        cut = "wide_band"
    if cut and cut not in CUTS:
        raise KeyError(fact)
    return column, cut, part


def _terms(column: str) -> dict[str, int]:
    """The keys a column is made of, each with its sign."""
    if column in KEYS:
        return {column: 1}
    if column == NET:
        return _less({"rev_total": 1}, {"rev_onbehalf": 1})
    if column == f"disp_ind_{UNALLOCATED}":
        return _less({"disp_workers": 1}, dict.fromkeys(_ALL_INDUSTRIES, 1))
    kind, _, line = column.partition("_")
    if line == UNALLOCATED:
        gross = _less({"rev_total": 1}, dict.fromkeys(_ALL_LINES, 1))
        collected = _less({"rev_onbehalf": 1}, dict.fromkeys(_ALL_COLLECTED, 1))
        return {"rev": gross, "onbehalf": collected, "net": _less(gross, collected)}[kind]
    if kind == "net" and f"rev_{line}" in KEYS:
        return _less({f"rev_{line}": 1}, {f"onbehalf_{line}": 1} if line.upper() in _COLLECTING else {})
    raise KeyError(column)


def _less(whole: Mapping[str, int], taken: Mapping[str, int]) -> dict[str, int]:
    return {**whole, **{key: -sign for key, sign in taken.items()}}


def measure_of(key: str, *, printed: Decimal = Decimal(0)) -> Measure:
    """What anybody knows of an indicator's figures: the step it is reported in, whether it may be negative."""
    indicator = catalogue.BY_KEY.get("rev_total" if key == NET else key)
    if indicator is None:
        return Measure(grain=Decimal(1), printed=printed, public=True)
    grain = Decimal(1) if indicator.kind.value == "count" else Decimal(1) / SCALE
    return Measure(grain=grain, printed=printed, signed=indicator.may_be_negative)
