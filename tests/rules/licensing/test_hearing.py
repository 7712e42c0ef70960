"""《行政许可法》第四十七条, 第四十八条: five days to ask, twenty to hold, seven ahead to tell; counted by hand."""

from datetime import date

import pytest

from regulation.casework.steps import possible
from regulation.law import almanac
from regulation.licensing.rules import hearing
from regulation.licensing.rules.hearing import HEARING_STATUSES, HEARING_STEPS, HearingStatus
from regulation.roles import Role

CALENDAR = almanac.known()
H = HearingStatus


def test_five_working_days_to_ask_over_a_weekend():
    # Told on Wednesday 18 November 2026: Thu 19, Fri 20, Mon 23, Tue 24, Wed 25.
    assert hearing.may_ask_until(date(2026, 11, 18), CALENDAR).due_on == date(2026, 11, 25)


def test_five_working_days_over_the_national_day_and_its_make_up_days():
    # Told on Friday 18 September 2026. Sunday 20 September is worked: Sun 20, Mon 21, Tue 22, Wed 23, Thu 24.
    assert hearing.may_ask_until(date(2026, 9, 18), CALENDAR).due_on == date(2026, 9, 24)


def test_twenty_working_days_to_hold():
    # Asked on Monday 23 November 2026: 24 to 27 November are four, three weeks more fifteen, Monday 21 December the last.
    assert hearing.held_by(date(2026, 11, 23), CALENDAR).due_on == date(2026, 12, 21)


def test_seven_working_days_before_the_day_itself_is_not_counted():
    # For a hearing on Wednesday 9 December 2026: Tue 8, Mon 7, Fri 4, Thu 3, Wed 2, Tue 1, Mon 30 November.
    assert hearing.notified_by(date(2026, 12, 9), CALENDAR) == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("held_on", "today", "may"),
    [
        (date(2026, 12, 9), date(2026, 11, 30), True),
        (date(2026, 12, 9), date(2026, 12, 1), False),
        (date(2026, 12, 21), date(2026, 11, 30), True),
        (date(2026, 12, 22), date(2026, 11, 30), False),
    ],
)
def test_a_day_neither_too_near_nor_too_far(held_on, today, may):
    assert (hearing.may_be_on(held_on, today, date(2026, 11, 23), CALENDAR) == "") is may


@pytest.mark.parametrize(
    ("today", "held_on", "may"),
    [
        # Asked on Monday 23 November, so due by 21 December; told on the 10th, seven working days before it, that day is left.
        (date(2026, 12, 10), date(2026, 12, 21), True),
        (date(2026, 12, 10), date(2026, 12, 22), False),
        # A day later none is: the hearing is late, and held all the same, seven working days from now or after.
        (date(2026, 12, 11), date(2026, 12, 21), False),
        (date(2026, 12, 11), date(2026, 12, 22), True),
        (date(2026, 12, 11), date(2026, 12, 30), True),
    ],
)
def test_an_organ_that_is_late_still_holds_the_hearing(today, held_on, may):
    assert (hearing.may_be_on(held_on, today, date(2026, 11, 23), CALENDAR) == "") is may


def test_whoever_examines_does_not_preside():
    assert hearing.may_preside("方一", {"安一"})
    assert not hearing.may_preside(" 安一 ", {"安一"})
    assert not hearing.may_preside("", {"安一"})


TOLD = date(2026, 11, 18)


@pytest.mark.parametrize(
    ("told_on", "all_answered", "status", "today", "may"),
    [
        (None, True, None, date(2026, 11, 18), True),
        (TOLD, False, None, date(2026, 11, 25), False),
        (TOLD, False, None, date(2026, 11, 26), True),
        (TOLD, True, None, date(2026, 11, 19), True),
        (TOLD, True, H.ASKED, date(2026, 12, 30), False),
        (TOLD, True, H.CALLED, date(2026, 12, 30), False),
        (TOLD, True, H.HELD, date(2026, 11, 19), True),
        (TOLD, True, H.DROPPED, date(2026, 11, 19), True),
        # One gave it up; the others have their five days all the same. After a hearing that was held nobody waits.
        (TOLD, False, H.DROPPED, date(2026, 11, 25), False),
        (TOLD, False, H.DROPPED, date(2026, 11, 26), True),
        (TOLD, False, H.HELD, date(2026, 11, 25), True),
    ],
)
def test_nothing_is_decided_before_those_concerned_were_heard(told_on, all_answered, status, today, may):
    why = hearing.may_decide(
        told_on=told_on, all_answered=all_answered, status=status, today=today, calendar=CALENDAR
    )
    assert (why == "") is may


@pytest.mark.parametrize("status", [None, *H])
def test_a_record_that_exists_is_weighed(status):
    assert hearing.must_consider(status) is (status is H.HELD)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("status", list(H))
def test_every_step_from_every_state_by_every_office(status, role):
    open_to = possible(HEARING_STEPS, status, frozenset({role}))
    wanted = {
        H.ASKED: ["call", "drop"],
        H.CALLED: ["call", "hold", "drop"],
        H.HELD: [],
        H.DROPPED: [],
    }
    assert open_to == (wanted[status] if role is Role.CLERK else [])


def test_every_state_has_its_word_and_is_reached():
    assert set(HEARING_STATUSES) == set(H)
    assert {each.after for each in HEARING_STEPS.values()} | {"asked"} == set(H)
    assert all(each.cites for each in HEARING_STEPS.values())
