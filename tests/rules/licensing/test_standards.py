"""Times of decisions, worked by hand."""

from datetime import date

import pytest

from regulation.law.calendar import WorkCalendar
from regulation.licensing.rules import standards
from regulation.licensing.rules.standards import Decided

CALENDAR = WorkCalendar({})


@pytest.mark.parametrize(
    ("received", "decided", "pauses", "days"),
    [
        (date(2026, 11, 23), date(2026, 11, 23), [], 0),  # on the spot
        (date(2026, 11, 23), date(2026, 11, 30), [], 5),  # a week
        (date(2026, 11, 21), date(2026, 11, 23), [], 1),  # received on a Saturday
        # Told on Tuesday to supply, supplied on Friday: Tuesday to Thursday do not count.
        (date(2026, 11, 23), date(2026, 11, 30), [(date(2026, 11, 24), date(2026, 11, 27))], 2),
        (date(2026, 11, 23), date(2026, 11, 30), [(date(2026, 11, 26), None)], 2),  # never ended
        (date(2028, 2, 28), date(2028, 3, 1), [], 2),  # 29 February 2028 is a Tuesday
    ],
)
def test_days_that_the_law_leaves_out_do_not_count(received, decided, pauses, days):
    assert standards.days_taken(received, decided, pauses, CALENDAR) == days


def test_the_rank_is_a_value_that_occurred():
    values = [1, 2, 3, 4, 5, 6, 7, 8, 9, 30]
    assert standards.nearest_rank(values, 0.5) == 5
    assert standards.nearest_rank(values, 0.9) == 9
    assert standards.nearest_rank([7], 0.9) == 7
    with pytest.raises(ValueError, match=r"\[\]"):
        standards.nearest_rank([], 0.5)


def test_of_four_decisions_the_number_alone_and_of_five_everything():
    case = Decided(3, in_law=True, in_promise=None)
    assert standards.figures([case] * 4) == standards.Figures(4, None, None, None, None)
    assert standards.figures([case] * 5) == standards.Figures(5, 3, 3, 100, None)


def test_a_hundred_means_all_and_promises_count_among_themselves():
    good, late = Decided(3, in_law=True, in_promise=True), Decided(25, in_law=False, in_promise=False)
    told = standards.figures([good] * 299 + [late])
    assert (told.in_law, told.in_promise) == (99, 99)
    unpromised = Decided(3, in_law=True, in_promise=None)
    assert standards.figures([good] * 4 + [unpromised] * 6).in_promise is None
    assert standards.figures([good] * 4 + [late] + [unpromised] * 5).in_promise == 80


def test_quarters():
    assert standards.quarter_of(date(2026, 9, 30)) == "2026Q3"
    assert standards.quarter_days("2026Q4") == (date(2026, 10, 1), date(2027, 1, 1))
    for wrong in ("2026", "2026Q5", "Q1", "20261Q1", "２０２６Q1"):
        with pytest.raises(ValueError, match=wrong):
            standards.quarter_days(wrong)
