"""What the pages of a firm say of orders and cases: the public what is published, the desk all within reach."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app import clock
from app.access.guards import may, visitor_of
from app.access.permissions import Permission
from app.penalties import views
from app.public.firm_sections import Section
from app.shell.i18n import gettext as _
from regulation.casework import publication
from regulation.complaints import queries as complaints
from regulation.complaints.status import STATUS_NAMES, TONES, TOPIC_NAMES
from regulation.penalties import queries
from regulation.penalties.status import CASE_NAMES, CASE_TONES, ORDER_NAMES, ORDER_TONES

if TYPE_CHECKING:
    from uuid import UUID

    from litestar import Request


async def published(firm_id: UUID, _request: Request[Any, Any, Any]) -> Section | None:
    """Penalties that are public now."""
    rows = await publication.current(today=clock.today(), kinds=["penalty"], firm_id=firm_id)
    if not rows:
        return None
    data = [
        {
            "number": each["number"],
            "content": each["body"].get("content", ""),
            "decided_on": each["body"].get("decided_on"),
            "url": f"/disclosures/{each['id']}",
        }
        for each in rows
    ]
    return Section("penalties", _("行政处罚"), "penalties/section_public.html", {"rows": rows}, data=data)


async def of_desk(firm_id: UUID, request: Request[Any, Any, Any]) -> Section | None:
    """Complaints, orders and cases about the firm within the reader's reach."""
    actor = visitor_of(request)
    if actor is None:
        return None
    rows: list[dict[str, Any]] = []
    if may(actor, Permission.COMPLAINTS_READ):
        rows += [
            {
                "url": f"/desk/complaints/{each['id']}",
                "number": each["number"],
                "what": _(TOPIC_NAMES[each["topic"]]),
                "on": each["received_on"],
                "status": _(STATUS_NAMES[each["status"]]),
                "tone": TONES[each["status"]],
            }
            for each in await complaints.of_firm(firm_id, actor)
        ]
    if may(actor, Permission.CASES_READ):
        titles = views.violation_words()
        orders, cases = await queries.of_firm(firm_id)
        for kind, found, names, tones, on in (
            ("orders", orders, ORDER_NAMES, ORDER_TONES, lambda each: each["issued_on"]),
            ("cases", cases, CASE_NAMES, CASE_TONES, lambda each: each["opened_on"]),
        ):
            rows += [
                {
                    "url": f"/desk/{kind}/{each['id']}",
                    "number": each["number"],
                    "what": titles[each["violation"]],
                    "on": on(each),
                    "status": _(names[each["status"]]),
                    "tone": tones[each["status"]],
                }
                for each in found
                if actor.in_scope_of(each["organ"])
            ]
    if not rows:
        return None
    return Section("penalties", _("投诉、指令和案件"), "penalties/section_desk.html", {"rows": rows})
