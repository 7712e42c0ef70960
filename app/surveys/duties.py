"""Statistical returns on the firm's home."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.firm.duties import Duty
from app.shell.i18n import gettext as _
from app.surveys import monitoring_views
from regulation.indicators.indicator import FormKind
from regulation.surveys import panel, rules
from regulation.surveys.queries import answers, obligations
from regulation.surveys.status import DUTY, STATUSES, Status

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from regulation.law.calendar import WorkCalendar


async def duties(firm_id: UUID, *, today: date, now: datetime, calendar: WorkCalendar) -> list[Duty]:
    """The returns that are the firm's turn. Days are calendar days: a round closes on a date."""
    del today, calendar
    yearly = [
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
    return [*yearly, *await _monitoring(firm_id, now)]


#: Months and surveys that can still be open are among the newest.
NEWEST = 8


async def _monitoring(firm_id: UUID, now: datetime) -> list[Duty]:
    """Months and quick surveys that are open for this firm."""
    return [
        Duty(
            what=_("%(month)s供求监测月报", month=monitoring_views.month_name(each.period))
            if each.kind is FormKind.MONTHLY
            else each.title,
            why=monitoring_views.status_words(each.status),
            url=f"/firm/monitoring/{each.period}",
            act=_("更正") if each.status is Status.RETURNED else _("填报"),
            due_on=each.asked.closes_on,
            days_left=each.asked.days_left(now),
            citation=panel.DUTY,
            tone="bad" if rules.is_overdue(each.status, each.asked, now) else "info",
        )
        for each in await answers.owed(firm_id, limit=NEWEST)
        if rules.may_write(each.status, each.asked, now)
    ]
