"""Months and quarters as texts: 2026-03, 2026Q1. Pure."""

from __future__ import annotations

import re
from datetime import date, timedelta

_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
_QUARTER = re.compile(r"(20\d\d)Q([1-4])")
QUARTERS = (1, 2, 3, 4)
QUARTER_MONTHS = (1, 2, 3)


def is_month(text: str) -> bool:
    """Whether it is written as a month."""
    return _MONTH.fullmatch(text) is not None


def first_day(month: str) -> date:
    """The first day of a month."""
    return date(int(month[:4]), int(month[5:]), 1)


def after(month: str, by: int = 1) -> str:
    """The month so many later, or earlier."""
    at = int(month[:4]) * 12 + int(month[5:]) - 1 + by
    return f"{at // 12}-{at % 12 + 1:02}"


def last_day(month: str) -> date:
    """The last day of a month."""
    return first_day(after(month)) - timedelta(days=1)


def of(day: date) -> str:
    """The month of a day."""
    return f"{day.year}-{day.month:02}"


def read_quarter(text: str) -> tuple[int, int] | None:
    """Year and quarter of 2026Q1; None where it is no quarter."""
    found = _QUARTER.fullmatch(text)
    return (int(found[1]), int(found[2])) if found else None


def quarter(year: int, number: int) -> tuple[str, str, str]:
    """The months of a quarter."""
    return (f"{year}-{number * 3 - 2:02}", f"{year}-{number * 3 - 1:02}", f"{year}-{number * 3:02}")


def quarter_text(year: int, number: int) -> str:
    """As `read_quarter` reads it."""
    return f"{year}Q{number}"


def quarter_before(year: int, number: int) -> tuple[int, int]:
    """The quarter before."""
    return (year, number - 1) if number > 1 else (year - 1, 4)


def quarter_of(month: str) -> tuple[int, int]:
    """The quarter of a month."""
    return int(month[:4]), (int(month[5:]) + 2) // 3
