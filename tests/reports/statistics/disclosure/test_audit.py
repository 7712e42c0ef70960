"""The attacker finds exactly what can be known, and refuses what lets too much be known."""

import itertools
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.statistics.disclosure import (
    Axis,
    Measure,
    Narrowed,
    Parameters,
    audit,
    check,
    fact,
    protect,
    unsafe,
)
from reports.statistics.disclosure.problem import Known, components
from tests.builders.disclosure import book, firm, firms_of

RULES = Parameters()
#: Nothing is unsafe by these: the attacker only measures.
LOOSE = Parameters(threshold=0, one_firm=100, two_firms=100, p=0)
ROWS, COLUMNS = Axis.flat("district", ["a", "b"]), Axis.flat("type", ["x", "y", "z"])
CELLS = list(itertools.product("ab", "xyz"))


def at(row="", column=""):
    return fact("rev_total", 2025, district=row, type=column)


def possible(values, hidden):
    """Every whole-numbered table with these margins and these shown cells, by trying them all."""
    rows = {r: sum(values[r, c] for c in "xyz") for r in "ab"}
    columns = {c: sum(values[r, c] for r in "ab") for c in "xyz"}
    # The upper row decides the lower one.
    for upper in itertools.product(*(range(columns[c] + 1) for c in "xyz")):
        table = dict(zip((("a", c) for c in "xyz"), upper, strict=True))
        table |= {("b", c): columns[c] - table["a", c] for c in "xyz"}
        if sum(upper) == rows["a"] and all(
            table[cell] == values[cell] for cell in CELLS if cell not in hidden
        ):
            yield table


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    st.lists(st.integers(1, 6), min_size=6, max_size=6),
    st.sets(st.sampled_from(CELLS), min_size=1, max_size=6),
)
def test_intervals_are_what_trying_every_table_gives(numbers, hidden):
    values = dict(zip(CELLS, numbers, strict=True))
    firms = [firm(f"{r}{c}", values[r, c], district=r, type=c) for r, c in CELLS]
    aggregates, equations = book(firms, ROWS, COLUMNS)
    found = audit(aggregates, equations, LOOSE, {at(*cell): "secondary" for cell in hidden}).intervals
    tables = list(possible(values, hidden))
    for cell in hidden:
        every = [table[cell] for table in tables]
        assert found[at(*cell)] == (min(every), max(every))


def test_what_the_margins_give_is_refused():
    firms = [*firms_of((90, 5, 5), type="x"), *firms_of((30, 30, 30, 30), type="y")]
    aggregates, equations = book(firms, COLUMNS)
    tried = audit(aggregates, equations, RULES, {at(column="x"): "dominance"})
    (breach,) = {each.fact: each for each in tried.breaches}.values()
    assert breach.fact == at(column="x")
    assert breach.interval == (100, 100)
    with pytest.raises(Narrowed, match=r"type=x: narrowed.* to \[100.0, 100.0\], should reach"):
        check(tried)


def test_the_audit_looks_for_the_unsafe_itself():
    aggregates, equations = book(firms_of((90, 5, 5), type="x"), COLUMNS)
    (first, *_) = audit(aggregates, equations, RULES, {}).breaches
    assert (first.fact, first.reason) == (at(), "shown")


def test_a_bound_that_is_too_near_is_refused_though_not_exact():
    """The neighbour is far too small to hide the large one."""
    firms = [
        *firms_of((900, 50, 50), type="x"),
        *firms_of((1, 1, 1), type="y"),
        *firms_of((400, 400, 400), type="z"),
    ]
    aggregates, equations = book(firms, COLUMNS)
    status = {at(column="x"): "dominance", at(column="y"): "secondary"}
    breach = audit(aggregates, equations, RULES, status).breaches[0]
    assert (breach.fact, breach.interval, breach.wanted) == (at(column="x"), (0, 1003), (900, 1100))


def test_the_second_largest_knows_its_own():
    """To everybody the neighbour may be nothing; whoever has nearly all of it knows that it is not."""
    firms = [
        firm("a", 60, type="x"),
        firm("b", 40, type="x"),
        firm("b", 9, type="y"),
        firm("c", "0.5", type="y"),
        firm("d", "0.5", type="y"),
        *firms_of((40, 40, 40), type="z"),
    ]
    aggregates, equations = book(firms, COLUMNS)
    tight = {at(column="x"): "threshold", at(column="y"): "dominance"}
    (breach,) = audit(aggregates, equations, RULES, tight).breaches
    assert (breach.fact, breach.reader, breach.interval) == (at(column="x"), "b", (40, 101))
    assert protect(aggregates, equations, RULES).passed


def test_a_single_firm_in_the_only_neighbour_is_an_insider():
    firms = [firm("a", 70, type="x"), firm("b", 80, type="y"), *firms_of((40, 40, 40), type="z")]
    aggregates, equations = book(firms, COLUMNS)
    status = {at(column="x"): "threshold", at(column="y"): "threshold"}
    tried = audit(aggregates, equations, RULES, status)
    assert {(each.fact, each.reader) for each in tried.breaches} == {
        (at(column="x"), "b"),
        (at(column="y"), "a"),
    }


def test_print_in_large_steps_is_read_as_printed():
    firms = [
        *firms_of((30, 5, 5), type="x"),
        *firms_of((2300, 1800, 1200), type="y"),
        *firms_of((1300, 800, 700), type="z"),
    ]
    aggregates, equations = book(firms, COLUMNS)
    tried = audit(
        aggregates,
        equations,
        RULES,
        {at(column="x"): "dominance"},
        measures={"rev_total": Measure(printed=Decimal(100))},
    )
    # 8100 within 50, less 5300 within 50, less 2800 within 50.
    assert tried.intervals[at(column="x")] == (0, 150)
    assert tried.passed


@st.composite
def cities(draw):
    """Six cells of up to four firms, some belonging to a group that is in several."""
    firms = []
    for row, column in CELLS:
        for n in range(draw(st.integers(0, 4))):
            group = draw(st.sampled_from(["giant", f"{row}{column}{n}"]))
            firms.append(
                firm(
                    group,
                    draw(st.integers(1, 30)) * draw(st.sampled_from([1, 1, 1, 20])),
                    district=row,
                    type=column,
                )
            )
    return firms


def prices(aggregates, equations, measures):
    """What withholding each fact costs, as `protect` reckons."""
    known = Known(aggregates, equations, RULES, measures, {}, frozenset(), unsafe(aggregates, RULES))
    return {
        fact: cost
        for component in components(known)
        for fact, cost in zip(component.facts, component.cost, strict=True)
    }


@settings(max_examples=40, deadline=None, derandomize=True)
@given(cities(), st.sampled_from([0, 0, 10, 50]))
def test_no_cheaper_choice_would_do(firms, step):
    """Every set of cells that costs less than the one chosen fails the attack: by trying them all."""
    aggregates, equations = book(firms, ROWS, COLUMNS)
    measures = {"rev_total": Measure(grain=Decimal(1), printed=Decimal(step))}
    outcome = protect(aggregates, equations, RULES, measures=measures)
    assert outcome.passed, outcome.breaches
    cost = prices(aggregates, equations, measures)
    lonely = {each for each, status in outcome.status.items() if status not in {"", "secondary"}}
    free = sorted((each for each in cost if each not in lonely), key=cost.get)
    spent = sum(cost[each] for each in outcome.withheld if each in cost)
    assert spent == pytest.approx(outcome.cost)
    spare = spent - sum(cost[each] for each in lonely) - 1e-3
    for cheaper in _within(free, cost, spare):
        status = dict.fromkeys([*lonely, *cheaper], "x")
        assert not audit(aggregates, equations, RULES, status, measures=measures).passed, (cheaper, outcome)


def _within(facts, cost, spare):
    """Every choice of facts that together cost no more and leave room for none besides: less would protect less."""
    for wanted in itertools.product([False, True], repeat=len(facts)):
        chosen = [each for each, is_in in zip(facts, wanted, strict=True) if is_in]
        left = spare - sum(cost[each] for each in chosen)
        if left >= 0 and all(cost[each] > left for each in facts if each not in chosen):
            yield chosen


@settings(max_examples=25, deadline=None, derandomize=True)
@given(cities())
def test_with_any_further_cell_shown_the_attacker_succeeds(firms):
    aggregates, equations = book(firms, ROWS, COLUMNS)
    outcome = protect(aggregates, equations, RULES)
    more = [each for each, status in outcome.status.items() if status == "secondary"]
    for each in more:
        assert not audit(aggregates, equations, RULES, {**outcome.status, each: ""}).passed, each
