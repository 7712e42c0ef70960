"""The firm files its services: one page, and the certificate at once."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post

from app import clock
from app.access.guards import actor_of, firm_of
from app.access.permissions import Permission
from app.licensing import forms as shapes
from app.licensing import views
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.accounts import organs
from regulation.law.citation import HRM_REGULATIONS
from regulation.licensing import permissions, queries
from regulation.licensing.actions import filing as filings
from regulation.licensing.actions import filing_changes
from regulation.licensing.status import SERVICES

APPLY = {"permission": Permission.LICENSING_APPLY}
Ask = Request[Any, Any, Any]


async def _form(request: Ask, values: dict[str, Any], problems: dict[str, str]) -> Response[Any]:
    firm_id = firm_of(request)
    firm = await queries.firm(firm_id)
    filed = {
        name
        for each in await queries.filings_of(firm_id)
        for name in each["services"]
        if each["status"] == "valid"
    }
    if not values:
        own = await organs.by_id(firm["organ"]) if firm["organ"] else None
        values = {"organ": own["code"] if own else ""}
    return page(
        "licensing/file.html",
        request,
        status_code=422 if problems else 200,
        acting_for=firm["name"],
        firm=firm,
        services=[(name, _(label), _("已备案") if name in filed else "") for name, label in SERVICES.items()],
        organs=await views.organ_choices(),
        can_sign=permissions.can_sign(actor_of(request), firm_id),
        basis=HRM_REGULATIONS.article(18, 2),
        values=values,
        errors=problems,
        breadcrumbs=[(_("许可与备案"), "/firm/licensing"), (_("办理备案"), None)],
    )


@get("/firm/filings/new", opt=APPLY, include_in_schema=False)
async def new(request: Ask) -> Response[Any]:
    """What is filed, by when, and the form."""
    return await _form(request, {}, {})


@post("/firm/filings/new", opt=APPLY, include_in_schema=False)
async def file(request: Ask) -> Response[Any]:
    """File; the certificate is there at once."""
    form, problems, raw = await forms.parse(shapes.FilingForm, request)
    if form is not None:
        try:
            made = await filings.file(
                firm_of(request),
                services=list(form.services),
                started_on=form.started_on,
                organ_code=form.organ,
                contact_name=form.contact_name,
                contact_phone=form.contact_phone,
                request_key=form.request_key,
                actor=actor_of(request),
                now=clock.now(),
            )
        except errors.Invalid as invalid:
            problems = forms.refused(invalid.errors)
        else:
            return redirect(f"/firm/filings/{made}")
    return await _form(request, raw, problems)


@get("/firm/filings/{filing_id:uuid}", opt=APPLY, include_in_schema=False)
async def filed(request: Ask, filing_id: UUID) -> Response[Any]:
    """The filing with its certificate: confirmation and, later, the record of it."""
    found = await queries.visible_filing(actor_of(request), filing_id)
    if found["firm"] != firm_of(request):
        raise errors.NotFound
    return page(
        "licensing/filed.html",
        request,
        acting_for=found["firm_name"],
        filing=found,
        services=[_(SERVICES[name]) for name in SERVICES if name in found["services"]],
        added=[
            (
                _(SERVICES[each["service"]]),
                date.fromisoformat(each["started_on"]),
                date.fromisoformat(each["filed_on"]),
                each["days_late"],
            )
            for each in found["snapshot"].get("added", [])
        ],
        papers=await views.papers(("filing", filing_id)),
        entries=await views.timeline("filing", filing_id, for_firm=True),
        can_change=found["status"] == "valid" and permissions.can_sign(actor_of(request), found["firm"]),
        basis=HRM_REGULATIONS.article(18, 2),
        fine=HRM_REGULATIONS.article(42, 2),
        breadcrumbs=[(_("许可与备案"), "/firm/licensing"), (found["number"], None)],
    )


async def _own(request: Ask, filing_id: UUID) -> dict[str, Any]:
    found = await queries.visible_filing(actor_of(request), filing_id)
    if found["firm"] != firm_of(request):
        raise errors.NotFound
    return found


async def _change_page(
    request: Ask, found: dict[str, Any], template: str, values: dict[str, Any], problems: dict[str, str]
) -> Response[Any]:
    filed = {
        name
        for each in await queries.filings_of(found["firm"])
        for name in each["services"]
        if each["status"] == "valid"
    }
    offered = (
        found["services"] if template == "filing_end" else [name for name in SERVICES if name not in filed]
    )
    return page(
        f"licensing/{template}.html",
        request,
        status_code=422 if problems else 200,
        acting_for=found["firm_name"],
        filing=found,
        services=[(name, _(label)) for name, label in SERVICES.items() if name in offered],
        can_sign=found["status"] == "valid" and permissions.can_sign(actor_of(request), found["firm"]),
        basis=HRM_REGULATIONS.article(18, 2),
        values=values,
        errors=problems,
        breadcrumbs=[
            (_("许可与备案"), "/firm/licensing"),
            (found["number"], f"/firm/filings/{found['id']}"),
            (_("增加业务") if template == "filing_add" else _("业务终止"), None),
        ],
    )


@get("/firm/filings/{filing_id:uuid}/add", opt=APPLY, include_in_schema=False)
async def addition(request: Ask, filing_id: UUID) -> Response[Any]:
    """Further services under the same number."""
    return await _change_page(request, await _own(request, filing_id), "filing_add", {}, {})


@post("/firm/filings/{filing_id:uuid}/add", opt=APPLY, include_in_schema=False)
async def add(request: Ask, filing_id: UUID) -> Response[Any]:
    """File them; the certificate is issued anew at once."""
    found = await _own(request, filing_id)
    form, problems, raw = await forms.parse(shapes.FilingAddition, request)
    if form is not None:
        try:
            await filing_changes.add_services(
                filing_id,
                list(form.services),
                form.started_on,
                request_key=form.request_key,
                actor=actor_of(request),
                now=clock.now(),
            )
        except errors.Invalid as invalid:
            problems = forms.refused(invalid.errors)
        else:
            flash(request, _("业务已增加，备案凭证已换发"))
            return redirect(f"/firm/filings/{filing_id}")
    return await _change_page(request, found, "filing_add", raw, problems)


@get("/firm/filings/{filing_id:uuid}/end", opt=APPLY, include_in_schema=False)
async def ending(request: Ask, filing_id: UUID) -> Response[Any]:
    """Services that are no longer done; all of them end the filing."""
    return await _change_page(request, await _own(request, filing_id), "filing_end", {}, {})


@post("/firm/filings/{filing_id:uuid}/end", opt=APPLY, include_in_schema=False)
async def end(request: Ask, filing_id: UUID) -> Response[Any]:
    """End them; the certificate is issued anew, or void."""
    found = await _own(request, filing_id)
    form, problems, raw = await forms.parse(shapes.FilingEnd, request)
    if form is not None:
        try:
            after = await filing_changes.end_services(
                filing_id,
                list(form.services),
                form.ended_on,
                reason=form.reason,
                actor=actor_of(request),
                now=clock.now(),
            )
        except errors.Invalid as invalid:
            problems = forms.refused(invalid.errors)
        else:
            over = after["status"] != "valid"
            flash(request, _("备案已终止，备案凭证失效") if over else _("业务已减少，备案凭证已换发"))
            return redirect(f"/firm/filings/{filing_id}")
    return await _change_page(request, found, "filing_end", raw, problems)


HANDLERS = [new, file, filed, addition, add, ending, end]
