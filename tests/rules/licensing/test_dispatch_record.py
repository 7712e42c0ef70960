"""《劳务派遣行政许可实施办法》第二十条: what happened during one term, counted day by day."""

from datetime import date

import pytest

from regulation.integrity.status import FactKind
from regulation.licensing.rules import dispatch_record as rules
from regulation.licensing.rules.dispatch_record import Fact

K = FactKind
BEGINS, ENDS, TODAY = date(2024, 2, 29), date(2027, 2, 28), date(2026, 12, 20)


def record(*facts, today=TODAY):
    return rules.record_of_term(
        [Fact(kind, str(n), day) for n, (kind, day) in enumerate(facts)], BEGINS, ENDS, today
    )


@pytest.mark.parametrize("kind", [K.PENALTY_MINOR, K.PENALTY_GENERAL, K.PENALTY_SERIOUS])
def test_two_penalties_of_whatever_weight_bar_and_one_does_not(kind):
    once, twice = (kind, date(2025, 1, 1)), (kind, date(2026, 1, 1))
    assert record(once).grounds == ()
    assert record(once, twice).grounds == ("penalties",)
    assert len(record(once, twice).penalties) == rules.PENALTIES_THAT_BAR.on(TODAY)


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        (date(2024, 2, 28), False),
        (date(2024, 2, 29), True),
        (date(2026, 12, 20), True),
        (date(2026, 12, 21), False),
    ],
)
def test_a_term_counts_from_its_first_day_to_today(day, counts):
    assert bool(record((K.PENALTY_GENERAL, day)).penalties) is counts


@pytest.mark.parametrize(("day", "counts"), [(ENDS, True), (date(2027, 3, 1), False)])
def test_after_the_term_nothing_more_counts(day, counts):
    assert bool(record((K.PENALTY_GENERAL, day), today=date(2027, 6, 1)).penalties) is counts


def test_a_missed_report_bars_and_a_wrong_one_only_when_it_was_not_corrected():
    assert record((K.REPORT_MISSED, date(2025, 4, 1))).grounds == ("reports",)
    wrong = (K.DISPATCH_PROBLEMS, date(2025, 4, 1))
    assert record(wrong).grounds == ()
    assert record(wrong, (K.ORDER_REFUSED, date(2025, 3, 31))).grounds == ()
    assert record(wrong, (K.ORDER_REFUSED, date(2025, 6, 1))).grounds == ("reports",)
    assert record((K.ORDER_REFUSED, date(2025, 6, 1))).grounds == ()


@pytest.mark.parametrize("kind", sorted(set(K) - rules.PENALTIES - rules.REPORTS))
def test_no_other_fact_is_counted(kind):
    found = record((kind, date(2025, 1, 1)), (kind, date(2026, 1, 1)))
    assert (found.penalties, found.reports, found.grounds) == ((), (), ())


def test_what_counts_is_listed_in_the_order_of_days():
    found = record((K.PENALTY_GENERAL, date(2026, 1, 1)), (K.PENALTY_MINOR, date(2025, 1, 1)))
    assert [each.occurred_on for each in found.penalties] == [date(2025, 1, 1), date(2026, 1, 1)]
