"""The attacker: given the finished tables, how narrowly can each withheld figure be computed? Pure.

It shares no programme with `protect` (only the solver) and believes nothing of it. It reads the tables as any reader does
(what is printed, rounded as printed, and which sums hold) and asks for the least and the greatest
value of every withheld figure that fits. Then it asks again as each respondent that knows more: the second
largest of a figure, who knows its own amounts, and whoever is alone in a figure beside it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reports.late import highspy, np
from reports.statistics.disclosure.facts import Aggregate, Equation, Fact
from reports.statistics.disclosure.rules import (
    PLAIN,
    Measure,
    Parameters,
    Waiver,
    is_public,
    needed,
    needed_from_second,
    needed_since,
    unsafe,
)
from reports.statistics.disclosure.solver import run, solver

#: Least and greatest value that fits what is printed; none where nothing bounds it.
Interval = tuple[Decimal | None, Decimal | None]

#: Programmes are solved to 1e-7; what falls short of the need by less than this share is met.
TOLERANCE = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Breach:
    """Why a book must not be released: a figure that is shown or can be had.

    `reason`: "shown" (unsafe or withheld earlier, and printed), "published" (told by earlier releases, named
    in `because`), "narrowed" (computed to `interval`, by `reader` if that is a respondent; it should reach to
    `wanted`).
    """

    fact: Fact
    reason: str
    interval: Interval = (None, None)
    wanted: Interval = (None, None)
    reader: str = ""
    because: tuple[Fact, ...] = ()

    def __str__(self) -> str:
        if self.reason == "narrowed":
            who = f" by {self.reader}" if self.reader else ""
            return f"{self.fact}: narrowed{who} to {_said(self.interval)}, should reach {_said(self.wanted)}"
        named = f" ({'; '.join(map(str, self.because))})" if self.because else ""
        return f"{self.fact}: {self.reason}{named}"


@dataclass(frozen=True, slots=True)
class Audit:
    """What the attacker found."""

    intervals: Mapping[Fact, Interval]
    breaches: tuple[Breach, ...]

    @property
    def passed(self) -> bool:
        """Whether nothing was narrowed too far."""
        return not self.breaches


class Narrowed(ValueError):
    """A release was asked for in which a figure can be computed too closely."""

    def __init__(self, breaches: Sequence[Breach]) -> None:
        super().__init__("; ".join(map(str, breaches)))
        self.breaches = tuple(breaches)


def check(audited: Audit) -> None:
    """Raise `Narrowed` unless the attacker failed everywhere."""
    if audited.breaches:
        raise Narrowed(audited.breaches)


def audit(
    aggregates: Mapping[Fact, Aggregate],
    equations: Sequence[Equation],
    parameters: Parameters,
    status: Mapping[Fact, str],
    *,
    waivers: Collection[Waiver] = (),
    published: Mapping[Fact, Decimal] | None = None,
    withheld: Collection[Fact] = (),
    measures: Mapping[str, Measure] | None = None,
) -> Audit:
    """Attack the tables in which the facts with a status are shown as x and all others are printed."""
    reasons = unsafe(aggregates, parameters, waivers=waivers, measures=measures)
    held = _held(aggregates)
    book = _Book(aggregates, parameters, status, published or {}, measures or {}, held, reasons)
    breaches = [
        Breach(fact, "published" if fact in book.published else "shown")
        for fact in sorted({*reasons, *(each for each in withheld if each in aggregates)})
        if fact.is_printed
        and not status.get(fact)
        # What was withheld and is nevertheless public or out by another release cannot be withheld again.
        and (fact in reasons or not (fact in book.published or book.is_public(fact)))
    ]
    secret = {fact for fact in {*reasons, *withheld} if fact in aggregates and book.is_hidden(fact)}
    intervals: dict[Fact, Interval] = {}
    for facts, sums in _hanging_together(book, equations):
        room = _Room(book, facts, sums)
        for fact in facts:
            if not book.is_hidden(fact):
                continue
            found = room.interval(fact)
            if fact.is_printed:
                intervals[fact] = found
            if fact in secret:
                breaches += _narrowed(book, room, fact, found)
    return Audit(intervals, tuple(sorted(breaches, key=lambda each: (each.fact, each.reason, each.reader))))


@dataclass(frozen=True, slots=True)
class _Book:
    aggregates: Mapping[Fact, Aggregate]
    parameters: Parameters
    status: Mapping[Fact, str]
    published: Mapping[Fact, Decimal]
    measures: Mapping[str, Measure]
    held: Mapping[str, Sequence[Fact]]
    unsafe: Collection[Fact]

    def measure(self, fact: Fact) -> Measure:
        return self.measures.get(fact.indicator, PLAIN)

    def is_public(self, fact: Fact) -> bool:
        return is_public(fact, self.parameters, self.measures)

    def is_hidden(self, fact: Fact) -> bool:
        """Not to be read anywhere."""
        return fact in self.aggregates and (not fact.is_printed or bool(self.status.get(fact)))

    def known_to(self, group: str) -> dict[Fact, tuple[float, float]]:
        """What a group reads off its own books: figures that are its alone, and the least that others can be."""
        found = {}
        for fact in self.held.get(group, ()):
            each = self.aggregates[fact]
            if each.is_of_one:
                found[fact] = (float(each.total), float(each.total))
            elif not self.measure(fact).signed:
                amount = each.largest if group == each.largest_group else each.second
                found[fact] = (float(amount), np.inf)
        return found

    def read(self, fact: Fact) -> tuple[float, float]:
        """Between which values a reader sees the fact."""
        measure = self.measure(fact)
        free = measure.signed or not fact.is_printed
        if self.is_hidden(fact):
            return (-np.inf if free else 0.0), np.inf
        if fact in self.aggregates:
            value = self.aggregates[fact].total
            if not measure.is_rounded or self.aggregates[fact].magnitude == 0:
                return float(value), float(value)
            steps = int((abs(value) / measure.printed) + Decimal("0.5"))
            value = steps * measure.printed * (-1 if value < 0 else 1)
        else:
            value = self.published[fact]
        half = measure.printed / 2 if measure.is_rounded else Decimal(0)
        low = value - half
        return float(low if free or value < 0 else max(low, Decimal(0))), float(value + half)


def _held(aggregates: Mapping[Fact, Aggregate]) -> dict[str, list[Fact]]:
    """By group the figures in which it is the largest or the second."""
    found: dict[str, list[Fact]] = {}
    for fact, each in aggregates.items():
        if fact.is_printed:
            for group in {each.largest_group, each.second_group} - {""}:
                found.setdefault(group, []).append(fact)
    return found


def _hanging_together(
    book: _Book, equations: Sequence[Equation]
) -> Iterator[tuple[list[Fact], list[Equation]]]:
    """What a reader must look at together: figures not exactly known that stand in common sums."""
    loose = [
        [each for each in equation.terms if book.read(each)[0] < book.read(each)[1]] for equation in equations
    ]
    uncertain: dict[Fact, list[int]] = {fact: [] for fact in book.aggregates if book.is_hidden(fact)}
    for at, terms in enumerate(loose):
        for each in terms:
            uncertain.setdefault(each, []).append(at)
    done: set[Fact] = set()
    for first in sorted(uncertain):
        if first in done:
            continue
        facts, sums = _reached(first, uncertain, loose)
        done |= facts
        if any(book.is_hidden(each) for each in facts):
            yield sorted(facts), [equations[at] for at in sorted(sums)]


def _reached(
    first: Fact, uncertain: Mapping[Fact, Sequence[int]], loose: Sequence[Sequence[Fact]]
) -> tuple[set[Fact], set[int]]:
    facts, sums, waiting = {first}, set(), [first]
    while waiting:
        for at in uncertain[waiting.pop()]:
            if at not in sums:
                sums.add(at)
                waiting += [each for each in loose[at] if each not in facts]
                facts.update(loose[at])
    return facts, sums


class _Room:
    """All values that the figures of one piece may have."""

    def __init__(self, book: _Book, facts: Sequence[Fact], sums: Iterable[Equation]) -> None:
        self._book, self._sums = book, tuple(sums)
        self._place = {fact: at for at, fact in enumerate(facts)}
        read = [book.read(fact) for fact in facts]
        self.lower, self.upper = np.array([each[0] for each in read]), np.array([each[1] for each in read])
        rows: list[dict[int, float]] = []
        sides: list[float] = []
        for equation in self._sums:
            row: dict[int, float] = {}
            side = 0.0
            for sign, fact in ((1.0, equation.whole), *((-1.0, part) for part in equation.parts)):
                if fact in self._place:
                    row[self._place[fact]] = row.get(self._place[fact], 0.0) + sign
                else:
                    side -= sign * book.read(fact)[0]
            rows.append(row)
            sides.append(side)
        self._solver = solver(primal=True)
        empty = np.array([], dtype=np.int32)
        width = len(facts)
        self._solver.addVars(width, self.lower, self.upper)
        for row, side in zip(rows, sides, strict=True):
            places = np.array(sorted(row), dtype=np.int32)
            signs = np.array([row[at] for at in places], dtype=np.float64)
            self._solver.addRow(side, side, len(places), places if len(places) else empty, signs)

    def alone_beside(self, fact: Fact) -> set[str]:
        """Groups that are all there is of a figure standing in one sum with this one."""
        found = set()
        for equation in self._sums:
            if fact in equation.terms:
                for each in equation.terms:
                    aggregate = self._book.aggregates.get(each)
                    if aggregate and aggregate.contributors == 1:
                        found.add(aggregate.largest_group)
        return found - {""}

    def interval(self, fact: Fact, knows: Mapping[Fact, tuple[float, float]] | None = None) -> Interval:
        """Least and greatest value of a figure; `knows` are narrower bounds of some figures."""
        told = {self._place[each]: bounds for each, bounds in (knows or {}).items() if each in self._place}
        for at, (least, most) in told.items():
            self._solver.changeColBounds(at, max(least, self.lower[at]), min(most, self.upper[at]))
        found = self._end(self._place[fact], 1.0), self._end(self._place[fact], -1.0)
        for at in told:
            self._solver.changeColBounds(at, self.lower[at], self.upper[at])
        return found

    def _end(self, at: int, sense: float) -> Decimal | None:
        self._solver.changeColCost(at, sense)
        status = run(self._solver)
        end = float(self._solver.getInfo().objective_function_value) * sense
        self._solver.changeColCost(at, 0.0)
        if status == highspy.HighsModelStatus.kUnbounded:
            return None
        if status != highspy.HighsModelStatus.kOptimal:
            raise RuntimeError(f"the attacker's programme ended as {status}")
        return Decimal(repr(round(end, 4)))


def _narrowed(book: _Book, room: _Room, fact: Fact, outside: Interval) -> list[Breach]:
    """The breaches of one secret figure: to everybody, and to each respondent that knows more."""
    aggregate, measure = book.aggregates[fact], book.measure(fact)
    if aggregate.magnitude == 0:
        return []
    bounded = not measure.signed and fact.is_printed
    found = []
    for reader, need, own in _readers(book, room, fact):
        low = max(aggregate.total - need, own) if bounded else aggregate.total - need
        wanted = (low, aggregate.total + need)
        interval = room.interval(fact, book.known_to(reader)) if reader else outside
        spare = need * TOLERANCE
        if (interval[0] is not None and interval[0] > wanted[0] + spare) or (
            interval[1] is not None and interval[1] < wanted[1] - spare
        ):
            found.append(Breach(fact, "narrowed", interval, wanted, reader))
    return found


def _readers(book: _Book, room: _Room, fact: Fact) -> Iterator[tuple[str, Decimal, Decimal]]:
    """Everybody, and whoever knows more, with how far astray each must be led and what it has in the figure."""
    aggregate, rules, measure = book.aggregates[fact], book.parameters, book.measure(fact)
    if fact not in book.unsafe:
        yield "", needed_since(aggregate, measure), Decimal(0)
        return
    everybody = needed(aggregate, rules, measure)
    yield "", everybody, Decimal(0)
    if aggregate.second_group:
        yield (
            aggregate.second_group,
            needed_from_second(aggregate, rules, measure),
            abs(aggregate.second),
        )
    if aggregate.contributors == 2 and aggregate.largest_group:
        towards_second = max(abs(aggregate.second) * rules.protection / 100, measure.grain)
        yield aggregate.largest_group, towards_second, abs(aggregate.largest)
    for group in sorted(room.alone_beside(fact) - {aggregate.largest_group, aggregate.second_group}):
        yield group, everybody, Decimal(0)


def _said(interval: Interval) -> str:
    low, high = ("…" if each is None else f"{each:f}" for each in interval)
    return f"[{low}, {high}]"
