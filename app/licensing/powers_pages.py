"""Who gives which licence: the decrees that moved the power, and a new one."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from litestar import Request, Response, get, post
from pydantic import Field

from app import clock
from app.access.guards import actor_of
from app.access.permissions import Permission
from app.licensing import views
from app.shell import forms
from app.shell.forms import Form, Line
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.accounts import organs
from regulation.endings.actions import following
from regulation.firms.status import RegistrationKind
from regulation.licensing import procedures
from regulation.licensing.actions import powers
from regulation.roles import Role
from regulation.words import N_

READ = {"permission": Permission.LICENSING_READ}
Row = dict[str, Any]
Ask = Request[Any, Any, Any]


class Transfer(Form):
    """A decree that moves the power."""

    kind: RegistrationKind = Field(title=N_("许可"))
    from_organ: Annotated[str, Field(min_length=1, max_length=12, title=N_("原许可机关"))]
    to_organ: Annotated[str, Field(min_length=1, max_length=12, title=N_("新许可机关"))]
    from_on: date = Field(title=N_("划转日期"))
    decree_number: Line = Field(title=N_("依据的文号"))


async def _page(request: Ask, values: Row, problems: dict[str, str]) -> Response[Any]:
    actor = actor_of(request)
    named = {"organ_name": "name", "organ_name_en": "name_en"}
    choices = [
        (each["code"], views.organ_name({key: each[name] for key, name in named.items()}))
        for each in await organs.licensing_organs()
    ]
    return page(
        "licensing/powers.html",
        request,
        status_code=422 if problems else 200,
        can_enter=actor.is_municipal and actor.holds(Role.DIRECTOR),
        kinds=[(str(kind), _(views.KIND_NAMES[kind])) for kind in procedures.KINDS],
        organs=choices,
        transfers=[
            each
            | {
                "kind_name": _(views.KIND_NAMES[RegistrationKind(each["kind"])]),
                "former_name": views.organ_name(
                    {"organ_name": each["former"], "organ_name_en": each["former_en"]}
                ),
                "new_name": views.organ_name({"organ_name": each["new"], "organ_name_en": each["new_en"]}),
            }
            for each in await powers.transfers()
        ],
        basis=powers.BASIS[0],
        values=values,
        errors=problems,
        breadcrumbs=[(_("许可"), "/desk/applications"), (_("许可权划转"), None)],
    )


@get("/desk/powers", opt=READ, include_in_schema=False)
async def show(request: Ask) -> Response[Any]:
    """What was decreed so far."""
    return await _page(request, {}, {})


@post("/desk/powers", opt=READ, include_in_schema=False)
async def enter(request: Ask) -> Response[Any]:
    """Enter a decree; the act asks whether this person may."""
    form, problems, raw = await forms.parse(Transfer, request)
    if form is not None:
        try:
            await powers.transfer(
                form.kind,
                form.from_organ,
                form.to_organ,
                from_on=form.from_on,
                decree_number=form.decree_number,
                actor=actor_of(request),
                now=clock.now(),
            )
        except errors.Invalid as invalid:
            problems = forms.refused(invalid.errors)
        else:
            await following.follow_licences(now=clock.now())
            flash(request, _("已登记；到期办理中的事项和许可证一并移交"))
            return redirect("/desk/powers")
    return await _page(request, raw, problems)


HANDLERS = [show, enter]
