"""One draw in public: what was fixed, what was announced, what came out, who was replaced, and why this firm."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from litestar import MediaType, Request, Response, get

from app import clock
from app.inspections import words
from app.settings import settings
from app.shell import open_data
from app.shell.i18n import gettext as _
from app.shell.render import fragment, page, redirect
from regulation import errors
from regulation.casework import documents
from regulation.inspections import disclosure, items, rules, rules_amending, sources
from regulation.inspections.queries import draws, rosters, tasks
from regulation.inspections.status import DRAW_NAMES, DrawStatus
from reports import marks

MATCHES = 30


@get(
    "/draws/{draw_id:str}",
    opt={"public": True},
    operation_class=open_data.thing(
        "A draw",
        "Add `.json` for the record that `zhiheng verify-draw` recomputes: `input` and `expected`. Until all of it is"
        " public by the way declared with the commitment, the file holds the part that is.",
    ),
)
async def draw_page(request: Request[Any, Any, Any], draw_id: str) -> Response[Any]:
    """A draw. `.json` is the file that anyone recomputes."""
    if draw_id.endswith(".json"):
        return await _file(draw_id.removesuffix(".json"))
    found = await draws.public_draw(draw_id)
    shown: disclosure.Shown = found["shown"]
    result = await draws.result(found["id"]) if shown.selection else None
    papers = await documents.of_matter("inspection_draw", found["id"])
    return page(
        "inspections/draw.html",
        request,
        draw=found,
        list=items.version(found["items_version"]),
        item_ids=list(dict.fromkeys(item for each in found["params"]["strata"] for item in each["items"])),
        status_name=_(DRAW_NAMES[DrawStatus(found["status"])]),
        tone=words.DRAW_TONES[DrawStatus(found["status"])],
        basis=words.basis(found),
        counts=await rosters.counts(found["id"]) if shown.subjects else [],
        reasons=await rosters.reasons(found["id"]) if shown.subjects else [],
        reason_names=rules.REASONS,
        tiers=words.STRATUM_WORDS,
        role_words=words.ROLE_WORDS,
        source_words=words.source(found["source"]),
        alternatives=words.alternatives(found),
        announced=words.values(found),
        parties=sources.PARTIES,
        secrets=await draws.secrets(found["id"]),
        way=words.way(found),
        discloses_on=found["concluded_at"] + disclosure.LATEST
        if found["concluded_at"] and not found["disclosed_at"]
        else None,
        earlier=await draws.earlier_acts(found["id"]),
        acts=words.ACTS,
        narrow_slots=await _narrow(found),
        narrow_named=shown.inspectors,
        misconduct=await draws.misconduct(found["id"]),
        misconduct_words=words.MISCONDUCT,
        statements=await draws.statements(found["id"]),
        result=result,
        certificates=words.certificates(result),
        teams=_teams(result, await tasks.of_draw(found["id"])) if result else [],
        chain=result["amendments"] if result and shown.inspectors else [],
        amendments_made=len(await draws.amendments(found["id"])),
        amendment_kinds=rules_amending.KINDS,
        amendment_reasons=rules_amending.REASONS,
        outcomes=rules_amending.OUTCOMES,
        paper=papers[-1] if papers else None,
        breadcrumbs=[(_("随机抽查"), "/draws"), (found["draw_id"], None)],
    )


async def _narrow(found: dict[str, Any]) -> list[dict[str, Any]]:
    """Slots with few candidates: of the roster before the result, of the drawn firms after it."""
    if found["result_hash"]:
        return []
    return await rosters.narrow_slots(found)


def _teams(result: dict[str, Any], found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The firms of the result with the members that the record gives them; replaced ones are in the chain."""
    by_number = {each["firm_number"]: each for each in found}
    members = {each["subject"]: each["members"] for each in result["assignment"]["teams"]}
    picked = [
        (stratum["id"], number)
        for stratum in result["strata"]
        for number in stratum["certain"] + stratum["selected"]
    ]
    return [
        {
            "stratum": stratum,
            "number": number,
            "name": by_number[number]["firm_name"] if number in by_number else "",
            "members": members.get(number, []),
        }
        for stratum, number in picked
    ]


async def _file(draw_id: str) -> Response[bytes]:
    found = await draws.public_draw(draw_id)
    content = await draws.published_file(found)
    body = await asyncio.to_thread(json.dumps, content, ensure_ascii=False, indent=1)
    return Response(
        body.encode(),
        media_type=MediaType.JSON,
        headers={"Content-Disposition": f'inline; filename="{draw_id}.json"'},
    )


@get("/draws/{draw_id:str}/evidence", opt={"public": True}, include_in_schema=False)
async def evidence(draw_id: str) -> dict[str, Any]:
    """What proves the announced values: round and signature of the beacon, witnesses, the note."""
    found = await draws.public_draw(draw_id)
    return {
        "draw_id": draw_id,
        "alternative": found["alternative"],
        "entropy": found["entropy"],
        "evidence": found["evidence"],
        "witnesses": found["witnesses"],
        "note": found["source_note"],
        "entered_at": found["entered_at"].isoformat() if found["entered_at"] else None,
    }


@get("/draws/secret", opt={"public": True}, include_in_schema=False)
async def secret(request: Request[Any, Any, Any]) -> Response[Any]:
    """Where a party makes its secret: everything happens on its own device."""
    asked = request.query_params
    return page(
        "inspections/draw_secret.html",
        request,
        values={"draw": asked.get("draw", "")[:64], "party": asked.get("party", "")},
        parties=sources.PARTIES,
        breadcrumbs=[(_("随机抽查"), "/draws"), (_("生成和核对秘密值"), None)],
    )


@get("/draws/{draw_id:str}/room", opt={"public": True}, include_in_schema=False)
async def live_room(request: Request[Any, Any, Any], draw_id: str) -> Response[Any]:
    """The room for witnesses: asks the server every few seconds where the draw stands."""
    found = await draws.public_draw(draw_id)
    return page(
        "inspections/live_room.html",
        request,
        breadcrumbs=[(_("随机抽查"), "/draws"), (draw_id, f"/draws/{draw_id}"), (_("抽取现场"), None)],
        **_live(found, await draws.secrets(found["id"])),
        **await _drawn_count(found),
    )


@get("/draws/{draw_id:str}/room/state", opt={"public": True}, include_in_schema=False)
async def live_state(request: Request[Any, Any, Any], draw_id: str) -> Response[Any]:
    """The part of the room that changes; 204 while what the page shows is what there is, so that nothing is read out twice."""
    found = await draws.public_draw(draw_id)
    live = _live(found, await draws.secrets(found["id"]))
    if request.query_params.get("seen") == live["mark"]:
        return Response(b"", status_code=204)
    return fragment("inspections/live_room.html", request, block="state", **live, **await _drawn_count(found))


def _live(found: dict[str, Any], secrets: list[dict[str, Any]]) -> dict[str, Any]:
    now = clock.now()
    alternatives = words.alternatives(found)
    moments = [
        (_("随机数产生"), found["session_at"]),
        *((_("%(source)s截止", source=each["label"]), each["deadline"]) for each in alternatives),
    ]
    following = next(((label, at) for label, at in moments if at > now), None)
    opened = sum(bool(each["value"]) for each in secrets)
    status = DrawStatus(found["status"])
    mark = f"{status}-{opened}-{following[1].timestamp() if following else 0:.0f}"
    return {
        "draw": found,
        "status": status,
        "status_name": _(DRAW_NAMES[status]),
        "tone": words.DRAW_TONES[status],
        "stages": words.stages(found),
        "alternatives": alternatives,
        "announced": words.values(found),
        "following": following if status in {DrawStatus.COMMITTED, DrawStatus.ENTROPY} else None,
        "parties": sources.PARTIES,
        "secrets": secrets,
        "mark": mark,
        "is_over": status not in {DrawStatus.COMMITTED, DrawStatus.ENTROPY},
        "qr": marks.qr(f"{settings().base_url}/draws/{found['draw_id']}#{found['commitment']}")
        if found["commitment"]
        else "",
    }


async def _drawn_count(found: dict[str, Any]) -> dict[str, Any]:
    """How many firms came out, where that is public."""
    if not found["shown"].selection:
        return {"drawn": None}
    result = await draws.result(found["id"])
    assert result is not None
    return {"drawn": sum(len(each["certain"]) + len(each["selected"]) for each in result["strata"])}


@get("/draws/{draw_id:str}/firms", opt={"public": True}, include_in_schema=False)
async def find_firm(request: Request[Any, Any, Any], draw_id: str) -> Response[Any]:
    """Find one's own firm in the roster by name, number or code."""
    found = await draws.public_draw(draw_id)
    shown: disclosure.Shown = found["shown"]
    if not shown.subjects:
        raise errors.NotFound
    asked = " ".join(request.query_params.get("q", "").replace("\x00", "").split())[:100]
    roster = await rosters.subjects(found["id"])
    matching = [
        each
        for each in roster
        if asked and (asked in each["name"] or asked.upper() in {each["subject"], each["uscc"]})
    ]
    if len(matching) == 1 and shown.selection:
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
        tiers=words.STRATUM_WORDS,
        breadcrumbs=[(_("随机抽查"), "/draws"), (draw_id, f"/draws/{draw_id}"), (_("查找机构"), None)],
    )


@get("/draws/{draw_id:str}/firms/{number:str}", opt={"public": True}, include_in_schema=False)
async def why(request: Request[Any, Any, Any], draw_id: str, number: str) -> Response[Any]:
    """Why this firm, or why not: stratum, chance, ticket, rank, cap, exclusion with its rule, replacement."""
    found = await draws.public_draw(draw_id)
    if found["result_hash"] and not found["shown"].selection:
        # Of a sealed draw every firm gets the same answer: the page that says when there will be another.
        return redirect(f"/draws/{draw_id}")
    row, explained = await draws.explanation(found, number)
    result = await draws.result(found["id"])
    assert result is not None
    return page(
        "inspections/why.html",
        request,
        draw=found,
        firm=row,
        why=explained,
        tier=_(words.STRATUM_WORDS[row["stratum"]]),
        reason=_(rules.REASONS[row["reason"]]) if row["reason"] else "",
        reason_basis=rules.REASON_BASIS.get(row["reason"]),
        stratum=next(each for each in found["params"]["strata"] if each["id"] == row["stratum"]),
        select_key=draws.select_key(result),
        touched=[each for each in result["amendments"] if number in {each["subject"], each["new_subject"]}],
        amendment_reasons=rules_amending.REASONS,
        outcomes=rules_amending.OUTCOMES,
        breadcrumbs=[(_("随机抽查"), "/draws"), (draw_id, f"/draws/{draw_id}"), (row["name"], None)],
    )


HANDLERS = [draw_page, secret, evidence, live_room, live_state, find_firm, why]
