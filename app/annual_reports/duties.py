"""Annual reports on the firm's home."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.annual_reports import kinds
from app.firm.duties import Duty
from app.shell.i18n import gettext as _
from regulation.annual_reports import rules
from regulation.annual_reports.actions.filing import FIRM_PAGES
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
            what=_("%(year)s年度%(title)s", year=each.year, title=kinds.short(kind)),
            why=_(STATUSES[each.status]),
            url=f"{FIRM_PAGES[kind]}/{each.year}",
            act=_("更正报告") if each.status is Status.RETURNED else _("填写报告"),
            due_on=each.window.closes_on,
            days_left=each.days_left,
            citation=rules.duty_of(kind),
            tone="bad" if each.is_overdue else "info",
        )
        for kind in rules.KINDS
        for each in await obligations.of_firm(firm_id, now=now, kind=kind)
        if each.is_firms_turn
    ]
