"""What everybody may see of draws: plans, items, what was fixed, what came out, and why this firm."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get

from app import clock
from app.inspections import words
from app.shell import open_data, organ_names
from app.shell.i18n import gettext as _
from app.shell.listing import ListState, Page
from app.shell.render import page
from regulation.accounts import organs
from regulation.inspections import rules
from regulation.inspections.queries import draws, plans
from regulation.inspections.status import DRAW_NAMES
from reports.exports import csv as csv_export
from reports.exports.columns import Column


def _state(request: Request[Any, Any, Any]) -> ListState:
    return ListState.of(request, filters=("year", "organ", "status"))


async def _search(
    state: ListState, *, paged: bool = True
) -> tuple[int, list[dict[str, Any]], dict[str, dict[str, int]]]:
    return await draws.search(
        years=[int(year) for year in state.values("year") if year.isdecimal() and len(year) == 4],
        organs=state.values("organ"),
        statuses=state.values("status"),
        limit=state.limit if paged else None,
        offset=state.offset if paged else 0,
    )


@get("/draws", opt={"public": True})
async def draw_list(request: Request[Any, Any, Any]) -> Response[Any]:
    """All draws, the abandoned among them, and the plans they come from."""
    state = _state(request)
    total, rows, counts = await _search(state)
    preparing, missing = await draws.numbers_unseen()
    names = {each["code"]: organ_names.brief(each["name"]) for each in await organs.all_organs()}
    facets = [
        state.facet("year", _("年度"), counts["year"]),
        state.facet("organ", _("机关"), counts["organ"], names),
        state.facet("status", _("状态"), counts["status"], {str(k): _(v) for k, v in DRAW_NAMES.items()}),
    ]
    return page(
        "inspections/draws.html",
        request,
        state=state,
        listed=Page(rows, total, state),
        facets=facets,
        plans=await plans.public_plans(),
        preparing=preparing,
        missing=missing,
        draw_names=DRAW_NAMES,
        tones=words.DRAW_TONES,
        plan_due=rules.plan_due(clock.today().year),
    )


def _row(found: dict[str, Any]) -> dict[str, Any]:
    return {
        "draw_id": found["draw_id"],
        "title": found["title"],
        "organ": found["organ_name"],
        "organ_code": found["organ_code"],
        "year": found["year"],
        "plan": found["plan_number"],
        "status": found["status"],
        "source": found["source"],
        "session_at": found["session_at"].isoformat(),
        "committed_at": found["committed_at"].isoformat() if found["committed_at"] else None,
        "commitment": found["commitment"],
        "concluded_at": found["concluded_at"].isoformat() if found["concluded_at"] else None,
        "result_hash": found["result_hash"],
        "ended_reason": found["ended_reason"],
    }


@get(
    "/draws.json",
    opt={"public": True},
    operation_class=open_data.listing(
        "Random draws, abandoned ones included",
        year=(open_data.WHOLE, "year of the draw"),
        organ=(open_data.TEXT, "code of the organ"),
        status=(open_data.TEXT, "where the draw stands"),
    ),
)
async def draws_json(request: Request[Any, Any, Any]) -> dict[str, Any]:
    """Every public draw of the filter."""
    total, rows, _facets = await _search(_state(request), paged=False)
    return {"total": total, "rows": [_row(each) for each in rows]}


@get("/draws.csv", opt={"public": True}, include_in_schema=False)
async def draws_csv(request: Request[Any, Any, Any]) -> Response[bytes]:
    """The same list for a spreadsheet."""
    _total, rows, _facets = await _search(_state(request), paged=False)
    found = [_row(each) for each in rows]
    names = list(found[0]) if found else ["draw_id"]
    body = b"".join(
        csv_export.chunks([Column(name) for name in names], [list(each.values()) for each in found])
    )
    headers = {"Content-Disposition": 'attachment; filename="draws.csv"'}
    return Response(body, media_type="text/csv; charset=utf-8", headers=headers)


HANDLERS = [draw_list, draws_json, draws_csv]
