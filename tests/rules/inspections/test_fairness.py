"""The fairness report against enumeration: every possible draw of small strata written out."""

import itertools
import math
import random
from fractions import Fraction

import pytest

from regulation.inspections import fairness
from regulation.inspections.fairness import Cell


def enumerated(cells):
    """P(X <= x) and P(X >= x) by going through every set that could have been drawn."""
    outcomes = [0]
    for cell in cells:
        here = [
            sum(each < cell.group for each in drawn)
            for drawn in itertools.combinations(range(cell.eligible), cell.drawn)
        ]
        outcomes = [a + b for a in outcomes for b in here]
    observed = sum(cell.observed for cell in cells)
    few = sum(each <= observed for each in outcomes)
    many = sum(each >= observed for each in outcomes)
    mean = Fraction(sum(outcomes), len(outcomes))
    return min(Fraction(1), 2 * Fraction(min(few, many), len(outcomes))), mean


@pytest.mark.parametrize("seed", range(40))
def test_finding_is_what_enumeration_gives(seed):
    dice = random.Random(seed)
    cells = []
    for _ in range(dice.randint(1, 3)):
        eligible = dice.randint(1, 8)
        group, drawn = dice.randint(0, eligible), dice.randint(0, eligible)
        low, high = max(0, drawn - eligible + group), min(drawn, group)
        cells.append(Cell(eligible, drawn, group, dice.randint(low, high)))
    p, mean = enumerated(cells)
    found = fairness.finding(cells)
    assert found.expected == mean
    if found.p is None:
        assert p == 1
    else:
        assert 0 <= p - found.p <= found.bound
        assert found.bound < Fraction(1, 2**240)


def test_a_group_that_is_everybody_or_a_stratum_drawn_whole_leaves_nothing_to_chance():
    assert fairness.finding([Cell(9, 3, 9, 3)]).p is None
    assert fairness.finding([Cell(9, 9, 4, 4)]).p is None
    assert fairness.finding([Cell(0, 0, 0, 0)]).expected == 0


@pytest.mark.parametrize(("eligible", "group", "drawn"), [(20, 7, 5), (5, 5, 2), (6, 0, 3), (60, 30, 30)])
def test_the_hypergeometric_is_that_of_the_binomial_coefficients(eligible, group, drawn):
    found = fairness.hypergeometric(eligible, group, drawn)
    for place, weight in enumerate(found.weights):
        x = found.offset + place
        exact = Fraction(
            math.comb(group, x) * math.comb(eligible - group, drawn - x), math.comb(eligible, drawn)
        )
        assert 0 <= exact - Fraction(weight, fairness.ONE) < Fraction(1, fairness.ONE)
    assert 0 <= found.missing <= len(found.weights)


def test_a_draw_that_spares_a_group_is_noticed_and_a_fair_one_is_not():
    spared = [Cell(100, 20, 50, 0)] * 2
    assert fairness.finding(spared).p < fairness.NOTABLE
    fair = [Cell(100, 20, 50, 10)] * 2
    assert fairness.finding(fair).p == 1


def test_a_city_of_strata_is_summed_in_moments():
    cells = [Cell(800, 8, 300, 3), Cell(300, 15, 90, 4), Cell(50, 10, 20, 4)] * 40
    found = fairness.finding(cells)
    assert found.observed == 440
    assert found.bound < Fraction(1, 2**200)


@pytest.mark.parametrize(
    ("ps", "adjusted"),
    [
        ([], []),
        ([Fraction(1, 100)], [Fraction(1, 100)]),
        (
            [Fraction(4, 100), Fraction(1, 100), None, Fraction(3, 100)],
            [Fraction(6, 100), Fraction(3, 100), None, Fraction(6, 100)],
        ),
        ([Fraction(9, 10), Fraction(8, 10)], [Fraction(1), Fraction(1)]),
    ],
)
def test_holm_is_the_step_down_rule(ps, adjusted):
    assert fairness.holm(ps) == adjusted


@pytest.mark.parametrize(
    ("registered", "group"),
    [
        ("国有独资", "state"),
        ("私营有限责任公司", "private"),
        ("港澳台商独资", "foreign"),
        ("中外合资", "foreign"),
        ("有限责任公司（自然人投资或控股）", "private"),
        ("", "other"),
    ],
)
def test_groups_of_ownership(registered, group):
    assert fairness.ownership_of(registered) == group
    assert group in fairness.OWNERSHIP


@pytest.mark.parametrize(
    ("capital", "size"),
    [
        (None, "unknown"),
        (0, "unknown"),
        (1, "below-2"),
        (2_000_000, "below-2"),
        (2_000_001, "2-10"),
        (10_000_000, "2-10"),
        (50_000_000, "10-50"),
        (50_000_001, "above-50"),
    ],
)
def test_classes_of_size(capital, size):
    assert fairness.size_of(capital) == size
