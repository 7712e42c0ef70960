"""An officer's tasks as a calendar: a file to take along, and a secret address that a calendar program reads."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Any

from icalendar import Calendar, Event
from litestar import Request, Response, get, post

from app import clock
from app.access.guards import actor_of
from app.access.permissions import Permission
from app.inspections import field_words
from app.settings import settings
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.accounts import throttle
from regulation.inspections.actions import calendars
from regulation.inspections.queries import agenda

if TYPE_CHECKING:
    from collections.abc import Sequence

HOME = {"permission": Permission.FIELD_HOME}
#: Unknown addresses one visitor may try within ten minutes.
UNKNOWN_LIMIT, MINUTES = 20, 10


def calendar_of(tasks: Sequence[dict[str, Any]], *, is_shared: bool) -> bytes:
    """One event for each task under a name that never changes.

    What a calendar program at some provider reads names no firm whose visit was not announced.
    """
    made = Calendar()
    made.add("prodid", "-//Zhiheng//inspections//ZH")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", _("现场检查"))
    made.add("x-wr-timezone", "Asia/Shanghai")
    made.add("refresh-interval;value=duration", "PT1H")
    host = settings().base_url.split("://", 1)[-1].split(":", 1)[0]
    for each in tasks:
        is_open_to_tell = not is_shared or each["announced"]
        event = Event()
        event.add("uid", f"{each['id']}@{host}")
        event.add("sequence", each["sequence"])
        event.add("dtstamp", each["changed_at"].astimezone(UTC))
        event.add("last-modified", each["changed_at"].astimezone(UTC))
        first = each["visit_from"] or each["visit_by"]
        event.add("dtstart", first)
        event.add("dtend", (each["visit_until"] or first) + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        event.add("class", "CONFIDENTIAL")
        name = each["firm_name"] if is_open_to_tell else each["number"]
        event.add("summary", _("现场检查：%(name)s", name=name))
        event.add("description", f"{each['number']}\n{_('最迟完成')} {each['visit_by'].isoformat()}")
        event.add("url", f"{settings().base_url}/field/visits/{each['id']}")
        if is_open_to_tell and each["address"]:
            event.add("location", each["address"])
        event.add(
            "status", {"carried": "CANCELLED", "assigned": "TENTATIVE"}.get(each["status"], "CONFIRMED")
        )
        made.add_component(event)
    return bytes(made.to_ical())


def _sent(content: bytes, name: str) -> Response[bytes]:
    return Response(
        content,
        media_type="text/calendar; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-cache",
        },
    )


@get("/field/tasks.ics", opt=HOME, include_in_schema=False)
async def own_file(request: Request[Any, Any, Any]) -> Response[bytes]:
    """My tasks as a file."""
    actor = actor_of(request)
    assert actor.person_id is not None
    return _sent(
        calendar_of(await agenda.of_person(actor.person_id, now=clock.now()), is_shared=False), "tasks.ics"
    )


@get("/field/calendar/{token:str}", opt={"public": True}, include_in_schema=False)
async def shared(request: Request[Any, Any, Any], token: str) -> Response[bytes]:
    """What a calendar program reads under an officer's secret address."""
    now = clock.now()
    bucket = f"calendar:{request.client.host if request.client else ''}"
    await throttle.check(bucket, UNKNOWN_LIMIT, MINUTES, now=now)
    try:
        person = await calendars.person_of(token.removesuffix(".ics"), today=clock.today())
    except errors.NotFound:
        await throttle.count(bucket, now=now)
        raise
    return _sent(calendar_of(await agenda.of_person(person, now=clock.now()), is_shared=True), "tasks.ics")


@get("/field/calendar", opt=HOME, include_in_schema=False)
async def address(request: Request[Any, Any, Any]) -> Response[Any]:
    """The file, the address, and how to renew it."""
    return page(
        "inspections/calendar.html",
        request,
        made_at=await calendars.made_at(actor_of(request)),
        address="",
        field_words=field_words.all_words(),
        breadcrumbs=[(_("今日"), "/field"), (_("日历"), None)],
    )


@post("/field/calendar", opt=HOME, include_in_schema=False)
async def renew(request: Request[Any, Any, Any]) -> Response[Any]:
    """A new secret address, shown once."""
    actor = actor_of(request)
    token = await calendars.renew(actor=actor, now=clock.now())
    return page(
        "inspections/calendar.html",
        request,
        made_at=await calendars.made_at(actor),
        address=f"{settings().base_url}/field/calendar/{token}.ics",
        field_words=field_words.all_words(),
        breadcrumbs=[(_("今日"), "/field"), (_("日历"), None)],
    )


@post("/field/calendar/end", opt=HOME, include_in_schema=False)
async def end(request: Request[Any, Any, Any]) -> Response[Any]:
    """No address any more."""
    await calendars.end(actor=actor_of(request))
    flash(request, _("日历地址已停用"))
    return redirect("/field/calendar")


HANDLERS = [own_file, shared, address, renew, end]
