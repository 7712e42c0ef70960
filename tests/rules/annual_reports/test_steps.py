"""The table of steps, tried out in full: every status, every step, every office."""

import itertools
from datetime import UTC, date, datetime

import pytest

from regulation.annual_reports import rules
from regulation.annual_reports.status import COUNTED, STATUSES, STEPS, WRITABLE, Status
from regulation.casework.steps import possible
from regulation.roles import Role

ALLOWED = {
    (Status.DRAFT, "submit", Role.FIRM_SIGNATORY): Status.SUBMITTED,
    (Status.RETURNED, "resubmit", Role.FIRM_SIGNATORY): Status.SUBMITTED,
    (Status.SUBMITTED, "recall", Role.FIRM_SIGNATORY): Status.DRAFT,
    (Status.SUBMITTED, "accept", Role.CLERK): Status.ACCEPTED,
    (Status.SUBMITTED, "return", Role.CLERK): Status.RETURNED,
    (Status.ACCEPTED, "reopen", Role.CLERK): Status.RETURNED,
}


@pytest.mark.parametrize(("status", "name", "role"), list(itertools.product(Status, STEPS, Role)))
def test_every_step_from_every_status_by_every_office(status, name, role):
    may = name in possible(STEPS, status, frozenset({role}))
    assert may == ((status, name, role) in ALLOWED)
    if may:
        assert STEPS[name].after == ALLOWED[status, name, role]


def test_every_step_cites_article_36_and_every_status_has_a_name():
    assert all(step.cites == (rules.DUTY,) for name, step in STEPS.items() if name != "recall")
    [recalling] = STEPS["recall"].cites
    assert recalling.article == rules.DUTY.article
    assert recalling.doubt, "no text speaks of recalling"
    assert set(STATUSES) == set(Status)


def test_no_status_is_both_open_to_the_firm_and_counted_in_figures():
    assert not WRITABLE & COUNTED


# --- windows -----------------------------------------------------------------------------------------

FORM = rules.FormVersion(1, "表", "表", "机关", "", date(2024, 1, 1), date(2026, 12, 31))
WINDOW = rules.Window(2025, date(2026, 1, 1), date(2026, 2, 28), "通知", FORM)


def beijing(year, month, day, hour=0, minute=0, second=0):
    from datetime import timedelta

    return datetime(year, month, day, hour, minute, second, tzinfo=UTC) - timedelta(hours=8)


@pytest.mark.parametrize(
    ("at", "phase"),
    [
        (beijing(2025, 12, 31, 23, 59, 59), rules.Phase.NOT_OPEN),
        (beijing(2026, 1, 1), rules.Phase.OPEN),
        (beijing(2026, 2, 28, 23, 59, 59), rules.Phase.OPEN),
        (beijing(2026, 3, 1), rules.Phase.CLOSED),
    ],
)
def test_both_days_of_the_window_belong_to_it_by_the_clocks_of_beijing(at, phase):
    assert WINDOW.phase(at) is phase


@pytest.mark.parametrize(
    ("status", "overdue"),
    [
        (Status.NOT_FILED, True),
        (Status.DRAFT, True),
        (Status.SUBMITTED, False),
        (Status.RETURNED, False),
        (Status.ACCEPTED, False),
    ],
)
def test_overdue_is_what_was_never_filed_by_the_last_day(status, overdue):
    assert rules.is_overdue(status, WINDOW, beijing(2026, 3, 1)) is overdue
    assert not rules.is_overdue(status, WINDOW, beijing(2026, 2, 28, 23))


def test_a_returned_report_can_be_corrected_after_the_window():
    later = beijing(2026, 6, 1)
    assert rules.may_write(Status.RETURNED, WINDOW, later)
    assert not rules.may_write(Status.DRAFT, WINDOW, later)
    assert not rules.may_write(Status.ACCEPTED, WINDOW, beijing(2026, 2, 1))


@pytest.mark.parametrize(
    ("opens", "closes", "late", "field"),
    [
        (date(2025, 12, 31), date(2026, 2, 28), None, "opens_on"),
        (date(2026, 2, 1), date(2026, 1, 31), None, "closes_on"),
        (date(2026, 12, 1), date(2027, 1, 31), None, "form_version"),
        (date(2027, 1, 1), date(2027, 1, 31), None, "form_version"),
        (date(2026, 1, 1), date(2026, 2, 28), date(2026, 2, 28), "late_until"),
        (date(2026, 1, 1), date(2026, 2, 28), date(2026, 3, 31), None),
        (date(2026, 12, 31), date(2026, 12, 31), None, None),
    ],
)
def test_a_window_that_cannot_be(opens, closes, late, field):
    problems = rules.window_problems(opens, closes, 2025, FORM, late)
    assert set(problems) == ({field} if field else set())
