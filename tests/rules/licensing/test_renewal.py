"""《行政许可法》第五十条: renewal is asked for thirty days before the term ends, and silence renews. Worked by hand."""

from datetime import date

import pytest

from regulation.law import almanac
from regulation.licensing.procedure import Effect
from regulation.licensing.rules import deadlines, renewal
from regulation.licensing.status import LicenceStatus

L = LicenceStatus
CALENDAR = almanac.known()


def test_renewal_is_asked_for_thirty_days_before_the_end_counted_in_calendar_days():
    assert deadlines.renewal_asked_by(date(2026, 12, 31), CALENDAR) == date(2026, 12, 1)


def test_a_term_that_ends_over_the_new_year_is_counted_back_through_it():
    assert deadlines.renewal_asked_by(date(2027, 1, 15), CALENDAR) == date(2026, 12, 16)


@pytest.mark.parametrize(
    ("ends", "last"),
    [
        # Back through a leap day: 30 March, less thirty days, is 29 February in 2028 and 28 February in 2027.
        (date(2028, 3, 30), date(2028, 2, 29)),
        (date(2027, 3, 30), date(2027, 2, 28)),
        # The last day to ask is a Saturday, and no weekend moves it: the article gives the firm no later day.
        (date(2026, 11, 30), date(2026, 10, 31)),
        # It falls into the holidays of the National Day: 4 October, which is a day off, is the last day all the same.
        (date(2026, 11, 3), date(2026, 10, 4)),
    ],
)
def test_the_last_day_to_ask_is_kept_to_the_day(ends, last):
    assert renewal.is_asked_in_time(last, ends, CALENDAR)
    assert not renewal.is_asked_in_time(date.fromordinal(last.toordinal() + 1), ends, CALENDAR)


def test_a_licence_can_be_renewed_on_its_last_day_and_not_on_the_next():
    assert renewal.may_still_ask(date(2026, 12, 31), date(2026, 12, 31))
    assert not renewal.may_still_ask(date(2026, 12, 31), date(2027, 1, 1))
    assert not renewal.may_still_ask(None, date(2027, 1, 1))


@pytest.mark.parametrize("status", list(L))
@pytest.mark.parametrize("today", [date(2026, 12, 31), date(2027, 1, 1)])
def test_only_the_end_of_the_term_of_a_pending_renewal_renews_by_silence(status, today):
    renewed = renewal.is_renewed_by_silence(status, date(2026, 12, 31), today)
    assert renewed is (status is L.RENEWAL_PENDING and today == date(2027, 1, 1))


@pytest.mark.parametrize(
    ("ended", "decided", "term"),
    [
        # Decided early: the paper speaks at once, the new term is joined to the old one.
        (date(2026, 12, 31), date(2026, 12, 10), (date(2026, 12, 10), date(2031, 12, 31))),
        # By silence, the day after: from the day on which the old term no longer holds.
        (date(2026, 12, 31), date(2027, 1, 1), (date(2027, 1, 1), date(2031, 12, 31))),
        # The next term begins on 29 February and ends on the last day of a February without one.
        (date(2028, 2, 28), date(2028, 2, 20), (date(2028, 2, 20), date(2033, 2, 28))),
        # Given on 29 February 2024 the licence ran to 28 February 2029; renewed, it runs from 1 March.
        (date(2029, 2, 28), date(2029, 2, 1), (date(2029, 2, 1), date(2034, 2, 28))),
    ],
)
def test_no_day_is_lost_between_two_terms(ended, decided, term):
    assert renewal.next_term(ended, decided, deadlines.valid_to) == term


def test_the_first_term_of_a_licence_given_on_a_leap_day():
    assert deadlines.valid_to(date(2024, 2, 29)) == date(2029, 2, 28)


def test_the_clock_of_the_organ_ends_with_the_term_itself():
    due = renewal.BEFORE_EXPIRY.on(date(2027, 2, 10)).due(date(2027, 2, 10), CALENDAR)
    assert due.due_on == date(2027, 2, 10)
    assert due.citation.zh.endswith("第五十条第二款")


@pytest.mark.parametrize("effect", list(Effect))
@pytest.mark.parametrize(
    "act",
    ["submit", "grant", "refuse", "decline", "retract", "retract_on_request", "renew_by_silence", "accept"],
)
@pytest.mark.parametrize("status", list(L))
@pytest.mark.parametrize("in_time", [True, False])
@pytest.mark.parametrize("today", [date(2026, 12, 31), date(2027, 1, 1)])
def test_what_an_act_does_to_the_licence_is_always_lawful(effect, act, status, in_time, today):
    """Whatever is done, the licence goes nowhere but where its own table lets it go."""
    from regulation.licensing.status import LICENCE_STEPS

    found = renewal.act_on_licence(
        effect, act, status=status, valid_until=date(2026, 12, 31), today=today, in_time=in_time
    )
    if found is not None:
        assert effect is not Effect.NEW_LICENCE
        assert status in LICENCE_STEPS[found].before
        assert found != "ask_renewal" or in_time
        assert (found == "renew_by_silence") <= (today > date(2026, 12, 31))
        assert found not in {"renew", "change"} or today <= date(2026, 12, 31)
