"""The public calendar of job fairs: a list by month, its twins for programs, one page a fair."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from icalendar import Calendar, Event
from litestar import Request, Response, get

from app import clock
from app.job_fairs import words
from app.settings import settings
from app.shell import listing, open_data
from app.shell.i18n import gettext as _
from app.shell.render import page
from regulation.job_fairs import queries, rules
from regulation.job_fairs.status import MODES, PoliceBody
from reports.exports import csv as csv_export
from reports.exports.columns import Column

Ask = Request[Any, Any, Any]
PUBLIC = {"public": True}
MOST = 2_000
PARAMETERS = {
    **open_data.SEARCH,
    "month": (open_data.TEXT, "month, such as 2026-12; without it the fairs from today on"),
    "area": (open_data.TEXT, "district, by its code"),
    "mode": (open_data.TEXT, "onsite, online or both"),
    "free": (open_data.TEXT, "1: free for workers"),
}


def _days(text: str | None) -> tuple[date, date | None]:
    """The days asked for: a month, else from today on."""
    if text and len(text) == 7 and text[4] == "-" and text[:4].isdigit() and text[5:].isdigit():
        year, number = int(text[:4]), int(text[5:])
        if 2000 <= year <= 2100 and 1 <= number <= 12:
            first = date(year, number, 1)
            return first, date(year + number // 12, number % 12 + 1, 1) - timedelta(days=1)
    return clock.today(), None


def _state(request: Ask) -> listing.ListState:
    return listing.ListState.of(request, filters=("month", "area", "mode", "free"))


def _wanted(state: listing.ListState, *, limit: int, offset: int = 0) -> queries.Wanted:
    since, until = _days(state.value("month"))
    return queries.Wanted(
        q=state.q,
        area=state.value("area") or "",
        mode=state.value("mode") or "",
        is_free=state.value("free") == "1",
        since=since,
        until=until,
        limit=limit,
        offset=offset,
    )


@get("/job-fairs", opt=PUBLIC, include_in_schema=False)
async def calendar_page(request: Ask) -> Response[Any]:
    """Fairs to come, or of a month; those called off stay with their reason."""
    state = _state(request)
    found = await queries.calendar(_wanted(state, limit=state.limit, offset=state.offset))
    since, until = _days(state.value("month"))
    counts = await queries.counts(since=since, until=until or date(2100, 12, 31))
    names = dict(words.areas())
    facets = [
        state.facet(
            "area", _("区"), [(code, n) for code, n in counts["area"].items() if code in names], names
        ),
        state.facet(
            "mode",
            _("举办方式"),
            list(counts["mode"].items()),
            {str(key): _(label) for key, label in MODES.items()},
        ),
    ]
    first = since if until else since.replace(day=1)
    before, after = first - timedelta(days=1), (until or first) + timedelta(days=32 if not until else 1)
    return page(
        "job_fairs/calendar.html",
        request,
        state=state,
        page=listing.Page(found.rows, found.total, state),
        facets=facets,
        month=first if until else None,
        months=[
            (_("即将举办"), state.url(month=None, page=None), until is None),
            (_("上一月"), state.url(month=f"{before:%Y-%m}", page=None), False),
            *([(f"{first:%Y-%m}", state.url(month=f"{first:%Y-%m}", page=None), True)] if until else []),
            (_("下一月"), state.url(month=f"{after:%Y-%m}", page=None), False),
        ],
        free=[
            (_("全部"), state.url(free=None, page=None), state.value("free") != "1"),
            (_("对劳动者免费"), state.url(free="1", page=None), state.value("free") == "1"),
        ],
        words=words,
    )


def shown(fair: dict[str, Any]) -> dict[str, Any]:
    """What everybody may have of a fair."""
    return {
        "number": fair["number"],
        "name": fair["name"],
        "organizer": fair["firm_name"],
        "organizer_number": fair["firm_number"],
        "kind": fair["kind"],
        "mode": fair["mode"],
        "area": fair["area"],
        "venue": fair["venue"],
        "website": fair["website"],
        "first_day": fair["first_day"],
        "last_day": fair["last_day"],
        "hours": fair["hours"],
        "status": fair["status"],
        "is_free": fair["is_free"],
        "safety_licence": fair["police_licence"],
        "needs_safety_licence": fair["police_body"] != PoliceBody.NONE,
        "organ": fair["organ_name"],
    }


@get("/job-fairs.json", opt=PUBLIC, operation_class=open_data.listing("Job fairs", **PARAMETERS))
async def calendar_json(request: Ask) -> dict[str, Any]:
    """The fairs of the list."""
    found = await queries.calendar(_wanted(_state(request), limit=MOST))
    return {"total": found.total, "rows": [shown(each) for each in found.rows]}


@get("/job-fairs.csv", opt=PUBLIC, include_in_schema=False)
async def calendar_csv(request: Ask) -> Response[bytes]:
    """The same for a spreadsheet."""
    found = await queries.calendar(_wanted(_state(request), limit=MOST))
    columns = [
        Column(_("备案编号")),
        Column(_("招聘会名称")),
        Column(_("主办机构")),
        Column(_("举办地所在区")),
        Column(_("举办地点")),
        Column(_("举办方式")),
        Column(_("开始日期"), "day"),
        Column(_("结束日期"), "day"),
        Column(_("时间")),
        Column(_("状态")),
    ]
    rows = [
        [
            each["number"],
            each["name"],
            each["firm_name"],
            words.area(each["area"]),
            each["venue"] or each["website"],
            words.mode(each["mode"]),
            each["first_day"],
            each["last_day"],
            each["hours"],
            words.pill(each["status"])[0],
        ]
        for each in found.rows
    ]
    return Response(
        b"".join(csv_export.chunks(columns, rows)),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="job-fairs.csv"'},
    )


@get("/job-fairs.ics", opt=PUBLIC, include_in_schema=False)
async def calendar_ics(request: Ask) -> Response[bytes]:
    """The same for a calendar program, which may come again: names of events never change."""
    found = await queries.calendar(_wanted(_state(request), limit=MOST))
    made = Calendar()
    for name, value in (
        ("prodid", "-//Zhiheng//job fairs//ZH"),
        ("version", "2.0"),
        ("method", "PUBLISH"),
        ("x-wr-calname", _("招聘会")),
        ("x-wr-timezone", "Asia/Shanghai"),
        ("refresh-interval;value=duration", "PT6H"),
    ):
        made.add(name, value)
    host = settings().base_url.split("://", 1)[-1].split(":", 1)[0]
    for fair in found.rows:
        event = Event()
        event.add("uid", f"{fair['number']}@{host}")
        event.add("dtstamp", _utc(fair["updated_at"]))
        event.add("last-modified", _utc(fair["updated_at"]))
        event.add("dtstart", fair["first_day"])
        event.add("dtend", fair["last_day"] + timedelta(days=1))
        event.add("summary", fair["name"])
        event.add("description", f"{fair['firm_name']}\n{fair['hours']}".strip())
        event.add("url", f"{settings().base_url}/job-fairs/{fair['number']}")
        if fair["venue"] or fair["website"]:
            event.add("location", fair["venue"] or fair["website"])
        event.add("status", "CANCELLED" if fair["status"] == "called_off" else "CONFIRMED")
        made.add_component(event)
    return Response(
        bytes(made.to_ical()),
        media_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="job-fairs.ics"'},
    )


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


@get("/job-fairs/{number:str}", opt=PUBLIC, include_in_schema=False)
async def fair_page(request: Ask, number: str) -> Response[Any]:
    """One fair, at an address that stays."""
    fair = await queries.public_fair(number)
    known = await queries.figures(fair["id"])
    return page(
        "job_fairs/public_fair.html",
        request,
        fair=fair,
        notes=await queries.notes(fair["id"]),
        figures=known[-1]["figures"] if known else {},
        figure_names=rules.FIGURES,
        large=rules.LARGE,
        words=words,
        today=clock.today(),
        breadcrumbs=[(_("招聘会"), "/job-fairs"), (fair["name"], None)],
    )


HANDLERS = [calendar_page, calendar_json, calendar_csv, calendar_ics, fair_page]
