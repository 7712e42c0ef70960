"""What is under way for a firm, and whose turn it is. Each area says its own matters; the home page puts them together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.shell import areas

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from regulation.law.calendar import WorkCalendar


@dataclass(frozen=True, slots=True)
class Matter:
    """One open matter of the firm. Texts are translated already."""

    what: str
    number: str
    url: str
    status: str
    tone: str
    is_firms_turn: bool
    #: Who has to act, and what comes next.
    turn: str
    due_on: date | None = None
    days_left: int | None = None
    unit: str = ""


#: Asked first. Any area with `app/<area>/under_way.py` is asked:
#: `async def under_way(firm_id, *, today, now, calendar) -> list[Matter]`.
FIRST = ("licensing", "inspections", "penalties")


async def of(firm_id: UUID, *, today: date, now: datetime, calendar: WorkCalendar) -> list[Matter]:
    """Everything open, the firm's own turns first, then what is due first."""
    found: list[Matter] = []
    for area in areas.with_module("under_way", FIRST, apart=("firm",)):
        found += await area.under_way(firm_id, today=today, now=now, calendar=calendar)
    return sorted(
        found, key=lambda each: (not each.is_firms_turn, each.due_on is None, each.due_on, each.number)
    )
