"""A year under a plan before it is adopted: who would be visited, how often, and how the work falls. Pure.

The chances are exact, by counting and not by trying, wherever the plan allows it. What makes that
possible: a drawn firm leaves the pool for a time that depends on the round alone, so the size of the
pool at every later round is certain although its members are not, and every firm that is available is
drawn with probability k/n. It fails where rounds of one tier overlap in part, or where the cap lets a
firm be visited twice within the wait; such a tier is tried out with the real selection and fixed keys,
and says so. How visits fall on officers depends on conflicts, rotation and places, so that part is
always tried out, with the real assignment.

What is assumed: tiers, registrations and officers stay as they are today; a round is drawn and visited
in the middle of its month; later years repeat the plan.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from regulation.inspections import rules
from regulation.inspections.draw import assignment, selection
from regulation.inspections.draw.eligibility import inspector_of, slots_of, task_of
from regulation.inspections.draw.keys import Keys
from regulation.inspections.rules import Limits, Rate
from regulation.law.period import add_months
from regulation.ledger.hashing import sha256

YEARS = 3
#: Trials of the selection where a tier cannot be counted exactly.
SELECTIONS = 40
#: Trials of the whole procedure for the load of officers.
LOADS = 5


@dataclass(frozen=True, slots=True)
class Firm:
    """One firm as the simulation sees it."""

    id: str
    tier: str
    area: str
    #: Places of the plan's rounds whose registrations it holds.
    scope: frozenset[int]
    #: First day on which it may be drawn; None: not within the years looked at.
    available_on: date | None
    #: Drawn before and not visited: inspected in its first round for certain.
    is_certain: bool = False


@dataclass(frozen=True, slots=True)
class Round:
    """One round of the plan."""

    month: int
    rates: Mapping[str, Rate]
    at_least: int


@dataclass(frozen=True, slots=True)
class Held:
    """One round in one year."""

    place: int
    day: date


@dataclass(frozen=True, slots=True)
class Chance:
    """What the plan means for one firm."""

    #: Expected visits of the first year.
    visits: float
    #: Probability of at least one visit in the first year.
    visited: float
    #: Probability of none in three years.
    never: float
    is_exact: bool


@dataclass(frozen=True, slots=True)
class Forecast:
    """The whole simulation: chances by firm, visits by month and tier."""

    chances: Mapping[str, Chance]
    #: (place of the round, tier) -> visits of the first year: expected, whole where it is exact.
    by_round: Mapping[tuple[int, str], float]
    inexact: tuple[str, ...]


def schedule(rounds: Sequence[Round], year: int, years: int = YEARS) -> list[Held]:
    """The rounds of all years in order of time."""
    held = [
        Held(place, date(year + later, each.month, 15))
        for later in range(years)
        for place, each in enumerate(rounds)
    ]
    return sorted(held, key=lambda each: (each.day, each.place))


def returns_on(day: date, limits: Limits) -> date:
    """When a firm visited on a day may be drawn again: after the wait, and within the cap of its year."""
    after_wait = add_months(day, limits.recent_months)
    return max(after_wait, date(day.year + 1, 1, 1)) if limits.cap <= 1 else after_wait


def is_countable(scopes: Iterable[frozenset[str]], limits: Limits) -> bool:
    """Whether the chances of a tier can be counted: rounds share all their firms or none, and nobody comes twice in a year."""
    known = [scope for scope in scopes if scope]
    apart = all(one == other or one.isdisjoint(other) for one in known for other in known)
    return apart and (limits.cap <= 1 or limits.recent_months >= 12)


def forecast(
    firms: Sequence[Firm], rounds: Sequence[Round], limits: Mapping[str, Limits], year: int
) -> Forecast:
    """Chances of every firm under the plan."""
    chances: dict[str, Chance] = {}
    by_round: dict[tuple[int, str], float] = defaultdict(float)
    inexact = []
    held = schedule(rounds, year)
    for tier in rules.TIERS:
        members = [each for each in firms if each.tier == tier]
        if not members:
            continue
        scopes = [
            frozenset(each.id for each in members if place in each.scope) for place in range(len(rounds))
        ]
        if limits[tier].cap < 1:
            chances |= {each.id: Chance(0.0, 0.0, 1.0, is_exact=True) for each in members}
        elif is_countable(scopes, limits[tier]):
            for scope in {each for each in scopes if each}:
                places = {place for place, each in enumerate(scopes) if each == scope}
                inside = [each for each in members if each.id in scope]
                _count(
                    inside,
                    [each for each in held if each.place in places],
                    rounds,
                    limits[tier],
                    year,
                    chances,
                    by_round,
                )
        else:
            inexact.append(tier)
            _try(members, held, rounds, limits[tier], year, chances, by_round)
        for each in members:
            chances.setdefault(each.id, Chance(0.0, 0.0, 1.0, is_exact=True))
    return Forecast(chances, dict(by_round), tuple(inexact))


@dataclass(slots=True)
class _Class:
    """Firms that become available on the same day: all of them have the same chances."""

    firms: list[str]
    available_on: date
    certain: int = 0
    visits: Fraction = Fraction(0)
    missed_year: Fraction = Fraction(1)
    missed: Fraction = Fraction(1)
    #: (day of return, probability) of the draws in which it may have been taken.
    away: list[tuple[date, Fraction]] = field(default_factory=list)


def _count(  # noqa: PLR0917 - one tier with all that it needs
    members: Sequence[Firm],
    held: Sequence[Held],
    rounds: Sequence[Round],
    limits: Limits,
    year: int,
    chances: dict[str, Chance],
    by_round: dict[tuple[int, str], float],
) -> None:
    """The exact chances of a tier whose rounds share their firms."""
    if not held:
        return
    first = held[0]
    classes: dict[tuple[date, bool], _Class] = {}
    for firm in members:
        if firm.available_on is None:
            continue
        back = returns_on(first.day, limits) if firm.is_certain else firm.available_on
        found = classes.setdefault((back, firm.is_certain), _Class([], back))
        found.firms.append(firm.id)
        found.certain = int(firm.is_certain)
    tier = members[0].tier
    by_round[first.place, tier] += sum(len(each.firms) for each in classes.values() if each.certain)
    gone: list[tuple[date, int]] = []
    for this in held:
        there = [each for each in classes.values() if each.available_on <= this.day]
        pool = sum(len(each.firms) for each in there) - sum(n for back, n in gone if back > this.day)
        drawn = rules.sample_size(rounds[this.place].rates[tier], rounds[this.place].at_least, pool)
        if not pool or not drawn:
            continue
        back = returns_on(this.day, limits)
        gone.append((back, drawn))
        share = Fraction(drawn, pool)
        in_year = this.day.year == year
        if in_year:
            by_round[this.place, tier] += drawn
        for each in there:
            present = 1 - sum((p for until, p in each.away if until > this.day), Fraction(0))
            each.away.append((back, present * share))
            each.missed *= 1 - share
            if in_year:
                each.visits += present * share
                each.missed_year *= 1 - share
    for each in classes.values():
        chance = Chance(
            float(each.visits) + each.certain,
            1.0 if each.certain else float(1 - each.missed_year),
            0.0 if each.certain else float(each.missed),
            is_exact=True,
        )
        chances |= dict.fromkeys(each.firms, chance)


def _key(*parts: object) -> Keys:
    """Fixed keys of a trial: the same plan on the same day gives the same numbers."""
    return Keys(sha256("/".join(["zhiheng/simulation", *map(str, parts)]).encode()))


def _stratum(this: Round, tier: str) -> dict[str, Any]:
    return next(dict(each) for each in rules.strata(this.rates, this.at_least, []) if each["id"] == tier)


def _try(  # noqa: PLR0917 - one tier with all that it needs
    members: Sequence[Firm],
    held: Sequence[Held],
    rounds: Sequence[Round],
    limits: Limits,
    year: int,
    chances: dict[str, Chance],
    by_round: dict[tuple[int, str], float],
) -> None:
    """The chances of a tier that cannot be counted: the real selection, again and again."""
    visits: dict[str, int] = defaultdict(int)
    visited: dict[str, int] = defaultdict(int)
    ever: dict[str, int] = defaultdict(int)
    tier = members[0].tier
    for trial in range(SELECTIONS):
        state = _State({tier: limits}, members)
        for this in held:
            taken = state.draw(this, rounds[this.place], (tier,), _key("select", trial, this.day, this.place))
            for firm in taken:
                ever[firm] += state.count[firm] == 1
                if this.day.year == year:
                    visits[firm] += 1
                    visited[firm] += state.count[firm] == 1
            if this.day.year == year:
                by_round[this.place, tier] += len(taken) / SELECTIONS
    for each in members:
        chances[each.id] = Chance(
            visits[each.id] / SELECTIONS,
            visited[each.id] / SELECTIONS,
            1 - ever[each.id] / SELECTIONS,
            is_exact=False,
        )


class _State:
    """Who may be drawn, as a trial goes on."""

    def __init__(self, limits: Mapping[str, Limits], members: Sequence[Firm]) -> None:
        self.limits = limits
        self.members = sorted(members, key=lambda each: each.id)
        self.back = {each.id: each.available_on for each in members}
        self.owed = {each.id for each in members if each.is_certain}
        self.count: dict[str, int] = defaultdict(int)
        self.years: dict[tuple[str, int], int] = defaultdict(int)

    def _status(self, firm: Firm, this: Held) -> str:
        back = self.back[firm.id]
        limits = self.limits[firm.tier]
        if this.place not in firm.scope or back is None or limits.cap < 1:
            return "excluded"
        if firm.id in self.owed:
            return "certain"
        is_free = back <= this.day and self.years[firm.id, this.day.year] < limits.cap
        return "eligible" if is_free else "excluded"

    def subjects(self, this: Held) -> list[dict[str, Any]]:
        """The roster of a round."""
        return [
            {
                "id": each.id,
                "stratum": each.tier,
                "district": each.area,
                "status": self._status(each, this),
                "groups": [],
            }
            for each in self.members
        ]

    def take(self, firms: Iterable[str], this: Held) -> None:
        """These were visited."""
        tier_of = {each.id: each.tier for each in self.members}
        for firm in firms:
            self.owed.discard(firm)
            self.count[firm] += 1
            self.years[firm, this.day.year] += 1
            self.back[firm] = add_months(this.day, self.limits[tier_of[firm]].recent_months)

    def draw(self, this: Held, round_: Round, tiers: Sequence[str], keys: Keys) -> list[str]:
        """Select as the procedure does; who is taken."""
        strata = [_stratum(round_, tier) for tier in tiers]
        drawn = selection.select(strata, self.subjects(this), keys)
        taken = [firm for stratum in drawn for firm in stratum.picked]
        self.take(taken, this)
        return taken


@dataclass(frozen=True, slots=True)
class Load:
    """How the work of the first year falls on officers, over some trials of the whole procedure."""

    #: (officer, month) -> mean places.
    mean: Mapping[tuple[str, int], float]
    #: Officer -> least and most places of the year.
    spread: Mapping[str, tuple[int, int]]
    #: Rounds for which no lawful teams existed, by place, in how many trials.
    infeasible: Mapping[int, int]
    trials: int


def load(
    firms: Sequence[Firm],
    rounds: Sequence[Round],
    limits: Mapping[str, Limits],
    officers: Sequence[Mapping[str, Any]],
    year: int,
) -> Load:
    """Try the first year with the real selection and assignment.

    `officers` are records as the procedure takes them, with the places of the year under `capacity`
    (None: the even share of each round).
    """
    mean: dict[tuple[str, int], float] = defaultdict(float)
    totals: dict[str, list[int]] = {each["id"]: [] for each in officers}
    infeasible: dict[int, int] = defaultdict(int)
    for trial in range(LOADS):
        state = _State(limits, firms)
        sums = dict.fromkeys(totals, 0)
        for this in schedule(rounds, year, years=1):
            keys = _key("load", trial, this.day, this.place)
            loads = _assigned(state, this, rounds[this.place], officers, sums, keys)
            if loads is None:
                infeasible[this.place] += 1
                continue
            for name, count in loads.items():
                mean[name, this.day.month] += count / LOADS
                sums[name] += count
        for name, total in sums.items():
            totals[name].append(total)
    spread = {name: (min(found), max(found)) for name, found in totals.items()}
    return Load(dict(mean), spread, dict(infeasible), LOADS)


def _assigned(  # noqa: PLR0917 - one round of a trial
    state: _State,
    this: Held,
    round_: Round,
    officers: Sequence[Mapping[str, Any]],
    sums: Mapping[str, int],
    keys: Keys,
) -> dict[str, int] | None:
    """Places of each officer in one round; None where no lawful teams exist."""
    slots = slots_of([dict(each) for each in rules.team_slots()])
    subjects = state.subjects(this)
    drawn = selection.select(
        [dict(each) for each in rules.strata(round_.rates, round_.at_least, [])], subjects, keys
    )
    taken = [firm for stratum in drawn for firm in stratum.picked]
    known = {each["id"]: each for each in subjects}
    tasks = [task_of(known[firm], slots) for firm in taken]
    even = rules.capacity(len(taken) * len(slots), len(officers))
    able = [
        inspector_of(
            {
                **each,
                "capacity": even
                if each["capacity"] is None
                else min(even, max(each["capacity"] - sums[each["id"]], 0)),
                "load_before": each["load_before"] + sums[each["id"]],
            }
        )
        for each in sorted(officers, key=lambda each: str(each["id"]))
    ]
    assigned = assignment.assign(tasks, able, ["rotation", "capacity", "capacity"], keys)
    state.take(taken, this)
    return None if assigned.teams is None else dict(assigned.loads)
