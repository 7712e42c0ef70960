"""The check of a promise: what each finding means, who may record it, and by when after a report."""

import itertools
from datetime import date

import pytest

from regulation import errors
from regulation.casework.steps import possible
from regulation.law import almanac
from regulation.licensing.parameters import CHECK_MONTHS
from regulation.licensing.rules import conditions, deadlines
from regulation.licensing.status import (
    CHECK_OCCASIONS,
    CHECK_STATUSES,
    CHECK_STEPS,
    CheckOccasion,
    CheckStatus,
)
from regulation.roles import Role

CALENDAR = almanac.known()


@pytest.mark.parametrize(
    ("unmet", "is_false", "is_second_look", "step"),
    [
        ([], False, False, "pass"),
        ([], False, True, "pass"),
        (["staff"], False, False, "fail"),
        (["staff"], False, True, "still_unmet"),
        (["staff"], True, False, "find_false"),
        (["staff"], True, True, "find_false"),
    ],
)
def test_a_promise_is_put_right_once_and_a_false_one_never(unmet, is_false, is_second_look, step):
    found = conditions.finding_on_promise(unmet, is_false=is_false, is_second_look=is_second_look)
    assert found == step


ALLOWED = {
    CheckStatus.DUE: {"pass", "fail", "find_false"},
    CheckStatus.FAILED: {"pass", "still_unmet", "find_false"},
}


def test_every_state_with_every_role_allows_these_findings_and_no_others():
    assert set(CHECK_STATUSES) == set(CheckStatus)
    for status, role in itertools.product(CheckStatus, Role):
        expected = ALLOWED.get(status, set()) if role in (Role.CLERK, Role.INSPECTOR) else set()
        assert set(possible(CHECK_STEPS, status, frozenset({role}))) == expected, (status, role)


@pytest.mark.parametrize(
    ("accepted_on", "due_on"),
    [
        (date(2026, 12, 1), date(2026, 12, 22)),
        # Over New Year: 1 to 3 January 2026 are free, Sunday the 4th is worked instead.
        (date(2025, 12, 22), date(2026, 1, 13)),
        # Over Tuesday 29 February 2028, worked like any other day.
        (date(2028, 2, 15), date(2028, 3, 7)),
    ],
)
def test_a_report_is_followed_by_a_check_within_fifteen_working_days(accepted_on, due_on):
    assert deadlines.check_after_report_due(accepted_on, CALENDAR).due_on == due_on


def test_whoever_begins_renews_or_goes_online_is_visited():
    assert set(CHECK_OCCASIONS) == set(CheckOccasion)
    assert {each for each in CheckOccasion if conditions.must_be_on_site(each)} == {
        CheckOccasion.FIRST,
        CheckOccasion.RENEWAL,
        CheckOccasion.ONLINE,
    }


@pytest.mark.parametrize("typed", ["", "0", "13", "-1", "1.5", "三", "１"])
def test_a_number_of_months_that_is_none_is_refused(typed):
    with pytest.raises(errors.Invalid) as refused:
        CHECK_MONTHS.read({"months": typed})
    assert set(refused.value.errors) == {"months"}


@pytest.mark.parametrize(
    ("months", "decided_on", "due_on"),
    [
        # 31 December and one month: the last day of January; and February has no 31st.
        (1, date(2025, 12, 31), date(2026, 1, 31)),
        (2, date(2027, 12, 31), date(2028, 2, 29)),
        (3, date(2025, 11, 30), date(2026, 2, 28)),
    ],
)
def test_months_set_by_decree_are_counted_like_those_of_the_notice(months, decided_on, due_on):
    period = CHECK_MONTHS.read({"months": str(months)})
    assert period.due(decided_on, CALENDAR).due_on == due_on


def test_a_district_may_check_sooner_than_the_city_asks_and_not_later():
    one, three = (CHECK_MONTHS.read({"months": text}) for text in "13")
    assert CHECK_MONTHS.stricter(three, one) == CHECK_MONTHS.stricter(one, three) == one
