"""Days as lists write them."""

from datetime import date

import pytest

from regulation.firms.imports import dates
from regulation.firms.imports.dates import DayProblem

LATEST = date(2026, 11, 22)


@pytest.mark.parametrize(
    "cell",
    [
        "2004-07-20",
        "2004/7/20",
        "2004.7.20",
        "2004年7月20日",
        "20040720",
        "2004-07-20 00:00:00",
        "２００４－０７－２０",
        "38188",
    ],
)
def test_the_same_day_in_all_its_forms(cell):
    found = dates.read(cell, LATEST)
    assert found.on == date(2004, 7, 20)
    assert found.changed is (cell != "2004-07-20")


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        ("2003-02-29", DayProblem.IMPOSSIBLE),
        ("2003-13-01", DayProblem.IMPOSSIBLE),
        ("20030230", DayProblem.IMPOSSIBLE),
        ("2003年13月", DayProblem.IMPOSSIBLE),
        ("2011", DayProblem.PARTIAL),
        ("2013年11月", DayProblem.PARTIAL),
        ("1900-01-01", DayProblem.FILL_IN),
        ("2026-11-23", DayProblem.FUTURE),
        ("91110105MA00QQQQ1X", DayProblem.CODE),
        ("911101050000000017", DayProblem.CODE),
        ("长期", DayProblem.OTHER),
        ("", DayProblem.MISSING),
    ],
)
def test_what_is_no_day_says_why(cell, problem):
    found = dates.read(cell, LATEST)
    assert found.on is None
    assert found.problem is problem


def test_the_latest_day_itself_is_allowed():
    assert dates.read("2026-11-22", LATEST).on == LATEST


def test_a_leap_day_exists_in_a_leap_year_only():
    assert dates.read("2004-02-29", LATEST).on == date(2004, 2, 29)
