"""What inspections add to the pages of a firm: results for everybody, all visits for the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app import clock
from app.access.guards import may, visitor_of
from app.access.permissions import Permission
from app.firms import desk_sections
from app.inspections import words
from app.public import firm_sections
from app.public.firm_sections import Section
from app.shell.i18n import gettext as _
from regulation.firms import queries as firms
from regulation.inspections.queries import caps, leads, tasks, undisturbed
from regulation.inspections.queries import results as result_queries
from regulation.inspections.status import LEAD_NAMES, OUTCOME_NAMES, Outcome

if TYPE_CHECKING:
    from uuid import UUID

    from litestar import Request

SHOWN = 50


async def results(firm_id: UUID, _request: Request[Any, Any, Any]) -> Section | None:
    """Published results of drawn inspections."""
    found = await result_queries.of_firm(firm_id, today=clock.today(), limit=SHOWN)
    if not found:
        return None
    rows = [
        {
            "number": each["number"],
            "organ": each["organ_name"],
            "published_on": each["from_on"],
            "visited_on": each["body"]["visited_on"],
            "draw_id": each["body"]["draw_id"],
            "outcome": each["body"]["outcome"],
            "outcome_name": _(OUTCOME_NAMES[Outcome(each["body"]["outcome"])]),
            "tone": words.OUTCOME_TONES[Outcome(each["body"]["outcome"])],
            "follow_up": each["body"].get("follow_up", ""),
            "corrects": each["body"].get("corrects", ""),
            "corrected_by": each["corrected_by"] or "",
            "problems": [_(problem) for problem in each["body"]["problems"]],
        }
        for each in found
    ]
    data = [{key: value for key, value in each.items() if key != "tone"} for each in rows]
    return Section("inspections", _("随机抽查结果"), "inspections/section_results.html", {"rows": rows}, data)


async def visits(firm_id: UUID, request: Request[Any, Any, Any]) -> Section | None:
    """Every closed visit, with the way to its record, for the desk."""
    actor = visitor_of(request)
    found = [
        each
        for each in await tasks.visits_of_firm(firm_id)
        if actor is not None and actor.in_scope_of(each["organ"])
    ]
    if not found:
        return None
    rows = [
        {
            "id": each["id"],
            "number": each["number"],
            "confirmed_at": each["confirmed_at"],
            "outcome_name": _(OUTCOME_NAMES[Outcome(each["outcome"])]),
            "tone": words.OUTCOME_TONES[Outcome(each["outcome"])],
        }
        for each in found
    ]
    return Section("visits", _("检查"), "inspections/section_visits.html", {"rows": rows})


async def standing(firm_id: UUID, request: Request[Any, Any, Any]) -> Section | None:
    """How often the firm may still be visited this year, whether it is left alone, and the leads against it; for the desk."""
    actor = visitor_of(request)
    if actor is None or not may(actor, Permission.INSPECTIONS_READ):
        return None
    firm = await firms.firm(firm_id)
    if not actor.in_scope_of(firm.organ_id):
        return None
    own = actor.organ_id == firm.organ_id and may(actor, Permission.INSPECTIONS_PLAN)
    data = {
        "firm": firm,
        "cap": await caps.of_firm(firm_id, today=clock.today()),
        "undisturbed": await undisturbed.of_firm(firm_id, today=clock.today()),
        "leads": await leads.all_of_firm(firm_id),
        "lead_names": LEAD_NAMES,
        "lead_tones": words.LEAD_TONES,
        "may_plan": own,
    }
    return Section("standing", _("检查频次和线索"), "inspections/section_standing.html", data)


firm_sections.PROVIDERS.append(results)
desk_sections.PROVIDERS.append(visits)
desk_sections.PROVIDERS.append(standing)
