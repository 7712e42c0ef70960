"""What nobody stated, estimated by fixed rules in a fixed order, each cell marked with its method. Pure.

Administrative value, then last year's figure by the trend of its stratum, then the stratum's ratio to
staff, then a random donor of the same kind, then what the statistician entered by hand. A respondent's
own figure is never touched: systematic errors are proposed (`suspicions`), and only the respondent
corrects. The twenty largest are never imputed: `Imputation.blocked` names whom to phone.

Nothing here depends on a random generator: a donor is chosen by a hash of the microdata's digest and
the unit, so that the same microdata give the same donors in every process.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from regulation.indicators import catalogue
from regulation.indicators.indicator import Indicator, Kind
from regulation.indicators.options import BUSINESS_LINES, COLLECTING_LINES, INDUSTRIES, PUBLIC_TYPES
from reports.late import pl
from reports.statistics.microdata import CELLS, IMPUTED, KEYS, LINES, MISSING, RESPONDED, Microdata, schema
from reports.statistics.strata import Row, Strata, staff_band
from reports.statistics.suspicions import NEVER_IMPUTED, Large, never_imputed

SCALE = catalogue.SCALE

#: Wholes and the parts that must add up to them in every return (V010, V014, V020, V046).
PARTS: Mapping[str, tuple[str, ...]] = {
    "staff_total": ("staff_edu_hs", "staff_edu_college", "staff_edu_post"),
    "rev_total": tuple(f"rev_{line.code.lower()}" for line in BUSINESS_LINES),
    "rev_onbehalf": tuple(f"onbehalf_{line.code.lower()}" for line in COLLECTING_LINES),
    "disp_workers": tuple(f"disp_ind_{industry.code.lower()}" for industry in INDUSTRIES),
}
#: Nothing about a firm's size says how many users its platform has: only its own last figure does.
ONLY_BY_TREND = frozenset({"online_users"})
_AGES = ("staff_age_35", "staff_age_50", "staff_age_over")
#: A part that may not exceed its whole (V011, V021, and "of which").
AT_MOST: Mapping[str, str] = {
    "rev_onbehalf": "rev_total",
    **{f"onbehalf_{line.code.lower()}": f"rev_{line.code.lower()}" for line in COLLECTING_LINES},
    "staff_qual": "staff_total",
    "staff_title": "staff_total",
    "emp_served_mfg": "emp_served",
}


@dataclass(frozen=True, slots=True)
class Imputation:
    """The outcome: the cells with their method and what they rest on, and what stands in the way."""

    cells: pl.DataFrame
    basis: Mapping[tuple[str, str], str]
    blocked: tuple[Large, ...]
    left: tuple[str, ...]  #: units that no method reached, to be entered by hand

    @property
    def may_be_frozen(self) -> bool:
        """Whether nobody has to be phoned first."""
        return not self.blocked and not self.left


def impute(
    microdata: Microdata,
    year: int,
    *,
    admin: pl.DataFrame | None = None,
    manual: pl.DataFrame | None = None,
    largest: int = NEVER_IMPUTED,
) -> Imputation:
    """The missing cells of a year. `admin` and `manual` have columns unit, key, value (hundredths)."""
    given = _by_unit(admin)
    by_hand = _by_unit(manual)
    blocked = tuple(never_imputed(microdata, year, given, largest))
    withheld = {each.unit for each in blocked}
    strata = Strata(microdata, year)
    cells: list[tuple[int, str, str, str, int]] = []
    basis: dict[tuple[str, str], str] = {}
    left = []
    for unit in strata.lacking.iter_rows(named=True):
        if unit["unit"] in withheld:
            continue
        found = _Unit(unit, strata, given.get(unit["unit"], {}), by_hand.get(unit["unit"], {})).complete()
        if found is None:
            left.append(unit["unit"])
            continue
        for key in KEYS:
            if key in found:
                method, value, why = found[key]
                cells.append((year, unit["unit"], key, method, value))
                basis[unit["unit"], key] = why
    frame = pl.DataFrame(cells, schema=schema(CELLS), orient="row")
    return Imputation(frame, basis, blocked, tuple(left))


def applied(microdata: Microdata, imputation: Imputation) -> Microdata:
    """The microdata with the imputed cells beside the answers, and with the state of who was imputed."""
    reached = imputation.cells["unit"].unique().implode()
    years = imputation.cells["year"].unique().implode()
    units = microdata.units.with_columns(
        pl.when((pl.col("state") == MISSING) & pl.col("unit").is_in(reached) & pl.col("year").is_in(years))
        .then(pl.lit(IMPUTED))
        .otherwise("state")
        .alias("state")
    )
    kept = microdata.imputed.join(imputation.cells, on=["year", "unit", "key"], how="anti")
    return Microdata.of(units, pl.concat([kept, imputation.cells]))


Cell = tuple[str, int, str]


class _Unit:
    """A unit that is being completed."""

    def __init__(
        self, row: Row, strata: Strata, admin: Mapping[str, int], by_hand: Mapping[str, int]
    ) -> None:
        self.row, self.strata, self.admin, self.by_hand = row, strata, admin, by_hand
        self.before: Row = strata.before.get(row["unit"], {})
        self.stated = {key: row[key] for key in KEYS if row[key] is not None}
        self.found: dict[str, Cell] = {}

    def complete(self) -> dict[str, Cell] | None:
        """The missing cells; None when no method reaches the unit at all."""
        unit = dict(self.row)
        lines = self._lines()
        for method in (self._admin, self._trend, self._ratio):
            # Staff first: ratios and donors rest on it.
            for key in ("staff_total", *KEYS):
                if key not in self.stated and key not in self.found and self._is_asked(key, lines):
                    estimate = method(key)
                    if estimate is not None:
                        self.found[key] = estimate
        staff = self._value("staff_total")
        unit["staff_band"] = None if staff is None else staff_band(staff)
        unit["line_set"] = None if lines is None else "".join("01"[line in lines] for line in LINES)
        self._from_donor(unit, lines)
        for key, value in sorted(self.by_hand.items()):
            if key not in self.stated and key not in self.found:
                self.found[key] = ("manual", value, "statistician")
        if not self.found and self.row["state"] != RESPONDED:
            return None
        self._agree()
        return self.found

    def _value(self, key: str) -> int | None:
        if key in self.stated:
            value: int = self.stated[key]
            return value
        return self.found[key][1] if key in self.found else None

    def _lines(self) -> set[str] | None:
        """The unit's lines: its own answer, else those of its administrative figures, else last year's; None: unknown.

        Of unknown lines a ratio would spread a little of everything over everybody: those cells are left to a donor.
        """
        if self.row["state"] == RESPONDED:
            return {line for line in LINES if self.row[line]}
        known = {
            f"line_{code}"
            for key, value in self.admin.items()
            if value
            for code in catalogue.BY_KEY[key].lines
        }
        return known or {line for line in LINES if self.before.get(line)} or None

    def _is_asked(self, key: str, lines: set[str] | None) -> bool:
        """Whether a form would ask the unit for the key; of unknown lines only what every unit is asked."""
        indicator = catalogue.BY_KEY[key]
        if key not in self.strata.asked or not self._fits(indicator):
            return False
        return not indicator.lines or (
            lines is not None and any(f"line_{code}" in lines for code in indicator.lines)
        )

    def _fits(self, indicator: Indicator) -> bool:
        group = catalogue.BY_GROUP[indicator.group]
        # Who did no business last year and says nothing this year is taken to have done none.
        is_nil = self.row["is_nil"] if self.row["state"] == RESPONDED else self.before.get("is_nil")
        if group.needs_business and is_nil:
            return False
        if group.for_profit_only and self.row["inst_type"] in PUBLIC_TYPES:
            return False
        return not indicator.only_types or self.row["inst_type"] in indicator.only_types

    def _admin(self, key: str) -> Cell | None:
        return ("admin", self.admin[key], "operating report") if key in self.admin else None

    def _trend(self, key: str) -> Cell | None:
        earlier = self.before.get(key)
        if earlier is None:
            return None
        grown = self.strata.trend(self.row, key)
        if grown is None:
            return None
        return ("trend", _rounded(earlier * grown[0], key), grown[1])

    def _ratio(self, key: str) -> Cell | None:
        staff = self._value("staff_total")
        if staff is None or key == "staff_total" or key in ONLY_BY_TREND:
            return None
        each = self.strata.ratio(self.row, key)
        return None if each is None else ("ratio", _rounded(staff * each[0], key), each[1])

    def _from_donor(self, unit: Row, lines: set[str] | None) -> None:
        lacking = [
            key
            for key in KEYS
            if key not in self.stated
            and key not in self.found
            and key not in ONLY_BY_TREND
            and (
                self._is_asked(key, lines)
                or (lines is None and key in self.strata.asked and self._fits(catalogue.BY_KEY[key]))
            )
        ]
        if not lacking:
            return
        donor = self.strata.donor(unit)
        if donor is None:
            return
        row, why = donor
        for key in lacking:
            if row[key] is not None:
                self.found[key] = ("donor", row[key], why)

    def _agree(self) -> None:
        """Estimates that contradict a sum or a bound are fitted to it; what was stated stays as it is."""
        for whole, parts in (*PARTS.items(), ("staff_total", _AGES)):
            self._fit(whole, parts)
        for part, whole in AT_MOST.items():
            total = self._value(whole)
            if part in self.found and total is not None and self.found[part][1] > total:
                method, _, why = self.found[part]
                self.found[part] = (method, total, why)
        # A bound on the parts changes their sum: it is what the total of the collected is (V014). Of a unit whose
        # revenue is known by line and that has no line that collects, that is nothing.
        collected = PARTS["rev_onbehalf"]
        if "rev_onbehalf" in self.found and (
            any(key in self.found for key in collected)
            or any(self._value(key) is not None for key in PARTS["rev_total"])
        ):
            method, _, why = self.found["rev_onbehalf"]
            self.found["rev_onbehalf"] = (method, sum(self._value(key) or 0 for key in collected), why)

    def _fit(self, whole: str, parts: Sequence[str]) -> None:
        open_parts = [key for key in parts if key in self.found]
        if whole in self.found and not open_parts and any(key in self.stated for key in parts):
            method, _, _ = self.found[whole]
            self.found[whole] = (
                method,
                sum(self.stated.get(key, 0) for key in parts),
                "sum of its stated parts",
            )
        total = self._value(whole)
        if total is None or not open_parts:
            return
        fixed = sum(self.stated.get(key, 0) for key in parts)
        step = _step(whole)
        fitted = prorate([self.found[key][1] for key in open_parts], max(total - fixed, 0), step)
        for key, value in zip(open_parts, fitted, strict=True):
            method, _, why = self.found[key]
            self.found[key] = (method, value, why)


def prorate(amounts: Sequence[int], total: int, step: int = 1) -> list[int]:
    """Amounts in the same proportions that add up to a total, in whole steps: largest remainders first."""
    whole = sum(amounts)
    if not whole:
        return [total if at == 0 else 0 for at in range(len(amounts))]
    shares = [amount * total // step for amount in amounts]
    fitted = [share // whole for share in shares]
    lacking = total // step - sum(fitted)
    by_rest = sorted(range(len(amounts)), key=lambda at: (-(shares[at] % whole), at))
    for at in by_rest[:lacking]:
        fitted[at] += 1
    found = [each * step for each in fitted]
    found[max(range(len(found)), key=lambda at: (found[at], -at))] += total - sum(found)
    return found


def _step(key: str) -> int:
    """Counts are whole; amounts have two decimals."""
    return SCALE if catalogue.BY_KEY[key].kind is Kind.COUNT else 1


def _rounded(value: float, key: str) -> int:
    step = _step(key)
    return round(value / step) * step


def _by_unit(frame: pl.DataFrame | None) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    if frame is not None:
        for unit, key, value in frame.select("unit", "key", "value").iter_rows():
            found.setdefault(unit, {})[key] = value
    return found
