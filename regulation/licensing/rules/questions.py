"""Until when an answer is asked for, and when it is late. A rule of this system: the law sets no such day. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from regulation.law.calendar import WorkCalendar

#: Working days that are proposed, and the longest that may be given.
USUAL_DAYS, LONGEST_DAYS = 3, 20


def answer_by(asked_on: date, calendar: WorkCalendar, days: int = USUAL_DAYS) -> date:
    """The day until which an answer is asked for. Raises ValueError outside the bounds."""
    if not 1 <= days <= LONGEST_DAYS:
        raise ValueError(days)
    return calendar.add_working_days(asked_on, days)


def is_late(status: str, until: date, today: date) -> bool:
    """Still open after its day; the day itself is in time."""
    return status == "open" and today > until
