"""Statistical returns on the firm's home."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.firm.duties import Duty
from app.shell.i18n import gettext as _
from regulation.surveys.queries import obligations
from regulation.surveys.status import DUTY, STATUSES, Status

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from regulation.law.calendar import WorkCalendar


async def duties(firm_id: UUID, *, today: date, now: datetime, calendar: WorkCalendar) -> list[Duty]:
    """The returns that are the firm's turn. Days are calendar days: a round closes on a date."""
    del today, calendar
    return [
        Duty(
            what=_("%(year)s年度统计年报", year=each.year),
            why=_(STATUSES[each.status]),
            url=f"/firm/returns/{each.year}",
            act=_("更正统计年报") if each.status is Status.RETURNED else _("填写统计年报"),
            due_on=each.round.closes_on,
            days_left=each.days_left,
            citation=DUTY,
            tone="bad" if each.is_overdue else "info",
        )
        for each in await obligations.of_firm(firm_id, now=now)
        if each.is_firms_turn
    ]
