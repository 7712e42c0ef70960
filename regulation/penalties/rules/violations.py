"""The catalogue of violations V-01 to V-58: what was breached, which article punishes it, on which condition. Where an
article punishes one of its items otherwise, that item is an entry of its own (V-35-4).

A fine stands once, with its article and the day from which it holds (`ranges`). What lets a fine follow is
part of the entry: most need an order to correct that was not obeyed; a few, named one by one, do not. What
another body deals with is an entry too: it cannot become a case here and says who is competent.
"""

from __future__ import annotations

from regulation.penalties.rules.violation import (
    ANYONE,
    CAPACITY_NAMES,
    GROUND_NAMES,
    HANDLER_NAMES,
    HEADS,
    HOLDERS,
    MEASURE_NAMES,
    PER_NAMES,
    REVOKES,
    Capacity,
    Ground,
    Handler,
    Measure,
    Per,
    Range,
    Violation,
)
from regulation.penalties.rules.violations_agencies import AGENTS
from regulation.penalties.rules.violations_dispatch import DISPATCHING
from regulation.penalties.rules.violations_market import MARKET, NO_GAINS
from regulation.penalties.rules.violations_others import ELSEWHERE

__all__ = [
    "ANYONE",
    "CAPACITY_NAMES",
    "GROUND_NAMES",
    "HANDLER_NAMES",
    "HEADS",
    "HOLDERS",
    "MEASURE_NAMES",
    "NO_GAINS",
    "OURS",
    "PER_NAMES",
    "REVOKES",
    "VIOLATIONS",
    "WITHOUT_ORDER",
    "Capacity",
    "Ground",
    "Handler",
    "Measure",
    "Per",
    "Range",
    "Violation",
]

VIOLATIONS: dict[str, Violation] = {
    each.key: each
    for each in sorted((*MARKET, *AGENTS, *DISPATCHING, *ELSEWHERE), key=lambda entry: entry.key)
}
#: What may become an order to correct or a case of this organ.
OURS: dict[str, Violation] = {key: each for key, each in VIOLATIONS.items() if each.is_ours}
#: Violations whose article allows a fine without an order refused: the named exceptions. The database
#: keeps the same list in a constraint; a test holds the two together.
WITHOUT_ORDER = frozenset(
    key for key, each in VIOLATIONS.items() if each.ground in (Ground.GAINS, Ground.AT_ONCE)
)
