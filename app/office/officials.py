"""Who holds which office; offices proposed by one administrator, approved or refused by another, and ended."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post
from pydantic import Field

from app import clock
from app import errors as answers
from app.access.guards import actor_of, may
from app.access.permissions import Permission
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.accounts import appointing, organs, people, permissions
from regulation.roles import ROLE_NAMES, Role
from regulation.words import N_

Ask = Request[Any, Any, Any]
EDIT = {"permission": Permission.OFFICIALS_EDIT}
APPROVE = {"permission": Permission.OFFICIALS_APPROVE}


class OfficeForm(forms.Form):
    """An office for somebody who is known."""

    organ_id: UUID = Field(title=N_("机关"))
    role: Role = Field(title=N_("岗位"))
    certificate_number: str = Field(title=N_("执法证号"), default="", max_length=40)


class OfficialForm(OfficeForm):
    """A new official with a first office."""

    name: str = Field(title=N_("姓名"), min_length=1, max_length=200)
    login: str = Field(title=N_("账号"), min_length=3, max_length=80, pattern=r"^[A-Za-z0-9._-]+$")
    password: str = Field(title=N_("初始密码"), min_length=12, max_length=200)


class RefusalForm(forms.Form):
    """Why an appointment is refused."""

    reason: str = Field(title=N_("理由"), min_length=4, max_length=1000)


@get("/desk/officials", opt={"permission": Permission.OFFICIALS_READ}, include_in_schema=False)
async def officials(request: Ask) -> Response[Any]:
    """Who holds which office, and what waits for a second person."""
    return await _officials(request)


async def _officials(request: Ask, refused: UUID | None = None, **extra: Any) -> Response[Any]:
    actor = actor_of(request)
    context = {
        "people": await people.officials(None if actor.is_municipal else actor.organ_id, today=clock.today()),
        "proposals": [
            {
                **each,
                "may_decide": permissions.may_decide(actor, each),
                "is_own": each["proposed_by"] == actor.person_id,
                "is_refused": each["id"] == refused,
            }
            for each in await appointing.waiting(actor)
        ],
        "role_names": {str(role): _(name) for role, name in ROLE_NAMES.items()},
        "may_edit": may(actor, Permission.OFFICIALS_EDIT),
        "values": {},
        "errors": {},
        "status_code": 200,
        **extra,
    }
    return page("office/officials.html", request, **context)


async def _form(request: Ask, person: dict[str, Any] | None, **extra: Any) -> Response[Any]:
    actor = actor_of(request)
    context = {
        "person": person,
        "organs": [each for each in await organs.licensing_organs() if actor.in_scope_of(each["id"])],
        "roles": [(str(role), _(ROLE_NAMES[role])) for role in sorted(permissions.OFFICES)],
        "values": {"organ_id": person["organ"]} if person else {},
        "errors": {},
        "status_code": 200,
        **extra,
    }
    title = _("增加岗位") if person else _("添加人员")
    return page(
        "office/appoint.html",
        request,
        heading=title,
        breadcrumbs=[(_("人员"), "/desk/officials"), (title, None)],
        **context,
    )


@get("/desk/officials/new", opt=EDIT, include_in_schema=False)
async def new_official(request: Ask) -> Response[Any]:
    """The form for a person who has no sign-in yet."""
    return await _form(request, None)


@post("/desk/officials/new", opt=EDIT, include_in_schema=False)
async def propose_official(request: Ask) -> Response[Any]:
    """Propose a new person in an office of an organ within reach."""
    form, problems, raw = await forms.parse(OfficialForm, request)
    if form is not None:
        try:
            await appointing.propose_official(
                form.name,
                form.login,
                form.password,
                form.organ_id,
                form.role,
                certificate_number=form.certificate_number or None,
                actor=actor_of(request),
                now=clock.now(),
            )
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        else:
            return _proposed(request, form.name)
    return await _form(request, None, values=raw, errors=problems, status_code=422)


def _proposed(request: Ask, name: str) -> Response[Any]:
    flash(request, _("已提出%(name)s的任命，由市局另一名管理人员批准后生效", name=name))
    return redirect("/desk/officials")


async def _official(request: Ask, person_id: UUID) -> dict[str, Any]:
    """Somebody who holds an office within reach. Raises NotFound."""
    actor = actor_of(request)
    known = await people.officials(None if actor.is_municipal else actor.organ_id, today=clock.today())
    found = next((each for each in known if each["person"] == person_id), None)
    if found is None:
        raise errors.NotFound
    return found


@get("/desk/officials/{person_id:uuid}/appoint", opt=EDIT, include_in_schema=False)
async def further_office(request: Ask, person_id: UUID) -> Response[Any]:
    """The form for a further office of somebody who holds one."""
    return await _form(request, await _official(request, person_id))


@post("/desk/officials/{person_id:uuid}/appoint", opt=EDIT, include_in_schema=False)
async def propose_office(request: Ask, person_id: UUID) -> Response[Any]:
    """Propose a further office."""
    person = await _official(request, person_id)
    form, problems, raw = await forms.parse(OfficeForm, request)
    if form is None:
        return await _form(request, person, values=raw, errors=problems, status_code=422)
    await appointing.propose_office(
        person_id,
        form.organ_id,
        form.role,
        certificate_number=form.certificate_number or None,
        today=clock.today(),
        actor=actor_of(request),
        now=clock.now(),
    )
    return _proposed(request, person["name"])


@post("/desk/officials/proposals/{proposal_id:uuid}/approve", opt=APPROVE, include_in_schema=False)
async def approve(request: Ask, proposal_id: UUID) -> Response[Any]:
    """The second person approves: from today the office is held."""
    try:
        await appointing.approve(proposal_id, today=clock.today(), actor=actor_of(request), now=clock.now())
    except errors.Invalid as taken:
        # The login was given to somebody else meanwhile, by the command line.
        raise errors.Refused(next(iter(taken.errors.values()))) from None
    flash(request, _("任命已批准，今日起生效"))
    return redirect("/desk/officials")


@post("/desk/officials/proposals/{proposal_id:uuid}/refuse", opt=APPROVE, include_in_schema=False)
async def refuse(request: Ask, proposal_id: UUID) -> Response[Any]:
    """The second person refuses, with a reason."""
    form, problems, raw = await forms.parse(RefusalForm, request)
    if form is None:
        return await _officials(request, proposal_id, values=raw, errors=problems, status_code=422)
    await appointing.refuse(proposal_id, reason=form.reason, actor=actor_of(request), now=clock.now())
    flash(request, _("已作出不予任命的决定"))
    return redirect("/desk/officials")


@post("/desk/officials/proposals/{proposal_id:uuid}/withdraw", opt=EDIT, include_in_schema=False)
async def withdraw(request: Ask, proposal_id: UUID) -> Response[Any]:
    """Whoever proposed takes it back."""
    await appointing.withdraw(proposal_id, actor=actor_of(request), now=clock.now())
    flash(request, _("任命已撤回"))
    return redirect("/desk/officials")


@post("/desk/officials/{appointment_id:uuid}/end", opt=EDIT, include_in_schema=False)
async def end_office(request: Ask, appointment_id: UUID) -> Response[Any]:
    """End an office today; the person's sessions end at once."""
    actor = actor_of(request)
    held = await people.appointment(appointment_id)
    if not actor.in_scope_of(held["organ"]):
        raise errors.NotFound
    await people.dismiss(appointment_id, on=clock.today(), actor=actor, now=clock.now())
    flash(request, _("该岗位已终止，相关登录已失效"))
    return redirect("/desk/officials")


HANDLERS = [
    officials,
    new_official,
    propose_official,
    further_office,
    propose_office,
    approve,
    refuse,
    withdraw,
    end_office,
]
