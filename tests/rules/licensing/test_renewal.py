"""《行政许可法》第五十条第一款: renewal is asked for thirty days before the term ends."""

from datetime import date

from regulation.law import almanac
from regulation.licensing.rules import deadlines


def test_renewal_is_asked_for_thirty_days_before_the_end_counted_in_calendar_days():
    assert deadlines.renewal_asked_by(date(2026, 12, 31), almanac.known()) == date(2026, 12, 1)


def test_a_term_that_ends_over_the_new_year_is_counted_back_through_it():
    assert deadlines.renewal_asked_by(date(2027, 1, 15), almanac.known()) == date(2026, 12, 16)
