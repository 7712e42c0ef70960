"""The money of a penalty on the spot at the desk: what is owed to the day, what came in at the bank, what stops the surcharge."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from litestar import Request, Response, get, post
from pydantic import Field

from app import clock
from app import errors as answers
from app.access.guards import actor_of, may
from app.access.permissions import Permission
from app.penalties import spot_performing, views
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.law.citation import PENALTY_LAW
from regulation.penalties import debts
from regulation.penalties.actions import spot_money, summary
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

Ask = Request[Any, Any, Any]
Row = dict[str, Any]
READ = {"permission": Permission.CASES_READ}
HANDLE = {"permission": Permission.CASES_HANDLE}


class PayForm(forms.Form):
    """Money received at the bank."""

    paid_on: date = Field(title=N_("缴款日期"))
    receipt: str = Field(title=N_("票据号码"), min_length=1, max_length=80)
    fine: forms.Money = Field(title=N_("罚款"), default=Decimal(0))
    surcharge: forms.Money = Field(title=N_("加处罚款"), default=Decimal(0))


class RemedyForm(forms.Form):
    """A reconsideration, or the suit after it."""

    way: str = Field(title=N_("复议或者诉讼"), max_length=16)
    number: str = Field(title=N_("案号"), min_length=1, max_length=80)
    from_on: date = Field(title=N_("受理日期"))


class RemedyEndForm(forms.Form):
    """Its end."""

    to_on: date = Field(title=N_("终结日期"))
    outcome: str = Field(title=N_("结果"), max_length=8)


FORMS: dict[str, type[forms.Form]] = {"pay": PayForm, "remedy": RemedyForm, "remedy-end": RemedyEndForm}
ACTS: dict[str, Callable[..., Awaitable[None]]] = {
    "pay": spot_money.pay_at_bank,
    "remedy": spot_money.note_remedy,
    "remedy-end": spot_money.end_remedy,
}


async def _shown(request: Ask, spot_id: UUID, **extra: Any) -> Response[Any]:
    actor, today = actor_of(request), clock.today()
    spot = await summary.visible(actor, spot_id)
    if not spot["fine"]:
        raise errors.NotFound
    account = await debts.account(spot, today)
    stays = await debts.stays(spot_id)
    is_office = (
        may(actor, Permission.CASES_HANDLE)
        and actor.organ_id == spot["organ"]
        and not spot_money.decided_by(spot, actor)
    )
    names = views.words(spot_money.WAYS)
    context: Row = {
        "case": spot_performing.named(spot),
        "offered": await spot_performing.offered(actor, spot, account, today),
        "outcomes": views.choices(spot_money.OUTCOMES),
        "stays": [
            {**each, "name": names[each["way"]], "outcome": _(spot_performing.outcome(each))}
            for each in stays
        ],
        "ways": views.choices(spot_money.WAYS),
        "is_running": any(each["to_on"] is None for each in stays),
        "is_office": is_office,
        "stay_cited": PENALTY_LAW.article(73, 3),
        "pay_cited": PENALTY_LAW.article(67, 3),
        "stopped": None,
        "values": {"paid_on": today, "from_on": today, "to_on": today},
        "errors": {},
        "status_code": 200,
        **extra,
    }
    return page(
        "penalties/spot_money.html",
        request,
        spot=spot,
        account=account,
        performed=await spot_performing.shown(spot, account, today),
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
    """Enter a payment, a remedy or its end."""
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
