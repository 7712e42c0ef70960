"""Those concerned and their hearing, on one page of the matter: whose turn it is decides which form it shows."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date, datetime, time
from typing import Annotated, Any, Literal
from uuid import UUID

from litestar import Request, Response, get, post
from pydantic import Field

from app import clock
from app.access.guards import actor_of, firm_of
from app.access.permissions import Permission
from app.licensing.forms import Reason, lines
from app.shell import forms
from app.shell.forms import Form, Line, Text
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.accounts import people
from regulation.casework import calendar
from regulation.law import beijing
from regulation.law.citation import LICENSING_LAW
from regulation.licensing import permissions, queries
from regulation.licensing.actions import hearings
from regulation.licensing.rules import hearing
from regulation.words import N_

READ = {"permission": Permission.LICENSING_READ}
HANDLE = {"permission": Permission.LICENSING_HANDLE}
APPLY = {"permission": Permission.LICENSING_APPLY}
Row = dict[str, Any]
Ask = Request[Any, Any, Any]


class Tell(Form):
    """One person a line: name, contact, interest, with commas between."""

    parties: Text = Field(title=N_("利害关系人"))


class Answer(Form):
    party: Annotated[str, Field(max_length=36)]
    answer: Literal["hearing", "no_hearing"] = Field(title=N_("答复"))
    answered_on: date = Field(title=N_("提出日期"))


class Call(Form):
    held_on: date = Field(title=N_("听证日期"))
    at: Annotated[str, Field(pattern=r"^([01]?\d|2[0-3])[:：][0-5]\d$", title=N_("时间"))]
    place: Line = Field(title=N_("地点"))
    presider: Line = Field(title=N_("听证主持人"))


class Hold(Form):
    held_on: date = Field(title=N_("听证日期"))
    attendees: Text = Field(title=N_("参加人"))
    record: Annotated[str, Field(min_length=1, max_length=20_000, title=N_("听证笔录"))]


class OwnAnswer(Form):
    answer: Literal["hearing", "no_hearing"] = Field(title=N_("答复"))


def parties_of(text: str) -> list[Row]:
    """Lines of name, contact and interest as the act takes them."""
    found = []
    for line in lines(text):
        name, _comma, rest = line.replace("，", ",").partition(",")
        contact, _comma, interest = rest.partition(",")
        found.append({"name": name.strip(), "contact": contact.strip(), "interest": interest.strip()})
    return found


async def state_of(application: Row) -> Row:
    """What stands on the page of the matter: who was told, what they answered, how the hearing stands."""
    found = await queries.hearing_of(application["id"])
    return {
        "parties": await queries.interested(application["id"]),
        "hearing": found,
        "status": _(hearing.HEARING_STATUSES[hearing.HearingStatus(found["status"])]) if found else "",
    }


async def _page(
    request: Ask, application: Row, *, at: str = "", values: Row | None = None, problems: Any = None
) -> Response[Any]:
    actor, today = actor_of(request), clock.today()
    known = await calendar.current()
    conflicted = await people.conflicts_of(application["firm"], today=today)
    state = await state_of(application)
    found = state["hearing"]
    told_on = state["parties"][0]["told_on"] if state["parties"] else None
    return page(
        "licensing/hearing.html",
        request,
        status_code=422 if problems else 200,
        application=application,
        can_act=permissions.can_verify(actor, application, conflicted),
        ask_until=hearing.may_ask_until(told_on, known).due_on if told_on else None,
        hold_by=hearing.held_by(found["asked_on"], known).due_on if found else None,
        at=at,
        values=values or {},
        errors=problems or {},
        today=today,
        cites=(LICENSING_LAW.article(47), LICENSING_LAW.article(48), LICENSING_LAW.article(45)),
        breadcrumbs=[
            (_("许可"), "/desk/applications"),
            (application["number"], f"/desk/applications/{application['number']}"),
            (_("利害关系人和听证"), None),
        ],
        **state,
    )


@get("/desk/applications/{number:str}/hearing", opt=READ, include_in_schema=False)
async def show(request: Ask, number: str) -> Response[Any]:
    """Who was told, and what comes next."""
    return await _page(request, await queries.visible_application(actor_of(request), number))


Do = Callable[[str, Any, Any], Awaitable[None]]


async def _act(request: Ask, number: str, at: str, shape: type[Form], *, do: Do, done: str) -> Response[Any]:
    actor = actor_of(request)
    application = await queries.visible_application(actor, number)
    form, problems, raw = await forms.parse(shape, request)
    if form is not None:
        try:
            await do(application["number"], form, actor)
        except errors.Invalid as invalid:
            problems = forms.refused(invalid.errors)
        else:
            flash(request, _(done))
            return redirect(f"/desk/applications/{application['number']}/hearing")
    return await _page(request, application, at=at, values=raw, problems=problems)


@post("/desk/applications/{number:str}/hearing/tell", opt=HANDLE, include_in_schema=False)
async def tell(request: Ask, number: str) -> Response[Any]:
    """Tell whom the licence concerns."""

    async def do(number: str, form: Tell, actor: Any) -> None:
        await hearings.tell(number, parties=parties_of(form.parties), actor=actor, now=clock.now())

    return await _act(request, number, "tell", Tell, do=do, done=N_("告知书已签发"))


@post("/desk/applications/{number:str}/hearing/answer", opt=HANDLE, include_in_schema=False)
async def answer(request: Ask, number: str) -> Response[Any]:
    """What one of them answered."""

    async def do(number: str, form: Answer, actor: Any) -> None:
        try:
            party = UUID(form.party)
        except ValueError:
            raise errors.NotFound from None
        await hearings.answer(
            number,
            party,
            wants_hearing=form.answer == "hearing",
            answered_on=form.answered_on,
            actor=actor,
            now=clock.now(),
        )

    return await _act(request, number, "answer", Answer, do=do, done=N_("答复已登记"))


@post("/desk/applications/{number:str}/hearing/call", opt=HANDLE, include_in_schema=False)
async def call(request: Ask, number: str) -> Response[Any]:
    """Set time and place."""

    async def do(number: str, form: Call, actor: Any) -> None:
        hour, _colon, minute = form.at.replace("：", ":").partition(":")
        local = datetime.combine(form.held_on, time(int(hour), int(minute)), beijing.BEIJING)
        await hearings.call(
            number,
            takes_place_at=local,
            place=form.place,
            presider=form.presider,
            actor=actor,
            now=clock.now(),
        )

    return await _act(request, number, "call", Call, do=do, done=N_("听证通知书已签发"))


@post("/desk/applications/{number:str}/hearing/hold", opt=HANDLE, include_in_schema=False)
async def hold(request: Ask, number: str) -> Response[Any]:
    """Keep the record."""

    async def do(number: str, form: Hold, actor: Any) -> None:
        await hearings.hold(
            number,
            held_on=form.held_on,
            attendees=lines(form.attendees),
            text=form.record,
            actor=actor,
            now=clock.now(),
        )

    return await _act(request, number, "hold", Hold, do=do, done=N_("听证笔录已保存，期限恢复计算"))


@post("/desk/applications/{number:str}/hearing/drop", opt=HANDLE, include_in_schema=False)
async def drop(request: Ask, number: str) -> Response[Any]:
    """Those who asked gave it up."""

    async def do(number: str, form: Reason, actor: Any) -> None:
        await hearings.drop(number, reason=form.reason, actor=actor, now=clock.now())

    return await _act(request, number, "drop", Reason, do=do, done=N_("听证要求已撤回，期限恢复计算"))


@post("/firm/licensing/{number:str}/hearing", opt=APPLY, include_in_schema=False)
async def own_answer(request: Ask, number: str) -> Response[Any]:
    """The applicant asks for a hearing or lets it be, in the matter itself."""
    application = await queries.own_application(firm_of(request), number)
    form, _problems, _raw = await forms.parse(OwnAnswer, request)
    if form is not None:
        await hearings.answer_as_applicant(
            application["number"],
            wants_hearing=form.answer == "hearing",
            actor=actor_of(request),
            now=clock.now(),
        )
        flash(request, _("答复已送达许可机关"))
    return redirect(f"/firm/licensing/{application['number']}")


def owes_answer(application: Row, state: Row) -> bool:
    """Whether the applicant was told and has not answered yet."""
    return application["status"] == "accepted" and any(
        each["contact"] == hearings.APPLICANT and not each["answer"] for each in state["parties"]
    )


HANDLERS = [show, tell, answer, call, hold, drop, own_answer]
