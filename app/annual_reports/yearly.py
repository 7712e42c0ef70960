"""Both supervisory reports in the year's list of filings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.annual_reports import kinds, views
from app.firm.yearly import Line
from app.shell.i18n import gettext as _
from regulation.annual_reports import rules
from regulation.annual_reports.actions.filing import FIRM_PAGES
from regulation.annual_reports.queries import obligations
from regulation.annual_reports.status import Status
from regulation.indicators.indicator import FormKind

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from regulation.annual_reports.queries.obligations import Obligation


async def lines(firm_id: UUID, *, now: datetime) -> list[Line]:
    """One line for each year in which the firm owes the report or has one."""
    return [
        _line(each) for kind in rules.KINDS for each in await obligations.of_firm(firm_id, now=now, kind=kind)
    ]


def _line(this: Obligation) -> Line:
    return Line(
        year=this.year,
        order=1 if this.kind is FormKind.OPERATING else 3,
        what=kinds.name(this.kind),
        why=_("；").join(_(rules.DUTY_REASONS[each]) for each in this.reasons),
        status=_("已逾期") if this.is_overdue else views.status_words(this.status),
        tone="bad" if this.is_overdue else views.TONES[this.status],
        url=f"{FIRM_PAGES[this.kind]}/{this.year}",
        act=_act(this),
        next_step=_next(this),
        opens_on=this.window.opens_on,
        due_on=this.window.closes_on,
        days_left=this.days_left,
        is_open=this.can_write,
        citation=rules.duty_of(this.kind),
    )


def _act(this: Obligation) -> str:
    if not this.can_write:
        return ""
    if this.status is Status.RETURNED:
        return _("更正年度报告")
    return _("继续填报") if this.report else _("开始填报")


def _next(this: Obligation) -> str:
    if this.status is Status.SUBMITTED:
        return _("登记机关正在审核")
    if this.status is Status.ACCEPTED:
        return _("已办结")
    if this.status is Status.RETURNED:
        return _("按退回意见更正后重新报送")
    if this.report is not None and this.report.prepared_at and this.can_write:
        return _("等待签署人核对并报送")
    if this.is_overdue and not this.can_write:
        return _("填报期已截止，请联系登记机关")
    return ""
