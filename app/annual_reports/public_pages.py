"""The yearly reports in public: who reported a year, and what may be read of the accepted ones; page, JSON and CSV."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get

from app.shell import i18n, open_data
from app.shell.i18n import gettext as _
from app.shell.listing import ListState, Page
from app.shell.render import page
from regulation.accounts import organs
from regulation.annual_reports import rules
from regulation.annual_reports.queries import public
from regulation.indicators import catalogue, reading
from regulation.indicators.indicator import FormKind, Publish
from reports.exports import csv
from reports.exports.columns import Column

Ask = Request[Any, Any, Any]
PUBLIC = {"public": True}
MOST = 200_000


def _state(request: Ask) -> ListState:
    return ListState.of(request, filters=("year", "district"), sorts=("number",), default_sort="number")


async def _asked(
    request: Ask, *, limit: int, offset: int
) -> tuple[ListState, list[int], int, int, list[dict[str, Any]]]:
    state = _state(request)
    years = await public.years()
    wanted = state.value("year") or ""
    year = next((each for each in years if str(each) == wanted), years[0] if years else 0)
    total, rows = await public.listed(
        year, q=state.q, district=state.value("district") or "", limit=limit, offset=offset
    )
    return state, years, year, total, rows


@get("/annual-reports", opt=PUBLIC, include_in_schema=False)
async def listed(request: Ask) -> Response[Any]:
    """Who reported a year."""
    state = _state(request)
    state, years, year, total, rows = await _asked(request, limit=state.limit, offset=state.offset)
    english = i18n.language() == i18n.ENGLISH
    areas = {
        each["code"]: each["area_name_en"] if english else each["area_name"]
        for each in await organs.all_organs()
    }
    return page(
        "annual_reports/public_list.html",
        request,
        state=state,
        years=[(str(each), state.url(year=each, page=None), each == year) for each in years],
        year=year,
        found=Page([{**each, "shown": dict(_shown(each))} for each in rows], total, state),
        areas=areas,
        duty=rules.DUTY,
        breadcrumbs=[(_("年度报告公示"), None)],
    )


def _shown(row: dict[str, Any]) -> list[tuple[str, str]]:
    lang = i18n.language()
    return [(indicator.key, reading.shown(indicator, value, lang)) for indicator, value in row["cells"]]


@get(
    "/annual-reports.json",
    opt=PUBLIC,
    operation_class=open_data.listing(
        "Firms that filed the operating report of a year, with the publishable cells of the accepted ones",
        **open_data.SEARCH,
        year=(open_data.TEXT, "reporting year"),
        district=(open_data.TEXT, "code of the district"),
        **open_data.PAGING,
    ),
)
async def listed_json(request: Ask) -> Response[dict[str, Any]]:
    """The same list for programs: `{"total": …, "rows": […]}`."""
    state = _state(request)
    _same, _years, year, total, rows = await _asked(request, limit=state.limit, offset=state.offset)
    return Response({"total": total, "rows": [_plain(year, each) for each in rows]})


def _plain(year: int, row: dict[str, Any]) -> dict[str, Any]:
    return {
        "year": year,
        "number": row["number"],
        "name": row["name"],
        "uscc": row["uscc"],
        "district": row["area"],
        "filed_at": row["filed_at"].isoformat(),
        "late": row["is_late"],
        "nil": row["is_nil"],
        "effective_at": row["effective_at"].isoformat() if row["effective_at"] else None,
        "correcting": row["effective_at"] is not None and row["status"] != "accepted",
        "values": {indicator.key: reading.typed(indicator, value) for indicator, value in row["cells"]},
    }


@get("/annual-reports.csv", opt=PUBLIC)
async def listed_csv(request: Ask) -> Response[bytes]:
    """The same list as a table, without pages. A cell that may not be read is empty."""
    _asked_for, _years, year, _total, rows = await _asked(request, limit=MOST, offset=0)
    lang = i18n.language()
    shown = [
        each
        for each in catalogue.INDICATORS
        if FormKind.OPERATING in each.forms and each.publish is not Publish.NEVER
    ]
    columns = [
        Column(_("报告年度")),
        Column(_("登记编号")),
        Column(_("机构名称")),
        Column(_("统一社会信用代码")),
        Column(_("报送时间"), "moment"),
        Column(_("逾期报送")),
        Column(_("生效时间"), "moment"),
        *(Column(each.name(lang)) for each in shown),
    ]
    body = []
    for row in rows:
        cells = dict(_shown(row))
        body.append(
            [
                str(year),
                row["number"],
                row["name"],
                row["uscc"],
                row["filed_at"],
                _("是") if row["is_late"] else "",
                row["effective_at"],
                *(cells.get(each.key, "") for each in shown),
            ]
        )
    return Response(
        b"".join(csv.chunks(columns, body)),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="annual-reports-{year}.csv"'},
    )


HANDLERS = [listed, listed_json, listed_csv]
