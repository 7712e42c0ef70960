"""What was asked and answered in an application, as both sides see it, and its place in the history."""

from __future__ import annotations

from typing import Any

from app import clock
from app.licensing import views
from app.shell.i18n import gettext as _
from regulation.licensing.actions import questions
from regulation.licensing.status import QUESTION_STATUSES

Row = dict[str, Any]
TONES = {"open": "warn", "answered": "good", "withdrawn": "neutral"}


async def shown(application: Row) -> list[Row]:
    """The questions as both sides see them."""
    return [
        {
            **each,
            "late": questions.is_late(each, clock.today()),
            "pill": (_(QUESTION_STATUSES[each["status"]]), TONES[each["status"]]),
        }
        for each in await questions.of(application["id"])
    ]


async def entries(application: Row, *, for_firm: bool) -> list[Row]:
    """The history of an application with its questions and answers, the newest first."""
    found = await views.timeline("application", application["id"], for_firm=for_firm)
    for each in await questions.of(application["id"]):
        found += await views.timeline("matter_question", each["id"], for_firm=for_firm)
    return sorted(found, key=lambda entry: entry["at"], reverse=True)
