"""In one table with margins no withheld cell can be computed from the others."""

import itertools
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from reports.statistics.disclosure import TOTAL, complementary, complete_sum


def with_margins(inner):
    rows = sorted({row for row, _ in inner})
    columns = sorted({column for _, column in inner})
    table = dict(inner)
    for row in rows:
        table[row, TOTAL] = sum(inner[row, column] for column in columns)
    for column in columns:
        table[TOTAL, column] = sum(inner[row, column] for row in rows)
    table[TOTAL, TOTAL] = sum(inner.values())
    return table


def recomputable(table, hidden):
    """Cells an attacker can compute exactly: solve the table's equations for what is hidden (Gauss, exact)."""
    unknown = sorted(hidden)
    rows = {row for row, _ in table}
    columns = {column for _, column in table}
    equations = []
    for lines, place in ((rows, 0), (columns, 1)):
        for line in lines:
            equation = [
                Fraction(0) if cell[place] != line else Fraction(-1 if cell[1 - place] == TOTAL else 1)
                for cell in unknown
            ]
            equations.append(equation)
    done = []
    for column in range(len(unknown)):
        pivot = next((e for e in equations if e[column] != 0), None)
        if pivot is None:
            continue
        equations.remove(pivot)
        pivot = [value / pivot[column] for value in pivot]
        equations = [[a - e[column] * b for a, b in zip(e, pivot, strict=True)] for e in equations]
        done = [[a - e[column] * b for a, b in zip(e, pivot, strict=True)] for e in done] + [pivot]
    return {unknown[e.index(1)] for e in done if sum(value != 0 for value in e) == 1}


INNER = {
    ("a", "x"): Decimal(20), ("a", "y"): Decimal(50), ("a", "z"): Decimal(10),
    ("b", "x"): Decimal(8), ("b", "y"): Decimal(19), ("b", "z"): Decimal(22),
    ("c", "x"): Decimal(17), ("c", "y"): Decimal(32), ("c", "z"): Decimal(12),
}  # fmt: skip


def test_the_attacker_of_this_test_finds_what_is_not_protected():
    table = with_margins(INNER)
    assert recomputable(table, {("a", "x")}) == {("a", "x")}
    assert recomputable(table, {("a", "x"), ("a", "y")}) == {("a", "x"), ("a", "y")}
    square = {("a", "x"), ("a", "y"), ("b", "x"), ("b", "y")}
    assert recomputable(table, square) == set()


def test_one_cell_takes_three_more_with_it_and_the_margins_stay():
    table = with_margins(INNER)
    more = complementary(table, {("b", "x")})
    assert len(more) == 3
    assert not any(TOTAL in cell for cell in more)
    assert recomputable(table, more | {("b", "x")}) == set()


def test_nothing_hidden_takes_nothing():
    assert complementary(with_margins(INNER), set()) == set()


def test_two_circles_joined_by_one_cell_do_not_protect_it():
    names = "abcd"
    inner = {
        (row, column): Decimal(10 + at) for at, (row, column) in enumerate(itertools.product(names, "wxyz"))
    }
    table = with_margins(inner)
    hidden = {
        ("a", "w"),
        ("a", "x"),
        ("b", "w"),
        ("b", "x"),
        ("c", "y"),
        ("c", "z"),
        ("d", "y"),
        ("d", "z"),
        ("b", "y"),
    }
    assert ("b", "y") in recomputable(table, hidden), (
        "every row and column has two, and still it can be computed"
    )
    assert recomputable(table, hidden | complementary(table, hidden)) == set()


def test_zeros_are_taken_last():
    inner = {**INNER, ("c", "z"): Decimal(0)}
    assert ("c", "z") not in complementary(with_margins(inner), {("b", "x")})


def test_a_table_of_one_row_hides_with_its_total():
    table = with_margins({("a", "x"): Decimal(5), ("a", "y"): Decimal(90), ("a", "z"): Decimal(7)})
    hidden = {("a", "x")} | complementary(table, {("a", "x")})
    assert recomputable(table, hidden) == set()


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_hidden_cell_can_ever_be_recomputed(data):
    rows = data.draw(st.integers(1, 5))
    columns = data.draw(st.integers(1, 4))
    inner = {
        (f"r{row}", f"c{column}"): Decimal(data.draw(st.integers(0, 60)))
        for row in range(rows)
        for column in range(columns)
    }
    table = with_margins(inner)
    candidates = sorted(cell for cell in table if table[cell])
    if not candidates:
        return
    hidden = set(data.draw(st.lists(st.sampled_from(candidates), max_size=5, unique=True)))
    everything = hidden | complementary(table, hidden)
    assert hidden <= everything
    assert recomputable(table, everything) == set()


def test_one_hidden_term_of_a_sum_takes_the_smallest_other():
    sums = {"gross": Decimal(100), "collected": Decimal(70), "net": Decimal(30)}
    assert complete_sum(sums, {"collected"}) == {"net"}
    assert complete_sum(sums, {"collected", "net"}) == set()
    assert complete_sum(sums, set()) == set()
