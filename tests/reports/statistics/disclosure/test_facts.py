"""A figure has one address, is counted by enterprise group, and adds up in every way a table prints."""

from decimal import Decimal

import pytest

from reports.statistics.disclosure import (
    Aggregate,
    Axis,
    Equation,
    Fact,
    across,
    aggregate,
    all_except,
    change,
    crossing,
    difference,
    fact,
)

DISTRICT = Axis.nested("area_group", "district", {"core": ["110101", "110102"], "eco": ["110109"]})
TYPE = Axis.flat("type", ["PRIVATE", "SOE"])


def amounts(**by_group):
    return {group: Decimal(amount) for group, amount in by_group.items()}


def test_one_figure_has_one_address():
    one = fact("rev_total", 2025, type="SOE", district="110105")
    assert one == fact("rev_total", 2025, district="110105", type="SOE", line="")
    assert one.at(district="") == fact("rev_total", 2025, type="SOE")
    assert str(one) == "rev_total 2025 district=110105 type=SOE"
    with pytest.raises(ValueError, match="not in order"):
        Fact("rev_total", 2025, (("type", "SOE"), ("district", "110105")))


def test_firms_of_one_group_are_one_contributor():
    found = aggregate([("g", Decimal(30)), ("a", Decimal(40)), ("g", Decimal(20)), ("b", Decimal(5))])
    assert found == Aggregate(3, Decimal(95), Decimal(50), Decimal(40), "g", "a")


def test_who_reports_nothing_hides_nobody():
    assert aggregate([("a", Decimal(7)), ("b", Decimal(0)), ("c", Decimal(0))]).contributors == 1
    assert aggregate([("a", Decimal(7)), ("a", Decimal(-7))]).contributors == 0


def test_the_two_largest_of_a_margin_are_not_those_of_its_cells():
    """The group that is third in both districts is the first of the city."""
    east = [("a", Decimal(50)), ("b", Decimal(45)), ("g", Decimal(40))]
    west = [("c", Decimal(50)), ("d", Decimal(45)), ("g", Decimal(40))]
    assert aggregate(east + west).largest_group == "g"
    assert aggregate(east + west).largest == 80


def test_equally_large_groups_stand_in_the_order_of_their_names():
    assert aggregate([("b", Decimal(5)), ("a", Decimal(5))]).largest_group == "a"


def test_losses_count_by_their_size():
    found = aggregate([("a", Decimal(-90)), ("b", Decimal(60)), ("c", Decimal(20))])
    assert (found.total, found.largest, found.largest_group, found.magnitude) == (-10, -90, "a", 170)
    assert found.rest == 20


def test_a_crossing_knows_every_margin():
    facts, equations = crossing("staff_total", 2025, DISTRICT, TYPE)
    assert len(facts) == len(set(facts)) == 6 * 3
    assert set().union(*(each.terms for each in equations)) == set(facts)
    assert (
        Equation(
            fact("staff_total", 2025, area_group="core", type="SOE"),
            (
                fact("staff_total", 2025, district="110101", type="SOE"),
                fact("staff_total", 2025, district="110102", type="SOE"),
            ),
        )
        in equations
    )
    # Three sums down the districts (city, two area groups) for each of three columns; one across for each of six rows.
    assert len(equations) == 3 * 3 + 6


def test_gross_is_what_was_collected_and_net():
    facts, _ = crossing("rev_total", 2025, TYPE)
    equations = across("rev_total", ("rev_onbehalf", "rev_net"), facts)
    assert len(equations) == 3
    assert fact("rev_net", 2025, type="SOE") in equations[-1].parts


def test_all_except_one_is_a_figure_of_its_own():
    one = fact("rev_total", 2025, district="110105", type="SOE")
    without = all_except(one, "district")
    assert without.whole == fact("rev_total", 2025, type="SOE")
    assert without.parts == (one, fact("rev_total", 2025, district="!110105", type="SOE"))


def test_a_change_is_known_to_readers_and_printed_nowhere():
    between = difference(fact("staff_total", 2024), fact("staff_total", 2025), "2024")
    assert [each.is_printed for each in between.terms] == [True, True, False]


def test_a_change_is_of_those_who_changed():
    before = amounts(a=100, b=50, c=70)
    late = amounts(a=100, b=50, c=70, d=33)
    assert change(before, late) == Aggregate(1, Decimal(33), Decimal(33), Decimal(0), "d", "")


def test_between_years_only_who_is_new_or_gone_is_told():
    before = amounts(a=100, b=50, c=70)
    assert change(before, amounts(a=130, b=51, c=70), only_entrants=True).magnitude == 0
    assert change(before, amounts(a=101, b=51, c=70, d=40), only_entrants=True).largest_group == "d"
    assert change(before, amounts(a=101, b=51), only_entrants=True).largest_group == "c"
