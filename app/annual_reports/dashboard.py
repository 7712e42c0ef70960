"""The dashboard of a year's reports: response by district and type, by count and by revenue, and over the days."""

from __future__ import annotations

from typing import Any, Final

from litestar import Request, Response, get
from markupsafe import Markup

from app import clock
from app.access.guards import actor_of
from app.access.permissions import Permission
from app.annual_reports import kinds, views
from app.shell import i18n
from app.shell.i18n import gettext as _
from app.shell.render import page
from regulation import errors
from regulation.accounts import organs
from regulation.annual_reports.actions.filing import DESKS
from regulation.annual_reports.queries import response, windows
from regulation.indicators import catalogue
from reports import charts
from reports.exports import csv
from reports.exports.columns import Column

Ask = Request[Any, Any, Any]
READ: Final = {"permission": Permission.REPORTS_READ}
#: Days in the picture, so that their labels stand apart; the table beneath has all.
MOST_POINTS = 9


async def _window(request: Ask) -> tuple[list[windows.Known], windows.Known]:
    every = await windows.all_windows(kinds.of(request))
    begun = [each for each in every if each.window.opens_on <= clock.today()]
    wanted = request.query_params.get("year", "")
    chosen = next((each for each in every if str(each.window.year) == wanted), None)
    chosen = chosen or next(iter(begun or every), None)
    if chosen is None:
        raise errors.NotFound
    return every, chosen


async def _names() -> tuple[dict[str, str], dict[str, str]]:
    english = i18n.language() == i18n.ENGLISH
    districts = {
        each["code"]: each["area_name_en"] if english else each["area_name"]
        for each in await organs.all_organs()
    }
    types = {each.code: each.name(i18n.language()) for each in catalogue.BY_KEY["inst_type"].options}
    return {"": _("未定"), **districts}, {"": _("未填写"), **types}


@get(kinds.at_desk("/dashboard"), opt=READ, include_in_schema=False)
async def dashboard(request: Ask) -> Response[Any]:
    """Response now; a district sees its own, the city all."""
    every, chosen = await _window(request)
    window, actor, kind = chosen.window, actor_of(request), kinds.of(request)
    reach = None if actor.is_municipal else actor.organ_id
    found = await response.cells(window, reach)
    districts, types = await _names()
    whole = response.totals(found, "")
    days = await response.progress(window, reach)
    home = DESKS[kind]
    return page(
        "annual_reports/dashboard.html",
        request,
        title=kinds.short(kind),
        tabs=[(name, f"{url}/dashboard", is_here) for name, url, is_here in kinds.tabs(kind)],
        home=home,
        years=[
            (str(each.window.year), f"{home}/dashboard?year={each.window.year}", each is chosen)
            for each in every
        ],
        window=window,
        phase=window.phase(clock.now()),
        whole=whole[0] if whole else None,
        tables=[
            (
                _("按登记机关"),
                [(districts.get(each.key, each.key), each) for each in response.totals(found, "district")],
            ),
            (
                _("按机构类型"),
                [(types.get(each.key, each.key), each) for each in response.totals(found, "inst_type")],
            ),
        ],
        days=days,
        drawing=await _drawing(days),
        views=views,
        breadcrumbs=[(kinds.name(kind), f"{home}?year={window.year}"), (_("报送进度"), None)],
    )


async def _drawing(days: list[tuple[Any, int]]) -> Markup | None:
    if len(days) < 2:
        return None
    step = max(1, -(-len(days) // MOST_POINTS))
    kept = [each for at, each in enumerate(days) if at % step == 0 or at == len(days) - 1]
    picture = await charts.chart(
        "line",
        [charts.Point(day.isoformat()[5:], so_far, _("已报送")) for day, so_far in kept],
        title=_("已报送的机构"),
        unit=_("家"),
        lang="en" if i18n.language() == i18n.ENGLISH else "zh",
        decimals=0,
    )
    return Markup(picture)  # noqa: S704 - our own drawing, made for strict pages


@get(kinds.at_desk("/dashboard.csv"), opt=READ, include_in_schema=False)
async def dashboard_csv(request: Ask) -> Response[bytes]:
    """Every district and type as one row."""
    _every, chosen = await _window(request)
    actor = actor_of(request)
    found = await response.cells(chosen.window, None if actor.is_municipal else actor.organ_id)
    districts, types = await _names()
    columns = [
        Column(_("登记机关")),
        Column(_("机构类型")),
        Column(_("应报送"), "number"),
        Column(_("已报送"), "number"),
        Column(_("已通过审核"), "number"),
        Column(_("已退回"), "number"),
        Column(_("应报送机构上次填报的收入（万元）"), "number"),
        Column(_("其中已报送（万元）"), "number"),
        Column(_("本年填报的收入（万元）"), "number"),
    ]
    rows = [
        [
            districts.get(each.district, each.district),
            types.get(each.inst_type, each.inst_type),
            each.owed,
            each.filed,
            each.accepted,
            each.returned,
            each.weight,
            each.filed_weight,
            each.stated,
        ]
        for each in found
    ]
    name = f"{chosen.window.kind}-response-{chosen.window.year}.csv"
    return Response(
        b"".join(csv.chunks(columns, rows)),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


HANDLERS = [dashboard, dashboard_csv]
