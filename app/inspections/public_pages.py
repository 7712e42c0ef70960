"""What everybody may see of draws: plans, items, what was fixed, what came out, and why this firm."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from litestar import MediaType, Request, Response, get

from app import clock
from app.inspections import words
from app.shell import open_data, organ_names
from app.shell.i18n import gettext as _
from app.shell.listing import ListState, Page
from app.shell.render import page, redirect
from regulation import errors
from regulation.accounts import organs
from regulation.casework import documents
from regulation.inspections import items, rules
from regulation.inspections.queries import draws, plans, rosters, tasks
from regulation.inspections.status import DRAW_NAMES, DrawStatus
from reports.exports import csv as csv_export
from reports.exports.columns import Column

MATCHES = 30


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


@get(
    "/draws/{draw_id:str}",
    opt={"public": True},
    operation_class=open_data.thing(
        "A draw", "Add `.json` for the record that `zhiheng verify-draw` recomputes: `input` and `expected`."
    ),
)
async def draw_page(request: Request[Any, Any, Any], draw_id: str) -> Response[Any]:
    """A draw: what is fixed, what was announced, what came out. `.json` is the file that anyone recomputes."""
    if draw_id.endswith(".json"):
        return await _file(draw_id.removesuffix(".json"))
    found = await draws.public_draw(draw_id)
    result = await draws.result(found["id"])
    papers = await documents.of_matter("inspection_draw", found["id"])
    return page(
        "inspections/draw.html",
        request,
        draw=found,
        list=items.version(found["items_version"]),
        status_name=_(DRAW_NAMES[DrawStatus(found["status"])]),
        tone=words.DRAW_TONES[DrawStatus(found["status"])],
        counts=await rosters.counts(found["id"]),
        reasons=await rosters.reasons(found["id"]),
        reason_names=rules.REASONS,
        tiers=words.TIER_WORDS,
        sources=rules.SOURCES,
        alternatives=words.alternatives(found),
        result=result,
        tasks=await tasks.of_draw(found["id"]),
        paper=papers[-1] if papers else None,
        breadcrumbs=[(_("随机抽查"), "/draws"), (found["draw_id"], None)],
    )


async def _file(draw_id: str) -> Response[bytes]:
    found = await draws.public_draw(draw_id)
    content = await draws.published_file(found)
    body = await asyncio.to_thread(json.dumps, content, ensure_ascii=False, indent=1)
    return Response(
        body.encode(),
        media_type=MediaType.JSON,
        headers={"Content-Disposition": f'inline; filename="{draw_id}.json"'},
    )


@get("/draws/{draw_id:str}/firms", opt={"public": True}, include_in_schema=False)
async def find_firm(request: Request[Any, Any, Any], draw_id: str) -> Response[Any]:
    """Find one's own firm in the roster by name, number or code."""
    found = await draws.public_draw(draw_id)
    asked = " ".join(request.query_params.get("q", "").replace("\x00", "").split())[:100]
    roster = await rosters.subjects(found["id"])
    matching = [
        each
        for each in roster
        if asked and (asked in each["name"] or asked.upper() in {each["subject"], each["uscc"]})
    ]
    if len(matching) == 1 and found["result_hash"]:
        return redirect(f"/draws/{draw_id}/firms/{matching[0]['subject']}")
    return page(
        "inspections/roster_search.html",
        request,
        draw=found,
        q=asked,
        total=len(roster),
        matching=matching[:MATCHES],
        more=max(len(matching) - MATCHES, 0),
        reason_names=rules.REASONS,
        tiers=words.TIER_WORDS,
        breadcrumbs=[(_("随机抽查"), "/draws"), (draw_id, f"/draws/{draw_id}"), (_("查找机构"), None)],
    )


@get("/draws/{draw_id:str}/firms/{number:str}", opt={"public": True}, include_in_schema=False)
async def why(request: Request[Any, Any, Any], draw_id: str, number: str) -> Response[Any]:
    """Why this firm, or why not: stratum, chance, ticket, rank, exclusion with its rule."""
    found = await draws.public_draw(draw_id)
    if not found["result_hash"]:
        raise errors.NotFound
    row, explained = await draws.explanation(found, number)
    return page(
        "inspections/why.html",
        request,
        draw=found,
        firm=row,
        why=explained,
        tier=_(words.TIER_WORDS[row["stratum"]]),
        reason=_(rules.REASONS[row["reason"]]) if row["reason"] else "",
        stratum=next(each for each in found["params"]["strata"] if each["id"] == row["stratum"]),
        breadcrumbs=[(_("随机抽查"), "/draws"), (draw_id, f"/draws/{draw_id}"), (row["name"], None)],
    )


HANDLERS = [
    draw_list,
    draws_json,
    draws_csv,
    draw_page,
    find_firm,
    why,
]
