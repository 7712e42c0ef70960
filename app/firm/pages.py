"""The firm's home."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post

from app import clock
from app.access.guards import actor_of, firm_of
from app.access.permissions import Permission
from app.firm import duties, yearly
from app.shell.render import page, redirect
from regulation.casework import calendar
from regulation.firms import identity, queries
from regulation.firms.status import REGISTRATION_KINDS
from regulation.notices import actions as notices


@get("/firm", opt={"permission": Permission.FIRM_HOME}, include_in_schema=False)
async def home(request: Request[Any, Any, Any]) -> Response[Any]:
    """What is owed, by when and why; what was received; what the register says."""
    firm_id = firm_of(request)
    years = await yearly.of(firm_id, now=clock.now())
    listed = {line.url for _year, lines in years for line in lines}
    owed = await duties.of(firm_id, today=clock.today(), now=clock.now(), calendar=await calendar.current())
    return page(
        "firm/home.html",
        request,
        firm=await identity.of(firm_id),
        # The year's filings have a list of their own, with those that wait for somebody else.
        duties=[each for each in owed if each.url not in listed],
        yearly=years,
        advice=yearly.advice,
        told=await notices.unread(firm_id=firm_id, limit=10),
        registrations=await queries.registrations(firm_id),
        kinds=REGISTRATION_KINDS,
        today=clock.today(),
        several=len(actor_of(request).firm_ids) > 1,
    )


@post("/firm/notices/{notice_id:uuid}", opt={"permission": Permission.FIRM_HOME}, include_in_schema=False)
async def read_notice(request: Request[Any, Any, Any], notice_id: UUID) -> Response[Any]:
    """Take note of a notice; somebody else's stays untouched."""
    await notices.read(notice_id, firm_id=firm_of(request), organ_id=None, now=clock.now())
    return redirect("/firm")


HANDLERS = [home, read_notice]
