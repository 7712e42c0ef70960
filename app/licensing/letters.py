"""Letters of the firm: papers addressed to it, and what it was told."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from litestar import Request, Response, get, post

from app import clock
from app.access.guards import actor_of, firm_of
from app.access.permissions import Permission
from app.licensing import views
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation.actor import Actor
from regulation.casework import consents, documents
from regulation.endings import queries as endings
from regulation.endings.actions import receiving as receiving_endings
from regulation.licensing import promises, queries
from regulation.licensing.actions import check_files, receiving
from regulation.notices import actions as notices

LETTERS = {"permission": Permission.FIRM_LETTERS}
Ask = Request[Any, Any, Any]


class Receiving(Protocol):
    """How an area lets the firm confirm that its papers arrived: that is their electronic service."""

    async def waiting(self, firm_id: UUID) -> set[UUID]: ...

    async def receivable(self, firm_id: UUID, *, today: date) -> set[UUID]: ...

    async def confirm(self, document_id: UUID, *, firm_id: UUID, actor: Actor, now: datetime) -> None: ...


#: Areas whose papers are confirmed here; each says so itself, in its pages.
RECEIVING: list[Receiving] = []


@get("/firm/letters", opt=LETTERS, include_in_schema=False)
async def letters(request: Ask) -> Response[Any]:
    """Papers and unread notices of the firm, newest first."""
    firm_id = firm_of(request)
    firm = await queries.firm(firm_id)
    papers = [await views.paper(each) for each in await documents.of_firm(firm_id)]
    receivable = await _receivable(firm_id, clock.today())
    asked = await receiving.waiting(firm_id)
    return page(
        "licensing/letters.html",
        request,
        acting_for=firm["name"],
        papers=papers,
        receivable=receivable,
        confirmed_at=await _confirmed_at(firm_id, clock.today()),
        consent=await consents.in_force(firm_id, clock.today()),
        needs_consent=bool(asked - receivable),
        told=await notices.unread(firm_id=firm_id, limit=50),
        breadcrumbs=[(_("机构服务"), "/firm"), (_("文书"), None)],
    )


async def _receivable(firm_id: UUID, today: date) -> set[UUID]:
    found = await receiving.receivable(firm_id, today=today)
    for area in RECEIVING:
        found |= await area.receivable(firm_id, today=today)
    return found


async def _confirmed_at(firm_id: UUID, today: date) -> dict[UUID, str]:
    """Papers that wait to be confirmed in a matter of their own, where confirming also moves the matter: its address."""
    found = {}
    for each in await promises.of_firm(firm_id):
        if await check_files.can_receive(each, today=today):
            order = await promises.order_of(each["id"])
            if order is not None:
                found[order["id"]] = f"/firm/checks/{each['id']}"
    for matter in await endings.of_firm(firm_id):
        paper = await receiving_endings.receivable(matter, today=today)
        if paper is not None:
            found[paper["id"]] = f"/firm/endings/{matter['id']}"
    return found


@post("/firm/letters/{document_id:uuid}/receive", opt=LETTERS, include_in_schema=False)
async def receive(request: Ask, document_id: UUID) -> Response[Any]:
    """Confirm that a paper was received electronically: that is its service."""
    firm_id = firm_of(request)
    areas = [area for area in RECEIVING if document_id in await area.waiting(firm_id)]
    area = areas[0] if areas else receiving
    await area.confirm(document_id, firm_id=firm_id, actor=actor_of(request), now=clock.now())
    flash(request, _("已签收，文书自今天送达"))
    return redirect("/firm/letters")


@post("/firm/letters/notices/{notice_id:uuid}/read", opt=LETTERS, include_in_schema=False)
async def read(request: Ask, notice_id: UUID) -> Response[Any]:
    """Put a notice away."""
    await notices.read(notice_id, firm_id=firm_of(request), organ_id=None, now=clock.now())
    return redirect("/firm/letters")


HANDLERS = [letters, receive, read]
