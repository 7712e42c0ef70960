"""What the holder of a licence may still say, on the firm's home."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.firm.duties import Duty
from app.shell.i18n import gettext as _
from regulation.endings import queries
from regulation.endings.status import ENDING_KINDS, EndingKind, EndingStatus
from regulation.law import period as periods
from regulation.law.citation import LICENSING_LAW

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from regulation.law.calendar import WorkCalendar


async def duties(firm_id: UUID, *, today: date, now: datetime, calendar: WorkCalendar) -> list[Duty]:
    """Matters in which the holder was told what is intended and has not answered."""
    del now
    unit = periods.Unit.WORKING_DAYS
    return [
        Duty(
            what=_(
                "%(kind)s：%(number)s",
                kind=_(ENDING_KINDS[EndingKind(each["kind"])]),
                number=each["licence_number"],
            ),
            why=_("许可机关拟作出决定，您可以陈述申辩、申请听证"),
            url=f"/firm/endings/{each['id']}",
            act=_("查看并答复"),
            due_on=each["heard_by"],
            days_left=periods.days_left(each["heard_by"], today, calendar, unit),
            unit=unit.left_label,
            citation=LICENSING_LAW.article(7),
            tone="warn",
        )
        for each in await queries.of_firm(firm_id)
        if each["status"] == EndingStatus.TOLD
    ]
