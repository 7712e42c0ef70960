"""What `protect` has to solve, as numbers: facts that hang together by sums, and what must stay uncertain. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from reports.late import np
from reports.statistics.disclosure.facts import Aggregate, Equation, Fact
from reports.statistics.disclosure.rules import (
    PLAIN,
    Measure,
    Parameters,
    is_public,
    needed,
    needed_from_second,
    needed_since,
    printed,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Marks = NDArray[np.bool_]

#: A margin is this much dearer than what it is the sum of; a total of totals so much again.
DEARER = 5.0


@dataclass(frozen=True, slots=True)
class Target:
    """A withheld figure seen by one reader: how far up and down it must be able to lie.

    `own` is what the reader has itself in some figures (they are no less), `known` the figures that are
    nobody's but its own.
    """

    at: int
    up: float
    down: float
    own: tuple[tuple[int, float], ...] = ()
    known: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Component:
    """Facts tied to each other by sums, apart from all others. Arrays run over `facts`.

    A withheld figure may lie `below` and `above` its value, as far as everybody knows; a printed one
    `slack_below` and `slack_above`, by rounding.
    """

    facts: tuple[Fact, ...]
    cost: Numbers
    value: Numbers
    below: Numbers
    above: Numbers
    slack_below: Numbers
    slack_above: Numbers
    #: Published already, or nothing, or public: cannot be withheld.
    fixed: Marks
    #: Withheld whatever else: unsafe, withheld earlier, or printed nowhere.
    forced: Marks
    #: The sums: for each the places of its terms and their signs.
    sums: tuple[tuple[tuple[int, ...], tuple[float, ...]], ...]
    #: For each sum the facts in it that earlier releases told exactly.
    told: tuple[tuple[Fact, ...], ...]
    targets: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """All that is said of the book, as handed to `protect`."""

    aggregates: Mapping[Fact, Aggregate]
    equations: Sequence[Equation]
    rules: Parameters
    measures: Mapping[str, Measure]
    published: Mapping[Fact, Decimal]
    withheld: Collection[Fact]
    reasons: Mapping[Fact, str]

    def measure(self, fact: Fact) -> Measure:
        """What is known of its indicator."""
        return self.measures.get(fact.indicator, PLAIN)


def values(known: Known) -> dict[Fact, Decimal]:
    """The value of every fact. What an earlier release printed is taken as the sum it stands in says.

    Raises ValueError where a sum does not add up or a fact is unknown: then the tables are wrong.
    """
    found = {fact: each.total for fact, each in known.aggregates.items()}
    for equation in telling(known):
        missing = [each for each in equation.terms if each not in found]
        if not missing:
            continue
        if len(missing) > 1 or missing[0] not in known.published:
            raise ValueError(f"nothing is known of {missing[0]}")
        (absent,) = missing
        others = sum((found[each] for each in equation.parts if each != absent), Decimal(0))
        whole = equation.whole
        found[absent] = others if absent == whole else found[whole] - others
        half = max(known.measure(absent).printed, known.measure(absent).grain) / 2
        if abs(found[absent] - known.published[absent]) > half:
            raise ValueError(
                f"{absent} was printed as {known.published[absent]}, and {found[absent]} follows"
            )
    for equation in telling(known):
        parts = sum((found[each] for each in equation.parts), Decimal(0))
        if found[equation.whole] != parts:
            raise ValueError(f"{equation.whole} is {found[equation.whole]}, its parts are {parts}")
    return found


def is_known_already(known: Known, fact: Fact, value: Decimal) -> bool:
    """Whether an earlier release told it, so that withholding it now would hide nothing.

    A figure that has since been revised by more than its protection is another figure: the old one does
    not tell the new.
    """
    if fact not in known.published:
        return False
    if not known.reasons.get(fact):
        return True
    aggregate = known.aggregates[fact]
    return abs(known.published[fact] - value) < needed(aggregate, known.rules, known.measure(fact))


def components(known: Known) -> list[Component]:
    """The book in independent pieces, each with something to protect, in canonical order."""
    worth = values(known)
    constant = {fact for fact in worth if _is_constant(known, fact, worth[fact])}
    equations = telling(known)
    height = _heights(equations)
    pieces = _pieces(worth, equations, constant)
    return [
        built for piece in pieces if (built := _component(known, worth, constant, piece, height)) is not None
    ]


def _is_constant(known: Known, fact: Fact, value: Decimal) -> bool:
    """Exactly known to every reader whatever is withheld."""
    if fact not in known.aggregates:
        return not known.measure(fact).is_rounded
    if fact in known.withheld and fact not in known.published:
        return False
    if known.aggregates[fact].magnitude == 0 or is_public(fact, known.rules, known.measures):
        return True
    return is_known_already(known, fact, value) and not known.measure(fact).is_rounded


def telling(known: Known) -> list[Equation]:
    """The sums that tell a reader anything: not those with a change that nobody prints and that is of nobody."""
    return [
        equation
        for equation in dict.fromkeys(known.equations)
        if all(each.is_printed or known.reasons.get(each) for each in equation.terms)
    ]


def _heights(equations: Iterable[Equation]) -> dict[Fact, int]:
    """How many sums stand below a fact, one on the other."""
    below: dict[Fact, list[tuple[Fact, ...]]] = {}
    for equation in equations:
        if all(each.is_printed for each in equation.terms):
            below.setdefault(equation.whole, []).append(equation.parts)
    found: dict[Fact, int] = {}

    def height(fact: Fact) -> int:
        if fact not in found:
            found[fact] = 0  # a circle of sums ends here
            parts = (part for sums in below.get(fact, ()) for part in sums)
            found[fact] = max((height(part) + 1 for part in parts), default=0)
        return found[fact]

    for fact in sorted(below):
        height(fact)
    return found


def _pieces(
    worth: Mapping[Fact, Decimal], equations: Sequence[Equation], constant: Collection[Fact]
) -> list[tuple[list[Fact], list[Equation]]]:
    """Facts joined by sums, constants joining nothing."""
    leader = {fact: fact for fact in sorted(worth)}

    def lead(fact: Fact) -> Fact:
        while leader[fact] != fact:
            leader[fact] = leader[leader[fact]]
            fact = leader[fact]
        return fact

    loose = [[each for each in equation.terms if each not in constant] for equation in equations]
    for terms in loose:
        for each in terms[1:]:
            one, other = sorted((lead(terms[0]), lead(each)))
            leader[other] = one
    found: dict[Fact, tuple[list[Fact], list[Equation]]] = {}
    for fact in sorted(worth):
        if fact not in constant:
            found.setdefault(lead(fact), ([], []))[0].append(fact)
    for terms, equation in zip(loose, equations, strict=True):
        if terms:
            found[lead(terms[0])][1].append(equation)
    return list(found.values())


def _component(
    known: Known,
    worth: Mapping[Fact, Decimal],
    constant: Collection[Fact],
    piece: tuple[list[Fact], list[Equation]],
    height: Mapping[Fact, int],
) -> Component | None:
    facts, equations = piece
    place = {fact: at for at, fact in enumerate(facts)}
    fixed = [fact not in known.aggregates or is_known_already(known, fact, worth[fact]) for fact in facts]
    forced = [
        not fixed[at] and (bool(known.reasons.get(fact)) or fact in known.withheld or not fact.is_printed)
        for at, fact in enumerate(facts)
    ]
    targets = _targets(known, facts, place, equations, forced)
    if not targets:
        return None
    largest: dict[tuple[str, int], Decimal] = {}
    for fact in facts:
        key = (fact.indicator, fact.year)
        largest[key] = max(largest.get(key, Decimal(0)), _magnitude(known, fact, worth))
    cost, slack = [], []
    for fact in facts:
        share = _magnitude(known, fact, worth) / (largest[fact.indicator, fact.year] or 1)
        price = (1 + 99 * float(share)) * DEARER ** height.get(fact, 0)
        cost.append(round(price, 3) if fact.is_printed else 0.0)
        slack.append(_slack(known, fact, worth[fact]))
    unbounded = [known.measure(fact).signed or not fact.is_printed for fact in facts]
    value = np.array([float(worth[fact]) for fact in facts])
    sums: dict[tuple[tuple[int, ...], tuple[float, ...]], set[Fact]] = {}
    for equation in equations:
        terms = [(each, -1.0 if at == 0 else 1.0) for at, each in enumerate(equation.terms)]
        kept = [(place[each], sign) for each, sign in terms if each not in constant]
        told = sums.setdefault((tuple(at for at, _ in kept), tuple(sign for _, sign in kept)), set())
        told.update(each for each in equation.terms if each in constant and each in known.published)
    return Component(
        facts=tuple(facts),
        cost=np.array(cost),
        value=value,
        below=np.where(unbounded, np.inf, np.maximum(value, 0.0)),
        above=np.full(len(facts), np.inf),
        slack_below=np.array([each[0] for each in slack]),
        slack_above=np.array([each[1] for each in slack]),
        fixed=np.array(fixed),
        forced=np.array(forced),
        sums=tuple(sums),
        told=tuple(tuple(sorted(each)) for each in sums.values()),
        targets=targets,
    )


def _magnitude(known: Known, fact: Fact, worth: Mapping[Fact, Decimal]) -> Decimal:
    return known.aggregates[fact].magnitude if fact in known.aggregates else abs(worth[fact])


def _slack(known: Known, fact: Fact, value: Decimal) -> tuple[float, float]:
    """How far below and above a printed figure may lie."""
    measure = known.measure(fact)
    if not measure.is_rounded:
        return 0.0, 0.0
    shown, half = printed(value, measure), measure.printed / 2
    low, high = shown - half, shown + half
    if not measure.signed and value >= 0:
        low = max(low, Decimal(0))
    return float(value - low), float(high - value)


def _targets(
    known: Known,
    facts: Sequence[Fact],
    place: Mapping[Fact, int],
    equations: Sequence[Equation],
    forced: Sequence[bool],
) -> tuple[Target, ...]:
    """Every withheld figure before every reader who is to be kept from it."""
    holdings: dict[str, list[Fact]] = {}
    for fact in facts:
        if fact in known.aggregates:
            each = known.aggregates[fact]
            for group in {each.largest_group, each.second_group} - {""}:
                holdings.setdefault(group, []).append(fact)
    beside = _alone_beside(known, equations)
    found: dict[Target, None] = {}
    for at, fact in enumerate(facts):
        if not forced[at] or known.aggregates[fact].magnitude == 0:
            continue
        bounded = fact.is_printed and not known.measure(fact).signed
        for reader, need, own in _readers(known, fact, beside.get(fact, set())):
            down = need
            if bounded:  # nobody takes it for less than what he has in it himself
                down = min(need, max(known.aggregates[fact].total - own, Decimal(0)))
            held, alone = _knowledge(known, reader, holdings.get(reader, ()), place)
            found[Target(at, float(need), float(down), held, alone)] = None
    return tuple(found)


def _readers(known: Known, fact: Fact, alone: Collection[str]) -> Iterator[tuple[str, Decimal, Decimal]]:
    """Who is to be kept from a figure: his group (everybody: none), from how much, and what he has in it."""
    aggregate, measure = known.aggregates[fact], known.measure(fact)
    if not known.reasons.get(fact):
        yield "", needed_since(aggregate, measure), Decimal(0)
        return
    need = needed(aggregate, known.rules, measure)
    yield "", need, Decimal(0)
    largest, second = abs(aggregate.largest), abs(aggregate.second)
    if aggregate.second_group:
        yield aggregate.second_group, needed_from_second(aggregate, known.rules, measure), second
        if aggregate.contributors == 2:
            # To the largest of two the other lies as open as it does to the other.
            yield aggregate.largest_group, max(second * known.rules.protection / 100, measure.grain), largest
    for group in sorted({*alone} - {aggregate.largest_group, aggregate.second_group}):
        yield group, need, Decimal(0)


def _alone_beside(known: Known, equations: Sequence[Equation]) -> dict[Fact, set[str]]:
    """Groups that are all there is of another term of a sum: they read that term off their own books."""
    found: dict[Fact, set[str]] = {}
    for equation in equations:
        terms = [each for each in equation.terms if each in known.aggregates]
        alone = {
            known.aggregates[each].largest_group for each in terms if known.aggregates[each].contributors == 1
        } - {""}
        for each in terms:
            if alone:
                found.setdefault(each, set()).update(alone)
    return found


def _knowledge(
    known: Known, group: str, facts: Iterable[Fact], place: Mapping[Fact, int]
) -> tuple[tuple[tuple[int, float], ...], tuple[int, ...]]:
    """What a group has in each figure, and which figures are its own alone. What it has as third or less is left out."""
    own, alone = [], []
    for fact in facts:
        aggregate = known.aggregates[fact]
        if not fact.is_printed:
            continue
        if aggregate.is_of_one:
            alone.append(place[fact])
        elif not known.measure(fact).signed:
            amount = aggregate.largest if group == aggregate.largest_group else aggregate.second
            own.append((place[fact], float(amount)))
    return tuple(own), tuple(alone)
