from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regulation.law import almanac, citation, period
from regulation.law.calendar import CalendarDay
from regulation.law.period import Period, Roll, Unit

KNOWN = almanac.known()
NOTICE_OF_2027 = [
    CalendarDay(date(2027, 1, 1), working=False, reason="元旦"),
    CalendarDay(date(2027, 1, 4), working=False, reason="元旦"),
    CalendarDay(date(2027, 1, 9), working=True, reason="调休上班"),
]


def working_days(n, **kind):
    return Period(n, Unit.WORKING_DAYS, "受理申请", Roll.NONE, citation.LICENSING_LAW.article(42, 1), **kind)


def calendar_days(n, roll=Roll.NONE, **kind):
    return Period(n, Unit.CALENDAR_DAYS, "收到处罚决定书", roll, citation.PENALTY_LAW.article(67, 3), **kind)


def months(n, roll=Roll.NONE, **kind):
    return Period(n, Unit.MONTHS, "知道行政行为", roll, citation.LITIGATION_LAW.article(46, 1), **kind)


def years(n, roll=Roll.NONE, **kind):
    return Period(n, Unit.YEARS, "颁发许可证", roll, citation.LICENCE_NOTICE_2018.whole(), **kind)


@pytest.mark.parametrize(
    ("started_on", "n", "due_on"),
    [
        (date(2026, 11, 2), 5, date(2026, 11, 9)),
        (date(2026, 11, 6), 1, date(2026, 11, 9)),
        (date(2026, 11, 7), 1, date(2026, 11, 9)),
        (date(2026, 9, 15), 20, date(2026, 10, 19)),
        (date(2026, 9, 30), 3, date(2026, 10, 10)),
        (date(2026, 2, 13), 2, date(2026, 2, 24)),
        (date(2026, 12, 10), 15, date(2026, 12, 31)),
    ],
)
def test_licensing_periods_run_in_working_days_from_the_day_after_the_event(started_on, n, due_on):
    due = working_days(n).due(started_on, KNOWN)
    assert due.due_on == due_on
    assert len(due.counted_days) == n
    assert not due.provisional


@pytest.mark.parametrize(
    ("started_on", "n", "due_on"),
    [
        (date(2026, 11, 22), 15, date(2026, 12, 7)),
        (date(2026, 9, 28), 15, date(2026, 10, 13)),
        (date(2028, 2, 28), 1, date(2028, 2, 29)),
        (date(2026, 10, 3), 90, date(2027, 1, 1)),
    ],
)
def test_fifteen_and_ninety_days_of_the_penalty_law_are_calendar_days(started_on, n, due_on):
    assert calendar_days(n).due(started_on, KNOWN).due_on == due_on


@pytest.mark.parametrize(
    ("started_on", "n", "due_on"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 1, 28), 1, date(2026, 2, 28)),
        (date(2026, 3, 31), 1, date(2026, 4, 30)),
        (date(2026, 2, 28), 1, date(2026, 3, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 11, 22), 3, date(2027, 2, 22)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 11, 30), 15, date(2028, 2, 29)),
    ],
)
def test_months_end_on_the_corresponding_day_or_the_last_of_the_month(started_on, n, due_on):
    assert months(n).due(started_on, KNOWN).due_on == due_on


@pytest.mark.parametrize(
    ("started_on", "n", "due_on"),
    [
        (date(2028, 2, 29), 1, date(2029, 2, 28)),
        (date(2028, 2, 29), 4, date(2032, 2, 29)),
        (date(2026, 7, 1), 5, date(2031, 7, 1)),
    ],
)
def test_a_year_from_a_leap_day_ends_on_the_last_of_february(started_on, n, due_on):
    assert years(n).due(started_on, KNOWN).due_on == due_on


@pytest.mark.parametrize(
    ("kind", "started_on", "due_on"),
    [
        (years(5, start_counts=True), date(2026, 7, 1), date(2031, 6, 30)),
        (years(1, start_counts=True), date(2028, 2, 29), date(2029, 2, 28)),
        (months(1, start_counts=True), date(2026, 3, 1), date(2026, 3, 31)),
        (months(1, start_counts=True), date(2026, 1, 31), date(2026, 2, 28)),
        (calendar_days(30, start_counts=True), date(2026, 11, 1), date(2026, 11, 30)),
        (working_days(1, start_counts=True), date(2026, 11, 20), date(2026, 11, 20)),
    ],
)
def test_where_the_first_day_counts_the_period_ends_one_day_earlier(kind, started_on, due_on):
    assert kind.due(started_on, KNOWN).due_on == due_on


@pytest.mark.parametrize(
    ("started_on", "due_on", "passed_over"),
    [
        (date(2026, 11, 5), date(2026, 11, 20), []),
        (date(2026, 11, 6), date(2026, 11, 23), [date(2026, 11, 21), date(2026, 11, 22)]),
        (date(2026, 9, 17), date(2026, 10, 8), [date(2026, 10, day) for day in range(2, 8)]),
        (date(2026, 9, 25), date(2026, 10, 10), []),
    ],
)
def test_a_last_day_off_moves_to_the_next_working_day(started_on, due_on, passed_over):
    due = calendar_days(15, Roll.NEXT_WORKING_DAY).due(started_on, KNOWN)
    assert due.due_on == due_on
    assert [entry.day for entry in due.rolled] == passed_over


def test_a_period_without_that_rule_ends_on_a_day_off():
    due = calendar_days(15).due(date(2026, 11, 6), KNOWN)
    assert due.due_on == date(2026, 11, 21)
    assert due.rolled == ()


def test_a_deadline_across_new_year_is_provisional_until_the_notice_is_entered():
    kind = working_days(20)
    before = kind.due(date(2026, 12, 14), KNOWN)
    assert (before.due_on, before.provisional, before.provisional_years) == (date(2027, 1, 12), True, (2027,))
    after = kind.due(date(2026, 12, 14), KNOWN.with_year(2027, NOTICE_OF_2027, "国办发明电〔2026〕1号"))
    assert (after.due_on, after.provisional) == (date(2027, 1, 12), False)
    assert date(2027, 1, 4) in [entry.day for entry in after.skipped_days]
    assert date(2027, 1, 9) in after.counted_days


def test_entering_the_notice_moves_a_deadline_that_fell_on_a_new_day_off():
    kind = working_days(1)
    entered = KNOWN.with_year(2027, NOTICE_OF_2027, "国办发明电〔2026〕1号")
    assert kind.due(date(2026, 12, 31), KNOWN).due_on == date(2027, 1, 4)
    assert kind.due(date(2026, 12, 31), entered).due_on == date(2027, 1, 5)


@pytest.mark.parametrize(
    ("kind", "started_on", "provisional"),
    [
        (working_days(15), date(2026, 12, 10), False),
        (working_days(16), date(2026, 12, 10), True),
        (calendar_days(90), date(2026, 12, 10), False),
        (calendar_days(90, Roll.NEXT_WORKING_DAY), date(2026, 12, 10), True),
        (calendar_days(15, Roll.NEXT_WORKING_DAY), date(2026, 12, 16), False),
        (calendar_days(15, Roll.NEXT_WORKING_DAY), date(2026, 12, 17), True),
        (months(6), date(2026, 12, 10), False),
        (months(6, Roll.NEXT_WORKING_DAY), date(2026, 12, 10), True),
    ],
)
def test_only_what_a_notice_can_still_move_is_provisional(kind, started_on, provisional):
    assert kind.due(started_on, KNOWN).provisional is provisional


@pytest.mark.parametrize(
    ("pauses", "due_on"),
    [
        ([], date(2026, 11, 9)),
        ([(date(2026, 11, 4), date(2026, 11, 4))], date(2026, 11, 9)),
        ([(date(2026, 11, 4), date(2026, 11, 5))], date(2026, 11, 10)),
        ([(date(2026, 11, 4), date(2026, 11, 9))], date(2026, 11, 12)),
        ([(date(2026, 11, 7), date(2026, 11, 9))], date(2026, 11, 9)),
        (
            [(date(2026, 11, 3), date(2026, 11, 4)), (date(2026, 11, 5), date(2026, 11, 6))],
            date(2026, 11, 11),
        ),
        (
            [(date(2026, 11, 3), date(2026, 11, 5)), (date(2026, 11, 4), date(2026, 11, 6))],
            date(2026, 11, 12),
        ),
        ([(date(2026, 12, 1), date(2026, 12, 9))], date(2026, 11, 9)),
    ],
)
def test_days_of_standstill_are_not_counted_in_working_days(pauses, due_on):
    assert working_days(5).due(date(2026, 11, 2), KNOWN, pauses).due_on == due_on


@pytest.mark.parametrize("kind", [calendar_days(30), months(1), years(1)])
def test_days_of_standstill_are_added_one_for_one_to_other_periods(kind):
    plain = kind.due(date(2026, 11, 2), KNOWN)
    paused = kind.due(date(2026, 11, 2), KNOWN, [(date(2026, 11, 10), date(2026, 11, 17))])
    assert (paused.due_on - plain.due_on).days == 7 == len(paused.paused_days)


def test_a_standstill_that_begins_in_the_added_days_is_respected_too():
    due = months(1).due(
        date(2026, 11, 2),
        KNOWN,
        [(date(2026, 11, 30), date(2026, 12, 2)), (date(2026, 12, 3), date(2026, 12, 6))],
    )
    assert due.due_on == date(2026, 12, 7)


def test_a_clock_that_still_stands_shows_the_day_as_if_it_ran_again_at_once():
    due = working_days(5).due(date(2026, 11, 2), KNOWN, [(date(2026, 11, 4), None)])
    assert due.due_on == date(2026, 11, 9)
    assert due.paused_since == date(2026, 11, 4)
    assert "尚未恢复" in " ".join(line.text for line in due.lines)


def test_a_standstill_cannot_end_before_it_began():
    with pytest.raises(ValueError, match="cannot have ended"):
        working_days(5).due(date(2026, 11, 2), KNOWN, [(date(2026, 11, 9), date(2026, 11, 4))])


@pytest.mark.parametrize("n", [0, -5])
def test_no_period_is_shorter_than_its_unit(n):
    with pytest.raises(ValueError, match="at least one"):
        working_days(n)


def test_units_and_roll_rules_are_read_from_their_stored_words():
    stored = Period(15, "calendar_days", "收到", "next_working_day", citation.PENALTY_LAW.article(67, 3))
    assert (stored.unit, stored.roll) == (Unit.CALENDAR_DAYS, Roll.NEXT_WORKING_DAY)
    with pytest.raises(ValueError, match="weeks"):
        Period(2, "weeks", "收到", "none", citation.PENALTY_LAW.article(67, 3))


@pytest.mark.parametrize(
    ("today", "left"),
    [
        (date(2026, 10, 9), 2),
        (date(2026, 10, 10), 1),
        (date(2026, 10, 11), 1),
        (date(2026, 10, 12), 0),
        (date(2026, 10, 13), -1),
        (date(2026, 10, 19), -5),
    ],
)
def test_working_days_left_count_the_make_up_day(today, left):
    due = working_days(4).due(date(2026, 9, 30), KNOWN)
    assert due.due_on == date(2026, 10, 12)
    assert period.days_left(due, today, KNOWN) == left


def test_a_period_that_ended_on_friday_is_late_on_saturday():
    due = working_days(5).due(date(2026, 11, 13), KNOWN)
    assert due.due_on == date(2026, 11, 20)
    assert period.days_left(due, date(2026, 11, 21), KNOWN) == -1


def test_calendar_days_left_run_through_weekends():
    due = calendar_days(15).due(date(2026, 11, 22), KNOWN)
    assert period.days_left(due, date(2026, 11, 28), KNOWN) == 9
    assert period.days_left(due.due_on, date(2026, 12, 10), KNOWN) == -3
    assert period.days_left(due.due_on, date(2026, 11, 28), KNOWN, Unit.WORKING_DAYS) == 6


@pytest.mark.parametrize(
    ("kind", "event_on", "last_day"),
    [
        (calendar_days(30), date(2026, 12, 31), date(2026, 12, 1)),
        (working_days(7), date(2026, 11, 20), date(2026, 11, 11)),
        (working_days(7), date(2026, 10, 12), date(2026, 9, 24)),
        (months(3), date(2026, 5, 31), date(2026, 2, 28)),
        (years(1), date(2028, 2, 29), date(2027, 2, 28)),
    ],
)
def test_an_act_due_before_an_event_leaves_the_whole_period_free(kind, event_on, last_day):
    assert kind.last_day_before(event_on, KNOWN) == last_day


def test_the_sum_is_told_line_by_line_with_its_articles():
    kind = working_days(20, provisional_note="起算日以收到或受理为准尚待确认")
    due = kind.due(date(2026, 9, 15), KNOWN, [(date(2026, 9, 22), date(2026, 9, 24))])
    assert [line.text for line in due.lines] == [
        "2026-09-15 受理申请，当日不计入，自次日起算",
        "20个工作日",
        "跳过 2026-09-19：周末",
        "跳过 2026-09-25 至 2026-09-27：中秋节",
        "跳过 2026-10-01 至 2026-10-07：国庆节",
        "跳过 2026-10-11：周末",
        "跳过 2026-10-17 至 2026-10-18：周末",
        "计入 2026-09-20：调休上班",
        "计入 2026-10-10：调休上班",
        "2026-09-22 至 2026-09-23 中止计算，2日不计入",
        "2026-10-21 24时届满",
        "起算日以收到或受理为准尚待确认",
    ]
    assert due.lines[0].citation == citation.CIVIL_CODE.article(201, 1)
    assert due.lines[1].citation == due.citation == citation.LICENSING_LAW.article(42, 1)


def test_the_sum_of_a_rolled_period_of_months_names_both_rules():
    due = months(6, Roll.NEXT_WORKING_DAY).due(date(2026, 8, 31), KNOWN)
    assert [line.text for line in due.lines] == [
        "2026-08-31 知道行政行为，当日不计入，自次日起算",
        "6个月",
        "到期月没有对应日，以月末日 2027-02-28 为最后一日",
        "最后一日 2027-02-28 为周日，顺延至 2027-03-01",
        "2027-03-01 24时届满",
        "2027年放假安排尚未发布，按法定节日和周末暂算",
    ]
    assert [line.citation.article for line in due.lines if line.citation] == [201, 46, 202, 203, 203]


def test_the_sum_says_when_the_first_day_counts():
    due = years(5, start_counts=True).due(date(2026, 7, 1), KNOWN)
    assert due.lines[0].text == "2026-07-01 颁发许可证，当日计入期间"
    assert due.lines[2].text == "到期月的对应日为 2031-07-01，首日已计入，止于前一日"
    assert "2031-06-30" in due.lines[-1].text


def test_the_sum_of_months_shows_the_days_of_standstill_it_made_up_for():
    due = months(1).due(
        date(2026, 11, 2), KNOWN, [(date(2026, 11, 10), date(2026, 11, 17)), (date(2027, 3, 1), None)]
    )
    assert [line.text for line in due.lines[2:]] == [
        "2026-11-10 至 2026-11-16 中止计算，7日不计入",
        "自 2027-03-01 起中止计算，尚未恢复",
        "到期月的对应日为 2026-12-02",
        "补足中止的7日，至 2026-12-09",
        "2026-12-09 24时届满",
    ]


@settings(max_examples=25, deadline=None)
@given(
    started_on=st.dates(date(2024, 1, 1), date(2026, 6, 30)),
    n=st.integers(1, 40),
    unit=st.sampled_from(Unit),
    begins=st.integers(0, 20),
    lasts=st.integers(0, 20),
)
def test_the_days_of_the_sum_are_seamless_and_lead_to_the_due_day(started_on, n, unit, begins, lasts):
    begun = started_on + timedelta(days=begins)
    kind = Period(
        min(n, 3) if unit is Unit.YEARS else n,
        unit,
        "x",
        Roll.NEXT_WORKING_DAY,
        citation.CIVIL_CODE.article(201),
    )
    due = kind.due(started_on, KNOWN, [(begun, begun + timedelta(days=lasts))])
    days = [entry.day for entry in (*due.days, *due.rolled[1:])]
    assert days[0] == started_on + timedelta(days=1)
    assert all(after - before == timedelta(days=1) for before, after in pairwise(days))
    assert due.due_on == days[-1] + timedelta(days=1 if due.rolled else 0)
    assert KNOWN.is_working(due.due_on)


@pytest.mark.parametrize(
    ("day", "n", "found"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 1, 31), 0, date(2026, 1, 31)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2027, 2, 28), 12, date(2028, 2, 28)),
    ],
)
def test_the_corresponding_day_is_found_in_either_direction(day, n, found):
    assert period.add_months(day, n) == found


def test_what_is_left_of_months_is_told_in_days():
    assert {unit: unit.left_label for unit in Unit} == {
        Unit.WORKING_DAYS: "个工作日",
        Unit.CALENDAR_DAYS: "天",
        Unit.MONTHS: "天",
        Unit.YEARS: "天",
    }
