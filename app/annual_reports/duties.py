"""Annual reports on the firm's home."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.firm.duties import Duty
from app.shell.i18n import gettext as _
from regulation.annual_reports import rules
from regulation.annual_reports.queries import obligations
from regulation.annual_reports.status import STATUSES, Status

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from regulation.law.calendar import WorkCalendar


async def duties(firm_id: UUID, *, today: date, now: datetime, calendar: WorkCalendar) -> list[Duty]:
    """The reports that are the firm's turn. Days are calendar days: a window closes on a date."""
    del today, calendar
    return [
        Duty(
            what=_("%(year)s年度经营情况报告", year=each.year),
            why=_(STATUSES[each.status]),
            url=f"/firm/annual-reports/{each.year}",
            act=_("更正年度报告") if each.status is Status.RETURNED else _("填写年度报告"),
            due_on=each.window.closes_on,
            days_left=each.days_left,
            citation=rules.DUTY,
            tone="bad" if each.is_overdue else "info",
        )
        for each in await obligations.of_firm(firm_id, now=now)
        if each.is_firms_turn
    ]
