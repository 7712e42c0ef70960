"""The organ's side: piles, side by side with the register, several at once, questions, letters to platforms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from litestar import Request, Response, get, post

from app import clock
from app.access.guards import actor_of
from app.access.permissions import Permission
from app.recruiter_accounts import firm_pages, words
from app.recruiter_accounts import forms as shapes
from app.settings import settings
from app.shell import forms, listing
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.recruiter_accounts import queries, rules
from regulation.recruiter_accounts.actions import checking, suspending
from regulation.recruiter_accounts.status import STEPS
from regulation.roles import Role
from regulation.words import N_
from reports import pdf
from reports.documents import registry

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

READ = {"permission": Permission.LICENSING_READ}
HANDLE = {"permission": Permission.LICENSING_HANDLE}
DECIDE = {"permission": Permission.LICENSING_DECIDE}
Ask = Request[Any, Any, Any]
HOME = "/desk/recruiter-accounts"
PILES = {
    "check": N_("待核对"),
    "due": N_("即将到期"),
    "lapsed": N_("逾期未核验"),
    "update": N_("登记变更待更新"),
    "unlicensed": N_("无有效许可"),
    "suspended": N_("已要求暂停"),
}


@get(HOME, opt=READ, include_in_schema=False)
async def accounts(request: Ask) -> Response[Any]:
    """Accounts of the organ's firms by pile; those to be confirmed can be ticked and looked through together."""
    actor, today = actor_of(request), clock.today()
    state = listing.ListState.of(request, filters=("pile",))
    pile = state.value("pile") or ""
    found = await queries.of_organ(
        actor, q=state.q, pile=pile, today=today, limit=state.limit, offset=state.offset
    )
    waiting = await queries.waiting(actor, today=today)
    return page(
        "recruiter_accounts/desk_list.html",
        request,
        state=state,
        tabs=[
            (_("全部"), state.url(pile=None, page=None), not pile),
            *(
                (_(label), state.url(pile=name, page=None), pile == name, waiting[name])
                for name, label in PILES.items()
            ),
        ],
        page=listing.Page(found.rows, found.total, state),
        may_confirm=Role.CLERK in actor.roles,
        organ_id=actor.organ_id,
        is_municipal=actor.is_municipal,
        words=words,
        today=today,
    )


@post(HOME, opt=HANDLE, include_in_schema=False)
async def look_through(request: Ask) -> Response[Any]:
    """The ticked accounts, each beside the register, before any is confirmed."""
    form, problems, _raw = await forms.parse(shapes.TickedForm, request)
    if form is None:
        flash(request, next(iter(problems.values())), "danger")
        return redirect(f"{HOME}?pile=check")
    actor, today = actor_of(request), clock.today()
    rows = [await queries.visible(actor, number) for number in dict.fromkeys(form.account)]
    return page(
        "recruiter_accounts/preview.html",
        request,
        rows=[
            (row, words.lines(checking.compared(row)), _hindrance(row, today), await queries.earlier(row))
            for row in rows
        ],
        words=words,
        basis=rules.VERIFYING,
        breadcrumbs=[(_("招聘账号"), HOME), (_("一并核对"), None)],
    )


def _hindrance(row: dict[str, Any], today: Any) -> str:
    """Why this row is not confirmed with the others."""
    if row["status"] not in STEPS["confirm"].before:
        return _("现在不是待核对的状态")
    if why := checking.hindrance(row, today):
        return _(why)
    if not all(each.is_same for each in checking.compared(row)):
        return _("公示内容与登记不一致，请逐个办理")
    return ""


@post(HOME + "/confirm", opt=HANDLE, include_in_schema=False)
async def confirm_several(request: Ask) -> Response[Any]:
    """Confirm those that were shown without difference, each as an act of its own; what is refused is told by its number."""
    form, problems, _raw = await forms.parse(shapes.SeenForm, request)
    if form is None:
        flash(request, next(iter(problems.values())), "danger")
        return redirect(f"{HOME}?pile=check")
    done, refused = 0, []
    for each in dict.fromkeys(form.account):
        number, _colon, version = each.partition(":")
        if not version.isascii() or not version.isdigit() or len(version) > 6:
            raise errors.NotFound
        try:
            await checking.confirm(
                number, seen_version=int(version), actor=actor_of(request), now=clock.now()
            )
        except errors.Invalid as invalid:
            refused.append(f"{number} {'；'.join(words.refused(invalid).values())}")
        except errors.DomainError as why:
            refused.append(f"{number} {_(why.message, **why.params)}")
        else:
            done += 1
    if done:
        flash(request, _("已核对%(n)s个账号", n=done))
    for text in refused[:10]:
        flash(request, text, "danger")
    return redirect(f"{HOME}?pile=check")


async def _one(
    request: Ask, number: str, problems: dict[str, str], values: dict[str, Any], status_code: int = 0
) -> Response[Any]:
    actor, today = actor_of(request), clock.today()
    account = await queries.visible(actor, number)
    mine = account["organ_now"] == actor.organ_id
    return page(
        "recruiter_accounts/desk_account.html",
        request,
        status_code=status_code or (422 if problems else 200),
        errors=problems,
        values=values,
        may=[
            name
            for name, step in STEPS.items()
            if mine and account["status"] in step.before and actor.holds(*step.by)
        ],
        may_reply=mine and actor.holds(Role.CLERK, Role.DECIDER),
        hindrance=_(why) if (why := checking.hindrance(account, today)) else "",
        earlier=await queries.earlier(account),
        measures=rules.MEASURES,
        breadcrumbs=[(_("招聘账号"), HOME), (account["handle"], None)],
        **await firm_pages.about(account),
    )


@get(HOME + "/{number:str}", opt=READ, include_in_schema=False)
async def account_page(request: Ask, number: str) -> Response[Any]:
    """One account beside the register, with what the organ can do."""
    return await _one(request, number, {}, {})


async def _act(
    request: Ask,
    number: str,
    shape: type[forms.Form],
    act: Callable[[Any], Awaitable[Any]],
    done: str,
    *,
    field: str = "",
) -> Response[Any]:
    """Read the form, act, say so; what is wrong stands at its field."""
    form, problems, raw = await forms.parse(shape, request)
    if form is not None:
        try:
            await act(form)
        except errors.Invalid as invalid:
            problems = words.refused(invalid)
            if field and field not in problems:
                problems = {field: next(iter(problems.values()))}
        except errors.AlreadyMoved as moved:
            return await _one(request, number, {forms.WHOLE: _(moved.message, **moved.params)}, raw, 409)
        else:
            flash(request, done)
            return redirect(f"{HOME}/{number}")
    return await _one(request, number, problems, raw)


@post(HOME + "/{number:str}/confirm", opt=HANDLE, include_in_schema=False)
async def confirm(request: Ask, number: str) -> Response[Any]:
    """Verified for six months."""

    async def act(form: shapes.ConfirmForm) -> None:
        await checking.confirm(
            number,
            seen_version=form.version,
            reason=form.reason,
            actor=actor_of(request),
            now=clock.now(),
        )

    return await _act(request, number, shapes.ConfirmForm, act, _("已核对，六个月内有效"))


@post(HOME + "/{number:str}/ask", opt=HANDLE, include_in_schema=False)
async def ask(request: Ask, number: str) -> Response[Any]:
    """A question to the holder."""

    async def act(form: shapes.TextForm) -> None:
        await checking.ask(number, text=form.text, actor=actor_of(request), now=clock.now())

    return await _act(request, number, shapes.TextForm, act, _("已询问机构"))


@post(HOME + "/{number:str}/refuse", opt=HANDLE, include_in_schema=False)
async def refuse(request: Ask, number: str) -> Response[Any]:
    """Returned with the reason."""

    async def act(form: shapes.RefuseForm) -> None:
        await checking.refuse(number, reason=form.missing, actor=actor_of(request), now=clock.now())

    return await _act(request, number, shapes.RefuseForm, act, _("已退回机构"))


async def _letter(request: Ask, number: str, step: str) -> Response[Any]:
    """A letter to the platform; with the second button only its draft."""

    async def send(form: shapes.LetterForm) -> None:
        write = suspending.suspend if step == "suspend" else suspending.lift
        await write(number, body=form.body, reason=form.reason, actor=actor_of(request), now=clock.now())

    form, _problems, _raw = await forms.parse(shapes.LetterForm, request)
    if form is not None and form.act == "preview":
        account = await queries.visible(actor_of(request), number)
        said = suspending.said(account, step, form.body, form.reason, on=clock.today())
        return await draft(suspending.PAPER, said)
    return await _act(request, number, shapes.LetterForm, send, _("已签发致平台的函"))


async def draft(kind: str, said: dict[str, Any]) -> Response[Any]:
    """A letter as it would be printed now: nothing is issued by looking at it."""
    order = registry.order(
        kind,
        {**said, "number": _("（草稿，未编号）"), "token": "", "draft": True},
        issued_on=clock.today(),
        demonstration=settings().demo,
    )
    return Response(
        await pdf.printed(order),
        status_code=200,
        media_type="application/pdf",
        headers={
            "Content-Disposition": "inline",
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )


@post(HOME + "/{number:str}/suspend", opt=DECIDE, include_in_schema=False)
async def suspend(request: Ask, number: str) -> Response[Any]:
    """Ask the platform to suspend the account."""
    return await _letter(request, number, "suspend")


@post(HOME + "/{number:str}/lift", opt=DECIDE, include_in_schema=False)
async def lift(request: Ask, number: str) -> Response[Any]:
    """Tell the platform that the account may go on."""
    return await _letter(request, number, "lift")


@post(HOME + "/{number:str}/end", opt=DECIDE, include_in_schema=False)
async def end(request: Ask, number: str) -> Response[Any]:
    """The platform has closed the account."""

    async def act(form: shapes.RefuseForm) -> None:
        await suspending.end(number, reason=form.missing, actor=actor_of(request), now=clock.now())

    return await _act(request, number, shapes.RefuseForm, act, _("已记录平台关闭账号"), field="missing")


@post(HOME + "/{number:str}/reply", opt=READ, include_in_schema=False)
async def reply(request: Ask, number: str) -> Response[Any]:
    """What the platform reported."""

    async def act(form: shapes.TextForm) -> None:
        await suspending.enter_reply(
            number,
            text=form.text,
            replied_on=form.replied_on or clock.today(),
            actor=actor_of(request),
            now=clock.now(),
        )

    return await _act(request, number, shapes.TextForm, act, _("已记录平台的答复"))


HANDLERS = [
    accounts,
    look_through,
    confirm_several,
    account_page,
    confirm,
    ask,
    refuse,
    suspend,
    lift,
    end,
    reply,
]
