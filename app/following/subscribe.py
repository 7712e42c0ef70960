"""Following by mail or webhook: asking, confirming from the mailbox, managing, stopping."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from litestar import Request, Response, get, post
from pydantic import Field

from app import clock
from app.following import mail, webhook
from app.settings import settings
from app.shell import forms, i18n
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.accounts.rules import place_of
from regulation.firms import queries as firms
from regulation.following import rules, subscribing, tokens
from regulation.following.status import CHANNELS, PACES, Channel, FollowerStatus, Pace
from regulation.following.tokens import Purpose
from regulation.words import N_

Ask = Request[Any, Any, Any]
PUBLIC: Final = {"public": True}
BAD_ADDRESS = N_("请填写正确的电子邮件地址")
NOT_OFFERED = N_("本系统没有设置邮件服务器，暂不提供邮件和程序接口通知")
#: Addresses with a token in them are nobody else's business.
QUIET: Final = {"X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer"}
#: Where tests let the challenge go; the usual gate everywhere else.
gate: webhook.Gate = webhook.USUAL


class FollowForm(forms.Form):
    """Who wants to be told, of what, and how."""

    address: str = Field(title=N_("电子邮件地址"), min_length=1, max_length=254)
    channel: Channel = Field(title=N_("通知方式"))
    url: str = Field(title=N_("通知地址"), default="", max_length=webhook.LONGEST_URL)
    firm: str = Field(title=N_("机构"), default="", max_length=40)
    pace: Pace = Field(title=N_("通知时间"))


class PreferForm(forms.Form):
    """When, and in which language."""

    pace: Pace = Field(title=N_("通知时间"))
    language: str = Field(title=N_("语言"), pattern="^(zh|en)$")


def _choices() -> dict[str, Any]:
    return {
        "paces": [(str(each), _(word)) for each, word in PACES.items()],
        "channels": [(str(each), _(word)) for each, word in CHANNELS.items()],
        "languages": [("zh", "中文"), ("en", "English")],
    }


async def _firm(code: str) -> firms.FirmView | None:
    """The firm that is meant, None for the whole register. Raises NotFound."""
    if not code:
        return None
    found = await firms.firms_by_code(code)
    if len(found) != 1:
        raise errors.NotFound(firms.NO_SUCH_FIRM)
    return found[0]


async def _form(request: Ask, values: dict[str, Any], problems: dict[str, str]) -> Response[Any]:
    try:
        firm = await _firm(str(values.get("firm", "")))
    except errors.NotFound:
        if "firm" not in problems:
            raise
        firm = None
    return page(
        "following/follow.html",
        request,
        status_code=422 if problems else 200,
        firm=firm,
        offered=mail.is_offered(),
        values={"pace": Pace.AT_ONCE, "channel": Channel.MAIL} | values,
        errors=problems,
        breadcrumbs=[(_("登记簿变更"), "/register/changes"), (_("关注变更"), None)],
        **_choices(),
    )


@get("/follow", opt=PUBLIC, include_in_schema=False)
async def follow(request: Ask) -> Response[Any]:
    """How to be told: the form, and the feeds that need no address."""
    return await _form(request, {"firm": request.query_params.get("firm", "").replace("\x00", "")[:40]}, {})


@post("/follow", opt=PUBLIC, include_in_schema=False)
async def ask(request: Ask) -> Response[Any]:
    """Write to the mailbox. The answer is the same whatever the address already follows."""
    if not mail.is_offered():
        raise errors.Refused(NOT_OFFERED)
    form, problems, raw = await forms.parse(FollowForm, request)
    if form is None:
        return await _form(request, raw, problems)
    if not mail.ADDRESS.fullmatch(form.address):
        problems["address"] = _(BAD_ADDRESS)
    is_webhook = form.channel is Channel.WEBHOOK
    if is_webhook and (wrong := gate.problem(form.url)) != "":
        problems["url"] = _(wrong)
    firm = None
    try:
        firm = await _firm(form.firm)
    except errors.NotFound as unknown:
        problems["firm"] = _(unknown.message)
    if problems:
        return await _form(request, raw, problems)
    await subscribing.ask(
        form.channel,
        form.address,
        form.url if is_webhook else "",
        firm.id if firm else None,
        pace=form.pace,
        language=i18n.language(),
        place=place_of(request.client.host if request.client else ""),
        now=clock.now(),
    )
    return page("following/asked.html", request, address=form.address, within=rules.CONFIRM_WITHIN)


def _row(purpose: Purpose, token: str) -> UUID:
    found = tokens.read(purpose, token, settings().secret_key)
    if found is None:
        raise errors.NotFound(subscribing.NO_SUCH_LINK)
    return found


def _manage(follower_id: UUID) -> str:
    return f"/follow/manage/{tokens.made(Purpose.MANAGE, follower_id, settings().secret_key)}"


async def _confirmation(request: Ask, token: str, problem: str = "") -> Response[Any]:
    wish = await subscribing.wish(_row(Purpose.CONFIRM, token), now=clock.now())
    is_webhook = wish["channel"] == Channel.WEBHOOK
    secret = settings().secret_key
    return page(
        "following/confirm.html",
        request,
        status_code=422 if problem else 200,
        wish=wish,
        token=token,
        problem=problem,
        secret=tokens.webhook_secret_shown(wish["follower"], secret) if is_webhook else "",
        manage=_manage(wish["follower"]) if wish["confirmed_at"] else "",
        headers=QUIET,
    )


@get("/follow/confirm/{token:str}", opt=PUBLIC, include_in_schema=False)
async def confirmation(request: Ask, token: str) -> Response[Any]:
    """The page behind the letter. Programs that open links of letters confirm nothing by it."""
    return await _confirmation(request, token)


@post("/follow/confirm/{token:str}", opt=PUBLIC, include_in_schema=False)
async def confirm(request: Ask, token: str) -> Response[Any]:
    """From now on the address is told; a webhook must have answered first."""
    now = clock.now()
    wish = await subscribing.wish(_row(Purpose.CONFIRM, token), now=now)
    if wish["channel"] == Channel.WEBHOOK and wish["status"] != FollowerStatus.ACTIVE:
        secret = tokens.webhook_secret(wish["follower"], settings().secret_key)
        try:
            await webhook.challenge(wish["url"], secret, at=now, gate=gate)
        except webhook.Unreachable as problem:
            return await _confirmation(request, token, _(webhook.NO_ANSWER, problem=_(str(problem))))
    follower_id = await subscribing.confirm(wish["id"], now=now)
    flash(request, _("关注已确认，有变更时会收到通知"))
    return redirect(_manage(follower_id))


@get("/follow/manage/{token:str}", opt=PUBLIC, include_in_schema=False)
async def manage(request: Ask, token: str) -> Response[Any]:
    """All that an address follows."""
    return await _managed(request, token, {})


async def _managed(request: Ask, token: str, problems: dict[str, str]) -> Response[Any]:
    secret = settings().secret_key
    found = await subscribing.follower(_row(Purpose.MANAGE, token))
    return page(
        "following/manage.html",
        request,
        status_code=422 if problems else 200,
        follower=found,
        token=token,
        stop=f"/follow/stop/{tokens.made(Purpose.STOP, found['id'], secret)}",
        secret=tokens.webhook_secret_shown(found["id"], secret)
        if found["channel"] == Channel.WEBHOOK
        else "",
        values=found,
        errors=problems,
        headers=QUIET,
        **_choices(),
    )


@post("/follow/manage/{token:str}", opt=PUBLIC, include_in_schema=False)
async def prefer(request: Ask, token: str) -> Response[Any]:
    """Change when and how to be told."""
    follower_id = _row(Purpose.MANAGE, token)
    form, problems, _raw = await forms.parse(PreferForm, request)
    if form is None:
        return await _managed(request, token, problems)
    await subscribing.follower(follower_id)
    await subscribing.prefer(follower_id, form.pace, form.language)
    flash(request, _("已保存"))
    return redirect(f"/follow/manage/{token}")


@post("/follow/manage/{token:str}/{followed_id:uuid}/stop", opt=PUBLIC, include_in_schema=False)
async def unfollow(request: Ask, token: str, followed_id: UUID) -> Response[Any]:
    """End one of them."""
    follower_id = _row(Purpose.MANAGE, token)
    await subscribing.unfollow(follower_id, followed_id)
    flash(request, _("已停止关注"))
    try:
        await subscribing.follower(follower_id)
    except errors.NotFound:
        return redirect("/follow")
    return redirect(f"/follow/manage/{token}")


@get("/follow/stop/{token:str}", opt=PUBLIC, include_in_schema=False)
async def stopping(request: Ask, token: str) -> Response[Any]:
    """The page before the end: opening a link alone ends nothing."""
    _row(Purpose.STOP, token)
    return page("following/stop.html", request, token=token, done=False, headers=QUIET)


@post("/follow/stop/{token:str}", opt=PUBLIC, include_in_schema=False)
async def stop(request: Ask, token: str) -> Response[Any]:
    """End everything and forget the address: from the page, or from the mail program (RFC 8058)."""
    await subscribing.stop(_row(Purpose.STOP, token))
    return page("following/stop.html", request, token=token, done=True, headers=QUIET)


HANDLERS = [follow, ask, confirmation, confirm, manage, prefer, unfollow, stopping, stop]
