"""Service of many orders for missed reports at once: choose, look over what will happen to each, record."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post
from pydantic import Field, create_model

from app import clock
from app import errors as answers
from app.access.guards import actor_of
from app.access.permissions import Permission
from app.penalties import views
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import page
from regulation import errors
from regulation.casework import service
from regulation.penalties import missed
from regulation.penalties.actions import serving
from regulation.words import N_

Ask = Request[Any, Any, Any]
HANDLE = {"permission": Permission.CASES_HANDLE}
HOME = "/desk/orders/missed"
RECEIPT = re.compile(r"receipt-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")


class Service(forms.Form):
    """How and when; `receipt` stands for each order that has none of its own, `receipt-ID` for one."""

    orders: list[UUID] = Field(default_factory=list)
    method: str = Field(title=N_("送达方式"), max_length=20)
    served_on: date = Field(title=N_("送达日期"))
    receipt: str = Field(title=N_("签收情况"), default="", max_length=1000)
    confirmed: bool = False


async def _read(request: Ask) -> tuple[Service | None, dict[str, str], dict[str, Any], dict[UUID, str]]:
    """The form, its problems, what was typed, and the receipt of each chosen order."""
    own = {name: found for name in (await request.form()) if (found := RECEIPT.fullmatch(name))}
    fields: dict[str, Any] = {name: (str, Field(default="", max_length=1000)) for name in own}
    shape = create_model("ServiceOfMany", __base__=Service, **fields)
    form, problems, raw = await forms.parse(shape, request)
    if form is None:
        return None, problems, raw, {}
    typed = {UUID(found[1]): str(getattr(form, name)) for name, found in own.items()}
    return form, {}, raw, {each: typed.get(each) or form.receipt for each in form.orders}


async def _page(
    request: Ask,
    *,
    values: dict[str, Any] | None = None,
    problems: dict[str, str] | None = None,
    outcomes: list[serving.Outcome] | None = None,
    is_done: bool = False,
) -> Response[Any]:
    rows = await missed.of_ids(actor_of(request), [each.order_id for each in outcomes]) if outcomes else {}
    return page(
        "penalties/missed_service.html",
        request,
        status_code=422 if problems else 200,
        waiting=await missed.unserved(actor_of(request), limit=serving.MOST),
        most=serving.MOST,
        methods=views.choices(service.BY_OFFICIALS),
        method_names=views.words(service.METHODS),
        values={"served_on": clock.today(), "method": "post", **(values or {})},
        errors=problems or {},
        outcomes=[
            (rows[each.order_id], each, _why(each.refused))
            for each in outcomes or []
            if each.order_id in rows
        ],
        fine=sum(1 for each in outcomes or [] if each.refused is None),
        is_done=is_done,
        breadcrumbs=[(_("责令改正"), "/desk/orders"), (_("逾期未报送"), HOME), (_("批量登记送达"), None)],
    )


def _why(refused: errors.DomainError | None) -> str:
    if refused is None:
        return ""
    if isinstance(refused, errors.Invalid):
        return _("；").join(answers.field_words(refused).values())
    return answers.words(refused)


@get(f"{HOME}/service", opt=HANDLE, include_in_schema=False)
async def choose(request: Ask) -> Response[Any]:
    """The orders that wait for their service."""
    return await _page(request)


@post(f"{HOME}/service", opt=HANDLE, include_in_schema=False, status_code=200)
async def serve(request: Ask) -> Response[Any]:
    """Look over what would happen to each order; confirmed, record the service of each."""
    form, problems, raw, receipts = await _read(request)
    if form is None:
        return await _page(request, values=raw, problems=problems)
    try:
        outcomes = await serving.serve_many(
            receipts,
            method=form.method,
            served_on=form.served_on,
            actor=actor_of(request),
            now=clock.now(),
            only_try=not form.confirmed,
        )
    except errors.Invalid as refusal:
        return await _page(request, values=raw, problems=answers.field_words(refusal))
    return await _page(
        request,
        values={"method": form.method, "served_on": form.served_on},
        outcomes=outcomes,
        is_done=form.confirmed,
    )


HANDLERS = [choose, serve]
