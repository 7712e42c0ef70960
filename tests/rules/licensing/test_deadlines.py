"""The periods of the licensing procedure, sentence by sentence."""

from datetime import date

import pytest

from regulation.law import almanac
from regulation.licensing.rules import deadlines

CALENDAR = almanac.known()


@pytest.mark.parametrize(
    ("received_on", "due_on"),
    [
        (date(2026, 11, 23), date(2026, 11, 30)),
        # Received on a Saturday: the first counted day is Monday.
        (date(2026, 11, 21), date(2026, 11, 27)),
        # The National Day week is off, the make-up days before and after it count.
        (date(2025, 9, 28), date(2025, 10, 11)),
    ],
)
def test_what_is_missing_is_told_within_five_working_days_of_receipt(received_on, due_on):
    assert deadlines.triage_due(received_on, CALENDAR).due_on == due_on


def test_silence_counts_only_after_the_fifth_working_day_is_over():
    due = deadlines.triage_due(date(2026, 11, 23), CALENDAR)
    assert not deadlines.is_accepted_by_silence(due, date(2026, 11, 30))
    assert deadlines.is_accepted_by_silence(due, date(2026, 12, 1))


def test_silence_does_not_count_while_the_applicant_corrects():
    period, standing = deadlines.TRIAGE.on(date(2026, 11, 23)), [(date(2026, 11, 25), None)]
    assert not deadlines.is_accepted_by_silence(
        period.due(date(2026, 11, 23), CALENDAR, standing), date(2027, 1, 29)
    )


def test_decision_is_due_twenty_working_days_after_receipt_by_the_regulations():
    due = deadlines.decision_due_by_regulations(date(2026, 11, 23), CALENDAR)
    assert due.due_on == date(2026, 12, 21)
    assert due.citation.zh == "《人力资源市场暂行条例》第十九条"
    assert not due.provisional


def test_a_decision_due_in_a_year_without_notice_is_provisional():
    assert deadlines.decision_due_by_regulations(date(2026, 12, 20), CALENDAR).provisional


def test_decision_is_due_twenty_working_days_after_acceptance_by_the_licensing_law():
    assert deadlines.decision_due_by_law(date(2026, 11, 23), CALENDAR).due_on == date(2026, 12, 21)


def test_the_head_may_add_ten_working_days():
    plain = deadlines.decision_due_by_law(date(2026, 9, 1), CALENDAR).due_on
    extended = deadlines.decision_due_by_law(date(2026, 9, 1), CALENDAR, extended=True).due_on
    assert CALENDAR.working_days_between(plain, extended) == 10


def test_a_commitment_is_decided_on_the_day_of_acceptance():
    assert deadlines.commitment_decision_due(date(2026, 11, 23), CALENDAR).due_on == date(2026, 11, 23)


def test_the_licence_is_served_within_ten_working_days_of_the_decision():
    assert deadlines.delivery_due(date(2026, 11, 23), CALENDAR).due_on == date(2026, 12, 7)


def test_the_decision_is_published_within_seven_working_days():
    assert deadlines.publication_due(date(2026, 11, 23), CALENDAR).due_on == date(2026, 12, 2)


@pytest.mark.parametrize(
    ("from_on", "to_on"),
    [
        (date(2026, 11, 23), date(2031, 11, 22)),
        (date(2024, 2, 29), date(2029, 2, 28)),
        (date(2023, 3, 1), date(2028, 2, 29)),
        (date(2026, 1, 1), date(2030, 12, 31)),
    ],
)
def test_the_licence_is_valid_for_five_years_to_the_day_before(from_on, to_on):
    assert deadlines.valid_to(from_on) == to_on


def test_a_licence_ends_after_its_last_day_unless_a_renewal_is_undecided():
    last = date(2026, 11, 22)
    assert not deadlines.has_expired(last, date(2026, 11, 22), renewal_pending=False)
    assert deadlines.has_expired(last, date(2026, 11, 23), renewal_pending=False)
    assert not deadlines.has_expired(last, date(2026, 11, 23), renewal_pending=True)
    assert not deadlines.has_expired(None, date(2099, 1, 1), renewal_pending=False)


@pytest.mark.parametrize(
    ("decided_on", "due_on"),
    [(date(2026, 8, 31), date(2026, 11, 30)), (date(2026, 11, 30), date(2027, 2, 28))],
)
def test_the_commitment_is_checked_within_three_months_of_the_decision(decided_on, due_on):
    assert deadlines.commitment_check_due(decided_on, CALENDAR).due_on == due_on


def test_renewal_is_asked_for_thirty_days_before_the_end():
    assert deadlines.renewal_asked_by(date(2026, 12, 31), CALENDAR) == date(2026, 12, 1)


def test_a_promise_is_a_period_of_its_own_and_none_is_none():
    assert deadlines.promised(0) is None
    promise = deadlines.promised(10)
    assert promise is not None
    # Accepted on Monday 23 November 2026: ten working days are two weeks; the law has four.
    assert promise.due(date(2026, 11, 23), almanac.known()).due_on == date(2026, 12, 7)
