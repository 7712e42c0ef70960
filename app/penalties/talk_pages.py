"""Talks, reminders and admonitions; more time to correct; the copy of an order on the spot."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post

from app import clock
from app.access.guards import actor_of, may
from app.access.permissions import Permission
from app.penalties import forms_procedure as shapes
from app.penalties import orders, views
from app.penalties.procedure_pages import taken
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.law.citation import HRM_REGULATIONS
from regulation.penalties import queries
from regulation.penalties.actions import doors, extending, on_the_spot, talks
from regulation.penalties.status_procedure import EXTENSION_STATUSES, TALK_BASIS, TALKS

Ask = Request[Any, Any, Any]
READ = {"permission": Permission.CASES_READ}
HANDLE = {"permission": Permission.CASES_HANDLE}
DECIDE = {"permission": Permission.CASES_DECIDE}
LETTERS = {"permission": Permission.FIRM_LETTERS}


async def _talks(request: Ask, **extra: Any) -> Response[Any]:
    actor = actor_of(request)
    context: dict[str, Any] = {
        "values": {
            "held_on": clock.today(),
            "kind": "talk",
            "firm": request.query_params.get("firm", ""),
        },
        "errors": {},
        "status_code": 200,
        **extra,
    }
    officers = await doors.officers(actor.organ_id, [], today=clock.today()) if actor.organ_id else []
    return page(
        "penalties/talks.html",
        request,
        tabs=orders.tabs("talks"),
        talks=await talks.of_reach(actor),
        kinds=views.choices(TALKS),
        kind_words=views.words(TALKS),
        officers=[(str(each["id"]), f"{each['name']} {each['certificate']}") for each in officers],
        may_work=may(actor, Permission.CASES_HANDLE),
        cited=TALK_BASIS,
        breadcrumbs=[(_("案件"), "/desk/cases"), (_("约谈和提示"), None)],
        **context,
    )


@get("/desk/talks", opt=READ, include_in_schema=False)
async def listed(request: Ask) -> Response[Any]:
    """Talks within reach, and the form for another."""
    return await _talks(request)


@post("/desk/talks", opt=HANDLE, include_in_schema=False)
async def hold(request: Ask) -> Response[Any]:
    """Put one on record."""

    async def run(form: shapes.TalkForm) -> None:
        given = dict(form)
        firm = await orders.firm_of_text(given.pop("firm"))
        if firm is None:
            raise errors.Invalid({"firm": "没有找到这家机构，请核对登记编号或者统一社会信用代码"})
        await talks.hold(firm.id, **given, actor=actor_of(request), now=clock.now())

    async def shown(**extra: Any) -> Response[Any]:
        return await _talks(request, **extra)

    return await taken(request, shapes.TalkForm, run, shown, "/desk/talks")


# --- more time to correct ---------------------------------------------------------------------------------


async def _extension(request: Ask, order: dict[str, Any], base: str, **extra: Any) -> Response[Any]:
    actor = actor_of(request)
    waiting = await extending.open_of(order["id"])
    is_firm = base.startswith("/firm")
    context: dict[str, Any] = {"values": {}, "errors": {}, "status_code": 200, **extra}
    return page(
        "penalties/extension.html",
        request,
        order=order,
        base=base,
        back="/firm/letters" if is_firm else f"/desk/orders/{order['id']}",
        extensions=await extending.of_order(order["id"]),
        statuses=views.words(EXTENSION_STATUSES),
        waiting=waiting,
        may_ask=waiting is None
        and order["status"] == "served"
        and clock.today() <= order["due_on"]
        and (is_firm or may(actor, Permission.CASES_HANDLE)),
        may_decide=waiting is not None and not is_firm and may(actor, Permission.CASES_DECIDE),
        cited=HRM_REGULATIONS.article(44),
        breadcrumbs=[
            (_("文书"), "/firm/letters") if is_firm else (_("责令改正"), "/desk/orders"),
            (order["number"], None if is_firm else f"/desk/orders/{order['id']}"),
            (_("延长改正期限"), None),
        ],
        **context,
    )


async def _ask(request: Ask, order: dict[str, Any], base: str) -> Response[Any]:
    async def run(form: shapes.ExtensionForm) -> None:
        await extending.ask(order["id"], **dict(form), actor=actor_of(request), now=clock.now())

    async def shown(**extra: Any) -> Response[Any]:
        return await _extension(request, order, base, **extra)

    return await taken(request, shapes.ExtensionForm, run, shown, base)


@get("/desk/orders/{order_id:uuid}/extension", opt=READ, include_in_schema=False)
async def extension(request: Ask, order_id: UUID) -> Response[Any]:
    """Who asked for more time, and what was answered."""
    order = await queries.visible_order(actor_of(request), order_id)
    return await _extension(request, order, f"/desk/orders/{order_id}/extension")


@post("/desk/orders/{order_id:uuid}/extension", opt=HANDLE, include_in_schema=False)
async def ask_extension(request: Ask, order_id: UUID) -> Response[Any]:
    """A clerk enters what a party without account asked."""
    order = await queries.visible_order(actor_of(request), order_id)
    return await _ask(request, order, f"/desk/orders/{order_id}/extension")


@post("/desk/orders/{order_id:uuid}/extension/decide", opt=DECIDE, include_in_schema=False)
async def decide_extension(request: Ask, order_id: UUID) -> Response[Any]:
    """Grant or refuse."""
    order = await queries.visible_order(actor_of(request), order_id)
    base = f"/desk/orders/{order_id}/extension"

    async def run(form: shapes.ExtensionDecisionForm) -> None:
        await extending.decide(order_id, **dict(form), actor=actor_of(request), now=clock.now())

    async def shown(**extra: Any) -> Response[Any]:
        return await _extension(request, order, base, **extra)

    return await taken(request, shapes.ExtensionDecisionForm, run, shown, base)


@get("/firm/orders/{order_id:uuid}/extension", opt=LETTERS, include_in_schema=False)
async def own_extension(request: Ask, order_id: UUID) -> Response[Any]:
    """The firm's own order: ask for more time."""
    order = await queries.own_order(actor_of(request), order_id)
    return await _extension(request, order, f"/firm/orders/{order_id}/extension")


@post("/firm/orders/{order_id:uuid}/extension", opt=LETTERS, include_in_schema=False)
async def ask_own_extension(request: Ask, order_id: UUID) -> Response[Any]:
    """Ask."""
    order = await queries.own_order(actor_of(request), order_id)
    return await _ask(request, order, f"/firm/orders/{order_id}/extension")


@post("/desk/orders/{order_id:uuid}/file", opt=HANDLE, include_in_schema=False)
async def file_copy(request: Ask, order_id: UUID) -> Response[Any]:
    """The copy of an order on the spot is filed."""
    await queries.visible_order(actor_of(request), order_id)
    await on_the_spot.file_copy(order_id, actor=actor_of(request), now=clock.now())
    flash(request, _("已备案"))
    return redirect(f"/desk/orders/{order_id}")


HANDLERS = [
    listed,
    hold,
    extension,
    ask_extension,
    decide_extension,
    own_extension,
    ask_own_extension,
    file_copy,
]
