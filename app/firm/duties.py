"""What a firm owes. Each area says its part; the home page puts it together, the most urgent first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.shell import areas

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from regulation.law.calendar import WorkCalendar


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing to do: what, why, by when, where. Texts are translated already."""

    what: str
    why: str
    url: str
    act: str
    due_on: date | None = None
    days_left: int | None = None
    unit: str = ""
    citation: Any = None
    tone: str = "info"


#: Asked first. Any area with `app/<area>/duties.py` is asked:
#: `async def duties(firm_id, *, today, now, calendar) -> list[Duty]`.
FIRST = ("annual_reports", "surveys", "licensing")


async def of(firm_id: UUID, *, today: date, now: datetime, calendar: WorkCalendar) -> list[Duty]:
    """Everything the firm has to do, what is due first on top."""
    found: list[Duty] = []
    for area in areas.with_module("duties", FIRST, apart=("firm",)):
        found += await area.duties(firm_id, today=today, now=now, calendar=calendar)
    return sorted(found, key=lambda duty: (duty.due_on is None, duty.due_on, duty.what))
