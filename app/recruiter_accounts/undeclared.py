"""Accounts that recruit and that nobody declared: looked up, and told to the network regulator by letter."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post

from app import clock
from app.access.guards import actor_of, may
from app.access.permissions import Permission
from app.recruiter_accounts import desk_pages, words
from app.recruiter_accounts import forms as shapes
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.accounts import organs
from regulation.recruiter_accounts import queries, rules
from regulation.recruiter_accounts.actions import informing

READ = {"permission": Permission.LICENSING_READ}
DECIDE = {"permission": Permission.LICENSING_DECIDE}
HOME = f"{desk_pages.HOME}/undeclared"
Ask = Request[Any, Any, Any]


async def _page(request: Ask, values: dict[str, Any], problems: dict[str, str]) -> Response[Any]:
    actor, today = actor_of(request), clock.today()
    asked = str(values.get("platform", "")), str(values.get("handle", ""))
    found = await queries.ask(*asked) if asked[1] else []
    return page(
        "recruiter_accounts/undeclared.html",
        request,
        status_code=422 if problems else 200,
        found=[(each, words.answer_now(each, today)) for each in found],
        is_asked=bool(asked[1]),
        may_write=may(actor, Permission.LICENSING_DECIDE),
        letters=await informing.letters(actor),
        basis=rules.TRANSFER,
        values={"seen_on": today, **values},
        errors=problems,
        breadcrumbs=[(_("招聘账号"), desk_pages.HOME), (_("未申报的账号"), None)],
    )


@get(HOME, opt=READ, include_in_schema=False)
async def undeclared(request: Ask) -> Response[Any]:
    """Is it declared? If nobody did, the letter; and the letters that went out."""
    asked = {name: request.query_params.get(name, "")[:120] for name in ("platform", "handle")}
    return await _page(request, asked, {})


@post(HOME, opt=DECIDE, include_in_schema=False)
async def inform(request: Ask) -> Response[Any]:
    """Sign the letter; with the second button only its draft."""
    form, problems, raw = await forms.parse(shapes.UndeclaredForm, request)
    if form is not None:
        actor, now = actor_of(request), clock.now()
        told = form.model_dump(exclude={"act"})
        try:
            if form.act == "preview":
                organ = await organs.by_id(actor.organ_id) if actor.organ_id else None
                if organ is None:
                    raise errors.NotFound
                return await desk_pages.draft(
                    informing.PAPER, informing.said(organ, **told, on=clock.today())
                )
            paper = await informing.inform(**told, actor=actor, now=now)
        except errors.Invalid as invalid:
            problems = words.refused(invalid)
        else:
            flash(request, _("已签发情况通报函 %(number)s", number=paper["number"]))
            return redirect(HOME)
    return await _page(request, raw, problems)


HANDLERS = [undeclared, inform]
