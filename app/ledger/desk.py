"""The desk's page of the register log: who witnesses it, and whether it is signed."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post
from pydantic import Field

from app import clock
from app import errors as answers
from app.access.guards import actor_of
from app.access.permissions import Permission
from app.ledger import keys
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.ledger import checkpoints, queries
from regulation.words import N_

Ask = Request[Any, Any, Any]
KEEP = {"permission": Permission.LOG_KEEP}


class WitnessForm(forms.Form):
    """A witness's verifier key."""

    vkey: str = Field(title=N_("见证人公钥"), min_length=1, max_length=400)


class RetireForm(forms.Form):
    """Which witness."""

    name: str = Field(title=N_("见证人"), min_length=1, max_length=200)


async def _page(request: Ask, **extra: Any) -> Response[Any]:
    context = {
        "size": await queries.size(),
        "newest": await checkpoints.latest(),
        "cosigned": await checkpoints.latest(cosigned=True),
        "witnesses": await checkpoints.witnesses(),
        "verifiers": [str(each) for each in keys.keys().verifiers()],
        "said_at": checkpoints.said_at,
        "values": {},
        "errors": {},
        "status_code": 200,
        **extra,
    }
    return page("ledger/desk.html", request, **context)


@get("/desk/log", opt=KEEP, include_in_schema=False)
async def keeping(request: Ask) -> Response[Any]:
    """Signed when, witnessed by whom."""
    return await _page(request)


@post("/desk/log/witnesses", opt=KEEP, include_in_schema=False)
async def add(request: Ask) -> Response[Any]:
    """Enter a witness by the key it gave us."""
    form, problems, raw = await forms.parse(WitnessForm, request)
    if form is not None:
        try:
            added = await checkpoints.add_witness(form.vkey, actor=actor_of(request), now=clock.now())
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        else:
            flash(request, _("已登记见证人%(name)s", name=added.name))
            return redirect("/desk/log")
    return await _page(request, values=raw, errors=problems, status_code=422)


@post("/desk/log/witnesses/retire", opt=KEEP, include_in_schema=False)
async def retire(request: Ask) -> Response[Any]:
    """Take nothing more from a witness."""
    form, problems, _raw = await forms.parse(RetireForm, request)
    if form is None:
        return await _page(request, errors=problems, status_code=422)
    await checkpoints.retire_witness(form.name, actor=actor_of(request), now=clock.now())
    flash(request, _("见证人%(name)s已停用", name=form.name))
    return redirect("/desk/log")


HANDLERS = [keeping, add, retire]
