"""Periods of the law and their arithmetic.

A period is a number, a unit and the event that starts it; one `days` field is not enough, because
"15 days" is fifteen calendar days in one act and "7 days" seven working days in another. `due`
returns the last day together with everything that led to it, so that a page can show the sum.

The general rules, where the act itself says nothing else:

- the day of the event is not counted (《民法典》第二百零一条第一款, 《民事诉讼法》第八十五条第二款);
- months and years end on the corresponding day, else on the last day of the month
  (《民法典》第二百零二条): never thirty days for a month;
- a last day that is a day off moves to the next working day, where the period says so
  (《民法典》第二百零三条第一款, 《民事诉讼法》第八十五条第三款);
- the last day ends at 24:00 in Beijing: see `beijing.end_of_day`.
"""

from __future__ import annotations

import calendar as gregorian
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby
from typing import Any

from regulation.law.calendar import WEEKDAYS, WORKING_DAY, WorkCalendar
from regulation.law.citation import CIVIL_CODE, Citation
from regulation.law.coverage import rule
from regulation.words import N_

#: First day that is not counted, first day that is counted again; None while the clock stands still.
Pause = tuple[date, date | None]

_ONE_DAY = timedelta(days=1)


class Unit(StrEnum):
    """What is counted."""

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    MONTHS = "months"
    YEARS = "years"

    @property
    def label(self) -> str:
        return _UNIT_LABELS[self]

    @property
    def left_label(self) -> str:
        """Unit of `days_left`: what is left of six months is told in days."""
        return _UNIT_LABELS[self] if self is Unit.WORKING_DAYS else N_("天")


_UNIT_LABELS = {
    Unit.WORKING_DAYS: N_("个工作日"),
    Unit.CALENDAR_DAYS: N_("日（自然日）"),
    Unit.MONTHS: N_("个月"),
    Unit.YEARS: N_("年"),
}


class Roll(StrEnum):
    """What happens when the last day is a day off."""

    NONE = "none"
    NEXT_WORKING_DAY = "next_working_day"


@dataclass(frozen=True)
class Period:
    """A period as its article sets it."""

    n: int
    unit: Unit
    #: Chinese name of the event that starts it, as the article names it: 收到申请, 受理, 作出决定.
    start_event: str
    roll: Roll
    citation: Citation
    #: Whether the day of the event is itself the first day of the period.
    start_counts: bool = False
    #: Chinese, for the page: which reading of the article is not settled. "" where nothing is disputed.
    provisional_note: str = ""

    def __post_init__(self) -> None:
        if self.n < 1:
            raise ValueError("a period is at least one of its unit long")
        object.__setattr__(self, "unit", Unit(self.unit))
        object.__setattr__(self, "roll", Roll(self.roll))

    def due(self, started_on: date, calendar: WorkCalendar, pauses: Sequence[Pause] = ()) -> Due:
        """Last day of the period when its event happened on `started_on`.

        Days on which the clock stands still are not counted. A pause runs from its first day off the
        clock to the day the clock runs again, that day excluded from the pause. A pause that has not
        ended yet gives the due day as if the clock ran again on the very day it was stopped, marked
        by `paused_since`.
        """
        still = _days_of(pauses)
        first = started_on if self.start_counts else started_on + _ONE_DAY
        if self.unit is Unit.WORKING_DAYS:
            days = _working_days(first, self.n, calendar, still)
        elif self.unit is Unit.CALENDAR_DAYS:
            days = _calendar_days(first, self.n, still)
        else:
            months = self.n if self.unit is Unit.MONTHS else 12 * self.n
            last = _corresponding_day(started_on, months, start_counts=self.start_counts)
            days = _through(first, last, still)
        return self._concluded(started_on, days, calendar, pauses)

    def last_day_before(self, event_on: date, calendar: WorkCalendar) -> date:
        """Last day that leaves the whole period before an event: 届满三十日前, 举行听证的七日前.

        Reading: the day of the event is not counted, the day of acting is: thirty days before
        31 December is 1 December.
        """
        if self.unit is Unit.WORKING_DAYS:
            return calendar.add_working_days(event_on, -self.n)
        if self.unit is Unit.CALENDAR_DAYS:
            return event_on - timedelta(days=self.n)
        months = self.n if self.unit is Unit.MONTHS else 12 * self.n
        return add_months(event_on, -months)

    def _concluded(
        self, started_on: date, days: list[Day], calendar: WorkCalendar, pauses: Sequence[Pause]
    ) -> Due:
        last = days[-1].day
        due_on = calendar.next_working_day(last) if self.roll is Roll.NEXT_WORKING_DAY else last
        rolled = tuple(
            Day(day, Use.ROLLED, calendar.reason(day))
            for day in (last + timedelta(days=ahead) for ahead in range((due_on - last).days))
        )
        # The calendar matters to every day when working days are counted, else only to the last one.
        asked = {entry.day.year for entry in days} if self.unit is Unit.WORKING_DAYS else set()
        if self.roll is Roll.NEXT_WORKING_DAY:
            asked |= {last.year, due_on.year}
        return Due(
            due_on=due_on,
            period=self,
            started_on=started_on,
            days=tuple(days),
            rolled=rolled,
            pauses=tuple(pauses),
            provisional_years=tuple(sorted(year for year in asked if calendar.is_provisional(year))),
            paused_since=min((begun for begun, ended in pauses if ended is None), default=None),
        )


class Use(StrEnum):
    """What a day was to the sum."""

    COUNTED = "counted"
    SKIPPED = "skipped"
    PAUSED = "paused"
    ROLLED = "rolled"


@dataclass(frozen=True)
class Day:
    """One day of the sum and, where it was not counted, why."""

    day: date
    use: Use
    reason: str = ""


@dataclass(frozen=True)
class Line:
    """One line of the sum for a page: a Chinese sentence with parameters, and its article."""

    message: str
    params: Mapping[str, Any] = field(default_factory=dict)
    citation: Citation | None = None

    @property
    def text(self) -> str:
        return self.message % self.params


@dataclass(frozen=True)
class Due:
    """The last day of a period, and how it was found."""

    due_on: date
    period: Period
    started_on: date
    #: Every day from the first to the last of the period, before rolling.
    days: tuple[Day, ...]
    #: The days off over which the end was moved, the nominal last day first.
    rolled: tuple[Day, ...] = ()
    pauses: tuple[Pause, ...] = ()
    #: Years of the sum whose arrangement of holidays was not known.
    provisional_years: tuple[int, ...] = ()
    paused_since: date | None = None

    @property
    def provisional(self) -> bool:
        """Whether entering a year's arrangement may still move the day."""
        return bool(self.provisional_years)

    @property
    def citation(self) -> Citation:
        return self.period.citation

    @property
    def counted_days(self) -> tuple[date, ...]:
        return tuple(entry.day for entry in self.days if entry.use is Use.COUNTED)

    @property
    def skipped_days(self) -> tuple[Day, ...]:
        """Days off that were passed over, each with its reason."""
        return tuple(entry for entry in self.days if entry.use is Use.SKIPPED)

    @property
    def paused_days(self) -> tuple[date, ...]:
        return tuple(entry.day for entry in self.days if entry.use is Use.PAUSED)

    @property
    def lines(self) -> tuple[Line, ...]:
        """The sum in sentences, in the order in which it is done."""
        return tuple(_lines(self))


def days_left(due: Due | date, today: date, calendar: WorkCalendar, unit: Unit | None = None) -> int:
    """Days left until the end of the last day: 0 on that day, negative afterwards.

    Working days for a period counted in working days, else calendar days; `unit` says which when only
    the day is known. A period that ended on Friday is one day late on Saturday already.
    """
    due_on = due.due_on if isinstance(due, Due) else due
    counted_in = unit or (due.period.unit if isinstance(due, Due) else Unit.CALENDAR_DAYS)
    if counted_in is not Unit.WORKING_DAYS:
        return (due_on - today).days
    left = calendar.working_days_between(today, due_on)
    return min(left, -1) if today > due_on else left


@rule(CIVIL_CODE.article(202))
def add_months(day: date, months: int) -> date:
    """The corresponding day so many months on, else the last day of that month (《民法典》第二百零二条)."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, gregorian.monthrange(year, month + 1)[1]))


def _corresponding_day(started_on: date, months: int, *, start_counts: bool) -> date:
    """Last day of a period of months. When its first day counts, it ends the day before the next one begins."""
    end = add_months(started_on, months)
    return end - _ONE_DAY if start_counts and end.day == started_on.day else end


def _days_of(pauses: Sequence[Pause]) -> frozenset[date]:
    days: set[date] = set()
    for begun, ended in pauses:
        if ended is not None and ended < begun:
            raise ValueError(f"a pause that began on {begun} cannot have ended on {ended}")
        days.update(begun + timedelta(days=ahead) for ahead in range((ended - begun).days if ended else 0))
    return frozenset(days)


def _working_days(first: date, n: int, calendar: WorkCalendar, still: frozenset[date]) -> list[Day]:
    found: list[Day] = []
    day = first
    while n:
        if day in still:
            found.append(Day(day, Use.PAUSED))
        elif calendar.is_working(day):
            found.append(
                Day(day, Use.COUNTED, "" if calendar.reason(day) == WORKING_DAY else calendar.reason(day))
            )
            n -= 1
        else:
            found.append(Day(day, Use.SKIPPED, calendar.reason(day)))
        day += _ONE_DAY
    return found


def _calendar_days(first: date, n: int, still: frozenset[date]) -> list[Day]:
    found: list[Day] = []
    day = first
    while n:
        paused = day in still
        found.append(Day(day, Use.PAUSED if paused else Use.COUNTED))
        n -= not paused
        day += _ONE_DAY
    return found


def _through(first: date, last: date, still: frozenset[date]) -> list[Day]:
    """Months and years run through; days of standstill are added at the end one for one."""
    return _calendar_days(first, (last - first).days + 1, still)


def _lines(due: Due) -> list[Line]:
    period = due.period
    start = {"event": period.start_event, "day": due.started_on}
    lines = [
        Line(N_("%(day)s %(event)s，当日计入期间"), start, period.citation)
        if period.start_counts
        else Line(N_("%(day)s %(event)s，当日不计入，自次日起算"), start, CIVIL_CODE.article(201, 1))
    ]
    lines.append(Line(_LENGTHS[period.unit], {"n": period.n}, period.citation))
    lines += [
        Line(
            N_("跳过 %(from)s 至 %(to)s：%(reason)s")
            if run[0].day != run[-1].day
            else N_("跳过 %(from)s：%(reason)s"),
            {"from": run[0].day, "to": run[-1].day, "reason": reason},
        )
        for reason, run in _runs(due.skipped_days)
    ]
    lines += [
        Line(N_("计入 %(day)s：%(reason)s"), {"day": entry.day, "reason": entry.reason})
        for entry in due.days
        if entry.use is Use.COUNTED and entry.reason
    ]
    lines += [
        Line(
            N_("%(from)s 至 %(to)s 中止计算，%(n)s日不计入"),
            {"from": run[0].day, "to": run[-1].day, "n": len(run)},
        )
        for _, run in _runs([entry for entry in due.days if entry.use is Use.PAUSED])
    ]
    if due.paused_since:
        lines.append(Line(N_("自 %(day)s 起中止计算，尚未恢复"), {"day": due.paused_since}))
    if period.unit in (Unit.MONTHS, Unit.YEARS):
        lines += _end_of_months(due)
    if due.rolled:
        lines.append(
            Line(
                N_("最后一日 %(day)s 为%(reason)s，顺延至 %(due)s"),
                {"day": due.rolled[0].day, "reason": due.rolled[0].reason, "due": due.due_on},
                CIVIL_CODE.article(203, 1),
            )
        )
    lines.append(Line(N_("%(day)s 24时届满"), {"day": due.due_on}, CIVIL_CODE.article(203, 2)))
    lines += [
        Line(N_("%(year)s年放假安排尚未发布，按法定节日和周末暂算"), {"year": year})
        for year in due.provisional_years
    ]
    if period.provisional_note:
        lines.append(Line(period.provisional_note, {}, period.citation))
    return lines


_LENGTHS = {
    Unit.WORKING_DAYS: N_("%(n)s个工作日"),
    Unit.CALENDAR_DAYS: N_("%(n)s日（自然日）"),
    Unit.MONTHS: N_("%(n)s个月"),
    Unit.YEARS: N_("%(n)s年"),
}


def _end_of_months(due: Due) -> list[Line]:
    months = due.period.n * (12 if due.period.unit is Unit.YEARS else 1)
    end = add_months(due.started_on, months)
    if end.day != due.started_on.day:
        message = N_("到期月没有对应日，以月末日 %(day)s 为最后一日")
    elif due.period.start_counts:
        message = N_("到期月的对应日为 %(day)s，首日已计入，止于前一日")
    else:
        message = N_("到期月的对应日为 %(day)s")
    lines = [Line(message, {"day": end}, CIVIL_CODE.article(202))]
    if due.paused_days:
        lines.append(
            Line(N_("补足中止的%(n)s日，至 %(day)s"), {"n": len(due.paused_days), "day": due.days[-1].day})
        )
    return lines


def _runs(days: Sequence[Day]) -> list[tuple[str, list[Day]]]:
    """Neighbouring days with one reason, the days of a weekend taken together, as one line each."""

    def reason(entry: Day) -> str:
        return WEEKEND if entry.reason in WEEKDAYS else entry.reason

    numbered = [(entry.day.toordinal() - place, reason(entry), entry) for place, entry in enumerate(days)]
    return [
        (why, [entry for _, _, entry in run])
        for (_, why), run in groupby(numbered, key=lambda item: (item[0], item[1]))
    ]


WEEKEND = N_("周末")
