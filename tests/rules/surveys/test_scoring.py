"""Where a reviewer's time goes."""

from decimal import Decimal

import pytest

from regulation.surveys import scoring
from regulation.surveys.scoring import Suspicion, Unit


def unit(number, now, before, *, district="110105", stratum="ENT_PRIV", key="rev_total", weight=Decimal(1)):
    return Unit(
        number,
        district,
        stratum,
        {} if now is None else {key: Decimal(now)},
        {} if before is None else {key: Decimal(before)},
        weight,
    )


def test_the_score_is_the_difference_from_the_expected_by_weight_in_the_district_total():
    # Growth of the stratum: the median of 1.1, 1.1 and 10 is 1.1; expected of C are 110.
    units = [unit("A", 110, 100), unit("B", 220, 200), unit("C", 1000, 100)]
    [first, *rest] = scoring.suspicions(units)
    assert (first.unit, first.key, first.anticipated) == ("C", "rev_total", Decimal(110))
    assert first.score == (Decimal(1000) - Decimal(110)) / Decimal(1330)
    assert rest == [], "the others are what was expected of them"


def test_one_mistaken_unit_does_not_move_what_is_expected_of_the_others():
    units = [unit("A", 100, 100), unit("B", 100, 100), unit("C", 1_000_000, 100)]
    assert scoring.growth(units, "rev_total", "ENT_PRIV") == 1


def test_the_same_doubt_weighs_more_in_a_small_district():
    units = [
        unit("A", 200, 100, district="110109"),
        unit("B", 300, 300, district="110109"),
        unit("C", 200, 100),
        unit("D", 9000, 9000),
        unit("E", 100, 100),
    ]
    ranked = scoring.suspicions(units)
    assert [each.unit for each in ranked] == ["A", "C"]
    assert ranked[0].score == Decimal(100) / Decimal(500)


def test_a_weight_of_the_unit_counts():
    light, heavy = unit("A", 200, 100), unit("A", 200, 100, weight=Decimal(3))
    others = [unit("B", 100, 100), unit("C", 100, 100)]
    assert scoring.suspicions([light, *others])[0].score == Decimal(100) / Decimal(400)
    assert scoring.suspicions([heavy, *others])[0].score == Decimal(300) / Decimal(800)


def test_who_is_new_or_left_a_cell_empty_is_compared_with_nothing():
    assert scoring.suspicions([unit("A", 100, None), unit("B", None, 100)]) == []


def test_nothing_is_divided_by_a_total_of_nothing():
    assert scoring.suspicions([unit("A", 0, 100)]) == []


def test_the_largest_by_the_last_revenue_known():
    revenues = {"A": Decimal(5), "B": Decimal(9), "C": Decimal(9), "D": Decimal(0)}
    assert scoring.largest(revenues, 2) == ["B", "C"]
    assert scoring.largest(revenues, 20) == ["B", "C", "A"], "who has no revenue is not large"


def test_the_limits_carry_their_doubt():
    from datetime import date

    for value, expected in ((scoring.THRESHOLD, Decimal("0.01")), (scoring.TOP, 20)):
        assert value.on(date(2026, 1, 1)) == expected
        assert value.since(date(2026, 1, 1)).doubt


@pytest.mark.parametrize(
    ("reported", "score", "heavy"),
    [
        ("201", "0.01", True),
        ("200", "0.5", False),
        ("49", "0.01", True),
        ("50", "0.5", False),
        ("900", "0.0099", False),
    ],
)
def test_what_looks_wrong_and_weighs_must_be_decided(reported, score, heavy):
    doubt = Suspicion("A", "rev_total", Decimal(reported), Decimal(100), Decimal(score), "110105")
    assert scoring.must_be_decided(doubt, Decimal("0.01")) is heavy
