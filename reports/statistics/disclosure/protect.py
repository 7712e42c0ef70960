"""Which facts of the whole book to withhold, so that no reader can infer one respondent's figures. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from reports.statistics.disclosure.audit import Audit, Breach, Interval, audit
from reports.statistics.disclosure.facts import Aggregate, Equation, Fact
from reports.statistics.disclosure.problem import (
    Component,
    Known,
    components,
    is_known_already,
    values,
)
from reports.statistics.disclosure.rules import Measure, Parameters, Waiver, is_public, unsafe
from reports.statistics.disclosure.search import Effort, Search

if TYPE_CHECKING:
    from reports.statistics.disclosure.problem import Marks

#: Status of a fact that is withheld only so that others cannot be computed, and of one withheld before.
SECONDARY, EARLIER = "secondary", "earlier"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What of the book may be shown, and the attacker's proof that it tells nobody's figures."""

    #: Every printed fact: "" free, else why it is withheld.
    status: Mapping[Fact, str]
    #: For every withheld fact what a reader can narrow it to; none is no bound.
    intervals: Mapping[Fact, Interval]
    breaches: tuple[Breach, ...]
    #: Price of what is withheld, and a price that no protected choice goes below.
    cost: float = 0.0
    bound: float = 0.0
    #: Linear programmes solved: the measure of work.
    programmes: int = 0
    #: Earlier releases whose microdata were not kept: compared only by what they printed.
    uncompared: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether the book may be released."""
        return not self.breaches

    @property
    def withheld(self) -> frozenset[Fact]:
        """Every fact to be shown as x, for the next release's `withheld`."""
        return frozenset(fact for fact, status in self.status.items() if status)


def protect(
    aggregates: Mapping[Fact, Aggregate],
    equations: Sequence[Equation],
    parameters: Parameters,
    *,
    waivers: Collection[Waiver] = (),
    published: Mapping[Fact, Decimal] | None = None,
    withheld: Collection[Fact] = (),
    measures: Mapping[str, Measure] | None = None,
    effort: Effort | None = None,
) -> Outcome:
    """Choose what to withhold at the least value lost, and let the attacker try it.

    `published` are figures of earlier releases as printed: they cannot be taken back. `withheld` were
    withheld earlier and stay so. A book that cannot be protected is answered too, with the breaches: it
    must not be released.
    """
    reasons = unsafe(aggregates, parameters, waivers=waivers, measures=measures)
    known = Known(
        aggregates,
        tuple(equations),
        parameters,
        measures or {},
        published or {},
        frozenset(withheld),
        reasons,
    )
    status = _before_search(known)
    breaches: list[Breach] = []
    cost, bound, work = 0.0, 0.0, 0
    pieces = components(known)
    for component in pieces:
        found = Search(component, effort or Effort()).run()
        cost, bound, work = cost + found.cost, bound + found.bound, work + found.programmes
        _withhold(status, component, found.hidden)
        breaches += _exposed(component, found.exposed)
    named = {each.fact for each in breaches}

    def attacked() -> Audit:
        return audit(
            aggregates,
            equations,
            parameters,
            status,
            waivers=waivers,
            published=published,
            withheld=withheld,
            measures=measures,
        )

    tried = attacked()
    narrowed = {each.fact for each in tried.breaches if each.reason == "narrowed"} - named
    if narrowed:
        # The attacker found what the search had missed: around such figures everything goes that may.
        for component in pieces:
            if narrowed & set(component.facts):
                _withhold(status, component, ~component.fixed)
        tried = attacked()
    breaches += [each for each in tried.breaches if each.fact not in named]
    in_order = sorted(breaches, key=lambda each: (each.fact, each.reason, each.reader))
    return Outcome(status, tried.intervals, tuple(in_order), cost, bound, work)


def _withhold(status: dict[Fact, str], component: Component, hidden: Marks) -> None:
    for at, fact in enumerate(component.facts):
        if hidden[at] and status.get(fact) == "":
            status[fact] = SECONDARY


def _before_search(known: Known) -> dict[Fact, str]:
    worth = values(known)
    status = {}
    for fact in sorted(known.aggregates):
        if not fact.is_printed:
            continue
        status[fact] = known.reasons.get(fact, "")
        if fact in known.withheld and not status[fact]:
            status[fact] = EARLIER
        if is_public(fact, known.rules, known.measures) or is_known_already(known, fact, worth[fact]):
            status[fact] = ""
    return status


def _exposed(component: Component, exposed: Mapping[int, tuple[Fact, ...]]) -> list[Breach]:
    return [Breach(component.facts[at], "published", because=blame) for at, blame in sorted(exposed.items())]
