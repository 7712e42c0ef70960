"""An official's own conflicts of interest: declared by the person, ended early by somebody else only."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post

from app import clock
from app import errors as answers
from app.access.guards import actor_of
from app.access.permissions import Permission
from app.inspections import forms as shapes
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.accounts import conflicts as actions
from regulation.firms import queries as firms
from regulation.inspections.queries import officers
from regulation.law.citation import PENALTY_LAW

Ask = Request[Any, Any, Any]
OWN = {"permission": Permission.ACCOUNT_OWN}


@get("/account/conflicts", opt=OWN, include_in_schema=False)
async def own_conflicts(request: Ask) -> Response[Any]:
    """What I have declared, and the form."""
    return await _page(request, {"from_on": clock.today()}, {})


async def _page(request: Ask, values: dict[str, Any], problems: dict[str, str]) -> Response[Any]:
    actor = actor_of(request)
    if not actor.is_official or actor.person_id is None:
        raise errors.NotFound
    return page(
        "inspections/conflicts.html",
        request,
        status_code=422 if problems else 200,
        conflicts=await officers.conflicts([actor.person_id]),
        kinds=actions.KIND_NAMES,
        today=clock.today(),
        basis=PENALTY_LAW.article(43),
        values=values,
        errors=problems,
        breadcrumbs=[(_("账户"), "/account"), (_("回避申报"), None)],
    )


@post("/account/conflicts", opt=OWN, include_in_schema=False)
async def declare(request: Ask) -> Response[Any]:
    """Declare one: from its first day no draw gives me this firm."""
    actor = actor_of(request)
    if not actor.is_official:
        raise errors.NotFound
    form, problems, raw = await forms.parse(shapes.ConflictForm, request)
    if form is None:
        return await _page(request, raw, problems)
    matching = await firms.firms_by_code(form.firm)
    if len(matching) != 1:
        found = _("没有找到这家机构，请核对登记编号或者统一社会信用代码")
        several = _("有多家机构使用这一代码，请填写登记编号")
        return await _page(request, raw, {"firm": several if matching else found})
    try:
        await actions.declare(
            matching[0].id,
            kind=form.kind,
            reason=form.reason,
            from_on=form.from_on,
            until_on=form.until_on,
            actor=actor,
            now=clock.now(),
        )
    except errors.Invalid as refusal:
        return await _page(request, raw, answers.field_words(refusal))
    flash(request, _("回避已申报，以后的抽取不会把这家机构分给您"))
    return redirect("/account/conflicts")


HANDLERS = [own_conflicts, declare]
