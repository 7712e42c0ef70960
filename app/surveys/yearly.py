"""The statistical return in the year's list of filings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.firm.yearly import Line
from app.shell.i18n import gettext as _
from app.surveys import firm_views
from regulation.indicators.indicator import FormKind
from regulation.surveys import rules
from regulation.surveys.queries import obligations, rounds
from regulation.surveys.status import DUTY, Status

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from regulation.surveys.queries.obligations import Obligation


async def lines(firm_id: UUID, *, now: datetime) -> list[Line]:
    """One line for each year: asked or held, or why the firm is not asked."""
    asked = await obligations.of_firm(firm_id, now=now)
    years = {each.year for each in asked}
    return [_line(each) for each in asked] + [
        _not_asked(each.round.year)
        for each in await rounds.all_rounds()
        if each.round.kind is FormKind.RETURN and each.round.year not in years
    ]


def _not_asked(year: int) -> Line:
    return Line(
        year=year,
        order=2,
        what=_("统计年报"),
        why=_("年末没有人力资源服务许可证、备案或者分支机构书面报告，不在调查范围"),
        status="",
        tone="neutral",
        url=None,
        is_owed=False,
        citation=DUTY,
    )


def _line(this: Obligation) -> Line:
    return Line(
        year=this.year,
        order=2,
        what=_("统计年报"),
        why=_("；").join(_(rules.SCOPE_REASONS[each]) for each in this.reasons),
        status=_("已逾期") if this.is_overdue else firm_views.status_words(this.status),
        tone="bad" if this.is_overdue else firm_views.TONES[this.status],
        url=f"/firm/returns/{this.year}",
        act=_act(this),
        next_step=_next(this),
        opens_on=this.round.opens_on,
        due_on=this.round.closes_on,
        days_left=this.days_left,
        is_open=this.can_write,
        citation=DUTY,
    )


def _act(this: Obligation) -> str:
    if not this.can_write:
        return ""
    if this.status is Status.RETURNED:
        return _("更正统计年报")
    return _("继续填报") if this.held else _("开始填报")


def _next(this: Obligation) -> str:
    words = {
        Status.SUBMITTED: _("区级统计人员正在审核"),
        Status.DISTRICT_PASSED: _("市级统计人员正在复核"),
        Status.CITY_PASSED: _("已办结"),
        Status.RETURNED: _("按退回意见更正后重新报送"),
        Status.OUT_OF_SCOPE: _("不用报送"),
    }
    if this.status in words:
        return words[this.status]
    if this.held is not None and this.held.prepared_at and this.can_write:
        return _("等待签署人核对并报送")
    if this.is_overdue and not this.can_write:
        return _("填报期已截止，请联系登记机关")
    return ""
