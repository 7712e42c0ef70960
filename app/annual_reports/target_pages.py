"""The plan's targets, year by year: counts for everybody, the firms behind them for the office within its reach."""

from __future__ import annotations

from typing import Any, Final

from litestar import Request, Response, get

from app import clock
from app.access.guards import actor_of
from app.access.permissions import Permission
from app.shell import open_data
from app.shell.i18n import gettext as _
from app.shell.render import page
from regulation.annual_reports import targets
from regulation.annual_reports.queries import targets as queries
from reports.exports import csv
from reports.exports.columns import Column

Ask = Request[Any, Any, Any]
PUBLIC: Final = {"public": True}
READ: Final = {"permission": Permission.REPORTS_READ}


async def _table() -> tuple[Any, list[int], list[dict[str, Any]]]:
    since = targets.TARGETS.since(clock.today())
    years = await queries.years()
    found = {year: await queries.counts(since.value, year) for year in years}
    rows = [
        {
            "target": each,
            "label": _(each.label),
            "wanted": _wanted(each),
            "counts": [(year, found[year][each.key]) for year in years],
        }
        for each in since.value
    ]
    return since, years, rows


def _wanted(target: targets.Target) -> str:
    number = str(target.least) if target.least == target.most else f"{target.least}–{target.most}"
    return _("约%(n)s", n=number) if target.is_about else number


@get("/annual-reports/targets", opt=PUBLIC, include_in_schema=False)
async def public(request: Ask) -> Response[Any]:
    """Counts only: who is behind them is the firms' own business."""
    since, years, rows = await _table()
    return page(
        "annual_reports/targets.html",
        request,
        since=since,
        years=years,
        rows=rows,
        named=[],
        year=None,
        target_year=targets.TARGET_YEAR,
        is_office=False,
        breadcrumbs=[(_("年度报告公示"), "/annual-reports"), (_("行动计划目标"), None)],
    )


@get("/desk/annual-reports/targets", opt=READ, include_in_schema=False)
async def desk(request: Ask) -> Response[Any]:
    """The same with the firms within reach, gross, collected for others and net side by side."""
    since, years, rows = await _table()
    actor = actor_of(request)
    wanted = request.query_params.get("year", "")
    year = next((each for each in years if str(each) == wanted), years[-1] if years else 0)
    reach = None if actor.is_municipal else actor.organ_id
    return page(
        "annual_reports/targets.html",
        request,
        since=since,
        years=years,
        rows=rows,
        year=year,
        choices=[(str(each), f"/desk/annual-reports/targets?year={each}", each == year) for each in years],
        named=[
            (_(each.label), each.measure, await queries.named(each, year, reach))
            for each in since.value
            if each.measure is not targets.Measure.PARKS
        ],
        target_year=targets.TARGET_YEAR,
        is_office=True,
        breadcrumbs=[(_("年度报告"), "/desk/annual-reports"), (_("行动计划目标"), None)],
    )


@get(
    "/annual-reports/targets.json",
    opt=PUBLIC,
    operation_class=open_data.listing(
        "Counts of firms and parks against the targets of the city's plan, year by year"
    ),
)
async def public_json(request: Ask) -> Response[dict[str, Any]]:
    """The same counts for programs: `{"total": …, "rows": […]}`."""
    del request
    _since, _years, rows = await _table()
    plain = [
        {
            "target": row["target"].key,
            "threshold": row["target"].threshold,
            "wanted_least": row["target"].least,
            "wanted_most": row["target"].most,
            "year": year,
            "gross": count.gross,
            "net": count.net,
        }
        for row in rows
        for year, count in row["counts"]
    ]
    return Response({"total": len(plain), "rows": plain})


@get("/annual-reports/targets.csv", opt=PUBLIC)
async def public_csv(request: Ask) -> Response[bytes]:
    """The same counts as a table."""
    del request
    _since, _years, rows = await _table()
    columns = [
        Column(_("目标")),
        Column(_("计划（%(year)s年）", year=targets.TARGET_YEAR)),
        Column(_("报告年度")),
        Column(_("按总收入（含代收代付）"), "number"),
        Column(_("按扣除代收代付后的收入"), "number"),
    ]
    body = [
        [row["label"], row["wanted"], str(year), count.gross, count.net]
        for row in rows
        for year, count in row["counts"]
    ]
    return Response(
        b"".join(csv.chunks(columns, body)),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="plan-targets.csv"'},
    )


HANDLERS = [public, desk, public_json, public_csv]
