"""Disclosure control: which figures would tell one respondent's own, and which others must go with them. Pure.

Every figure of the book has one address, a `Fact`; every table, year, chart, page and file shows a fact
by its one status. How a table says what it has:

    kinds = Axis.flat("type", ["PRIVATE", "SOE"])
    places = Axis.nested("area_group", "district", {"core": ["110101", "110102"]})
    facts, equations = crossing("rev_total", 2025, places, kinds)          # every margin and every sum
    aggregates = {each: aggregate(amounts_of(each)) for each in facts}     # pairs of group and amount
    equations += across("rev_total", ("rev_onbehalf", "rev_net"), facts)

Aggregates of margins are counted from the firms, never from inner cells; amounts of firms that share a group
are summed first. Then, for the whole book at once:

    outcome = protect(aggregates, equations, parameters, waivers=..., measures=...,
                      published=...,    # figures of earlier releases as printed: they cannot be taken back
                      withheld=...)     # x once is x always
    outcome.status[fact]                # "" free, "threshold", "dominance", "p", "secondary", "earlier"
    outcome.passed, outcome.breaches    # a book that did not pass must not be released; breaches say why
    check(audit(aggregates, equations, parameters, outcome.status, ...))   # the attacker alone; raises Narrowed

Subtraction is told to it in sums like any other: `all_except` for "all but one district", `entrants` for
what two years give away, `revisions` for what a second release says of whoever reported late
(`difference(as_printed_in("2025.1", fact), fact, "2025.1")` with `change(before, after)`).

`facts` addresses and sums; `rules` which figures are unsafe; `problem`, `attack`, `search`, `protect` the choice;
`audit` the attacker, who shares nothing with them but the solver.
"""

from reports.statistics.disclosure.audit import Audit, Breach, Narrowed, audit, check
from reports.statistics.disclosure.between import Earlier, Revisions, entrants, revisions
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
    "Earlier",
    "Effort",
    "Equation",
    "Fact",
    "Measure",
    "Narrowed",
    "Outcome",
    "Parameters",
    "Revisions",
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
    "entrants",
    "fact",
    "needed",
    "primary",
    "protect",
    "revisions",
    "unsafe",
]
