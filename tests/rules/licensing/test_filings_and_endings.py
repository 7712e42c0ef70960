"""Filing within fifteen days, and the grounds of cancellation."""

from datetime import date

import pytest

from regulation.law import almanac
from regulation.licensing.rules import ending, filings, numbers
from regulation.licensing.rules.ending import Ground
from regulation.licensing.status import LicenceStatus

CALENDAR = almanac.known()


@pytest.mark.parametrize(
    ("started_on", "due_on"),
    [
        (date(2026, 11, 2), date(2026, 11, 17)),
        # The fifteenth day is a Saturday: Monday.
        (date(2026, 11, 6), date(2026, 11, 23)),
        # Begun before the Regulations: counted by them all the same.
        (date(2015, 3, 2), date(2015, 3, 17)),
    ],
)
def test_services_are_filed_within_fifteen_days_of_their_start(started_on, due_on):
    assert filings.filing_due(started_on, CALENDAR).due_on == due_on


@pytest.mark.parametrize(
    ("filed_on", "late"), [(date(2026, 11, 17), 0), (date(2026, 11, 18), 1), (date(2026, 11, 3), 0)]
)
def test_lateness_is_counted_in_days_and_never_negative(filed_on, late):
    assert filings.days_late(date(2026, 11, 17), filed_on) == late


def test_a_filing_is_checked_for_its_form_only():
    today = date(2026, 11, 23)
    assert filings.is_in_order(["training"], today, today) == {}
    assert set(filings.is_in_order([], today, today)) == {"services"}
    assert set(filings.is_in_order(["intermediation"], today, today)) == {"services"}
    assert set(filings.is_in_order(["training"], date(2026, 11, 24), today)) == {"started_on"}


def test_each_ground_of_cancellation_has_its_item():
    assert {ending.basis_of(each).item for each in Ground} == {1, 3, 4, 5, 6}


@pytest.mark.parametrize(
    ("status", "requested", "grounds"),
    [
        (LicenceStatus.VALID, False, {Ground.HOLDER_ENDED, Ground.FORCE_MAJEURE}),
        (LicenceStatus.VALID, True, {Ground.REQUEST, Ground.HOLDER_ENDED, Ground.FORCE_MAJEURE}),
        (LicenceStatus.EXPIRED, False, {Ground.EXPIRED}),
        (LicenceStatus.REVOKED, True, {Ground.TAKEN_BACK}),
        (LicenceStatus.SET_ASIDE, False, {Ground.TAKEN_BACK}),
        (LicenceStatus.WITHDRAWN, False, {Ground.TAKEN_BACK}),
        (LicenceStatus.CANCELLED, True, set()),
        (LicenceStatus.RENEWAL_PENDING, False, set()),
    ],
)
def test_the_state_of_a_licence_says_which_grounds_fit(status, requested, grounds):
    assert set(ending.grounds_for(status, requested=requested)) == grounds


def test_numbers_carry_year_organ_and_serial():
    assert numbers.licence_number("110105", 2026, 12) == "（京）人服证字〔2026〕第1101050012号"
    assert numbers.licence_number("BDA", 2026, 1) == "（京）人服证字〔2026〕第1104000001号"
    assert numbers.filing_number("110108", 2026, 7) == "（京）人服备字〔2026〕第1101080007号"
    assert numbers.application_number("BJ", 2026, 3) == "XK110000-2026-00003"


@pytest.mark.parametrize(
    ("ended_on", "due_on"),
    [
        (date(2026, 11, 2), date(2026, 11, 11)),
        # Over New Year: 1 to 3 January 2026 are free, Sunday the 4th is worked instead.
        (date(2025, 12, 29), date(2026, 1, 8)),
        # Over a leap day that is worked like any other: Tuesday 29 February 2028.
        (date(2028, 2, 24), date(2028, 3, 6)),
    ],
)
def test_the_cancellation_that_follows_is_reminded_of_after_seven_working_days(ended_on, due_on):
    assert ending.cancellation_due(ended_on, CALENDAR).due_on == due_on
    assert ending.CANCELLATION.values[0].doubt
