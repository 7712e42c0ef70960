"""Reminders before the last day of a period: which one is due."""

from datetime import date

import pytest

from regulation.annual_reports import rules

TODAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("days_left", "stage"),
    [(31, None), (30, 30), (15, 30), (14, 14), (4, 14), (3, 3), (1, 3), (0, 3), (-1, None)],
)
def test_the_latest_reminder_whose_day_has_come_is_due(days_left, stage):
    assert rules.reminder_stage(days_left, TODAY) == stage


def test_the_days_are_configuration_and_say_so():
    since = rules.REMINDER_DAYS.since(TODAY)
    assert since.value == (30, 14, 3)
    assert "系统配置" in since.doubt
