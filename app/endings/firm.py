"""The holder's side: what is intended and why, its statement, its hearing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post

from app import clock
from app.access.guards import actor_of, firm_of
from app.access.permissions import Permission
from app.endings import forms as shapes
from app.endings import views
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.endings import permissions, queries, rules
from regulation.endings.actions import hearing, receiving
from regulation.endings.status import STEPS, Ground
from regulation.words import N_

APPLY = {"permission": Permission.LICENSING_APPLY}
Row = dict[str, Any]
Ask = Request[Any, Any, Any]

DONE = {
    "state": N_("陈述申辩已提交"),
    "ask_hearing": N_("听证申请已提交"),
    "waive": N_("已放弃陈述申辩和听证"),
    "withdraw_hearing": N_("听证申请已撤回"),
}
RECEIVED = {
    "receive_notice": N_("已签收告知书，陈述申辩和申请听证的期限自今天起算"),
    "receive_decision": N_("已签收决定书，决定自今天起生效"),
}


async def _own(request: Ask, ending_id: UUID) -> Row:
    found = await queries.visible(actor_of(request), ending_id)
    if found["firm"] != firm_of(request):
        raise errors.NotFound
    return found


def _may(request: Ask, matter: Row, act: str) -> bool:
    """Whether a button for this act leads anywhere: office, state, and that the time has not run out."""
    if not permissions.can_take(actor_of(request), matter, act):
        return False
    if act == "ask_hearing":
        is_free = matter["hearing_asked_on"] is None and not matter["hearing_waived"]
        return is_free and clock.today() <= matter["heard_by"]
    return True


async def _page(
    request: Ask, matter: Row, *, values: Row, problems: dict[str, str], at: str = ""
) -> Response[Any]:
    ground, basis = views.ground(matter)
    return page(
        "endings/firm.html",
        request,
        status_code=422 if problems else 200,
        acting_for=matter["firm_name"],
        matter=matter,
        state=views.pill(matter["status"]),
        turn=views.turn(matter, for_firm=True),
        views=views,
        ground=ground,
        basis=basis,
        is_compensated=rules.is_compensated(Ground(matter["ground"])),
        clocks=await views.clock_chips(matter["id"], clock.today()),
        papers=await views.papers(matter["id"]),
        entries=await views.timeline(matter["id"], for_firm=True),
        waiting=await receiving.receivable(matter, today=clock.today()),
        can_receive=any(permissions.can_take(actor_of(request), matter, act) for act in RECEIVED),
        e_service=receiving.E_SERVICE,
        may={act: _may(request, matter, act) for act in DONE},
        cites={act: STEPS[act].cites for act in DONE},
        values=values,
        errors=problems,
        at=at,
        breadcrumbs=[(_("许可与备案"), "/firm/licensing"), (matter["number"], None)],
    )


@get("/firm/endings/{ending_id:uuid}", opt=APPLY, include_in_schema=False)
async def matter(request: Ask, ending_id: UUID) -> Response[Any]:
    """What the organ intends, and what the holder may do about it."""
    return await _page(request, await _own(request, ending_id), values={}, problems={})


@post("/firm/endings/{ending_id:uuid}/statement", opt=APPLY, include_in_schema=False)
async def state(request: Ask, ending_id: UUID) -> Response[Any]:
    found = await _own(request, ending_id)
    form, problems, raw = await forms.parse(shapes.Statement, request)
    if form is not None:
        try:
            await hearing.state(ending_id, statement=form.statement, actor=actor_of(request), now=clock.now())
        except errors.Invalid as invalid:
            problems = forms.refused(invalid.errors)
        else:
            return _done(request, ending_id, "state")
    return await _page(request, found, values=raw, problems=problems, at="state")


@post("/firm/endings/{ending_id:uuid}/hearing", opt=APPLY, include_in_schema=False)
async def ask_hearing(request: Ask, ending_id: UUID) -> Response[Any]:
    found = await _own(request, ending_id)
    form, problems, raw = await forms.parse(shapes.Reason, request)
    if form is None:
        return await _page(request, found, values=raw, problems=problems, at="ask_hearing")
    await hearing.ask_hearing(ending_id, reason=form.reason, actor=actor_of(request), now=clock.now())
    return _done(request, ending_id, "ask_hearing")


@post("/firm/endings/{ending_id:uuid}/waiver", opt=APPLY, include_in_schema=False)
async def waive(request: Ask, ending_id: UUID) -> Response[Any]:
    found = await _own(request, ending_id)
    form, problems, raw = await forms.parse(shapes.Waiver, request)
    if form is None:
        return await _page(request, found, values=raw, problems=problems, at="waive")
    await hearing.waive(ending_id, actor=actor_of(request), now=clock.now())
    return _done(request, ending_id, "waive")


@post("/firm/endings/{ending_id:uuid}/hearing/withdrawal", opt=APPLY, include_in_schema=False)
async def withdraw_hearing(request: Ask, ending_id: UUID) -> Response[Any]:
    found = await _own(request, ending_id)
    form, problems, raw = await forms.parse(shapes.Reason, request)
    if form is not None:
        try:
            await hearing.withdraw_hearing(
                ending_id, reason=form.reason, actor=actor_of(request), now=clock.now()
            )
        except errors.Invalid as invalid:
            problems = forms.refused(invalid.errors)
        else:
            return _done(request, ending_id, "withdraw_hearing")
    return await _page(request, found, values=raw, problems=problems, at="withdraw_hearing")


@post("/firm/endings/{ending_id:uuid}/receipt", opt=APPLY, include_in_schema=False)
async def receive(request: Ask, ending_id: UUID) -> Response[Any]:
    """The holder confirms what was sent to its account: that is its service."""
    await _own(request, ending_id)
    step = await receiving.receive(ending_id, actor=actor_of(request), now=clock.now())
    flash(request, _(RECEIVED[step]))
    return redirect(f"/firm/endings/{ending_id}")


def _done(request: Ask, ending_id: UUID, act: str) -> Response[Any]:
    flash(request, _(DONE[act]))
    return redirect(f"/firm/endings/{ending_id}")


HANDLERS = [matter, receive, state, ask_hearing, waive, withdraw_hearing]
