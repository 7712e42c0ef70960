"""Applications under way, on the firm's home."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.firm.under_way import Matter
from app.licensing import views
from app.shell import clocks as chips
from app.shell.i18n import gettext as _
from regulation.casework import clocks
from regulation.licensing import procedures, queries
from regulation.licensing.status import FIRMS_TURN, OPEN

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from regulation.law.calendar import WorkCalendar


async def under_way(firm_id: UUID, *, today: date, now: datetime, calendar: WorkCalendar) -> list[Matter]:
    """Drafts and applications that are not decided; the earliest running clock says until when."""
    del now
    found = []
    for each in await queries.applications_of(firm_id):
        if each["status"] not in {*OPEN, *FIRMS_TURN}:
            continue
        # The organ's days by law, that run: not its promise, and not the firm's own five days to ask for a hearing.
        running = [
            clock
            for clock in await clocks.of(each["id"], calendar=calendar)
            if clock.is_running
            and clock.due.paused_since is None
            and clock.kind not in ("promised", "hearing_ask")
        ]
        due = running[0].due if running and each["status"] not in FIRMS_TURN else None
        label, tone = views.pill(each["status"], views.APPLICATION_WORDS)
        left, unit = (
            chips.left(due.due_on, due.period.unit, today=today, calendar=calendar) if due else (None, "")
        )
        found.append(
            Matter(
                what=_(procedures.of_matter(each).title),
                number=each["number"],
                url=f"/firm/licensing/{each['number']}",
                status=label,
                tone=tone,
                is_firms_turn=each["status"] in FIRMS_TURN,
                turn=_(views.TURNS[each["status"]][1]),
                due_on=due.due_on if due else None,
                days_left=left,
                unit=unit,
            )
        )
    return found
