"""Both supervisory reports in the year's list of filings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.annual_reports import kinds, views
from app.firm.yearly import Line
from app.shell.i18n import gettext as _
from regulation.annual_reports import rules
from regulation.annual_reports.actions.filing import FIRM_PAGES
from regulation.annual_reports.queries import obligations, windows
from regulation.annual_reports.status import Status
from regulation.firms import identity
from regulation.indicators.indicator import FormKind
from regulation.indicators.options import PUBLIC_TYPES

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from regulation.annual_reports.queries.obligations import Obligation


async def lines(firm_id: UUID, *, now: datetime) -> list[Line]:
    """One line for each report and year: owed or held, or why it is not owed."""
    found: list[Line] = []
    is_public = (await identity.of(firm_id))["inst_type"] in PUBLIC_TYPES
    for kind in rules.KINDS:
        owed = await obligations.of_firm(firm_id, now=now, kind=kind)
        found += [_line(each) for each in owed]
        years = {each.year for each in owed}
        found += [
            _not_owed(kind, each.window.year, is_public=is_public)
            for each in await windows.all_windows(kind)
            if each.window.year not in years
        ]
    return found


def _not_owed(kind: FormKind, year: int, *, is_public: bool) -> Line:
    if kind is FormKind.DISPATCH:
        why = _("年末没有劳务派遣经营许可证")
    elif is_public:
        why = _("公共机构只报送统计年报")
    else:
        why = _("年末没有人力资源服务许可证、备案或者分支机构书面报告")
    return Line(
        year=year,
        order=_order(kind),
        what=kinds.name(kind),
        why=why,
        status="",
        tone="neutral",
        url=None,
        is_owed=False,
        citation=rules.duty_of(kind),
    )


def _order(kind: FormKind) -> int:
    return 1 if kind is FormKind.OPERATING else 3


def _line(this: Obligation) -> Line:
    return Line(
        year=this.year,
        order=_order(this.kind),
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
        return _("更正报告")
    return _("继续填报") if this.report else _("开始填报")


def _next(this: Obligation) -> str:
    if this.status is Status.SUBMITTED:
        return _("登记机关正在核验") if this.kind is FormKind.DISPATCH else _("登记机关正在审核")
    if this.status is Status.ACCEPTED:
        return _("已办结")
    if this.status is Status.RETURNED:
        return _("按退回意见更正后重新报送")
    if this.report is not None and this.report.prepared_at and this.can_write:
        return _("等待签署人核对并报送")
    if this.is_overdue and not this.can_write:
        return _("填报期已截止，请联系登记机关")
    return ""
