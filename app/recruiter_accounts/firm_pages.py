"""The holder's side: its accounts, one or a list to be declared, a new version, an answer, the end."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post

from app import clock
from app.access.guards import actor_of, firm_of
from app.access.permissions import Permission
from app.recruiter_accounts import forms as shapes
from app.recruiter_accounts import words
from app.shell import clocks as chips
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.casework import calendar, clocks, documents, record
from regulation.recruiter_accounts import queries, rules
from regulation.recruiter_accounts.actions import checking, declaring
from regulation.recruiter_accounts.status import ACCOUNT_KINDS, STEPS

APPLY = {"permission": Permission.LICENSING_APPLY}
Ask = Request[Any, Any, Any]
HOME = "/firm/recruiter-accounts"
#: Address of a new version -> the act.
ACTS = {"update": "update", "verify": "verify_again", "answer": "answer", "again": "declare_again"}


def _crumbs(*more: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    return [(_("招聘账号"), HOME), *more]


async def _own(request: Ask, number: str) -> dict[str, Any]:
    found = await queries.visible(actor_of(request), number)
    if found["firm"] != firm_of(request):
        raise errors.NotFound
    return found


@get(HOME, opt=APPLY, include_in_schema=False)
async def accounts(request: Ask) -> Response[Any]:
    """The firm's accounts, what the public is told of each, what is due."""
    today = clock.today()
    firm_id = firm_of(request)
    return page(
        "recruiter_accounts/firm_list.html",
        request,
        rows=await queries.of_firm(firm_id),
        holder=queries.holder_of(await queries.holder_firm(firm_id), today),
        soon=rules.REMIND[0],
        basis=[rules.KINDS, rules.VERIFYING, rules.SHOWN],
        words=words,
        today=today,
    )


async def _asked(request: Ask, template: str, **context: Any) -> Response[Any]:
    """A form with what the register says beside each field."""
    holder = await queries.holder_firm(firm_of(request))
    licence = queries.licence_of(holder)
    return page(
        template,
        request,
        kinds=[(str(key), _(label)) for key, label in ACCOUNT_KINDS.items()],
        scopes=[(key, _(label)) for key, label in rules.SCOPE.items()],
        to_show=[(key, _(label)) for key, label in rules.TO_SHOW.items()],
        platforms=await queries.platforms(),
        holder=holder,
        licence=licence,
        licensed=queries.holder_of(holder, clock.today()),
        most=declaring.MOST_LINES,
        basis=rules.SHOWN,
        **context,
    )


async def _form(
    request: Ask,
    values: dict[str, Any],
    problems: dict[str, str],
    *,
    account: dict[str, Any] | None = None,
    act: str = "declare",
    status_code: int = 200,
) -> Response[Any]:
    crumbs = [(account["handle"], f"{HOME}/{account['number']}")] if account else []
    return await _asked(
        request,
        "recruiter_accounts/form.html",
        status_code=status_code,
        values=values,
        errors=problems,
        account=account,
        act=act,
        title=_("申报招聘账号") if act == "declare" else words.act(act),
        breadcrumbs=_crumbs(*crumbs, (words.act(act), None)),
    )


@get(HOME + "/new", opt=APPLY, include_in_schema=False)
async def new_page(request: Ask) -> Response[Any]:
    """The form of one account."""
    return await _form(request, {"kind": "commercial"}, {})


@post(HOME + "/new", opt=APPLY, include_in_schema=False)
async def declare(request: Ask) -> Response[Any]:
    """Declare it."""
    form, problems, raw = await forms.parse(shapes.AccountForm, request)
    if form is not None:
        try:
            number = await declaring.declare(
                firm_of(request),
                form.model_dump(exclude={"text", "version", "request_key"}),
                request_key=form.request_key,
                actor=actor_of(request),
                now=clock.now(),
            )
        except errors.Invalid as invalid:
            problems = words.refused(invalid)
        else:
            flash(request, _("已申报，等待核对"))
            return redirect(f"{HOME}/{number}")
    return await _form(request, raw, problems, status_code=422)


@get(HOME + "/paste", opt=APPLY, include_in_schema=False)
async def paste_page(request: Ask) -> Response[Any]:
    """The form of a list."""
    return await _asked(
        request,
        "recruiter_accounts/paste.html",
        values={"kind": "commercial"},
        errors={},
        breadcrumbs=_crumbs((_("批量申报"), None)),
    )


@post(HOME + "/paste", opt=APPLY, include_in_schema=False)
async def paste(request: Ask) -> Response[Any]:
    """Declare all of a list, or nothing."""
    form, problems, raw = await forms.parse(shapes.ListForm, request)
    if form is not None:
        shared = form.model_dump(exclude={"lines", "request_key"})
        try:
            made = await declaring.declare_many(
                firm_of(request),
                [shared | each for each in words.read_lines(form.lines)],
                request_key=form.request_key,
                actor=actor_of(request),
                now=clock.now(),
            )
        except errors.Invalid as invalid:
            problems = words.by_line(invalid)
        else:
            flash(request, _("已申报%(n)s个账号，等待核对", n=len(made)))
            return redirect(HOME)
    return await _asked(
        request,
        "recruiter_accounts/paste.html",
        status_code=422,
        values=raw,
        errors=problems,
        breadcrumbs=_crumbs((_("批量申报"), None)),
    )


async def about(account: dict[str, Any]) -> dict[str, Any]:
    """What both sides see of an account."""
    today, known = clock.today(), await calendar.current()
    answer = queries.answer_of(account, today)
    return {
        "account": account,
        "answer": words.answered(answer),
        "sentence": words.sentence(account, answer),
        "lines": words.lines(checking.compared(account)),
        "clocks": [
            chips.chip(_("更新账号信息"), each.due, today=today, calendar=known)
            for each in await clocks.of(account["id"], calendar=known)
            if each.is_running
        ],
        "versions": await queries.versions(account["id"]),
        "papers": await documents.of_matter("recruiter_account", account["id"]),
        "entries": words.timeline(await record.history("recruiter_account", account["id"])),
        "is_late": words.is_late(account, today),
        "soon": rules.REMIND[0],
        "basis": rules.VERIFYING,
        "words": words,
        "today": today,
    }


@get(HOME + "/{number:str}", opt=APPLY, include_in_schema=False)
async def account_page(request: Ask, number: str) -> Response[Any]:
    """One account: where it stands, what is laid beside the register, what can be done."""
    account = await _own(request, number)
    return page(
        "recruiter_accounts/firm_account.html",
        request,
        acts=[
            (path, words.act(act), act)
            for path, act in ACTS.items()
            if account["status"] in STEPS[act].before
        ],
        may_close=account["status"] in STEPS["close"].before,
        breadcrumbs=_crumbs((account["handle"], None)),
        **await about(account),
    )


@get(HOME + "/{number:str}/{path:str}", opt=APPLY, include_in_schema=False)
async def revise_page(request: Ask, number: str, path: str) -> Response[Any]:
    """The form as it was declared last."""
    account = await _own(request, number)
    if path not in ACTS:
        raise errors.NotFound
    if account["status"] not in STEPS[ACTS[path]].before:
        return redirect(f"{HOME}/{number}")
    values = declaring.content_of(account) | {"version": account["version"]}
    return await _form(request, values, {}, account=account, act=ACTS[path])


@post(HOME + "/{number:str}/{path:str}", opt=APPLY, include_in_schema=False)
async def revise(request: Ask, number: str, path: str) -> Response[Any]:
    """A new version of what is declared."""
    account = await _own(request, number)
    if path == "close":
        return await _close(request, account)
    if path not in ACTS:
        raise errors.NotFound
    form, problems, raw = await forms.parse(shapes.AccountForm, request)
    status_code = 422
    if form is not None:
        try:
            await declaring.revise(
                account["number"],
                ACTS[path],
                form.model_dump(exclude={"text", "version", "request_key"}),
                text=form.text,
                seen_version=form.version,
                actor=actor_of(request),
                now=clock.now(),
            )
        except errors.Invalid as invalid:
            problems = words.refused(invalid)
        except errors.AlreadyMoved as moved:
            # Nothing typed is lost: it stands in the form, to be laid beside what the colleague sent.
            problems, status_code = {forms.WHOLE: _(moved.message, **moved.params)}, 409
            account = await _own(request, number)
            raw["version"] = account["version"]
        else:
            flash(request, _("已提交，等待核对"))
            return redirect(f"{HOME}/{number}")
    return await _form(request, raw, problems, account=account, act=ACTS[path], status_code=status_code)


async def _close(request: Ask, account: dict[str, Any]) -> Response[Any]:
    form, problems, _raw = await forms.parse(shapes.NothingForm, request)
    if form is None:
        flash(request, next(iter(problems.values())), "danger")
    else:
        await declaring.close(account["number"], actor=actor_of(request), now=clock.now())
        flash(request, _("账号已停用"))
    return redirect(f"{HOME}/{account['number']}")


HANDLERS = [accounts, new_page, declare, paste_page, paste, account_page, revise_page, revise]
