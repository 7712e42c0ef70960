"""The firm's side: what hangs on its registrations and what that means, what is intended, and what it has to say."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post

from app import clock
from app.access.guards import actor_of, firm_of
from app.access.permissions import Permission
from app.registration_conditions import forms as shapes
from app.registration_conditions import views
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.registration_conditions import permissions, queries
from regulation.registration_conditions.actions import hearing
from regulation.registration_conditions.rules import history as rules
from regulation.registration_conditions.status import PRIVATE, STEPS
from regulation.words import N_

READ = {"permission": Permission.FIRM_HOME}
APPLY = {"permission": Permission.LICENSING_APPLY}
Row = dict[str, Any]
Ask = Request[Any, Any, Any]

DONE = {"state": N_("陈述申辩已提交"), "waive": N_("已放弃陈述申辩")}


async def _own(request: Ask, entry_id: UUID) -> Row:
    found = await queries.visible(actor_of(request), entry_id)
    if found["firm"] != firm_of(request):
        raise errors.NotFound
    return found


@get("/firm/conditions", opt=READ, include_in_schema=False)
async def entries(request: Ask) -> Response[Any]:
    """Everything that hangs or hung on the firm's registrations, what holds today first."""
    today = clock.today()
    found = await queries.of_firm(firm_of(request))
    lines = await queries.lines(each["id"] for each in found)
    rows = [(each, rules.phase([queries.event(line) for line in lines[each["id"]]], today)) for each in found]
    return page(
        "registration_conditions/firm_list.html",
        request,
        rows=sorted(rows, key=lambda each: each[1] != "in_force"),
        views=views,
        breadcrumbs=[(_("许可与备案"), "/firm/licensing"), (_("条件和限制"), None)],
    )


async def _page(
    request: Ask, entry: Row, *, values: Row, problems: dict[str, str], at: str = ""
) -> Response[Any]:
    today = clock.today()
    spans, phase = await views.spans(entry["id"], today)
    actor = actor_of(request)
    # What is proposed and not yet told is the organ's own business.
    shown = None if entry["status"] in PRIVATE else views.proposed(entry)
    return page(
        "registration_conditions/firm.html",
        request,
        status_code=422 if problems else 200,
        acting_for=entry["firm_name"],
        entry=entry,
        views=views,
        basis=views.basis(entry),
        spans=spans,
        phase=views.phase_pill(phase),
        consequences=views.consequences(entry) if phase in {"in_force", "upcoming"} or shown else None,
        proposed=shown,
        history=await views.history(entry["id"]),
        clocks=await views.clock_chips(entry["id"], today),
        papers=await views.papers(entry["id"], for_firm=True),
        turn=views.turn(entry, for_firm=True),
        may={act: permissions.can_take(actor, entry, act) for act in DONE},
        cites={act: STEPS[act].cites for act in DONE},
        values=values,
        errors=problems,
        at=at,
        breadcrumbs=[(_("条件和限制"), "/firm/conditions"), (entry["number"], None)],
    )


@get("/firm/conditions/{entry_id:uuid}", opt=READ, include_in_schema=False)
async def entry(request: Ask, entry_id: UUID) -> Response[Any]:
    """What it says, from when to when, what the firm must and must not do, and what may be said about it."""
    return await _page(request, await _own(request, entry_id), values={}, problems={})


@post("/firm/conditions/{entry_id:uuid}/statement", opt=APPLY, include_in_schema=False)
async def state(request: Ask, entry_id: UUID) -> Response[Any]:
    found = await _own(request, entry_id)
    form, problems, raw = await forms.parse(shapes.Statement, request)
    if form is not None:
        try:
            await hearing.state(entry_id, statement=form.statement, actor=actor_of(request), now=clock.now())
        except errors.Invalid as invalid:
            problems = forms.refused(invalid.errors)
        else:
            return _done(request, entry_id, "state")
    return await _page(request, found, values=raw, problems=problems, at="state")


@post("/firm/conditions/{entry_id:uuid}/waiver", opt=APPLY, include_in_schema=False)
async def waive(request: Ask, entry_id: UUID) -> Response[Any]:
    found = await _own(request, entry_id)
    form, problems, raw = await forms.parse(shapes.Waiver, request)
    if form is None:
        return await _page(request, found, values=raw, problems=problems, at="waive")
    await hearing.waive(entry_id, actor=actor_of(request), now=clock.now())
    return _done(request, entry_id, "waive")


def _done(request: Ask, entry_id: UUID, act: str) -> Response[Any]:
    flash(request, _(DONE[act]))
    return redirect(f"/firm/conditions/{entry_id}")


HANDLERS = [entries, entry, state, waive]
