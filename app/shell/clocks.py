"""A statutory clock as the `clock` macro shows it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from app.shell import i18n
from app.shell.i18n import gettext as _

if TYPE_CHECKING:
    from regulation.law.calendar import WorkCalendar
    from regulation.law.period import Due, Line

from regulation.law import period as periods


def chip(
    label: str,
    due: Due,
    *,
    today: date,
    calendar: WorkCalendar,
    is_running: bool = True,
    is_right: bool = False,
    citation: str = "",
) -> dict[str, Any]:
    """What the chip opens: start, length, pauses, days skipped, article, provisional or not.

    `label` is translated already; `is_running=False` (met or stopped) shows no days left, nor does a clock that stands
    still: nobody can say its last day, only since when it stands. `is_right`: the time in which somebody may use a
    right; when it is over nobody is late.
    """
    return {
        "label": label,
        "due_on": due.due_on,
        "days_left": periods.days_left(due, today, calendar)
        if is_running and due.paused_since is None
        else None,
        "paused_since": due.paused_since if is_running else None,
        "provisional": due.provisional,
        "started_on": due.started_on,
        "start_event": due.period.start_event,
        "length": due.period.n,
        "unit": _(due.period.unit.label),
        "is_right": is_right,
        "left_unit": _(due.period.unit.left_label),
        "pauses": list(due.pauses),
        "skipped": [(entry.day, _(entry.reason)) for entry in due.skipped_days],
        "lines": [sentence(line) for line in due.lines],
        "citation": citation or due.citation,
    }


def left(due_on: date, unit: str, *, today: date, calendar: WorkCalendar) -> tuple[int, str]:
    """Days left and their unit, for a list that reads only the last day and the unit of a clock."""
    counted_in = periods.Unit(unit)
    return periods.days_left(due_on, today, calendar, counted_in), _(counted_in.left_label)


def sentence(line: Line) -> str:
    """One line of the sum in the visitor's language, days written in its manner."""
    params = {
        name: i18n.day(value) if isinstance(value, date) else _(value) if isinstance(value, str) else value
        for name, value in line.params.items()
    }
    return _(line.message, **params)
