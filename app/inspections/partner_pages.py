"""The roster of other departments' officers for joint visits, kept by the clerk."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post

from app import clock
from app import errors as answers
from app.access.guards import actor_of
from app.inspections import draw_forms as shapes
from app.inspections.draw_pages import ROSTER
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.inspections.actions import partners
from regulation.inspections.queries import partners as lists


@get("/desk/draws/partners", opt=ROSTER, include_in_schema=False)
async def roster(request: Request[Any, Any, Any]) -> Response[Any]:
    """Who of other departments may come, by whose letter, until when."""
    return await _roster(request, {}, {})


async def _roster(
    request: Request[Any, Any, Any], values: dict[str, Any], problems: dict[str, str]
) -> Response[Any]:
    actor, today = actor_of(request), clock.today()
    return page(
        "inspections/partners.html",
        request,
        status_code=422 if problems else 200,
        officers=await lists.roster(actor),
        appointed=await lists.appointed(actor, today),
        today=today,
        values=values,
        errors=problems,
        breadcrumbs=[(_("抽取"), "/desk/draws"), (_("联合检查人员名录"), None)],
    )


@post("/desk/draws/partners", opt=ROSTER, include_in_schema=False)
async def enter(request: Request[Any, Any, Any]) -> Response[Any]:
    """Put somebody on the roster."""
    form, problems, raw = await forms.parse(shapes.PartnerForm, request)
    if form is not None:
        try:
            await partners.enter(
                form.person,
                department=form.department,
                department_name=form.department_name,
                certificate_until=form.certificate_until,
                letter=form.letter,
                actor=actor_of(request),
                now=clock.now(),
            )
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        else:
            flash(request, _("已列入联合检查人员名录"))
            return redirect("/desk/draws/partners")
    return await _roster(request, raw, problems)


@post("/desk/draws/partners/{entry:uuid}/end", opt=ROSTER, include_in_schema=False)
async def end(request: Request[Any, Any, Any], entry: UUID) -> Response[Any]:
    """Take somebody off the roster; the entry stays."""
    await partners.end(entry, actor=actor_of(request), now=clock.now())
    flash(request, _("记录已结束"))
    return redirect("/desk/draws/partners")


HANDLERS = [roster, enter, end]
