"""Numbers that the law leaves to an office: what holds, by which decree; entered by one person, adopted by another."""

from __future__ import annotations

from functools import cache
from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post
from pydantic import Field, create_model

from app import clock
from app import errors as answers
from app.access.guards import actor_of, may
from app.access.permissions import Permission
from app.office import value_forms as shapes
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.casework import decrees, record
from regulation.inspections import parameters

Ask = Request[Any, Any, Any]
READ = {"permission": Permission.VALUES_READ}
DRAFT = {"permission": Permission.VALUES_DRAFT}
ADOPT = {"permission": Permission.VALUES_ADOPT}
TONES = {decrees.DRAFT: "neutral", decrees.ADOPTED: "good", decrees.DISCARDED: "done"}
ACTS = {"draft": parameters.DRAFTED, **{name: each.label for name, each in decrees.STEPS.items()}}
#: A table of some hundred lines.
LONGEST_TABLE = 60_000


@cache
def form_of(key: str) -> type[shapes.DecreeForm]:
    """The form of a decree with the fields of this number."""
    fields: dict[str, Any] = {
        each.key: (str, Field(title=each.label, max_length=LONGEST_TABLE if each.is_table else 20))
        for each in decrees.PARAMETERS[key].fields
    }
    return create_model("DecreeOfForm", __base__=shapes.DecreeForm, **fields)


def _parameter(key: str) -> decrees.Parameter[Any]:
    if key not in decrees.PARAMETERS:
        raise errors.NotFound
    return decrees.PARAMETERS[key]


async def _in_force(organ_id: UUID | None) -> list[dict[str, Any]]:
    found = []
    for key, parameter in decrees.PARAMETERS.items():
        source = await decrees.in_force(parameter, organ_id, clock.today())
        found.append(
            {
                "key": key,
                "parameter": parameter,
                "source": source,
                "shown": parameter.shown(source.value),
                "history": await decrees.history(key, organ_id),
            }
        )
    return found


@get("/desk/values", opt=READ, include_in_schema=False)
async def value_list(request: Ask) -> Response[Any]:
    """Every number with what holds today for one's organ, and the drafts."""
    actor = actor_of(request)
    return page(
        "office/values.html",
        request,
        rows=await _in_force(actor.organ_id),
        drafts=await decrees.drafts(actor),
        may_draft=may(actor, Permission.VALUES_DRAFT),
    )


@get("/desk/values/new/{key:str}", opt=DRAFT, include_in_schema=False)
async def new_value(request: Ask, key: str) -> Response[Any]:
    """The form, beginning with what holds today."""
    parameter = _parameter(key)
    source = await decrees.in_force(parameter, actor_of(request).organ_id, clock.today())
    return _form(request, parameter, {**parameter.shown(source.value), "from_on": clock.today()}, {})


def _form(
    request: Ask, parameter: decrees.Parameter[Any], values: dict[str, Any], problems: dict[str, str]
) -> Response[Any]:
    return page(
        "office/value_form.html",
        request,
        status_code=422 if problems else 200,
        parameter=parameter,
        since=parameter.law.since(clock.today()),
        values=values,
        errors=problems,
        breadcrumbs=[(_("本地数值"), "/desk/values"), (_(parameter.law.label), None)],
    )


@post("/desk/values/new/{key:str}", opt=DRAFT, include_in_schema=False)
async def draft(request: Ask, key: str) -> Response[Any]:
    """Enter what a decree sets."""
    parameter = _parameter(key)
    form, problems, raw = await forms.parse(form_of(key), request)
    if form is None:
        return _form(request, parameter, raw, problems)
    typed = {each.key: str(getattr(form, each.key)) for each in parameter.fields}
    try:
        made = await decrees.draft(
            key,
            typed,
            decree_number=form.decree_number,
            decreed_on=form.decreed_on,
            issued_by=form.issued_by,
            text=form.text,
            from_on=form.from_on,
            actor=actor_of(request),
            now=clock.now(),
        )
    except errors.Invalid as refusal:
        return _form(request, parameter, raw, answers.field_words(refusal))
    flash(request, _("草稿已建立，由另一人核对文件后采用"))
    return redirect(f"/desk/values/{made}")


@get("/desk/values/{value_id:uuid}", opt=READ, include_in_schema=False)
async def value(request: Ask, value_id: UUID) -> Response[Any]:
    """One value: the decree, the numbers, what may be done."""
    return await _value(request, value_id, {}, {})


async def _value(
    request: Ask, value_id: UUID, values: dict[str, Any], problems: dict[str, str]
) -> Response[Any]:
    actor = actor_of(request)
    found = await decrees.one(actor, value_id)
    is_draft = found["status"] == decrees.DRAFT and actor.organ_id == found["organ_id"]
    before = await decrees.in_force(found["parameter"], found["organ_id"], clock.today())
    return page(
        "office/value.html",
        request,
        status_code=422 if problems else 200,
        value=found,
        before=found["parameter"].shown(before.value),
        source=before,
        status_name=_(decrees.STATUS_NAMES[found["status"]]),
        tone=TONES[found["status"]],
        history=await record.history("local_value", value_id),
        acts=ACTS,
        may_adopt=is_draft and may(actor, Permission.VALUES_ADOPT),
        may_discard=is_draft and may(actor, Permission.VALUES_DRAFT),
        values=values,
        errors=problems,
        breadcrumbs=[(_("本地数值"), "/desk/values"), (_(found["parameter"].law.label), None)],
    )


@post("/desk/values/{value_id:uuid}/adopt", opt=ADOPT, include_in_schema=False)
async def adopt(request: Ask, value_id: UUID) -> Response[Any]:
    """Adopt: public, and it holds from its day on."""
    await decrees.adopt(value_id, actor=actor_of(request), now=clock.now())
    flash(request, _("数值已采用并公布"))
    return redirect(f"/desk/values/{value_id}")


@post("/desk/values/{value_id:uuid}/discard", opt=DRAFT, include_in_schema=False)
async def discard(request: Ask, value_id: UUID) -> Response[Any]:
    """Give up a draft."""
    form, problems, raw = await forms.parse(shapes.DiscardForm, request)
    if form is None:
        return await _value(request, value_id, raw, problems)
    await decrees.discard(value_id, reason=form.reason, actor=actor_of(request), now=clock.now())
    flash(request, _("草稿已放弃"))
    return redirect("/desk/values")


@get("/values", opt={"public": True}, include_in_schema=False)
async def public_values(request: Ask) -> Response[Any]:
    """Every number an office may set: the start value with its doubt, and every decree of city and districts."""
    adopted = await decrees.all_adopted()
    return page(
        "office/public_values.html",
        request,
        rows=[
            {
                "key": key,
                "parameter": parameter,
                "since": parameter.law.since(clock.today()),
                "start": parameter.shown(parameter.law.on(clock.today())),
                "adopted": [each for each in adopted if each["key"] == key],
            }
            for key, parameter in decrees.PARAMETERS.items()
        ],
        today=clock.today(),
        breadcrumbs=[(_("随机抽查"), "/draws"), (_("本地数值"), None)],
    )


HANDLERS = [value_list, new_value, draft, value, adopt, discard, public_values]
