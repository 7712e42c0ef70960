"""Secrets of the parties of a draw: handed in, deposited, opened; and the auditor's own page."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from litestar import MediaType, Request, Response, get, post

from app import clock
from app import errors as answers
from app.access.guards import actor_of, may
from app.access.permissions import Permission
from app.inspections import draw_forms as shapes
from app.inspections import running, words
from app.inspections.draw_pages import READ, ROSTER
from app.inspections.room_pages import DRAW, computed
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.inspections import sources
from regulation.inspections.actions import parties, stating
from regulation.inspections.queries import draws
from regulation.inspections.queries import rosters as lists
from regulation.inspections.status import DRAW_NAMES, DrawStatus

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

WITNESS = {"permission": Permission.INSPECTIONS_WITNESS}


@get("/desk/draws/{draw_id:str}/parties/{party:str}", opt=READ, include_in_schema=False)
async def party_page(request: Request[Any, Any, Any], draw_id: str, party: str) -> Response[Any]:
    """One party of a draw: its commitment, its deposit, its opening."""
    return await _party(request, draw_id, party, {}, {})


async def _party(
    request: Request[Any, Any, Any],
    draw_id: str,
    party: str,
    values: dict[str, Any],
    problems: dict[str, str],
) -> Response[Any]:
    actor = actor_of(request)
    found = await draws.draw(actor, draw_id)
    secret = next((each for each in await draws.secrets(found["id"]) if each["party"] == party), None)
    if secret is None:
        raise errors.NotFound
    status = DrawStatus(found["status"])
    editors = await draws.editors(found["id"])
    return page(
        "inspections/draw_party.html",
        request,
        status_code=422 if problems else 200,
        draw=found,
        status=status,
        status_name=_(DRAW_NAMES[status]),
        tone=words.DRAW_TONES[status],
        secret=secret,
        parties=sources.PARTIES,
        may_prepare=may(actor, Permission.INSPECTIONS_ROSTER) and actor.organ_id == found["organ"],
        is_auditor=may(actor, Permission.INSPECTIONS_WITNESS),
        is_supervisor=may(actor, Permission.INSPECTIONS_DRAW) and actor.person_id not in editors,
        values=values,
        errors=problems,
        breadcrumbs=[
            (_("抽取"), "/desk/draws"),
            (draw_id, f"/desk/draws/{draw_id}"),
            (_(sources.PARTIES[party]), None),
        ],
    )


async def _taken(
    request: Request[Any, Any, Any],
    draw_id: str,
    party: str,
    shape: type[forms.Form],
    act: Callable[[Any], Awaitable[Any]],
) -> Response[Any] | None:
    """Do what a form asks; its page again when something is wrong, else None."""
    form, problems, raw = await forms.parse(shape, request)
    if form is None:
        return await _party(request, draw_id, party, raw, problems)
    try:
        await act(form)
    except errors.Invalid as refusal:
        return await _party(request, draw_id, party, raw, answers.field_words(refusal))
    return None


@post("/desk/draws/{draw_id:str}/parties/{party:str}/commitment", opt=ROSTER, include_in_schema=False)
async def enter_secret(request: Request[Any, Any, Any], draw_id: str, party: str) -> Response[Any]:
    """What a party commits to, brought by one of its people."""
    actor, now = actor_of(request), clock.now()
    wrong = await _taken(
        request,
        draw_id,
        party,
        shapes.SecretForm,
        lambda form: parties.enter_secret(
            draw_id, party, form.commit, handed_in_by=form.handed_in_by, actor=actor, now=now
        ),
    )
    if wrong is not None:
        return wrong
    flash(request, _("承诺值已录入，请交审计监督人员封存秘密值"))
    return redirect(f"/desk/draws/{draw_id}/parties/{party}")


@post("/desk/draws/{draw_id:str}/parties/{party:str}/deposit", opt=WITNESS, include_in_schema=False)
async def take_deposit(request: Request[Any, Any, Any], draw_id: str, party: str) -> Response[Any]:
    """The auditor has the sealed envelope."""
    actor, now = actor_of(request), clock.now()
    wrong = await _taken(
        request,
        draw_id,
        party,
        shapes.DepositForm,
        lambda form: parties.take_deposit(draw_id, party, envelope=form.envelope, actor=actor, now=now),
    )
    if wrong is not None:
        return wrong
    flash(request, _("封存已记录"))
    return redirect(f"/desk/draws/{draw_id}/parties/{party}")


@post("/desk/draws/{draw_id:str}/parties/{party:str}/reveal", opt=DRAW, include_in_schema=False)
async def reveal(request: Request[Any, Any, Any], draw_id: str, party: str) -> Response[Any]:
    """A party opens its secret; the last one starts the computing."""
    actor, now = actor_of(request), clock.now()
    wrong = await _taken(
        request,
        draw_id,
        party,
        shapes.RevealForm,
        lambda form: parties.reveal(draw_id, party, form.value, actor=actor, now=now),
    )
    if wrong is not None:
        return wrong
    found = await draws.draw(actor, draw_id)
    if len((await draws.transcript(found))["secrets"]) == found["parties"]:
        return await computed(request, draw_id)
    flash(request, _("秘密值已公开"))
    return redirect(f"/desk/draws/{draw_id}")


@post("/desk/draws/{draw_id:str}/parties/{party:str}/open", opt=WITNESS, include_in_schema=False)
async def open_deposit(request: Request[Any, Any, Any], draw_id: str, party: str) -> Response[Any]:
    """The auditor opens the envelope of a party that stays away."""
    actor, now = actor_of(request), clock.now()
    wrong = await _taken(
        request,
        draw_id,
        party,
        shapes.OpenForm,
        lambda form: _opened(parties.open_deposit(draw_id, party, form.sealed, actor=actor, now=now)),
    )
    if wrong is not None:
        return wrong
    flash(request, _("秘密值已开封公开，由抽取监督人员计算"))
    return redirect(f"/desk/draws/{draw_id}")


@post("/desk/draws/{draw_id:str}/parties/{party:str}/void", opt=WITNESS, include_in_schema=False)
async def void(request: Request[Any, Any, Any], draw_id: str, party: str) -> Response[Any]:
    """A deposit is missing or opens nothing: the draw is void."""
    actor, now = actor_of(request), clock.now()
    wrong = await _taken(
        request,
        draw_id,
        party,
        shapes.VoidForm,
        lambda form: parties.void(
            draw_id, party, form.kind, facts=form.facts, witness=form.witness, actor=actor, now=now
        ),
    )
    if wrong is not None:
        return wrong
    flash(request, _("抽取已宣布作废，编号和情况继续公开"), "warning")
    return redirect(f"/desk/draws/{draw_id}")


async def _opened(act: Awaitable[Any]) -> None:
    """The field of the auditor's form has a name of its own."""
    try:
        await act
    except errors.Invalid as refusal:
        raise errors.Invalid({"sealed": refusal.errors["value"]}) from refusal


@get("/desk/draws/{draw_id:str}/audit", opt=WITNESS, include_in_schema=False)
async def audit(request: Request[Any, Any, Any], draw_id: str) -> Response[Any]:
    """What is deposited with the auditor: who is behind a pseudonym, all lists, the whole file."""
    found = await draws.draw(actor_of(request), draw_id)
    return page(
        "inspections/draw_audit.html",
        request,
        draw=found,
        officers=await lists.officers(found["id"]),
        statements=await draws.statements(found["id"]),
        parties=sources.PARTIES,
        breadcrumbs=[(_("抽取"), "/desk/draws"), (draw_id, f"/desk/draws/{draw_id}"), (_("审计核算"), None)],
    )


@get("/desk/draws/{draw_id:str}/file", opt=WITNESS, include_in_schema=False)
async def whole_file(request: Request[Any, Any, Any], draw_id: str) -> Response[bytes]:
    """The whole file for the auditor's own program."""
    content = await stating.file_for(draw_id, actor=actor_of(request))
    body = await asyncio.to_thread(json.dumps, content, ensure_ascii=False, indent=1)
    return Response(
        body.encode(),
        media_type=MediaType.JSON,
        headers={
            "Content-Disposition": f'attachment; filename="{draw_id}.json"',
            "Cache-Control": "private, no-store",
        },
    )


@post("/desk/draws/{draw_id:str}/state", opt=WITNESS, include_in_schema=False)
async def make_statement(request: Request[Any, Any, Any], draw_id: str) -> Response[Any]:
    """Recompute from all rosters, and state in public what came out."""
    if await running.state(draw_id, actor=actor_of(request)):
        flash(request, _("重新计算的结果与公布的结果一致，声明已公布"))
    else:
        flash(request, _("重新计算的结果与公布的结果不一致，声明已公布"), "danger")
    return redirect(f"/desk/draws/{draw_id}/audit")


HANDLERS = [
    party_page,
    enter_secret,
    take_deposit,
    reveal,
    open_deposit,
    void,
    audit,
    whole_file,
    make_statement,
]
