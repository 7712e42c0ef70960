"""Disclosure control: which figures would tell one respondent's own, and which others must go with them. Pure."""

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
from reports.statistics.disclosure.rules import (
    DOUBTS,
    Measure,
    Parameters,
    Waiver,
    needed,
    primary,
    unsafe,
)

__all__ = [
    "DOUBTS",
    "TOTAL",
    "Aggregate",
    "Axis",
    "Equation",
    "Fact",
    "Measure",
    "Parameters",
    "Waiver",
    "across",
    "aggregate",
    "all_except",
    "as_printed_in",
    "by_group",
    "change",
    "complementary",
    "complete_sum",
    "crossing",
    "difference",
    "fact",
    "needed",
    "primary",
    "unsafe",
]
