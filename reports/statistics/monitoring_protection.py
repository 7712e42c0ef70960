"""Which figures of a quarter are withheld: the same integer programme and the same attacker as for the yearbook. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from regulation.indicators.entries.monthly import TOTAL_OF
from reports.statistics.disclosure import (
    Aggregate,
    Equation,
    Fact,
    Measure,
    Outcome,
    Parameters,
    protect,
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
) -> Outcome:
    """What to withhold, with the attacker's proof."""
    return protect(
        aggregates,
        equations,
        parameters,
        published={at: value for at, value in before.published.items() if at in aggregates},
        withheld=[at for at in before.withheld if at in aggregates],
        measures=MEASURES,
    )
