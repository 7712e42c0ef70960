"""The ways to follow a firm, at the end of its public page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.following import mail
from app.public.firm_sections import Section
from app.shell.i18n import gettext as _
from regulation.firms import queries

if TYPE_CHECKING:
    from uuid import UUID

    from litestar import Request


async def follow(firm_id: UUID, _request: Request[Any, Any, Any]) -> Section | None:
    """By mail, where that is offered, or by feed."""
    firm = await queries.firm(firm_id)
    context = {"number": firm.number, "offered": mail.is_offered()}
    return Section("follow", _("关注变更"), "following/section.html", context)
