"""Approval bureaus on a page of the city: entered, changed, with the days on which they held which power."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Request, Response, get, post
from pydantic import Field

from app import clock
from app.access.guards import actor_of
from app.access.permissions import Permission
from app.licensing import views
from app.shell import forms
from app.shell.forms import Form
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.accounts import bureaus, organs
from regulation.casework import record
from regulation.firms.status import RegistrationKind
from regulation.licensing.actions import powers
from regulation.words import N_

READ = {"permission": Permission.OFFICIALS_READ}
EDIT = {"permission": Permission.OFFICIALS_EDIT}
Row = dict[str, Any]
Ask = Request[Any, Any, Any]
HOME = "/desk/licensing-bodies"


class Bureau(Form):
    """What is said of a bureau; the rules say what is too long."""

    name: Annotated[str, Field(max_length=200, title=N_("机关名称"))] = ""
    name_en: Annotated[str, Field(max_length=200, title=N_("英文名称"))] = ""
    short: Annotated[str, Field(max_length=40, title=N_("文号简称"))] = ""
    reviewer: Annotated[str, Field(max_length=200, title=N_("行政复议机关"))] = ""
    court: Annotated[str, Field(max_length=200, title=N_("人民法院"))] = ""

    def said(self) -> bureaus.Said:
        return bureaus.Said(self.name, self.name_en, self.short, self.reviewer, self.court)


class NewBureau(Bureau):
    beside: Annotated[str, Field(max_length=12, title=N_("所在地区"))] = ""


class ChangedBureau(Bureau):
    reason: Annotated[str, Field(max_length=500, title=N_("理由"))] = ""


def _named(row: Row, name: str = "name") -> str:
    return views.organ_name({"organ_name": row[name], "organ_name_en": row[f"{name}_en"]})


async def _held(organ_id: Any) -> list[Row]:
    return [
        each | {"kind_name": _(views.KIND_NAMES[RegistrationKind(each["kind"])])}
        for each in await powers.held_by(organ_id)
    ]


async def _list(request: Ask, values: Row, problems: dict[str, str]) -> Response[Any]:
    known = [
        each
        | {
            "shown": _named(each),
            "shown_neighbour": _named(each, "neighbour"),
            "powers": await _held(each["id"]),
        }
        for each in await bureaus.bureaus()
    ]
    there = {each["code"].removesuffix(bureaus.SUFFIX) for each in known}
    return page(
        "licensing/bodies.html",
        request,
        status_code=422 if problems else 200,
        bureaus=known,
        choices=[
            (each["code"], _named(each)) for each in await organs.all_organs() if each["code"] not in there
        ],
        may_keep=bureaus.may_keep(actor_of(request)),
        basis=powers.BASIS[0],
        values=values,
        errors=problems,
        breadcrumbs=[(_("许可机关"), None)],
    )


@get(HOME, opt=READ, include_in_schema=False)
async def bodies(request: Ask) -> Response[Any]:
    """Who licenses besides the bureaus, and since when."""
    return await _list(request, {}, {})


@post(HOME, opt=EDIT, include_in_schema=False)
async def enter(request: Ask) -> Response[Any]:
    form, problems, raw = await forms.parse(NewBureau, request)
    if form is not None:
        try:
            await bureaus.enter(form.beside, form.said(), actor=actor_of(request), now=clock.now())
        except errors.Invalid as invalid:
            problems = forms.refused(invalid.errors)
        else:
            flash(request, _("已登记；许可权自划转文件写明的日期起实施"))
            return redirect(HOME)
    return await _list(request, raw, problems)


async def _one(request: Ask, code: str, values: Row, problems: dict[str, str]) -> Response[Any]:
    found = await bureaus.one(code)
    return page(
        "licensing/body.html",
        request,
        status_code=422 if problems else 200,
        bureau=found,
        title=_named(found),
        powers=await _held(found["id"]),
        may_keep=bureaus.may_keep(actor_of(request)),
        entries=[
            {
                "at": each.at,
                "label": _("修改许可机关") if each.action == "change_organ" else _("登记许可机关"),
                "actor": each.actor_name,
                "organ": each.actor_organ,
                "reason": each.reason,
                "citations": (),
            }
            for each in reversed(await record.history("organ", found["id"]))
        ],
        values=values or found,
        errors=problems,
        breadcrumbs=[(_("许可机关"), HOME), (_named(found), None)],
    )


@get(f"{HOME}/{{code:str}}", opt=READ, include_in_schema=False)
async def body(request: Ask, code: str) -> Response[Any]:
    """One bureau: what is known of it, which power it held when, what was changed."""
    return await _one(request, code, {}, {})


@post(f"{HOME}/{{code:str}}", opt=EDIT, include_in_schema=False)
async def change(request: Ask, code: str) -> Response[Any]:
    await bureaus.one(code)
    form, problems, raw = await forms.parse(ChangedBureau, request)
    if form is not None:
        try:
            await bureaus.change(
                code, form.said(), reason=form.reason, actor=actor_of(request), now=clock.now()
            )
        except errors.Invalid as invalid:
            problems = forms.refused(invalid.errors)
        else:
            flash(request, _("已修改，以前签发的文书不变"))
            return redirect(f"{HOME}/{code}")
    return await _one(request, code, raw, problems)


HANDLERS = [bodies, enter, body, change]
