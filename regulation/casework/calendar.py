"""The working-day calendar in force here: the known years, and the years entered from notices.

Entering a year turns its provisional due days into definite ones: every open clock is computed anew.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, UUID, uuid5

from regulation import database, errors
from regulation.casework import clocks, record
from regulation.casework.tables import CalendarYear
from regulation.law import almanac, house_rules
from regulation.law.calendar import CalendarDay, WorkCalendar

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from regulation.actor import Actor


async def entered_years() -> list[dict[str, Any]]:
    """The years whose notice was entered, newest first."""
    return await database.rows("select * from calendar_year order by year desc")


async def enter_year(
    year: int, notice: str, days: Iterable[tuple[date, bool, str]], *, actor: Actor, now: datetime
) -> int:
    """Enter a year's arrangement from the State Council's notice; how many due days moved.

    `days` are those that differ from an ordinary week: (day, is it a working day, its name). Every clock
    of the city rests on them, so only the municipal bureau enters them: NotPermitted. Raises Invalid when
    a day lies outside the year or stands twice, or the list is empty.
    """
    if not actor.is_municipal:
        raise errors.NotPermitted("工作日安排由市级机关统一录入", citation=house_rules.ONE_CALENDAR)
    given = list(days)
    if not given:
        raise errors.Invalid({"days": "请填写放假和调休的日期"})
    outside = [day for day, _, _ in given if not _belongs(day, year)]
    if outside:
        raise errors.Invalid({"days": "%(day)s不属于%(year)s年"}, day=outside[0].isoformat(), year=year)
    twice = [day for day, count in Counter(day for day, _, _ in given).items() if count > 1]
    if twice:
        raise errors.Invalid({"days": "%(day)s出现了两次"}, day=twice[0].isoformat())
    async with database.unit_of_work():
        await database.execute(
            """insert into calendar_year (year, notice, entered_by, entered_at) values ($1, $2, $3, $4)
               on conflict (year) do update set notice = excluded.notice, entered_by = excluded.entered_by,
                                                entered_at = excluded.entered_at""",
            year,
            notice,
            actor.name,
            now,
        )
        await database.execute(
            "delete from calendar_day where extract(year from day) = $1 or day = any($2::date[])",
            year,
            [day for day, _, _ in given],
        )
        await database.many(
            "insert into calendar_day (day, is_working, name) values ($1, $2, $3)",
            [(day, working, name) for day, working, name in given],
        )
        await record.record_event(
            CalendarYear,
            _year_id(year),
            "enter_calendar",
            actor=actor,
            now=now,
            data={"year": year, "notice": notice},
        )
        return await clocks.recompute(await current())


async def current() -> WorkCalendar:
    """The calendar with every entered year."""
    calendar = almanac.known()
    years = await database.rows("select year, notice from calendar_year order by year")
    if not years:
        return calendar
    days = await database.rows("select day, is_working, name from calendar_day order by day")
    for each in years:
        calendar = calendar.with_year(
            each["year"],
            [
                CalendarDay(found["day"], found["is_working"], found["name"])
                for found in days
                if _belongs(found["day"], each["year"])
            ],
            each["notice"],
        )
    return calendar


def _belongs(day: date, year: int) -> bool:
    """A year's notice may reach back into the December before."""
    return day.year == year or (day.year, day.month) == (year - 1, 12)


def _year_id(year: int) -> UUID:
    return uuid5(NAMESPACE_URL, f"zhiheng:calendar:{year}")
