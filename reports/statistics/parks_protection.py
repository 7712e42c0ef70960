"""T12 under the release check: beside the tables of the returns, the year before, and its own earlier releases. Pure.

The operating reports say of a firm what its return says, and who is a tenant is public. So whatever set of
firms a figure of the parks shares with one of T01 to T11, or lies within, can be subtracted from it: an
attacker takes both sources for one, and so does this module. T01 to T11 are protected first; the parks give way.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from regulation.indicators import catalogue
from reports.late import pl
from reports.statistics import places, protection, t12_parks
from reports.statistics.disclosure import (
    Aggregate,
    Earlier,
    Equation,
    Fact,
    Outcome,
    Parameters,
    Waiver,
    aggregate,
    primary,
)
from reports.statistics.disclosure.facts import CHANGE, change
from reports.statistics.frames import CUTS, Figures, located
from reports.statistics.protection import Before, Beside
from reports.statistics.t12_parks import Gathered
from reports.statistics.table import Table

DIMENSION = "park"


@dataclass(frozen=True, slots=True)
class Vintage:
    """A release that printed the parks: what it printed, and the reports that were then in."""

    name: str
    printed: Mapping[Fact, Decimal]
    then: Gathered


@dataclass(frozen=True, slots=True)
class Past:
    """What readers have of the parks already: every figure told or withheld, releases of the year, the year before."""

    before: Before = field(default_factory=Before)
    vintages: tuple[Vintage, ...] = ()
    last_year: Gathered | None = None

    @property
    def digest(self) -> str:
        """Of everything that decides which cells are shown; `before` stands in the book's key already."""
        then = [
            (each.name, sorted(map(str, each.printed.items())), each.then.digest) for each in self.vintages
        ]
        return hashlib.sha256(repr((then, self.last_year and self.last_year.digest)).encode()).hexdigest()


def of_parks(said: Before) -> Before:
    """What earlier releases said of parks alone."""
    return Before(
        {fact: value for fact, value in said.published.items() if fact.code(DIMENSION)},
        frozenset(fact for fact in said.withheld if fact.code(DIMENSION)),
    )


def protected(
    gathered: Gathered,
    parameters: Parameters,
    *,
    returns: Figures | None = None,
    status: Mapping[Fact, str] | None = None,
    waivers: Collection[Waiver] = (),
    past: Past | None = None,
) -> tuple[Table, Outcome]:
    """The table as it may be shown, and the proof. `status` is that of the figures of T01 to T11."""
    said = past or Past()
    beside = _Linked(gathered, returns, status or {}, parameters).beside() if returns else Beside()

    def compared(earlier: Fact, later: Fact) -> tuple[Aggregate, Aggregate] | None:
        if said.last_year is None or not later.code(DIMENSION):
            return None
        before, after = _behind(said.last_year, earlier), _behind(gathered, later)
        return aggregate(before.items()), change(before, after, only_entrants=True)

    (table,), outcome = protection.protected(
        [t12_parks.draft(gathered)],
        parameters,
        waivers=waivers,
        before=of_parks(said.before),
        compared=compared,
        earlier=[_earlier(gathered, each) for each in said.vintages],
        beside=beside,
    )
    return table, outcome


def _row(fact: Fact) -> str:
    code = fact.code(DIMENSION) or ""
    return places.TOTAL if code == "all" else code


def _behind(gathered: Gathered, fact: Fact) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for group, amount in gathered.contributions(_row(fact), fact.indicator):
        found[group] = found.get(group, Decimal(0)) + amount
    return found


def _earlier(now: Gathered, release: Vintage) -> Earlier:
    """The release as disclosure control asks it.

    Where the reports of then do not give what was printed (a tenancy was corrected since), nobody knows who
    changed: that is taken for one respondent's change.
    """

    def changed(fact: Fact) -> Aggregate | None:
        if not fact.code(DIMENSION):
            return None
        before, after = _behind(release.then, fact), _behind(now, fact)
        printed, step = release.printed[fact], t12_parks.STEPS[fact.indicator]
        if abs(sum(before.values(), Decimal(0)) - printed) * 2 <= step:
            return change(before, after)
        since = sum(after.values(), Decimal(0)) - printed
        return Aggregate(1, since, since) if since else Aggregate(0, since)

    return Earlier(release.name, frozenset(release.printed), changed)


# --- beside the tables of the returns -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Set:
    """A figure as the firms that have something in it."""

    fact: Fact
    units: frozenset[str]


class _Linked:
    """The sums that hold between the parks and the figures of the returns, by the sets of firms behind them."""

    def __init__(
        self, gathered: Gathered, returns: Figures, status: Mapping[Fact, str], parameters: Parameters
    ) -> None:
        self._gathered, self._returns, self._status, self._rules = gathered, returns, status, parameters
        self._aggregates: dict[Fact, Aggregate] = {}
        self._equations: list[Equation] = []
        self._shown: dict[Fact, Decimal] = {}
        self._hidden: set[Fact] = set()
        self._members = pl.DataFrame()

    def beside(self) -> Beside:
        """Everything that ties the two together."""
        for indicator in t12_parks.INDICATORS:
            self._link(indicator)
        return Beside(self._aggregates, tuple(self._equations), self._shown, frozenset(self._hidden))

    def _link(self, indicator: str) -> None:
        """All sums of one indicator. A tenant's amount is that of its report, others' that of their return."""
        reported = {
            each.unit: int(each.amounts[indicator] * catalogue.SCALE)
            for each in self._gathered.tenants
            if each.amounts is not None
        }
        own = pl.DataFrame(
            {"unit": list(reported), "reported": list(reported.values())},
            schema={"unit": pl.String, "reported": pl.Int64},
        )
        self._members = (
            self._returns.members(indicator)
            .join(own, on="unit", how="left")
            .with_columns(
                pl.coalesce("reported", "amount").alias("amount"),
                (pl.col("reported").is_not_null() | pl.col("is_stated")).alias("is_stated"),
            )
            .filter(pl.col("amount") != 0)
        )
        parks = [
            _Set(t12_parks.address(indicator, self._gathered.year, row), units)
            for row in sorted({row for each in self._gathered.tenants for row in each.rows})
            if (
                units := frozenset(e.unit for e in self._gathered.of_row(row) if (e.amounts or {})[indicator])
            )
        ]
        leaves = [each for each in parks if _row(each.fact) in {e.park for e in self._gathered.tenants}]
        figures = list(self._figures(indicator, frozenset().union(*(each.units for each in parks))))
        for whole, size, inside in figures:
            for part in parks:
                if part.units <= inside:
                    self._sum(whole, [part.fact], size - len(part.units), part.units)
            within = [each for each in leaves if each.units <= inside]
            if len(within) > 1:
                units = frozenset().union(*(each.units for each in within))
                self._sum(whole, [each.fact for each in within], size - len(units), units)
        self._within_parks(parks, figures)

    def _figures(self, indicator: str, tenants: frozenset[str]) -> Iterator[tuple[Fact, int, frozenset[str]]]:
        """Figures of the returns in this indicator as it stands: how many have something in each, and which tenants."""
        of_tenants = self._members.filter(pl.col("unit").is_in(tenants))
        for fact in sorted(self._status):
            if fact.indicator != indicator or fact.year != self._gathered.year or not fact.is_printed:
                continue
            try:
                column, cut, part = located(fact)
            except KeyError:
                continue
            if column != indicator:
                continue
            chosen = pl.lit(value=True) if not cut else pl.col(cut) == part
            size = self._members.filter(chosen).height
            if size:
                yield fact, size, frozenset(of_tenants.filter(chosen)["unit"])

    def _within_parks(
        self, parks: Sequence[_Set], figures: Sequence[tuple[Fact, int, frozenset[str]]]
    ) -> None:
        """Figures of the returns that lie wholly within a row of parks, one by one and all of a dimension together."""
        for whole in parks:
            inner = [
                (fact, inside)
                for fact, size, inside in figures
                if size == len(inside) and inside < whole.units
            ]
            for fact, inside in inner:
                self._parts(whole, [fact], inside)
            for cut in CUTS:
                together = [each for each in inner if located(each[0])[1] == cut]
                if len(together) > 1:
                    self._parts(
                        whole,
                        [fact for fact, _ in together],
                        frozenset().union(*(inside for _, inside in together)),
                    )

    def _parts(self, whole: _Set, facts: Sequence[Fact], units: frozenset[str]) -> None:
        left = whole.units - units
        self._enter(whole.fact, facts, self._aggregate(left), facts)

    def _sum(self, whole: Fact, parts: Sequence[Fact], left: int, taken: frozenset[str]) -> None:
        """A figure of the returns with parks inside it, and what is left of it."""
        rest = Aggregate(0, Decimal(0))
        if left:
            _, cut, part = located(whole)
            chosen = ~pl.col("unit").is_in(taken) & (pl.lit(value=True) if not cut else pl.col(cut) == part)
            rest = self._aggregate_of(self._members.filter(chosen))
        self._enter(whole, parts, rest, [whole])

    def _enter(self, whole: Fact, parts: Sequence[Fact], rest: Aggregate, returns: Sequence[Fact]) -> None:
        """A sum that tells something: an exact one, or one whose rest is too few, of figures that are all open."""
        terms = list(parts)
        if rest.magnitude:
            is_told = rest.contributors and primary(
                rest, self._rules, indicator=whole.indicator, is_change=True
            )
            if not is_told or any(self._status[fact] for fact in returns):
                return
            names = "+".join("".join(f"{name}:{code}" for name, code in fact.dims) for fact in parts)
            left = whole.at(**{CHANGE: f"beside {names}"})
            self._aggregates[left] = rest
            terms.append(left)
        for fact in returns:
            self._know(fact)
        self._equations.append(Equation(whole, tuple(terms)))

    def _know(self, fact: Fact) -> None:
        """A figure of the returns as an attacker has it: read in its table, or to be kept from him."""
        _, cut, part = located(fact)
        chosen = pl.lit(value=True) if not cut else pl.col(cut) == part
        found = self._aggregate_of(self._members.filter(chosen))
        if self._status[fact]:
            self._aggregates[fact] = found
            self._hidden.add(fact)
            return
        # It passed in its own table; here it is a number that everybody has.
        self._aggregates[fact] = Aggregate(self._rules.threshold_of(fact.indicator), found.total)
        self._shown[fact] = found.total

    def _aggregate(self, units: frozenset[str]) -> Aggregate:
        return self._aggregate_of(self._members.filter(pl.col("unit").is_in(units)))

    @staticmethod
    def _aggregate_of(members: pl.DataFrame) -> Aggregate:
        """As the tables count: by group; an estimate is nobody's own figure."""
        by_group = members.group_by("group").agg(pl.col("amount").sum(), pl.col("is_stated").any())
        amounts = by_group.sort("group").iter_rows()
        found = aggregate((group, Decimal(amount) / catalogue.SCALE) for group, amount, _ in amounts)
        stated = by_group.filter(pl.col("is_stated") & (pl.col("amount") != 0)).height
        return Aggregate(
            stated,
            found.total,
            found.largest,
            found.second,
            found.largest_group,
            found.second_group,
            found.absolute,
        )
