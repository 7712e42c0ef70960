"""Draws, as the desk, the public and a verifier read them."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.casework import record as log
from regulation.inspections import permissions, rules
from regulation.inspections.draw import explain
from regulation.inspections.queries import lists, rosters
from regulation.inspections.status import DrawStatus

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from regulation.actor import Actor

DRAW = """
select draw.*, organ.name as organ_name, organ.name_en as organ_name_en, organ.code as organ_code, organ.short as organ_short,
       plan.number as plan_number, plan.id as plan_id, plan_line.title as line_title, plan_line.month,
       commitment.manifest, commitment.commitment, commitment.leaf as commitment_leaf,
       result.result_hash, result.leaf as result_leaf
from inspection_draw as draw
     join organ on organ.id = draw.organ
     left join plan_line on plan_line.id = draw.plan_line
     left join inspection_plan as plan on plan.id = plan_line.plan
     left join draw_commitment as commitment on commitment.draw = draw.id
     left join draw_result as result on result.draw = draw.id
"""

#: A draw is public from its commitment on; an abandoned one as well, for its number stays.
PUBLIC = "draw.status <> 'prepared'"


def _read(found: dict[str, Any] | None) -> dict[str, Any]:
    if found is None:
        raise errors.NotFound
    return {
        **found,
        "params": json.loads(found["params"]),
        "witnesses": json.loads(found["witnesses"]),
        "manifest": json.loads(found["manifest"]) if found["manifest"] else None,
        "last_deadline": rules.deadline_of(json.loads(found["params"])["entropy"][-1]),
    }


async def draw(actor: Actor, draw_id: str) -> dict[str, Any]:
    """One draw within reach. Raises NotFound."""
    found = _read(await database.row(f"{DRAW} where draw.draw_id = $1", draw_id))
    permissions.check_in_scope(actor, found["organ"])
    return await lists.known(found)


async def public_draw(draw_id: str) -> dict[str, Any]:
    """One draw as everybody may see it. Raises NotFound while its rosters are being prepared."""
    return await lists.known(
        _read(await database.row(f"{DRAW} where draw.draw_id = $1 and {PUBLIC}", draw_id))
    )


async def of_actor(actor: Actor, *, statuses: Sequence[str] = (), limit: int = 200) -> list[dict[str, Any]]:
    """The draws within reach, newest first."""
    found = await database.rows(
        f"""{DRAW} where ($1::uuid is null or draw.organ = $1) and (cardinality($2::text[]) = 0 or draw.status = any($2))
            order by draw.prepared_at desc limit $3""",
        None if actor.is_municipal else actor.organ_id,
        [str(each) for each in statuses],
        limit,
    )
    return [_read(each) for each in found]


async def search(
    *,
    years: Sequence[int] = (),
    organs: Sequence[str] = (),
    statuses: Sequence[str] = (),
    limit: int | None = None,
    offset: int = 0,
) -> tuple[int, list[dict[str, Any]], dict[str, dict[str, int]]]:
    """Public draws, newest first: total, rows, and counts of year, organ and status, each without its own filter."""
    args = (list(years), list(organs), [str(each) for each in statuses])
    conditions = {
        "year": "(cardinality($1::int[]) = 0 or draw.year = any($1))",
        "organ": "(cardinality($2::text[]) = 0 or organ.code = any($2))",
        "status": "(cardinality($3::text[]) = 0 or draw.status = any($3))",
    }
    where = " and ".join([PUBLIC, *conditions.values()])
    total = await database.value(
        f"select count(*) from inspection_draw as draw join organ on organ.id = draw.organ where {where}",  # noqa: S608
        *args,
    )
    found = await database.rows(
        f"""{DRAW} where {where} order by coalesce(draw.committed_at, draw.prepared_at) desc, draw.draw_id desc
            limit $4 offset $5""",
        *args,
        limit,
        offset,
    )
    columns = {"year": "draw.year::text", "organ": "organ.code", "status": "draw.status"}
    facets = {}
    for name, column in columns.items():
        others = " and ".join([PUBLIC, *(text for key, text in conditions.items() if key != name)])
        # A parameter that a condition does not name still has to be typed.
        typed = "$1::int[] is not null and $2::text[] is not null and $3::text[] is not null"
        counted = await database.rows(
            f"""select {column} as value, count(*) as n from inspection_draw as draw join organ on organ.id = draw.organ
                where {others} and {typed} group by 1 order by 2 desc, 1 desc""",  # noqa: S608
            *args,
        )
        facets[name] = {each["value"]: each["n"] for each in counted}
    return total, [_read(each) for each in found], facets


async def editors(draw: UUID) -> set[UUID]:
    """Who prepared or edited the rosters of a draw, and so cannot supervise it."""
    return await log.persons_of("inspection_draw", draw, "prepare", "edit_subject", "edit_inspector")


async def material(found: dict[str, Any]) -> dict[str, Any]:
    """The input of the procedure: what was committed to, and the value where it is known."""
    params = found["params"]
    entropy: list[dict[str, str]] = []
    if found["entered_at"] is not None:
        source = params["entropy"][found["alternative"]]["sources"][0]
        entropy = [{"id": source["id"], "value": found["value"]}]
    return {
        "params": params,
        "subjects": [rosters.subject_record(each) for each in await rosters.subjects(found["id"])],
        "inspectors": [rosters.inspector_record(each) for each in await rosters.officers(found["id"])],
        "transcript": {"alternative": found["alternative"] or 0, "entropy": entropy, "secrets": []},
        "amendments": [],
    }


async def result(draw: UUID) -> dict[str, Any] | None:
    """The record of a draw that was concluded."""
    text = await database.value("select record from draw_result where draw = $1", draw)
    return json.loads(text) if text else None


async def published_file(found: dict[str, Any]) -> dict[str, Any]:
    """What anyone downloads and recomputes: description, input and expected result.

    Before the result, only what was committed to in public: params, manifest and the roster of
    subjects; the inspectors' roster is with the auditor until then.
    """
    described = f"{found['draw_id']} {found['title']}"
    if found["status"] in {DrawStatus.DRAWN, DrawStatus.INFEASIBLE}:
        return {
            "description": described,
            "input": await material(found),
            "expected": await result(found["id"]),
        }
    return {
        "description": described,
        "status": found["status"],
        "params": found["params"],
        "manifest": found["manifest"],
        "commitment": found["commitment"],
        "subjects": [rosters.subject_record(each) for each in await rosters.subjects(found["id"])]
        if found["commitment"]
        else [],
    }


async def explanation(found: dict[str, Any], subject: str) -> tuple[dict[str, Any], explain.Explanation]:
    """Why this firm was drawn or was not: its roster row, and the arithmetic. Raises NotFound before the result."""
    drawn = await result(found["id"])
    if drawn is None:
        raise errors.NotFound
    roster = await rosters.subjects(found["id"])
    row = next((each for each in roster if each["subject"] == subject), None)
    if row is None:
        raise errors.NotFound
    records = [rosters.subject_record(each) for each in roster]
    # Sorting a large roster by its tickets takes a second that other readers need not wait for.
    prk = bytes.fromhex(drawn["prk"])
    return row, await asyncio.to_thread(explain.explain, found["params"], records, prk, subject)
