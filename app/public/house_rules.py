"""`/house-rules`: what this office arranged for itself, for whoever was refused a step by it."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get

from app.shell.i18n import gettext as _
from app.shell.render import page
from regulation.law import house_rules
from regulation.law.citation import HOUSE_RULES


@get("/house-rules", opt={"public": True}, include_in_schema=False)
async def rules(request: Request[Any, Any, Any]) -> Response[str]:
    """The rules by their numbers."""
    return page(
        "public/house_rules.html",
        request,
        rules=[(number, _(each.title), _(each.text)) for number, each in house_rules.RULES.items()],
        since=HOUSE_RULES.in_force_from,
        breadcrumbs=[(_("办理规则"), None)],
    )


HANDLERS = [rules]
