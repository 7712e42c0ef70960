"""The edits over many returns, at and beyond their limits."""

from decimal import Decimal

import pytest

from regulation.surveys import macro
from regulation.surveys.macro import Answered, Return, Stated


def stated(unit, now, before, district="110105"):
    return Stated(unit, district, Decimal(now), Decimal(before))


@pytest.mark.parametrize(("now", "fires"), [("115", False), ("115.01", True), ("85", False), ("84.99", True)])
def test_v070_a_district_total_that_moved_by_more_than_fifteen_percent(now, fires):
    assert bool(macro.v070("rev_total", [stated("A", now, 100)])) is fires


def test_v070_lists_the_ten_who_moved_it_most_and_nobody_who_did_not():
    units = [stated(f"U{at:02}", 100 + at * 10, 100) for at in range(13)]
    [found] = macro.v070("rev_total", [*units, stated("Z", 50, 50, district="110108")])
    assert found.district == "110105"
    assert [unit for unit, _moved in found.contributors] == [f"U{at:02}" for at in range(12, 2, -1)]
    assert found.contributors[0][1] == 120
    assert found.change == Decimal(780) / Decimal(1300)


def test_v070_a_district_with_nothing_last_year_is_listed_without_a_rate():
    [found] = macro.v070("rev_total", [stated("A", 10, 0)])
    assert found.change is None
    assert macro.v070("rev_total", [stated("A", 0, 0)]) == []


@pytest.mark.parametrize(("giant", "fires"), [("58", False), ("95", True)])
def test_v071_the_share_of_the_first_two_moved_by_more_than_five_points(giant, fires):
    before = {"A": Decimal(50), "B": Decimal(10), **{f"U{at}": Decimal(2) for at in range(20)}}
    now = {**before, "A": Decimal(giant)}
    found = macro.v071("rev_total", now, before)
    assert bool([each for each in found if each.how_many == 2]) is fires


def test_v071_compares_two_years_or_nothing():
    assert macro.v071("rev_total", {"A": Decimal(1)}, {}) == []
    assert macro.share_of_first([], 2) == 0


@pytest.mark.parametrize(
    ("responded", "revenue", "fires"),
    [(90, 950, False), (89, 1000, True), (100, 949, True), (100, 950, False)],
)
def test_v072_response_below_nine_tenths_of_the_units_or_95_hundredths_of_the_revenue(
    responded, revenue, fires
):
    one = Answered("110105", "ENT_PRIV", 100, responded, Decimal(1000), Decimal(revenue))
    assert bool(macro.v072([one])) is fires


def test_v072_where_nobody_is_in_scope_nothing_is_missing():
    assert macro.v072([Answered("110105", "NPO_OTH", 0, 0, Decimal(0), Decimal(0))]) == []
    no_revenue = Answered("110105", "PUB_EMP", 10, 10, Decimal(0), Decimal(0))
    assert macro.v072([no_revenue]) == []


def test_v073_a_branch_with_the_figures_of_its_headquarters():
    head = Return(
        "H", "G1", False, {"staff_total": Decimal(100), "rev_total": Decimal(900), "tax_total": Decimal(0)}
    )
    copied = Return(
        "B", "G1", True, {"staff_total": Decimal(100), "rev_total": Decimal(900), "tax_total": Decimal(0)}
    )
    own = Return("C", "G1", True, {"staff_total": Decimal(12), "rev_total": Decimal(900)})
    stranger = Return("X", "G2", True, dict(head.figures))
    [found] = macro.v073([head, copied, own, stranger])
    assert (found.headquarters, found.branch, found.same) == ("H", "B", ("rev_total", "staff_total"))


@pytest.mark.parametrize(
    ("report", "fires"), [("99", False), ("98.9", True), ("101.01", False), ("101.02", True)]
)
def test_v074_the_same_cell_differs_by_more_than_one_percent(report, fires):
    found = macro.v074(
        "A", {"rev_total": Decimal(100)}, {"rev_total": Decimal(report)}, {"rev_total": "口径不同"}
    )
    assert bool(found) is fires
    if fires:
        assert found[0].reason == "口径不同"


def test_v074_only_cells_that_both_forms_ask():
    assert macro.v074("A", {"assets_total": Decimal(1)}, {"rev_total": Decimal(9)}) == []
    assert macro.v074("A", {"rev_total": Decimal(0)}, {"rev_total": Decimal(0)}) == []


@pytest.mark.parametrize(("report", "fires"), [(95, False), (94, True), (None, False)])
def test_v047_dispatched_workers_differ_by_more_than_five_percent(report, fires):
    assert bool(macro.v047("A", Decimal(100), None if report is None else Decimal(report))) is fires


def test_every_macro_edit_has_words():
    assert sorted(macro.RULES) == ["V047", "V070", "V071", "V072", "V073", "V074"]
