"""Reports that are the firm's turn, on the firm's home."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.firm.duties import Duty
from app.shell.i18n import gettext as _
from app.written_reports import views
from regulation.written_reports import queries, rules
from regulation.written_reports.status import EDITABLE, ReportKind

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from regulation.law.calendar import WorkCalendar


async def duties(firm_id: UUID, *, today: date, now: datetime, calendar: WorkCalendar) -> list[Duty]:
    """Drafts with the day by which they are due as far as they say it, and questions of the organ."""
    del now
    found = []
    for each in await queries.of_firm(firm_id):
        if each["status"] not in EDITABLE:
            continue
        kind = ReportKind(each["kind"])
        day = queries.with_days(each["answers"]).get(
            "ending_on" if kind is ReportKind.ONLINE_ENDING else "registered_on"
        )
        due = rules.report_due(kind, day, calendar) if day and each["sent_on"] is None else None
        due_on = due.due_on if due else None
        found.append(
            Duty(
                what=f"{_('书面报告')}{_('：')}{views.kind_name(each)}",
                why=_("登记机关请机构说明") if each["status"] == "asked" else _("填写中"),
                url=f"/firm/written-reports/{each['draft_number']}",
                act=_("答复") if each["status"] == "asked" else _("继续办理"),
                due_on=due_on,
                days_left=(due_on - today).days if due_on else None,
                citation=rules.BASIS[kind],
            )
        )
    return found
