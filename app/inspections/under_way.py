"""Inspections that the firm knows of and that are not closed, on the firm's home."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.firm.under_way import Matter
from app.inspections import words
from app.shell.i18n import gettext as _
from regulation.inspections.queries import tasks
from regulation.inspections.status import TASK_NAMES, TaskStatus

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from regulation.law.calendar import WorkCalendar

OPEN = (TaskStatus.NOTIFIED, TaskStatus.STARTED, TaskStatus.SUBMITTED)


async def under_way(firm_id: UUID, *, today: date, now: datetime, calendar: WorkCalendar) -> list[Matter]:
    """Announced, begun, or waiting for the record's confirmation."""
    del today, now, calendar
    return [
        Matter(
            what=_("行政检查"),
            number=each["number"],
            url=f"/firm/visits/{each['id']}",
            status=_(TASK_NAMES[TaskStatus(each["status"])]),
            tone=words.TASK_TONES[TaskStatus(each["status"])],
            is_firms_turn=False,
            turn=_("轮到检查机关。通知书写明检查日期、事项和您的权利。"),
        )
        for each in await tasks.known_to_firm(firm_id)
        if each["status"] in OPEN
    ]
