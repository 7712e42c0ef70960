"""What hangs on the firm's registrations, on its home: a statement to make, a suspension to keep, an order to follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.firm.duties import Duty
from app.registration_conditions import views
from app.shell.i18n import gettext as _
from regulation.law import period as periods
from regulation.law.citation import LICENSING_LAW
from regulation.registration_conditions import queries
from regulation.registration_conditions.rules import history as rules
from regulation.registration_conditions.status import ConditionStatus

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from regulation.law.calendar import WorkCalendar


async def duties(firm_id: UUID, *, today: date, now: datetime, calendar: WorkCalendar) -> list[Duty]:
    """What was told and not answered; and all that is in force, since it has to be kept."""
    del now
    unit, plain = periods.Unit.WORKING_DAYS, periods.Unit.CALENDAR_DAYS
    found = [
        Duty(
            what=_(
                "拟附加%(kind)s：%(number)s",
                kind=views.kind_pill(each)[0],
                number=each["registration_number"],
            ),
            why=_("机关拟作出决定，您可以陈述申辩"),
            url=f"/firm/conditions/{each['id']}",
            act=_("查看并答复"),
            due_on=each["heard_by"],
            days_left=periods.days_left(each["heard_by"], today, calendar, unit),
            unit=unit.left_label,
            citation=LICENSING_LAW.article(7),
            tone="warn",
        )
        for each in await queries.of_firm(firm_id)
        if each["status"] == ConditionStatus.TOLD
    ]
    for held in await queries.in_force(firm_id, today):
        end = rules.last_day(held.span)
        kind, tone = views.kind_pill(held.entry)
        found.append(
            Duty(
                what=_("%(kind)s生效中：%(number)s", kind=kind, number=held.entry["registration_number"]),
                why=views.text(held.span.value.text, held.span.value.text_en),
                url=f"/firm/conditions/{held.entry['id']}",
                act=_("查看必须做和不得做的事项") if held.entry["kind"] == "suspension" else _("查看"),
                due_on=end,
                days_left=(end - today).days if end else None,
                unit=plain.left_label,
                citation=views.basis(held.entry).citation,
                tone=tone,
            )
        )
    return found
