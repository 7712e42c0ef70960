"""The page of every act by which an unpaid fine on the spot is brought in, and the package for the court."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post

from app import clock
from app import errors as answers
from app.access.guards import actor_of
from app.access.permissions import Permission
from app.penalties import forms as shapes
from app.penalties import packages, performing, spot_performing, views
from app.penalties.act import folder
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.casework import attachments
from regulation.casework import service as services
from regulation.penalties import debts
from regulation.penalties.actions import money_papers, summary
from regulation.penalties.status import SPOT_ACT_NAMES, STEPS
from reports.documents import registry

Ask = Request[Any, Any, Any]
Row = dict[str, Any]
READ = {"permission": Permission.CASES_READ}
HANDLE = {"permission": Permission.CASES_HANDLE}
DECIDE = {"permission": Permission.CASES_DECIDE}


async def _spot(request: Ask, spot_id: UUID, family: str, act: str) -> Row:
    """The penalty, if this act stands under this address and may be taken now. Raises what stops it."""
    actor, today = actor_of(request), clock.today()
    spot = await summary.visible(actor, spot_id)
    if not spot["fine"] or spot_performing.FAMILIES.get(act) != family:
        raise errors.NotFound
    account = await debts.account(spot, today)
    if act not in await performing.in_place(spot, account, today):
        raise errors.AlreadyMoved
    if act not in {each["act"] for each in await spot_performing.offered(actor, spot, account, today)}:
        raise errors.NotFound
    return spot


async def _shown(request: Ask, spot: Row, act: str, **extra: Any) -> Response[Any]:
    today = clock.today()
    account = await debts.account(spot, today)
    context: Row = {
        "stopped": None,
        "values": {"asked_on": today, "served_on": today, "on": today, "method": "direct", "n": 1},
        "errors": {},
        "status_code": 200,
        **extra,
    }
    return page(
        "penalties/spot_act.html",
        request,
        spot=spot,
        case=spot | {"status": "served" if spot["is_served"] else "quashed"},
        act=act,
        label=_(SPOT_ACT_NAMES[act]),
        explained=_(spot_performing.ACTS[act].explained),
        is_grave=spot_performing.ACTS[act].is_grave,
        cites=STEPS[act].cites,
        account=account,
        performed=await performing.shown(spot, account, today),
        methods=views.choices(services.BY_OFFICIALS),
        method_hints=[_(each) for each in performing.METHOD_HINTS.values()],
        unserved_papers=[
            (str(each["id"]), f"{_(registry.name(each['kind']))} {each['number']}")
            for each in await money_papers.unserved(spot["id"])
        ],
        accepts=shapes.PAPERS,
        breadcrumbs=[
            (_("当场处罚"), "/desk/spot"),
            (spot["number"], f"/desk/spot/{spot['id']}"),
            (_("缴款"), f"/desk/spot/{spot['id']}/money"),
            (_(SPOT_ACT_NAMES[act]), None),
        ],
        **context,
    )


async def _take(request: Ask, spot_id: UUID, family: str, act: str) -> Response[Any]:
    spot = await _spot(request, spot_id, family, act)
    form, problems, raw = await forms.parse(spot_performing.ACTS[act].form, request)
    if form is not None:
        try:
            await spot_performing.ACTS[act].run(
                spot_id, **dict(form), actor=actor_of(request), now=clock.now()
            )
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        except errors.AlreadyMoved:
            raise
        except errors.Refused as refusal:
            said = (answers.words(refusal), refusal.citation)
            return await _shown(request, spot, act, values=raw, stopped=said, status_code=409)
        else:
            flash(request, _("已办理：%(act)s", act=_(SPOT_ACT_NAMES[act])))
            return redirect(f"/desk/spot/{spot_id}/money")
    return await _shown(request, spot, act, values=raw, errors=problems, status_code=422)


@get("/desk/spot/{spot_id:uuid}/handle/{act:str}", opt=HANDLE, include_in_schema=False)
async def handle_page(request: Ask, spot_id: UUID, act: str) -> Response[Any]:
    """An act of the clerk, before it is taken."""
    return await _shown(request, await _spot(request, spot_id, "handle", act), act)


@post(
    "/desk/spot/{spot_id:uuid}/handle/{act:str}",
    opt=HANDLE,
    include_in_schema=False,
    request_max_body_size=shapes.LARGEST,
)
async def handle(request: Ask, spot_id: UUID, act: str) -> Response[Any]:
    """Take it."""
    return await _take(request, spot_id, "handle", act)


@get("/desk/spot/{spot_id:uuid}/decide/{act:str}", opt=DECIDE, include_in_schema=False)
async def decide_page(request: Ask, spot_id: UUID, act: str) -> Response[Any]:
    """An act of the deciding official, before it is taken."""
    return await _shown(request, await _spot(request, spot_id, "decide", act), act)


@post("/desk/spot/{spot_id:uuid}/decide/{act:str}", opt=DECIDE, include_in_schema=False)
async def decide(request: Ask, spot_id: UUID, act: str) -> Response[Any]:
    """Take it."""
    return await _take(request, spot_id, "decide", act)


@get("/desk/spot/{spot_id:uuid}/files/{file_id:uuid}", opt=READ, include_in_schema=False)
async def proof(request: Ask, spot_id: UUID, file_id: UUID) -> Response[bytes]:
    """The file that proves a service."""
    await summary.visible(actor_of(request), spot_id)
    if file_id not in {each["proof"] for each in await debts.deliveries(spot_id)}:
        raise errors.NotFound
    row, content = await attachments.read(folder(), file_id)
    return Response(
        content,
        media_type=row["media_type"],
        headers={
            "Content-Disposition": "inline",
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )


@get("/desk/spot/{spot_id:uuid}/court.zip", opt=READ, include_in_schema=False)
async def court_package(request: Ask, spot_id: UUID) -> Response[bytes]:
    """Everything that goes to the court in one file: the application, the papers, the proofs of service."""
    spot = await summary.visible(actor_of(request), spot_id)
    return Response(
        await packages.of_court(spot),
        media_type="application/zip",
        headers={
            "Content-Disposition": 'attachment; filename="court.zip"',
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
        },
    )


HANDLERS = [handle_page, handle, decide_page, decide, proof, court_package]
