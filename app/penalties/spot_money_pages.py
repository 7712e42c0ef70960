"""The money of a penalty on the spot at the desk: what is owed to the day, what came in at the bank."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from litestar import Request, Response, get, post

from app import clock
from app import errors as answers
from app.access.guards import actor_of, may
from app.access.permissions import Permission
from app.penalties import forms as shapes
from app.penalties import performing, spot_performing
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.law.citation import PENALTY_LAW
from regulation.penalties import debts
from regulation.penalties.actions import decided, performance, summary

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

Ask = Request[Any, Any, Any]
Row = dict[str, Any]
READ = {"permission": Permission.CASES_READ}
HANDLE = {"permission": Permission.CASES_HANDLE}


FORMS: dict[str, type[forms.Form]] = {"pay": shapes.PayForm}
ACTS: dict[str, Callable[..., Awaitable[None]]] = {
    "pay": performance.pay,
}


async def _shown(request: Ask, spot_id: UUID, **extra: Any) -> Response[Any]:
    actor, today = actor_of(request), clock.today()
    spot = await summary.visible(actor, spot_id)
    if not spot["fine"]:
        raise errors.NotFound
    account = await debts.account(spot, today)
    is_office = (
        may(actor, Permission.CASES_HANDLE)
        and actor.organ_id == spot["organ"]
        and not decided.is_officer_of(spot, actor)
    )
    context: Row = {
        "case": spot | {"status": "served" if spot["is_served"] else "quashed"},
        "offered": await spot_performing.offered(actor, spot, account, today),
        "is_office": is_office,
        "pay_cited": PENALTY_LAW.article(67, 3),
        "stopped": None,
        "values": {"paid_on": today},
        "errors": {},
        "status_code": 200,
        **extra,
    }
    return page(
        "penalties/spot_money.html",
        request,
        spot=spot,
        account=account,
        performed=await performing.shown(spot, account, today),
        breadcrumbs=[
            (_("当场处罚"), "/desk/spot"),
            (spot["number"], f"/desk/spot/{spot_id}"),
            (_("缴款"), None),
        ],
        **context,
    )


@get("/desk/spot/{spot_id:uuid}/money", opt=READ, include_in_schema=False)
async def money(request: Ask, spot_id: UUID) -> Response[Any]:
    """What is owed today, and how it comes about."""
    return await _shown(request, spot_id)


@post("/desk/spot/{spot_id:uuid}/money/{act:str}", opt=HANDLE, include_in_schema=False)
async def enter(request: Ask, spot_id: UUID, act: str) -> Response[Any]:
    """Enter a payment."""
    await summary.visible(actor_of(request), spot_id)
    if act not in ACTS:
        raise errors.NotFound
    form, problems, raw = await forms.parse(FORMS[act], request)
    if form is not None:
        try:
            await ACTS[act](spot_id, **dict(form), actor=actor_of(request), now=clock.now())
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        except errors.AlreadyMoved:
            raise
        except errors.Refused as refusal:
            said = (answers.words(refusal), refusal.citation)
            return await _shown(request, spot_id, values=raw, stopped=said, status_code=409)
        else:
            flash(request, _("已登记"))
            return redirect(f"/desk/spot/{spot_id}/money")
    return await _shown(request, spot_id, values=raw, errors=problems, status_code=422)


HANDLERS = [money, enter]
