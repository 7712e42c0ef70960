"""Execution while a decision is reviewed: the acts of the desk, what its page shows, and the firm's request."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post

from app import clock
from app import errors as answers
from app.access.guards import actor_of
from app.access.permissions import Permission
from app.penalties import views
from app.remedies import forms as shapes
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.penalties import debts
from regulation.remedies import permissions, queries, rules
from regulation.remedies.actions import suspending
from regulation.remedies.status import Status, Way
from regulation.words import N_

Ask = Request[Any, Any, Any]
Row = dict[str, Any]
LETTERS = {"permission": Permission.FIRM_LETTERS}
REQUEST_NAMES = {
    "asked": N_("待答复"),
    "granted": N_("已停止执行"),
    "told": N_("本机关认为需要停止执行，由人民法院裁定"),
    "refused": N_("不予停止执行"),
    "over": N_("复议、诉讼已经终结，不再答复"),
}


def _said(covers: str) -> bool | None:
    return covers == "yes" if covers else None


async def _answer(remedy_id: UUID, *, granted: str, covers_licence: str, **form: Any) -> None:
    await suspending.answer(remedy_id, granted=granted == "yes", covers_licence=_said(covers_licence), **form)


async def _note(remedy_id: UUID, *, covers_licence: str, **form: Any) -> None:
    await suspending.note(remedy_id, covers_licence=_said(covers_licence), **form)


Run = Callable[..., Awaitable[Any]]
Door = Callable[[Any, Any], None]
#: The desk's acts: form, use case, door.
ACTS: dict[str, tuple[type[forms.Form], Run, Door]] = {
    "ask_suspension": (shapes.AskSuspensionForm, suspending.ask, permissions.check_can_act),
    "answer_suspension": (shapes.AnswerSuspensionForm, _answer, permissions.check_can_decide),
    "note_suspension": (shapes.NoteSuspensionForm, _note, permissions.check_can_act),
    "lift_suspension": (shapes.LiftSuspensionForm, suspending.lift, permissions.check_may_lift),
}


def _stands(request: Row, remedy: Row) -> str:
    if request["status"] == "asked" and remedy["status"] == Status.FINAL:
        return "over"
    return "told" if request["status"] == "granted" and remedy["way"] == Way.SUIT else str(request["status"])


async def of_remedy(remedy: Row) -> Row:
    """What a page says of it: the requests with their answers, the suspension that holds, whether one may be asked for."""
    requests = [
        {**each, "status_name": _(REQUEST_NAMES[_stands(each, remedy)])}
        for each in await queries.requests(remedy["id"])
    ]
    grounds = views.words(rules.SUSPENSION_GROUNDS)
    halts = [
        {**each, "ground_name": grounds[each["ground"]]}
        for each in await debts.suspensions(remedy["matter_id"])
        if each["number"] == remedy["number"]
    ]
    is_open = any(each["to_on"] is None for each in halts)
    return {
        "requests": requests,
        "halts": halts,
        "is_suspended": is_open,
        "at_stake": await suspending.at_stake(remedy),
        "has_asked": any(each["status"] == "asked" for each in requests),
        "may_begin": remedy["status"] != Status.FINAL and not is_open,
        "basis": rules.suspension_basis(remedy["way"]),
    }


def offered(actor: Any, remedy: Row, halted: Row) -> list[str]:
    """The acts on execution that this person may take now."""
    by_organ = any(
        each["to_on"] is None and rules.is_organs_own(remedy["way"], each["ground"])
        for each in halted["halts"]
    )
    wanted = {
        "answer_suspension": halted["may_begin"] and halted["has_asked"],
        "ask_suspension": halted["may_begin"] and not halted["has_asked"],
        "note_suspension": halted["may_begin"],
        "lift_suspension": halted["is_suspended"],
    }
    found = []
    for name, is_in_place in wanted.items():
        door = ACTS[name][2]
        if name == "lift_suspension":
            door = permissions.check_can_decide if by_organ else permissions.check_can_act
        if not is_in_place:
            continue
        try:
            door(actor, remedy)
        except errors.DomainError:
            continue
        found.append(name)
    return found


async def _own(request: Ask, remedy_id: UUID) -> Row:
    """A remedy of one's own firm. Raises NotFound."""
    found = await queries.of_firm(actor_of(request), remedy_id)
    return {**found, "halted": await of_remedy(found)}


async def _page(request: Ask, found: Row, **extra: Any) -> Response[Any]:
    context: Row = {"values": {}, "errors": {}, "status_code": 200, **extra}
    return page(
        "remedies/own_suspension.html",
        request,
        remedy=found,
        halted=found["halted"],
        breadcrumbs=[
            (_("文书"), "/firm/letters"),
            (found["case_number"], found["home"]),
            (_("停止执行"), None),
        ],
        **context,
    )


@get("/firm/remedies/{remedy_id:uuid}/suspension", opt=LETTERS, include_in_schema=False)
async def own(request: Ask, remedy_id: UUID) -> Response[Any]:
    """What becomes of the execution of the decision while it is reviewed, and the form to ask for its suspension."""
    return await _page(request, await _own(request, remedy_id))


@post("/firm/remedies/{remedy_id:uuid}/suspension", opt=LETTERS, include_in_schema=False)
async def ask(request: Ask, remedy_id: UUID) -> Response[Any]:
    """Ask for it."""
    found = await _own(request, remedy_id)
    form, problems, raw = await forms.parse(shapes.OwnSuspensionForm, request)
    if form is not None:
        try:
            await suspending.ask(remedy_id, reason=form.reason, actor=actor_of(request), now=clock.now())
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        else:
            flash(request, _("申请已提交，答复将通知您"))
            return redirect(f"/firm/remedies/{remedy_id}/suspension")
    return await _page(request, found, values=raw, errors=problems, status_code=422)


HANDLERS = [own, ask]
