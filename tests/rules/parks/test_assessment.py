"""Parks are assessed by dimensions; total and grade follow from the points."""

from datetime import date
from decimal import Decimal

import pytest

from regulation.parks import rules
from regulation.parks.status import Grade

DAY = date(2026, 11, 22)
FULL = {"infrastructure": 15, "policy": 10, "management": 20, "service": 25, "benefit": 30}


def outcome(less=0, bonus=0, deduction=0, **changes):
    scores = {key: Decimal(value) for key, value in (FULL | changes).items()}
    scores["benefit"] -= less
    return rules.outcome(scores, Decimal(bonus), Decimal(deduction), DAY)


@pytest.mark.parametrize(
    ("less", "deduction", "grade"),
    [
        (0, 0, Grade.EXCELLENT),
        (10, 0, Grade.EXCELLENT),
        (Decimal("10.01"), 0, Grade.GOOD),
        (25, 0, Grade.GOOD),
        (26, 0, Grade.QUALIFIED),
        (30, 10, Grade.QUALIFIED),
        (30, 11, Grade.RECTIFY),
    ],
)
def test_the_grade_is_the_one_whose_limit_the_total_reaches(less, deduction, grade):
    assert outcome(less=less, deduction=deduction).grade is grade


def test_the_scheme_adds_up_to_one_hundred_points():
    assert sum(most for _, most in rules.SCHEME.on(DAY).dimensions.values()) == 100


@pytest.mark.parametrize(("key", "value"), [("policy", 11), ("benefit", -1)])
def test_a_score_out_of_range_is_named(key, value):
    with pytest.raises(ValueError, match=key):
        outcome(**{key: value})


def test_a_missing_dimension_is_named():
    with pytest.raises(ValueError, match="service"):
        rules.outcome({key: Decimal(1) for key in FULL if key != "service"}, Decimal(0), Decimal(0), DAY)


def test_deductions_do_not_lead_below_zero():
    found = rules.outcome({key: Decimal(0) for key in FULL}, Decimal(0), Decimal(20), DAY)
    assert found.total == 0


def test_area_left_is_never_negative():
    assert rules.area_left(Decimal(100), Decimal(130)) == 0
