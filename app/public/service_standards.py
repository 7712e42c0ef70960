"""`/service-standards`: how long licensing decisions take, against the law and against what was promised."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from litestar import Request, Response, get

from app import clock
from app.licensing import views
from app.shell import i18n, open_data
from app.shell.i18n import gettext as _
from app.shell.render import page
from regulation.accounts import organs
from regulation.casework import calendar
from regulation.licensing import procedures, service_times
from regulation.licensing.rules import standards
from regulation.licensing.status import Track
from regulation.words import N_
from reports.exports import csv as sheets
from reports.exports.columns import Column

Ask = Request[Any, Any, Any]
#: Quarters that can be chosen.
BACK = 8


def _quarters(today: date) -> list[str]:
    """The running quarter and those before it, the newest first."""
    found, day = [], today
    for _n in range(BACK):
        found.append(standards.quarter_of(day))
        day = standards.quarter_days(found[-1])[0] - timedelta(days=1)
    return found


def _asked(request: Ask, today: date) -> str:
    """The last full quarter unless another one of the choice is asked for."""
    known = _quarters(today)
    asked = request.query_params.get("quarter", "")
    return asked if asked in known else known[1]


async def _rows(request: Ask) -> list[dict[str, Any]]:
    """The lines with their words; numbers below the smallest that is told are not told."""
    today = clock.today()
    quarter = _asked(request, today)
    english = i18n.language() == i18n.ENGLISH
    names = {
        each["code"]: each["name_en"] if english else each["name"] for each in await organs.licensing_organs()
    }
    titles = {(str(p.kind), str(p.purpose)): p.title for p in procedures.ALL}
    found = []
    for line in await service_times.lines(quarter, today=today, calendar=await calendar.current()):
        kind, purpose, track, organ = line.key
        told = line.figures
        found.append(
            {
                "quarter": quarter,
                "procedure": _(titles[kind, purpose]) if (kind, purpose) in titles else kind,
                "track": _(views.TRACK_NAMES[Track(track)]),
                "organ_code": organ,
                "organ": names.get(organ, organ) if organ else _("全市"),
                "decided": told.n if told.n == 0 or told.n >= standards.FEWEST else None,
                "median_days": told.median,
                "ninetieth_days": told.ninetieth,
                "in_statutory_time_percent": told.in_law,
                "in_promised_time_percent": told.in_promise,
                "open_today": line.open_now,
                "late_today": line.late_now,
            }
        )
    return found


@get("/service-standards", opt={"public": True}, include_in_schema=False)
async def show(request: Ask) -> Response[Any]:
    """By procedure, the city first, then its organs."""
    today = clock.today()
    rows = await _rows(request)
    groups: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault((row["procedure"], row["track"]), []).append(row)
    quarter = _asked(request, today)
    return page(
        "public/service_standards.html",
        request,
        groups=groups,
        quarter=quarter,
        quarters=[(each, f"/service-standards?quarter={each}", each == quarter) for each in _quarters(today)],
        fewest=standards.FEWEST,
        today=today,
        first=standards.quarter_days(quarter)[0],
        last=standards.quarter_days(quarter)[1] - timedelta(days=1),
    )


@get(
    "/service-standards.json",
    opt={"public": True},
    operation_class=open_data.listing(
        "Times of licensing decisions by procedure, organ and quarter; null where fewer than five were decided",
        quarter=(open_data.TEXT, "such as 2026Q3; the last full quarter unless given"),
    ),
)
async def as_json(request: Ask) -> dict[str, Any]:
    """The same figures for programs."""
    found = await _rows(request)
    return {"total": len(found), "rows": found}


COLUMNS = {
    "quarter": (N_("季度"), "text"),
    "procedure": (N_("事项"), "text"),
    "track": (N_("程序"), "text"),
    "organ_code": (N_("机关代码"), "text"),
    "organ": (N_("许可机关"), "text"),
    "decided": (N_("办结件数"), "count"),
    "median_days": (N_("办理用时中位数（工作日）"), "count"),
    "ninetieth_days": (N_("九成办结用时（工作日）"), "count"),
    "in_statutory_time_percent": (N_("法定期限内办结（%）"), "count"),
    "in_promised_time_percent": (N_("承诺期限内办结（%）"), "count"),
    "open_today": (N_("今日在办"), "count"),
    "late_today": (N_("其中逾期"), "count"),
}


@get("/service-standards.csv", opt={"public": True}, include_in_schema=False)
async def as_csv(request: Ask) -> Response[bytes]:
    """The same figures for a spreadsheet."""
    columns = [Column(_(title), kind) for title, kind in COLUMNS.values()]  # type: ignore[arg-type]
    body = [[row[name] for name in COLUMNS] for row in await _rows(request)]
    return Response(
        b"".join(sheets.chunks(columns, body)),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="service-standards.csv"'},
    )


HANDLERS = [show, as_json, as_csv]
