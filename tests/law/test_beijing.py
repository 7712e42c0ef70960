from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from regulation.law import beijing

LAST_DAY = date(2026, 12, 31)


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2026, 11, 21, 15, 59, 59, 999_999, tzinfo=UTC), date(2026, 11, 21)),
        (datetime(2026, 11, 21, 16, 0, tzinfo=UTC), date(2026, 11, 22)),
        (datetime(2026, 12, 31, 16, 0, tzinfo=UTC), date(2027, 1, 1)),
        (datetime(2028, 2, 28, 16, 0, tzinfo=UTC), date(2028, 2, 29)),
        (datetime(2026, 11, 22, 0, 30, tzinfo=timezone(timedelta(hours=9))), date(2026, 11, 21)),
    ],
)
def test_the_legal_day_is_the_day_in_beijing(at, day):
    assert beijing.legal_day(at) == day


def test_an_act_at_the_last_instant_of_the_last_day_is_in_time():
    at = datetime(2026, 12, 31, 23, 59, 59, 999_999, tzinfo=beijing.BEIJING)
    assert beijing.is_in_time(at, LAST_DAY)


def test_an_act_at_midnight_after_the_last_day_is_late():
    assert not beijing.is_in_time(datetime(2027, 1, 1, tzinfo=beijing.BEIJING), LAST_DAY)


def test_a_day_ends_at_twenty_four_o_clock_which_is_the_start_of_the_next():
    assert beijing.end_of_day(LAST_DAY) == datetime(2026, 12, 31, 16, tzinfo=UTC)
    assert beijing.end_of_day(LAST_DAY) == beijing.start_of_day(date(2027, 1, 1))
    assert beijing.end_of_day(LAST_DAY).tzinfo is UTC


def test_an_instant_without_a_zone_has_no_legal_day():
    with pytest.raises(ValueError, match="time zone"):
        beijing.legal_day(datetime(2026, 11, 22, 12))  # noqa: DTZ001 - the mistake under test


def test_the_summer_time_of_the_eighties_is_respected():
    assert beijing.end_of_day(date(1988, 7, 1)) == datetime(1988, 7, 1, 15, tzinfo=UTC)
