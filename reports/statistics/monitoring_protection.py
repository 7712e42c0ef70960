"""Which figures of a quarter are withheld: the same integer programme and the same attacker as for the yearbook. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from regulation.indicators.entries.monthly import TOTAL_OF
from reports.statistics.disclosure import (
    Aggregate,
    Earlier,
    Equation,
    Fact,
    Measure,
    Outcome,
    Parameters,
    protect,
    revisions,
    unsafe,
)

#: Persons are whole, and printed so.
MEASURES: Mapping[str, Measure] = {key: Measure(grain=Decimal(1)) for key in TOTAL_OF.values()}


@dataclass(frozen=True, slots=True)
class Before:
    """What an earlier vintage of the quarter printed, and what it withheld: the one is out, the other stays in."""

    published: Mapping[Fact, Decimal] = field(default_factory=dict)
    withheld: frozenset[Fact] = frozenset()


def protected(
    aggregates: Mapping[Fact, Aggregate],
    equations: Sequence[Equation],
    parameters: Parameters,
    before: Before,
    earlier: Sequence[Earlier] = (),
) -> Outcome:
    """What to withhold, with the attacker's proof.

    Subtracted from `earlier` vintages of the quarter, no figure tells what a single point that answered late or
    corrected has said. A revised figure that would is withheld; one printed before and unchanged cannot be taken back.
    """
    reasons = unsafe(aggregates, parameters, measures=MEASURES)
    # A figure that is withheld for itself cannot be subtracted from.
    open_to_all = {at: each for at, each in aggregates.items() if at not in reasons}
    since = revisions(open_to_all, earlier, parameters, MEASURES)
    published = {
        at: value for at, value in before.published.items() if at in aggregates and at not in since.reopened
    }
    return protect(
        {**aggregates, **since.changes},
        (*equations, *since.sums),
        parameters,
        published={**published, **since.told},
        withheld=[at for at in before.withheld if at in aggregates],
        measures=MEASURES,
    )
