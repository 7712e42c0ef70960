"""The firm files its services: one page, and the certificate at once."""

from __future__ import annotations

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
from app.shell.render import page, redirect
from regulation import errors
from regulation.accounts import organs
from regulation.law.citation import HRM_REGULATIONS
from regulation.licensing import permissions, queries
from regulation.licensing.actions import filing as filings
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
        basis=HRM_REGULATIONS.article(18, 2),
        fine=HRM_REGULATIONS.article(42, 2),
        breadcrumbs=[(_("许可与备案"), "/firm/licensing"), (found["number"], None)],
    )


HANDLERS = [new, file, filed]
