"""What is known of the calendar: arrangements of past years, fixed days of years to come.

The only module that imports `chinese_calendar`, which carries the yearly arrangements of the State
Council from 2004 on. For later years the regulation on public holidays itself fixes thirteen days;
the lunar ones are taken from the table below, computed by the rules of GB/T 33661-2017. Which
weekends are worked and how holidays on a weekend are made up is known only from the notice.
"""

from datetime import date, timedelta
from functools import cache

import chinese_calendar

from regulation.law.calendar import MAKE_UP_DAY, CalendarDay, WorkCalendar
from regulation.law.citation import HOLIDAY_REGULATIONS
from regulation.law.coverage import rule
from regulation.words import N_

#: Numbers of the notices of the General Office of the State Council that were looked up.
NOTICES = {2025: "国办发明电〔2024〕12号", 2026: "国办发明电〔2025〕7号"}

#: Lunar New Year, Qingming, Dragon Boat, Mid-autumn.
_MOVING = {
    2027: ((2, 6), (4, 5), (6, 9), (9, 15)),
    2028: ((1, 26), (4, 4), (5, 28), (10, 3)),
    2029: ((2, 13), (4, 4), (6, 16), (9, 22)),
    2030: ((2, 3), (4, 5), (6, 5), (9, 12)),
    2031: ((1, 23), (4, 5), (6, 24), (10, 1)),
    2032: ((2, 11), (4, 4), (6, 12), (9, 19)),
}

_FESTIVALS = {
    "New Year's Day": N_("元旦"),
    "Spring Festival": N_("春节"),
    "Tomb-sweeping Day": N_("清明节"),
    "Labour Day": N_("劳动节"),
    "Dragon Boat Festival": N_("端午节"),
    "National Day": N_("国庆节"),
    "Mid-autumn Festival": N_("中秋节"),
    "Anti-Fascist 70th Day": N_("抗战胜利纪念日"),
}


@rule(HOLIDAY_REGULATIONS.article(2))
def fixed_days(year: int) -> list[CalendarDay]:
    """Thirteen days off are fixed by regulation, whatever the notice of the year arranges around them.

    《全国年节及纪念日放假办法》第二条, as in force since 2025: one day at New Year, four for the Spring Festival
    from the eve on, one each for Qingming, Dragon Boat and Mid-autumn, two from 1 May, three from
    1 October.
    """
    off: dict[date, str] = {}
    if year in _MOVING:
        new_year, qingming, dragon_boat, mid_autumn = (date(year, *day) for day in _MOVING[year])
        off |= {new_year + timedelta(days=offset): "Spring Festival" for offset in range(-1, 3)}
        off |= {qingming: "Tomb-sweeping Day", dragon_boat: "Dragon Boat Festival"}
        off |= {mid_autumn: "Mid-autumn Festival"}
    off |= {date(year, 1, 1): "New Year's Day"}
    off |= {date(year, 5, day): "Labour Day" for day in (1, 2)}
    off |= {date(year, 10, day): "National Day" for day in (1, 2, 3)}
    return [CalendarDay(day, working=False, reason=_FESTIVALS[name]) for day, name in sorted(off.items())]


@cache
def known() -> WorkCalendar:
    """The calendar before anything was entered by hand: arrangements known, later years provisional."""
    arranged = [
        CalendarDay(day, working=False, reason=_FESTIVALS[name])
        for day, name in chinese_calendar.holidays.items()
    ]
    arranged += [CalendarDay(day, working=True, reason=MAKE_UP_DAY) for day in chinese_calendar.workdays]
    years = sorted({entry.day.year for entry in arranged})
    official = {year: NOTICES.get(year, "") for year in range(years[0], years[-1] + 1)}
    expected = [day for year in range(years[-1] + 1, years[-1] + 21) for day in fixed_days(year)]
    return WorkCalendar.of([*expected, *arranged], official)
