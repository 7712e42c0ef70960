from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regulation.law import almanac
from regulation.law.calendar import CalendarDay, WorkCalendar

KNOWN = almanac.known()
BARE = WorkCalendar()
DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("day", "working", "reason"),
    [
        (date(2026, 9, 30), True, "工作日"),
        (date(2026, 10, 1), False, "国庆节"),
        (date(2026, 10, 7), False, "国庆节"),
        (date(2026, 10, 8), True, "工作日"),
        (date(2026, 10, 10), True, "调休上班"),
        (date(2026, 10, 11), False, "周日"),
        (date(2026, 2, 14), True, "调休上班"),
        (date(2026, 2, 23), False, "春节"),
        (date(2026, 4, 5), False, "清明节"),
        (date(2026, 5, 5), False, "劳动节"),
        (date(2026, 6, 19), False, "端午节"),
        (date(2026, 9, 25), False, "中秋节"),
        (date(2026, 1, 1), False, "元旦"),
        (date(2026, 11, 21), False, "周六"),
        (date(2015, 9, 3), False, "抗战胜利纪念日"),
    ],
)
def test_the_arrangement_of_the_state_council_decides_what_is_a_working_day(day, working, reason):
    assert KNOWN.is_working(day) is working
    assert KNOWN.reason(day) == reason


@pytest.mark.parametrize(
    ("day", "n", "found"),
    [
        (date(2026, 11, 20), 0, date(2026, 11, 20)),
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
        (date(2026, 11, 21), 1, date(2026, 11, 23)),
        (date(2026, 9, 30), 1, date(2026, 10, 8)),
        (date(2026, 9, 30), 3, date(2026, 10, 10)),
        (date(2026, 9, 30), 4, date(2026, 10, 12)),
        (date(2026, 11, 23), -1, date(2026, 11, 20)),
        (date(2026, 10, 8), -1, date(2026, 9, 30)),
        (date(2026, 12, 31), 1, date(2027, 1, 4)),
    ],
)
def test_working_days_are_counted_from_the_day_after(day, n, found):
    assert KNOWN.add_working_days(day, n) == found


@settings(max_examples=25, deadline=None)
@given(day=DAYS, n=st.integers(1, 60))
def test_counting_working_days_and_measuring_them_agree(day, n):
    found = KNOWN.add_working_days(day, n)
    assert KNOWN.is_working(found)
    assert KNOWN.working_days_between(day, found) == n
    assert KNOWN.working_days_between(day, found - timedelta(days=1)) == n - 1


@settings(max_examples=25, deadline=None)
@given(first=DAYS, second=DAYS, third=DAYS)
def test_working_days_add_up_over_any_day_between(first, second, third):
    between = KNOWN.working_days_between
    assert between(first, second) + between(second, third) == between(first, third)


def test_no_working_day_lies_between_a_day_and_itself():
    assert KNOWN.working_days_between(date(2026, 11, 20), date(2026, 11, 20)) == 0


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (date(2026, 9, 30), date(2026, 9, 30)),
        (date(2026, 10, 1), date(2026, 10, 8)),
        (date(2026, 2, 15), date(2026, 2, 24)),
    ],
)
def test_the_first_working_day_from_a_day_on(day, found):
    assert KNOWN.next_working_day(day) == found


def test_years_with_a_notice_are_official_and_later_ones_provisional():
    assert not any(KNOWN.is_provisional(year) for year in range(2004, 2027))
    assert KNOWN.is_provisional(2027)
    assert KNOWN.notice(2026) == "国办发明电〔2025〕7号"
    assert KNOWN.notice(2027) == ""


def test_a_year_without_notice_still_has_the_days_off_that_the_regulation_fixes():
    off = {entry.day: entry.reason for entry in KNOWN.entries(2027)}
    assert off == {
        date(2027, 1, 1): "元旦",
        date(2027, 2, 5): "春节",
        date(2027, 2, 6): "春节",
        date(2027, 2, 7): "春节",
        date(2027, 2, 8): "春节",
        date(2027, 4, 5): "清明节",
        date(2027, 5, 1): "劳动节",
        date(2027, 5, 2): "劳动节",
        date(2027, 6, 9): "端午节",
        date(2027, 9, 15): "中秋节",
        date(2027, 10, 1): "国庆节",
        date(2027, 10, 2): "国庆节",
        date(2027, 10, 3): "国庆节",
    }
    assert not any(entry.working for entry in KNOWN.entries(2027))


@pytest.mark.parametrize("year", range(2028, 2033))
def test_thirteen_days_off_are_fixed_every_year(year):
    overlap = 1 if year in (2028, 2031) else 0  # Mid-autumn falls on the National Day holiday
    assert len(almanac.fixed_days(year)) == 13 - overlap


def test_beyond_the_table_of_lunar_festivals_only_solar_days_are_fixed():
    assert [entry.reason for entry in almanac.fixed_days(2040)] == [
        "元旦",
        "劳动节",
        "劳动节",
        *["国庆节"] * 3,
    ]


def test_entering_the_notice_makes_the_year_official_and_drops_what_was_assumed():
    entered = KNOWN.with_year(
        2027,
        [
            CalendarDay(date(2027, 2, 5), working=False, reason="春节"),
            CalendarDay(date(2027, 2, 20), working=True, reason="调休上班"),
        ],
        "国办发明电〔2026〕1号",
    )
    assert not entered.is_provisional(2027)
    assert entered.notice(2027) == "国办发明电〔2026〕1号"
    assert entered.is_working(date(2027, 2, 20))
    assert entered.is_working(date(2027, 6, 9)), "assumed, not in the notice entered"
    assert KNOWN.is_provisional(2027), "the calendar before is another value"
    assert entered.entries(2026) == KNOWN.entries(2026)


def test_a_notice_may_reach_back_into_the_december_before():
    entered = KNOWN.with_year(
        2027, [CalendarDay(date(2026, 12, 31), working=False, reason="元旦")], "国办发明电〔2026〕1号"
    )
    assert not entered.is_working(date(2026, 12, 31))
    assert entered.reason(date(2026, 12, 31)) == "元旦"


@pytest.mark.parametrize("day", [date(2026, 11, 30), date(2028, 1, 1)])
def test_a_notice_says_nothing_of_other_years(day):
    with pytest.raises(ValueError, match="not part of the arrangement"):
        KNOWN.with_year(2027, [CalendarDay(day, working=False, reason="元旦")], "")


def test_without_any_entry_only_weekends_are_off():
    assert [BARE.is_working(date(2026, 10, day)) for day in range(1, 8)] == [1, 1, 0, 0, 1, 1, 1]
    assert BARE.is_provisional(2026)


def test_a_day_entered_under_another_day_is_a_mistake():
    with pytest.raises(ValueError, match="stands under"):
        WorkCalendar({date(2026, 1, 1): CalendarDay(date(2026, 1, 2), working=False, reason="元旦")})


def test_a_calendar_that_never_works_is_broken_data():
    off = [CalendarDay(date(2026, 1, 1) + timedelta(days=n), working=False, reason="") for n in range(90)]
    with pytest.raises(ValueError, match="no working day"):
        WorkCalendar.of(off, {2026: ""}).next_working_day(date(2026, 1, 1))


def test_calendars_with_the_same_days_are_equal():
    assert WorkCalendar.of(KNOWN.days.values(), KNOWN.official_years) == KNOWN
