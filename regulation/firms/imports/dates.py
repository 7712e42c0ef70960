"""Days as lists write them. Pure."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?")
_EIGHT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_MONTH = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})月?|年)?")
_SERIAL = re.compile(r"(\d{5})(?:\.0+)?")
#: Day zero of the spreadsheets' count (with their leap day of 1900 that never was).
_EPOCH = date(1899, 12, 30)
#: Before this day no business register of today's form existed; earlier days are fill-ins of old systems.
FIRST_DAY = date(1949, 10, 1)


class DayProblem(StrEnum):
    """Why a cell is no day."""

    MISSING = "missing"
    PARTIAL = "partial"  #: a year or a month only
    IMPOSSIBLE = "impossible"  #: the 30th of February
    FILL_IN = "fill_in"  #: 1900-01-01 and the like
    FUTURE = "future"
    CODE = "code"  #: a credit code or registration number in the column of days
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Day:
    """A day as read, or why it is none; `changed` when it was not written as 2004-07-20."""

    on: date | None
    problem: DayProblem | None = None
    changed: bool = False


def read(cell: str, latest: date | None) -> Day:
    """Read a day not after `latest` (None: any day). A day that does not exist is not moved to one that does."""
    text = unicodedata.normalize("NFKC", cell).strip()
    text = re.sub(r"\s*([-/.年月日])\s*", r"\1", text)
    if not text:
        return Day(None, DayProblem.MISSING)
    found = _DAY.fullmatch(text) or _EIGHT.fullmatch(text)
    if found:
        try:
            on = date(*(int(part) for part in found.groups()))
        except ValueError:
            return Day(None, DayProblem.IMPOSSIBLE)
        return _plausible(on, latest, changed=cell != on.isoformat())
    if serial := _SERIAL.fullmatch(text):
        return _plausible(_EPOCH + timedelta(days=int(serial[1])), latest, changed=True)
    if month := _MONTH.fullmatch(text):
        return Day(
            None, DayProblem.IMPOSSIBLE if month[2] and not 1 <= int(month[2]) <= 12 else DayProblem.PARTIAL
        )
    if re.fullmatch(r"[0-9A-Za-z]{13,20}", text):
        return Day(None, DayProblem.CODE)
    return Day(None, DayProblem.OTHER)


def _plausible(on: date, latest: date | None, *, changed: bool) -> Day:
    if on < FIRST_DAY:
        return Day(None, DayProblem.FILL_IN)
    if latest and on > latest:
        return Day(None, DayProblem.FUTURE)
    return Day(on, None, changed)
