"""Keys of programs: a firm's people make those of the firm, an organ's administrators those of the organ."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from litestar import Request, Response, get, post
from pydantic import Field

from app import clock
from app import errors as answers
from app.access.guards import actor_of, firm_of
from app.access.permissions import Permission
from app.settings import settings
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.api_keys import actions, rules
from regulation.words import N_

Ask = Request[Any, Any, Any]
FIRM: Final = {"permission": Permission.KEYS_FIRM}
ORGAN: Final = {"permission": Permission.KEYS_ORGAN}


class KeyForm(forms.Form):
    """A key: what it is for, and how long it lives."""

    name: str = Field(title=N_("名称"), min_length=1, max_length=80)
    days: int = Field(title=N_("有效期"))
    scopes: list[rules.Scope] = Field(title=N_("用途"), default_factory=list)
    request_key: forms.RequestKey


def _owner(request: Ask) -> actions.Owner:
    if request.url.path.startswith("/firm/"):
        return actions.Owner(firm_id=firm_of(request))
    organ_id = actor_of(request).organ_id
    if organ_id is None:
        raise errors.NotFound
    return actions.Owner(organ_id=organ_id)


def _home(request: Ask) -> str:
    return "/firm/keys" if request.url.path.startswith("/firm/") else "/desk/keys"


async def _page(
    request: Ask, values: dict[str, Any] | None = None, problems: dict[str, str] | None = None, made: str = ""
) -> Response[Any]:
    owner = _owner(request)
    return page(
        "api/keys.html",
        request,
        status_code=422 if problems else 200,
        keys=await actions.of(owner),
        is_living=rules.is_living,
        today=clock.today(),
        made=made,
        values=values or {},
        errors=problems or {},
        home=_home(request),
        scopes=[(each, _(word)) for each, word in rules.SCOPES.items()] if owner.organ_id else [],
        scope_names={str(each): _(word) for each, word in rules.SCOPES.items()},
        lives=[(days, _("%(n)s天", n=days)) for days in rules.LIVES],
        most=rules.MOST_KEYS,
        quota=settings().quota_with_key,
        breadcrumbs=[(_("接口密钥"), None)],
    )


async def _make(request: Ask) -> Response[Any]:
    form, problems, raw = await forms.parse(KeyForm, request)
    if form is None:
        return await _page(request, raw, problems)
    owner = _owner(request)
    if form.scopes and owner.organ_id is None:
        raise errors.NotFound
    try:
        key = await actions.make(
            form.name,
            form.days,
            owner,
            scopes=form.scopes,
            request_key=form.request_key,
            secret=settings().secret_key,
            actor=actor_of(request),
            now=clock.now(),
        )
    except errors.Invalid as refusal:
        return await _page(request, raw, answers.field_words(refusal))
    # Shown in the answer itself and nowhere else: an address would stay in histories.
    return await _page(request, made=key)


async def _revoke(request: Ask, key_id: UUID) -> Response[Any]:
    await actions.revoke(key_id, _owner(request), actor=actor_of(request), now=clock.now())
    flash(request, _("密钥已吊销，立即失效"))
    return redirect(_home(request))


@get("/firm/keys", opt=FIRM, include_in_schema=False)
async def firm_keys(request: Ask) -> Response[Any]:
    """The firm's keys."""
    return await _page(request)


@post("/firm/keys", opt=FIRM, include_in_schema=False)
async def firm_make(request: Ask) -> Response[Any]:
    """A new key of the firm, shown once."""
    return await _make(request)


@post("/firm/keys/{key_id:uuid}/revoke", opt=FIRM, include_in_schema=False)
async def firm_revoke(request: Ask, key_id: UUID) -> Response[Any]:
    """End a key of the firm."""
    return await _revoke(request, key_id)


@get("/desk/keys", opt=ORGAN, include_in_schema=False)
async def organ_keys(request: Ask) -> Response[Any]:
    """The organ's keys."""
    return await _page(request)


@post("/desk/keys", opt=ORGAN, include_in_schema=False)
async def organ_make(request: Ask) -> Response[Any]:
    """A new key of the organ, shown once."""
    return await _make(request)


@post("/desk/keys/{key_id:uuid}/revoke", opt=ORGAN, include_in_schema=False)
async def organ_revoke(request: Ask, key_id: UUID) -> Response[Any]:
    """End a key of the organ."""
    return await _revoke(request, key_id)


HANDLERS = [firm_keys, firm_make, firm_revoke, organ_keys, organ_make, organ_revoke]
