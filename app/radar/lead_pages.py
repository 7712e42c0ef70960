"""A group becomes a lead: the form, filled in with what the lists say, and the way from a lead back to its group."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from litestar import Request, Response, get, post

from app import clock
from app import errors as answers
from app.access.guards import actor_of
from app.access.permissions import Permission
from app.penalties import views
from app.penalties.orders import firm_of_text
from app.radar import forms as shapes
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.radar import numbers, permissions, queries
from regulation.radar.actions import leading
from regulation.words import N_

Ask = Request[Any, Any, Any]
READ: Final = {"permission": Permission.CASES_READ}
HANDLE: Final = {"permission": Permission.CASES_HANDLE}
HOME: Final = "/desk/radar"


def _proposed(cluster: dict[str, Any], rows: list[dict[str, Any]]) -> dict[str, Any]:
    """What the lists say, for the person to change; which conduct it is nobody proposes. Facts are Chinese as papers are."""
    lists = "、".join(dict.fromkeys(numbers.list_number(each["list_serial"]) for each in rows))
    named = "、".join(
        f"“{name}”"
        for name in list(dict.fromkeys(each["name"] or each["account"] for each in rows))[:3]
        if name
    )
    alike = next((each["firm_name"] for each in rows if each["verdict"] == "reborn"), "")
    return {
        "party_name": cluster["name"],
        "party_address": next((each["address"] for each in rows if each["address"]), ""),
        "facts": f"名单{lists}中有{len(rows)}行"
        + (f"以{named}等名称" if named else "")
        + f"发布招聘信息（线索组{numbers.number(cluster['serial'])}）"
        + (f"，与失去许可的{alike}相近" if alike else "")
        + "。",
    }


async def _page(
    request: Ask, cluster: dict[str, Any], values: dict[str, Any], problems: dict[str, str]
) -> Response[Any]:
    number = numbers.number(cluster["serial"])
    return page(
        "radar/lead.html",
        request,
        status_code=422 if problems else 200,
        cluster=cluster,
        number=number,
        violations=views.violation_choices(),
        values=values,
        errors=problems,
        breadcrumbs=[
            (_(NAME), HOME),
            (number, f"{HOME}/{cluster['id']}"),
            (_("形成案件线索"), None),
        ],
    )


NAME: Final = N_("无证中介雷达")


@get(f"{HOME}/{{cluster_id:uuid}}/lead", opt=HANDLE, include_in_schema=False)
async def new(request: Ask, cluster_id: UUID) -> Response[Any]:
    """The form of a lead about this group."""
    actor = actor_of(request)
    cluster = await queries.cluster(actor, cluster_id)
    permissions.check_can_take(actor, cluster, "raise")
    return await _page(request, cluster, _proposed(cluster, await queries.rows(cluster_id)), {})


@post(f"{HOME}/{{cluster_id:uuid}}/lead", opt=HANDLE, include_in_schema=False)
async def make(request: Ask, cluster_id: UUID) -> Response[Any]:
    """Put it on record, then to the lead. A second press finds the lead of the first."""
    actor = actor_of(request)
    cluster = await queries.cluster(actor, cluster_id)
    form, problems, raw = await forms.parse(shapes.LeadForm, request)
    if form is None:
        return await _page(request, cluster, raw, problems)
    try:
        firm = await firm_of_text(form.firm)
        made = await leading.make_lead(
            cluster_id,
            party_name=form.party_name,
            party_address=form.party_address,
            firm_id=firm.id if firm else None,
            violations=tuple(form.violations),
            facts=form.facts,
            is_urgent=form.is_urgent,
            actor=actor,
            now=clock.now(),
        )
    except errors.Invalid as refusal:
        return await _page(request, cluster, raw, answers.field_words(refusal))
    flash(request, _("已登记线索%(number)s", number=made["number"]))
    return redirect(f"/desk/case-leads/{made['id']}")


@get(f"{HOME}/groups/{{number:str}}", opt=READ, include_in_schema=False)
async def by_number(request: Ask, number: str) -> Response[Any]:
    """To the group that is called so in another file."""
    found = await queries.by_number(actor_of(request), number)
    if found is None:
        raise errors.NotFound
    return redirect(f"{HOME}/{found}")


HANDLERS = [new, make, by_number]
