"""The one place where instants become legal days.

Instants are stored in UTC; the law counts days of Beijing. China has kept UTC+8 without summer
time since 1992, but the zone is asked by its name, so that older instants come out right too.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from regulation.law.citation import CIVIL_CODE
from regulation.law.coverage import rule

BEIJING = ZoneInfo("Asia/Shanghai")


def in_beijing(at: datetime) -> datetime:
    """The same instant on the clocks of Beijing. An instant without a zone is a mistake."""
    if at.tzinfo is None:
        raise ValueError("an instant needs its time zone")
    return at.astimezone(BEIJING)


def legal_day(now: datetime) -> date:
    """The day in Beijing on which this instant falls."""
    return in_beijing(now).date()


def start_of_day(day: date) -> datetime:
    """0:00 in Beijing, as an instant in UTC."""
    return datetime.combine(day, time(), BEIJING).astimezone(UTC)


@rule(CIVIL_CODE.article(203, 2))
def end_of_day(day: date) -> datetime:
    """A last day ends at twenty-four o'clock in Beijing; as an instant in UTC.

    《民法典》第二百零三条第二款. It is the first instant that no longer belongs to the day: compare
    with `<`, so that 23:59:59.999999 is in time and 00:00:00 of the next day late.
    """
    return start_of_day(day + timedelta(days=1))


def is_in_time(at: datetime, due_on: date) -> bool:
    """Whether something done at this instant was done within a period that ends on `due_on`."""
    return at < end_of_day(due_on)
