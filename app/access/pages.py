"""Signing in and out, one's own account, and which firm one is working for."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post
from pydantic import Field

from app import clock
from app import errors as answers
from app.access import permissions, sessions
from app.access.guards import actor_of, visitor_of
from app.access.permissions import Permission
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, is_local, page, redirect
from regulation import errors
from regulation.accounts import people
from regulation.accounts import sessions as signed_in
from regulation.firms import identity
from regulation.roles import ROLE_NAMES
from regulation.words import N_


class SignInForm(forms.Form):
    """Login and password, and where to go afterwards."""

    login: str = Field(title=N_("账号"), min_length=1, max_length=80)
    password: str = Field(title=N_("密码"), min_length=1, max_length=200)
    next: str = Field(default="", max_length=500)


class PasswordForm(forms.Form):
    """Change of one's own password."""

    old: str = Field(title=N_("原密码"), min_length=1, max_length=200)
    new: str = Field(title=N_("新密码"), min_length=12, max_length=200)


class FirmForm(forms.Form):
    """The firm to work for."""

    firm_id: UUID


@get("/sign-in", opt={"public": True}, include_in_schema=False)
async def sign_in_page(request: Request[Any, Any, Any]) -> Response[Any]:
    """The form; who is signed in already goes home."""
    visitor = visitor_of(request)
    wanted = request.query_params.get("next", "")
    if visitor is not None:
        return redirect(wanted if wanted and is_local(wanted) else permissions.home_of(visitor.roles))
    return page("access/sign_in.html", request, values={"next": wanted}, errors={})


@post("/sign-in", opt={"public": True}, include_in_schema=False)
async def sign_in(request: Request[Any, Any, Any]) -> Response[Any]:
    """Check and start a session under a new id, whatever id the browser brought."""
    form, problems, raw = await forms.parse(SignInForm, request)
    if form is None:
        return page("access/sign_in.html", request, status_code=422, values=raw, errors=problems)
    address = request.client.host if request.client else ""
    now = clock.now()
    try:
        session_id = await signed_in.sign_in(
            form.login, form.password, address=address, now=now, lasts=sessions.lasts()
        )
    except errors.Invalid as refusal:
        return page(
            "access/sign_in.html", request, status_code=422, values=raw, errors=answers.field_words(refusal)
        )
    old = request.cookies.get(sessions.COOKIE)
    if old:
        await signed_in.sign_out(old)
    found = await signed_in.actor_of(session_id, today=clock.today(), now=now, lasts=sessions.lasts())
    if found and found[0].must_change_password:
        flash(request, _("请先修改初始密码"), "warning")
        answer = redirect("/account")
    else:
        home = permissions.home_of(found[0].roles) if found else "/"
        answer = redirect(form.next if form.next and is_local(form.next) else home)
    answer.set_cookie(sessions.cookie(session_id))
    return answer


@post("/sign-out", opt={"public": True}, include_in_schema=False)
async def sign_out(request: Request[Any, Any, Any]) -> Response[Any]:
    """End the session; doing it twice is no error."""
    session_id = request.cookies.get(sessions.COOKIE)
    if session_id:
        await signed_in.sign_out(session_id)
    flash(request, _("您已退出登录"))
    answer = redirect("/")
    answer.set_cookie(sessions.no_cookie())
    return answer


async def _account(request: Request[Any, Any, Any], **extra: Any) -> dict[str, Any]:
    actor = actor_of(request)
    return {
        "roles": [_(ROLE_NAMES[role]) for role in sorted(actor.roles)],
        "firms": await identity.of_all(actor.firm_ids),
        "chosen": request.scope.get("auth"),
        "values": {},
        "errors": {},
        **extra,
    }


@get(["/account", "/firm/profile"], opt={"permission": Permission.ACCOUNT_OWN}, include_in_schema=False)
async def account(request: Request[Any, Any, Any]) -> Response[Any]:
    """Who I am, in which offices, for which firms; change of password."""
    return page("access/account.html", request, **await _account(request))


@post("/account/password", opt={"permission": Permission.ACCOUNT_OWN}, include_in_schema=False)
async def change_password(request: Request[Any, Any, Any]) -> Response[Any]:
    """Change the password; every session of the account ends, this one too."""
    form, problems, _raw = await forms.parse(PasswordForm, request)
    actor = actor_of(request)
    if form is not None and actor.account_id is not None:
        try:
            await people.change_password(actor.account_id, form.old, form.new, actor=actor, now=clock.now())
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        else:
            flash(request, _("密码已修改，请用新密码登录"))
            answer = redirect("/sign-in")
            answer.set_cookie(sessions.no_cookie())
            return answer
    return page("access/account.html", request, status_code=422, **await _account(request, errors=problems))


@post("/account/firm", opt={"permission": Permission.ACCOUNT_OWN}, include_in_schema=False)
async def choose_firm(request: Request[Any, Any, Any]) -> Response[Any]:
    """Work for another of one's firms. Somebody else's firm does not exist here."""
    form, _problems, _raw = await forms.parse(FirmForm, request)
    actor = actor_of(request)
    if form is None or not actor.acts_for_firm(form.firm_id):
        raise errors.NotFound
    await signed_in.choose_firm(request.cookies[sessions.COOKIE], form.firm_id)
    return redirect("/firm")


HANDLERS = [sign_in_page, sign_in, sign_out, account, change_password, choose_firm]
