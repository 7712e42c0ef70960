"""Which figures of a quarter are withheld: the same rules and the same attacker as for the yearbook. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reports.statistics.disclosure import Aggregate, Equation, Fact, Parameters, complete_sum, primary


def statuses(
    aggregates: Mapping[Fact, Aggregate], equations: Sequence[Equation], parameters: Parameters
) -> dict[Fact, str]:
    """Fact -> why it is withheld."""
    found = {at: why for at, each in aggregates.items() if (why := primary(each, parameters))}
    while True:
        before = len(found)
        for equation in equations:
            terms = {str(each): aggregates[each].total for each in equation.terms}
            more = complete_sum(terms, {str(each) for each in equation.terms if each in found})
            found |= {each: "secondary" for each in equation.terms if str(each) in more}
        if len(found) == before:
            return found
