"""Disclosure control: which figures would tell one respondent's own, and which others must go with them. Pure."""

from reports.statistics.disclosure.audit import Audit, Breach, Narrowed, audit, check
from reports.statistics.disclosure.facts import (
    Aggregate,
    Axis,
    Equation,
    Fact,
    across,
    aggregate,
    all_except,
    as_printed_in,
    by_group,
    change,
    crossing,
    difference,
    fact,
)
from reports.statistics.disclosure.plane import TOTAL, complementary, complete_sum
from reports.statistics.disclosure.protect import EARLIER, SECONDARY, Outcome, protect
from reports.statistics.disclosure.rules import (
    DOUBTS,
    Measure,
    Parameters,
    Waiver,
    needed,
    primary,
    unsafe,
)
from reports.statistics.disclosure.search import Effort

__all__ = [
    "DOUBTS",
    "EARLIER",
    "SECONDARY",
    "TOTAL",
    "Aggregate",
    "Audit",
    "Axis",
    "Breach",
    "Effort",
    "Equation",
    "Fact",
    "Measure",
    "Narrowed",
    "Outcome",
    "Parameters",
    "Waiver",
    "across",
    "aggregate",
    "all_except",
    "as_printed_in",
    "audit",
    "by_group",
    "change",
    "check",
    "complementary",
    "complete_sum",
    "crossing",
    "difference",
    "fact",
    "needed",
    "primary",
    "protect",
    "unsafe",
]
