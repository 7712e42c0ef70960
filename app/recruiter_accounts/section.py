"""The accounts through which a firm recruits, on its public page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app import clock
from app.public.firm_sections import Section
from app.recruiter_accounts import words
from app.shell.i18n import gettext as _
from regulation.recruiter_accounts import queries

if TYPE_CHECKING:
    from uuid import UUID

    from litestar import Request


async def accounts(firm_id: UUID, _request: Request[Any, Any, Any]) -> Section | None:
    """Each with what the public is told of it today."""
    today = clock.today()
    rows = await queries.public_of_firm(firm_id)
    if not rows:
        return None
    return Section(
        "accounts",
        _("招聘账号"),
        "recruiter_accounts/section.html",
        {"rows": [(row, *words.answered(queries.answer_of(row, today))) for row in rows]},
        data=[words.data(row, queries.answer_of(row, today), today) for row in rows],
    )
