"""What the organizer of a fair owes, and by when."""

import itertools
from datetime import date, timedelta

import pytest

from regulation.casework.steps import possible
from regulation.job_fairs import rules
from regulation.job_fairs.status import (
    FAIR_STATUSES,
    PLAN_STEPS,
    STEPS,
    FairKind,
    FairStatus,
    Mode,
    PlanStatus,
    PoliceBody,
)
from regulation.law import almanac
from regulation.law.period import Due
from regulation.roles import Role

CALENDAR = almanac.known()
TODAY = date(2026, 11, 28)
FORM = {
    "name": "秋季综合招聘会", "mode": Mode.ONSITE, "area": "110105", "venue": "国展中心一号馆", "complaint_phone": "010-00000000",
    "first_day": date(2026, 12, 20), "last_day": date(2026, 12, 21), "expected": 900, "booths": 60, "employers": 60, "posts": 300,
    "contact_name": "甲", "contact_phone": "010-00000001", "employers_verified": True,
    **dict.fromkeys(rules.PLANS, True),
}  # fmt: skip


def test_the_plan_of_a_year_is_filed_by_15_december_of_the_year_before():
    assert rules.plan_due(2027) == date(2026, 12, 15)


@pytest.mark.parametrize(
    ("first_day", "last"),
    [
        (date(2026, 12, 20), date(2026, 12, 5)),
        # Over New Year and over 29 February: calendar days, days off count.
        (date(2027, 1, 10), date(2026, 12, 26)),
        (date(2028, 3, 10), date(2028, 2, 24)),
    ],
)
def test_a_one_off_fair_is_filed_fifteen_days_before_it_is_held(first_day, last):
    """Filed on the 5th for the 20th: the day itself is not counted, days off are."""
    found = rules.filed_by(first_day, CALENDAR)
    assert found == last
    assert (first_day - found).days == 15


@pytest.mark.parametrize(
    ("last_day", "due"),
    [
        (date(2026, 11, 3), date(2026, 11, 28)),
        (date(2026, 11, 28), date(2026, 11, 28)),
        # After the 28th: with the next month.
        (date(2026, 11, 29), date(2026, 12, 28)),
        (date(2026, 12, 31), date(2027, 1, 28)),
        # February has its 28th; what is held on the 29th goes with March.
        (date(2028, 2, 29), date(2028, 3, 28)),
    ],
)
def test_regular_fairs_report_monthly_by_the_28th(last_day, due):
    assert rules.figures_due(FairKind.REGULAR, last_day, CALENDAR) == due


@pytest.mark.parametrize(
    ("last_day", "due"),
    [
        (date(2026, 11, 10), date(2026, 11, 17)),
        # The seventh day is a Saturday: Monday.
        (date(2026, 11, 14), date(2026, 11, 23)),
    ],
)
def test_a_one_off_fair_reports_within_seven_days_of_its_end(last_day, due):
    found = rules.figures_due(FairKind.ONE_OFF, last_day, CALENDAR)
    assert isinstance(found, Due)
    assert found.due_on == due


@pytest.mark.parametrize(
    ("expected", "mode", "body"),
    [
        (999, Mode.ONSITE, PoliceBody.NONE),
        (1_000, Mode.ONSITE, PoliceBody.COUNTY),
        (4_999, Mode.BOTH, PoliceBody.COUNTY),
        (5_000, Mode.ONSITE, PoliceBody.CITY),
        (90_000, Mode.ONLINE, PoliceBody.NONE),
    ],
)
def test_a_fair_of_a_thousand_people_or_more_needs_a_safety_licence(expected, mode, body):
    assert rules.police_body(expected, mode) is body


def test_the_police_are_asked_twenty_days_before():
    assert rules.police_asked_by(date(2026, 12, 31), CALENDAR) == date(2026, 12, 11)


def test_a_whole_form_lacks_nothing():
    assert rules.missing(FORM, TODAY) == []


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"venue": ""}, "venue"),
        ({"complaint_phone": ""}, "complaint_phone"),
        ({"mode": Mode.ONLINE, "website": ""}, "website"),
        ({"mode": Mode.BOTH, "website": ""}, "website"),
        ({"last_day": date(2026, 12, 19)}, "last_day"),
        ({"last_day": date(2026, 12, 20) + timedelta(days=31)}, "last_day"),
        ({"first_day": TODAY, "last_day": TODAY}, "first_day"),
        ({"first_day": None}, "first_day"),
        ({"expected": -1}, "expected"),
        ({"posts": rules.MOST_PEOPLE + 1}, "posts"),
        ({"emergency_plan": False}, "emergency_plan"),
        ({"employers_verified": False}, "employers_verified"),
    ],
)
def test_each_thing_the_form_lacks_is_named(changed, field):
    assert [each.field for each in rules.missing(FORM | changed, TODAY)] == [field]


def test_an_online_fair_needs_no_hall():
    online = FORM | {
        "mode": Mode.ONLINE,
        "venue": "",
        "complaint_phone": "",
        "website": "https://fair.invalid",
    }
    assert rules.missing(online, TODAY) == []


GIVEN = {
    "employers": 60,
    "posts": 300,
    "openings": 800,
    "visitors": 1200,
    "graduates": 500,
    "intentions": 210,
}


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"visitors": None}, "visitors"),
        ({"visitors": -3}, "visitors"),
        ({"graduates": 1201}, "graduates"),
        ({"intentions": 1201}, "intentions"),
        ({"employers": 0}, "employers"),
        ({"openings": 299}, "openings"),
    ],
)
def test_figures_that_cannot_be_are_refused(changed, field):
    assert list(rules.wrong_figures(GIVEN | changed)) == [field]
    assert rules.wrong_figures(GIVEN) == {}


def test_public_fairs_are_free_for_workers():
    assert rules.must_be_free(organizer_is_public=True)
    assert not rules.must_be_free(organizer_is_public=False)


# --- The table of steps, whole ----------------------------------------------------------------------------

EXPECTED = {
    FairStatus.DRAFT: {"file", "discard"},
    FairStatus.FILED: {"return", "list", "call_off"},
    FairStatus.RETURNED: {"file", "call_off"},
    FairStatus.LISTED: {"announce_change", "call_off"},
    FairStatus.CALLED_OFF: set(),
    FairStatus.HELD: {"report"},
    FairStatus.REPORTED: {"correct_figures"},
    FairStatus.DISCARDED: set(),
}
FIRMS = {"file", "discard", "announce_change", "call_off", "report", "correct_figures"}
PREPARERS = {"discard", "report", "correct_figures"}


def test_every_state_with_every_role_allows_these_steps_and_no_others():
    for status, role in itertools.product(FairStatus, Role):
        allowed = {
            name
            for name in EXPECTED[status]
            if (name in FIRMS and role in (Role.FIRM_SIGNATORY, Role.FIRM_ADMIN))
            or (name in PREPARERS and role is Role.FIRM_PREPARER)
            or (name in {"return", "list"} and role is Role.CLERK)
        }
        assert set(possible(STEPS, status, frozenset({role}))) == allowed, (status, role)


def test_every_state_is_reached_and_named():
    assert {each.after for each in STEPS.values()} | {"draft"} == set(FairStatus) == set(FAIR_STATUSES)
    assert {each.after for each in PLAN_STEPS.values()} | {"draft"} == set(PlanStatus)
