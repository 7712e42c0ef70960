"""The clocks of licences, filings, reports and fairs over New Year, make-up Saturdays and the leap day, counted by hand.

The days were counted on paper from the State Council's arrangements, which stand here once more; no function of the
system was asked. Where working days are counted every counted day is written down, month: days.
"""

from datetime import date, timedelta

import pytest

from regulation.endings import rules as endings
from regulation.job_fairs import rules as fairs
from regulation.job_fairs.status import FairKind
from regulation.law import almanac
from regulation.licensing.rules import deadlines, dispatch_terms, ending, filings, hearing, renewal
from regulation.recruiter_accounts import rules as accounts
from regulation.written_reports import rules as reports
from regulation.written_reports.status import ReportKind

CALENDAR = almanac.known()
#: 国办发明电〔2025〕7号 for 2026: off from, off to; and the Saturdays and Sundays worked instead.
OFF_2026 = (((1, 1), (1, 3)), ((2, 15), (2, 23)), ((4, 4), (4, 6)), ((5, 1), (5, 5)), ((6, 19), (6, 21)))
OFF_2026 += (((9, 25), (9, 27)), ((10, 1), (10, 7)))
WORKED_2026 = {(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)}


def d(text):
    return date.fromisoformat(text)


def days(year, text):
    """「12: 31 / 1: 4 5」 from that year on: a month smaller than the one before begins the next year."""
    found, last = [], 0
    for part in text.split("/"):
        month, _, numbers = part.partition(":")
        year += int(month) < last
        last = int(month)
        found += [date(year, last, int(number)) for number in numbers.split()]
    return found


def test_the_calendar_is_the_one_the_days_were_counted_by():
    day = date(2026, 1, 1)
    while day.year == 2026:
        key = (day.month, day.day)
        off = any(first <= key <= last for first, last in OFF_2026)
        assert CALENDAR.is_working(day) is (key in WORKED_2026 or (day.weekday() < 5 and not off)), day
        day += timedelta(days=1)
    # 2024, of which the first quarter is used: off 1 January and 10 to 17 February, worked on Sundays 4 and 18 February.
    for key, worked in (((2, 4), True), ((2, 9), True), ((2, 12), False), ((2, 16), False), ((2, 18), True)):
        assert CALENDAR.is_working(date(2024, *key)) is worked


#: From Monday 22 December 2025, from Monday 2 February 2026, from Monday 29 January 2024.
TWENTY = (
    ("2025-12-22", "12: 23 24 25 26 29 30 31 / 1: 4 5 6 7 8 9 12 13 14 15 16 19 20"),
    ("2026-02-02", "2: 3 4 5 6 9 10 11 12 13 14 24 25 26 27 28 / 3: 2 3 4 5 6"),
    ("2024-01-29", "1: 30 31 / 2: 1 2 4 5 6 7 8 9 18 19 20 21 22 23 26 27 28 29"),
    # Labour Day: off from 1 to 5 May, Saturday the 9th is worked.
    ("2026-04-13", "4: 14 15 16 17 20 21 22 23 24 27 28 29 30 / 5: 6 7 8 9 11 12 13"),
)
THIRTY = (
    ("2026-02-02", TWENTY[1][1] + " 9 10 11 12 13 16 17 18 19 20"),
    ("2026-04-13", TWENTY[3][1] + " 14 15 18 19 20 21 22 25 26 27"),
    ("2024-01-29", TWENTY[2][1] + " / 3: 1 4 5 6 7 8 11 12 13 14"),
)
FIVE = (
    # Tuesday; New Year is Thursday to Saturday, Sunday the 4th is worked.
    ("2025-12-30", "12: 31 / 1: 4 5 6 7"),
    # Friday before the Spring Festival: the make-up Saturday counts, then nothing until the 24th.
    ("2026-02-13", "2: 14 24 25 26 27"),
    # The 29th of February is a Thursday.
    ("2024-02-27", "2: 28 29 / 3: 1 4 5"),
)
TEN = (
    ("2025-12-24", "12: 25 26 29 30 31 / 1: 4 5 6 7 8"),
    ("2026-02-11", "2: 12 13 14 24 25 26 27 28 / 3: 2 3"),
    ("2024-02-21", "2: 22 23 26 27 28 29 / 3: 1 4 5 6"),
)
SEVEN = (
    ("2025-12-29", "12: 30 31 / 1: 4 5 6 7 8"),
    ("2026-02-12", "2: 13 14 24 25 26 27 28"),
    ("2024-02-26", "2: 27 28 29 / 3: 1 4 5 6"),
)
FIFTEEN = (
    ("2025-12-22", "12: 23 24 25 26 29 30 31 / 1: 4 5 6 7 8 9 12 13"),
    ("2026-01-30", "2: 2 3 4 5 6 9 10 11 12 13 14 24 25 26 27"),
    ("2024-02-08", "2: 9 18 19 20 21 22 23 26 27 28 29 / 3: 1 4 5 6"),
)


def extended(day, calendar):
    return deadlines.decision_due_by_law(day, calendar, extended=True)


def dispatch_extended(day, calendar):
    return dispatch_terms.decision_due(day, calendar, extended=True)


def promised_ten(day, calendar):
    return deadlines.promised(10).due(day, calendar)


@pytest.mark.parametrize(
    ("clock", "cases"),
    [
        (deadlines.triage_due, FIVE),
        (deadlines.decision_due_by_regulations, TWENTY),
        (deadlines.decision_due_by_law, TWENTY),
        (extended, THIRTY),
        (promised_ten, TEN),
        (deadlines.delivery_due, TEN),
        (deadlines.publication_due, SEVEN),
        (deadlines.check_after_report_due, FIFTEEN),
        (hearing.may_ask_until, FIVE),
        (hearing.held_by, TWENTY),
        (dispatch_terms.decision_due, TWENTY),
        (dispatch_extended, THIRTY),
        (dispatch_terms.collection_due, FIVE),
        (dispatch_terms.change_due, TEN),
        (endings.statement_due, FIVE),
        (endings.hearing_due, TWENTY),
        (ending.cancellation_due, SEVEN),
        (accounts.update_due, TEN[:2]),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_working_days_are_these_and_no_others(clock, cases):
    for event, text in cases:
        due = clock(d(event), CALENDAR)
        assert list(due.counted_days) == days(d(event).year, text), event
        assert due.due_on == due.counted_days[-1]
        assert not due.provisional


@pytest.mark.parametrize("told_by", [hearing.notified_by, endings.hearing_told_by])
@pytest.mark.parametrize(
    ("held_on", "last"),
    [
        # Thursday 8 January: 7, 6, 5, Sunday 4, then 31, 30 and 29 December.
        ("2026-01-08", "2025-12-29"),
        # Wednesday 4 March: 3, 2, Saturday 28, 27, 26, 25 and 24 February.
        ("2026-03-04", "2026-02-24"),
        # Wednesday 6 March 2024: 5, 4, 1, 29, 28, 27 and 26 February.
        ("2024-03-06", "2024-02-26"),
    ],
)
def test_a_hearing_is_told_seven_working_days_before(told_by, held_on, last):
    assert told_by(d(held_on), CALENDAR) == d(last)


def opened(day, calendar):
    return reports.report_due(ReportKind.BRANCH_OPENED, day, calendar)


def changed(day, calendar):
    return reports.report_due(ReportKind.CHANGE, day, calendar)


def ended(day, calendar):
    return reports.report_due(ReportKind.ENDING, day, calendar)


@pytest.mark.parametrize("clock", [filings.filing_due, opened, changed, ended])
@pytest.mark.parametrize(
    ("event", "due_on"),
    [
        # The fifteenth day is 1 January; the 2nd and 3rd are off, Sunday the 4th is worked.
        ("2025-12-17", "2026-01-04"),
        # Saturday 14 February is worked, so it is the last day.
        ("2026-01-30", "2026-02-14"),
        # One day later it is the first day of the Spring Festival: Tuesday 24 February.
        ("2026-01-31", "2026-02-24"),
        # 14 to 29 February; and over the 29th to 1 March.
        ("2024-02-14", "2024-02-29"),
        ("2024-02-15", "2024-03-01"),
    ],
)
def test_fifteen_days_of_the_firm_are_calendar_days_and_end_on_a_working_day(clock, event, due_on):
    assert clock(d(event), CALENDAR).due_on == d(due_on)


@pytest.mark.parametrize(
    ("decided_on", "due_on"),
    [
        # A day off stays the last day: the organ's months are not moved.
        ("2025-10-01", "2026-01-01"),
        ("2025-11-14", "2026-02-14"),
        # November has 30 days, February 29 in 2024 and 28 in 2026.
        ("2023-11-29", "2024-02-29"),
        ("2023-11-30", "2024-02-29"),
        ("2025-11-30", "2026-02-28"),
    ],
)
def test_a_promise_is_checked_within_three_months(decided_on, due_on):
    assert deadlines.commitment_check_due(d(decided_on), CALENDAR).due_on == d(due_on)


@pytest.mark.parametrize(
    ("verified_on", "until"),
    [("2026-07-01", "2027-01-01"), ("2026-08-14", "2027-02-14"), ("2027-08-29", "2028-02-29")],
)
def test_an_account_is_verified_anew_within_six_months(verified_on, until):
    assert accounts.verified_until(d(verified_on), CALENDAR).due_on == d(until)


#: The event and the last day before it, by the number of calendar days.
AHEAD = {
    30: (
        # 30 January less thirty is 31 December; a day later it is New Year's Day, which does not move.
        ("2026-01-30", "2025-12-31"),
        ("2026-01-31", "2026-01-01"),
        # Back from 30 March: Saturday 28 February, worked, in 2026; 29 February in 2024.
        ("2026-03-30", "2026-02-28"),
        ("2024-03-30", "2024-02-29"),
    ),
    60: (
        # 28 of February, 31 of January, one more.
        ("2026-02-28", "2025-12-30"),
        # 29 of April and 31 of March end on the leap day.
        ("2024-04-29", "2024-02-29"),
        # 15 of April, 31 of March, 14 of February: Saturday the 14th, worked.
        ("2026-04-15", "2026-02-14"),
    ),
    15: (("2026-01-10", "2025-12-26"), ("2026-03-15", "2026-02-28"), ("2024-03-15", "2024-02-29")),
    20: (("2026-01-10", "2025-12-21"), ("2026-03-06", "2026-02-14"), ("2024-03-20", "2024-02-29")),
}


@pytest.mark.parametrize(
    ("last_day", "n"),
    [
        (deadlines.renewal_asked_by, 30),
        (reports.announced_by, 30),
        (dispatch_terms.renewal_asked_by, 60),
        (fairs.filed_by, 15),
        (fairs.police_asked_by, 20),
    ],
)
def test_days_ahead_are_calendar_days_and_no_weekend_moves_them(last_day, n):
    for event, last in AHEAD[n]:
        assert last_day(d(event), CALENDAR) == d(last), event


@pytest.mark.parametrize(("ends", "last"), AHEAD[30])
def test_a_renewal_is_in_time_until_the_last_second_of_that_day(ends, last):
    assert renewal.is_asked_in_time(d(last), d(ends), CALENDAR)
    assert not renewal.is_asked_in_time(d(last) + timedelta(days=1), d(ends), CALENDAR)


@pytest.mark.parametrize(
    ("last_day", "due_on"),
    [
        # The seventh day is New Year: Sunday 4 January. A make-up Saturday stays. The leap day counts.
        ("2025-12-25", "2026-01-04"),
        ("2026-02-07", "2026-02-14"),
        ("2024-02-22", "2024-02-29"),
    ],
)
def test_figures_of_a_one_off_fair_are_due_within_seven_days(last_day, due_on):
    assert fairs.figures_due(FairKind.ONE_OFF, d(last_day), CALENDAR).due_on == d(due_on)


@pytest.mark.parametrize(
    ("term_end", "given_on", "ends"),
    [
        (deadlines.valid_to, "2024-02-29", "2029-02-28"),
        (deadlines.valid_to, "2026-01-01", "2030-12-31"),
        (dispatch_terms.valid_to, "2024-02-29", "2027-02-28"),
        (dispatch_terms.valid_to, "2026-01-01", "2028-12-31"),
        (dispatch_terms.valid_to, "2025-03-01", "2028-02-29"),
    ],
)
def test_a_term_ends_on_the_day_before_its_anniversary(term_end, given_on, ends):
    assert term_end(d(given_on)) == d(ends)
