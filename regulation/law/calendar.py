"""The calendar of working days, as a value.

A working day is any Monday to Friday that is not taken off, and any weekend day the yearly
arrangement of the State Council turns into a working day (调休). A year is official once its
arrangement was entered; until then only weekends and the days off that the regulation itself fixes
are known, and everything counted through it is provisional.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType

from regulation.words import N_

WEEKDAYS = (N_("周一"), N_("周二"), N_("周三"), N_("周四"), N_("周五"), N_("周六"), N_("周日"))
WORKING_DAY = N_("工作日")
MAKE_UP_DAY = N_("调休上班")

_ONE_DAY = timedelta(days=1)
#: No arrangement ever gave more than a few weeks; a longer search means broken data.
_LONGEST_SEARCH = 60


@dataclass(frozen=True, order=True)
class CalendarDay:
    """One day that differs from its weekday: a day off, or a weekend day that is worked."""

    day: date
    working: bool
    #: Chinese, for the page: the festival, or 调休上班.
    reason: str


@dataclass(frozen=True)
class WorkCalendar:
    """Which days are worked. A value: a changed calendar is another calendar."""

    days: Mapping[date, CalendarDay] = field(default_factory=dict)
    #: Official years, each with the number of the notice that arranged it ("" where not recorded).
    official_years: Mapping[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for day, entry in self.days.items():
            if day != entry.day:
                raise ValueError(f"the entry for {entry.day} stands under {day}")
        object.__setattr__(self, "days", MappingProxyType(dict(self.days)))
        object.__setattr__(self, "official_years", MappingProxyType(dict(self.official_years)))

    @classmethod
    def of(cls, days: Iterable[CalendarDay], official_years: Mapping[int, str]) -> WorkCalendar:
        """Build from a plain list of days."""
        return cls({entry.day: entry for entry in days}, official_years)

    def is_working(self, day: date) -> bool:
        entry = self.days.get(day)
        return entry.working if entry else day.weekday() < 5

    def is_provisional(self, year: int) -> bool:
        """Whether the arrangement of this year is still unknown."""
        return year not in self.official_years

    def notice(self, year: int) -> str:
        """Number of the notice that arranged the year, "" where unknown."""
        return self.official_years.get(year, "")

    def reason(self, day: date) -> str:
        """Why the day is worked or not, in Chinese."""
        if entry := self.days.get(day):
            return entry.reason
        return WORKING_DAY if day.weekday() < 5 else WEEKDAYS[day.weekday()]

    def next_working_day(self, day: date) -> date:
        """The day itself if it is worked, else the first working day after it."""
        for ahead in range(_LONGEST_SEARCH):
            if self.is_working(found := day + timedelta(days=ahead)):
                return found
        raise ValueError(f"no working day within {_LONGEST_SEARCH} days of {day}")

    def add_working_days(self, day: date, n: int) -> date:
        """The n-th working day after `day`, which is not counted itself; before it if n is negative."""
        step = _ONE_DAY if n > 0 else -_ONE_DAY
        left, found = abs(n), day
        while left:
            found += step
            left -= self.is_working(found)
        return found

    def working_days_between(self, after: date, until: date) -> int:
        """Working days after one day up to and including another; negative when `until` lies before.

        What `add_working_days` has to add to get from `after` to a working day `until`.
        """
        if until < after:
            return -self.working_days_between(until, after)
        span = (until - after).days
        return sum(self.is_working(after + timedelta(days=ahead)) for ahead in range(1, span + 1))

    def with_year(self, year: int, days: Iterable[CalendarDay], notice_number: str) -> WorkCalendar:
        """The same calendar after the arrangement of a year was entered: that year turns official.

        Whatever was assumed for the year is dropped. An arrangement may reach back into the last
        days of the December before (New Year of 2019 did), so those days are accepted too.
        """
        entered = {entry.day: entry for entry in days}
        stray = [day for day in entered if day.year != year and (day.year, day.month) != (year - 1, 12)]
        if stray:
            raise ValueError(f"{min(stray)} is not part of the arrangement of {year}")
        kept = {day: entry for day, entry in self.days.items() if day.year != year}
        return WorkCalendar(kept | entered, {**self.official_years, year: notice_number})

    def entries(self, year: int) -> list[CalendarDay]:
        """What is entered for a year, in order."""
        return sorted(entry for day, entry in self.days.items() if day.year == year)
