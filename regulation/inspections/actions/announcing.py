"""What the public gets of a draw: the notice of its result, and later the rest of its rosters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.actor import SYSTEM
from regulation.casework import documents, numbering, record
from regulation.inspections import disclosure, items, permissions, rules
from regulation.inspections.queries import draws, rosters, tasks
from regulation.inspections.tables import Draw
from regulation.law import beijing
from regulation.ledger import actions as ledger
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from regulation.actor import Actor

#: A notice before the officers' roster is public names none of them.
UNNAMED = N_("执法人员的代号在检查完成后或者结果公布30日后公布。")


async def announce(draw_id: str, *, supervisor: str, now: datetime) -> None:
    """Issue the public notice of the result, in the caller's transaction, with what is public by now."""
    found = await draws.public_draw(draw_id)
    result = await draws.result(found["id"])
    organ = await database.row("select * from organ where id = $1", found["organ"])
    assert organ is not None
    assert result is not None
    shown: disclosure.Shown = found["shown"]
    today = beijing.legal_day(now)
    left_out: dict[str, list[str]] = {}
    for each in await rosters.reasons(found["id"]):
        left_out.setdefault(each["stratum"], []).append(f"{rules.REASONS[each['reason']]}{each['n']}家")
    list_ = items.version(found["items_version"])
    said = {each["id"]: each["value"] for each in found["entropy"]}
    taken = await numbering.next_number(organ["code"], "draw_notice", today.year)
    await documents.issue(
        "draw_notice",
        numbering.formatted(organ["short"], "人社抽告", today.year, taken),
        "inspection_draw",
        found["id"],
        {
            "organ": {"name": organ["name"]},
            "matter": found["title"],
            "draw_id": found["draw_id"],
            "plan": basis_of(found),
            "items": [list_.item(each).label for each in _items(found)],
            "strata": [
                {
                    "name": stratum_name(each["id"]),
                    "population": each["population"],
                    "eligible": each["eligible"],
                    "drawn": len(each["selected"]),
                    "certain": len(each["certain"]),
                    "excluded": "，".join(left_out.get(each["id"], ())),
                }
                for each in result["strata"]
            ],
            "drawn": [
                {
                    "firm": each["firm_name"],
                    "code": each["uscc"] or each["firm_number"],
                    "district": each["district"],
                    "stratum": stratum_name(each["stratum"]),
                    "officers": each["team"] if shown.inspectors else [],
                }
                for each in await tasks.of_draw(found["id"])
            ],
            "committed_at": found["committed_at"],
            "commitment": found["commitment"],
            "drawn_at": found["concluded_at"],
            "result_hash": result["result_hash"],
            "sources": [
                {"description": source["description"], "value": said[source["id"]]}
                for source in found["params"]["entropy"][found["alternative"]]["sources"]
            ],
            "operator": found["prepared_by"],
            "supervisor": supervisor,
            "note": "" if shown.inspectors else UNNAMED,
        },
        organ_id=found["organ"],
        firm_id=None,
        now=now,
    )


def basis_of(found: Mapping[str, Any]) -> str:
    """The number of the plan or special inspection on which a draw rests; of leads, the word."""
    return str(found["plan_number"] or found["special_number"] or "经批准的检查线索")


def stratum_name(stratum: str) -> str:
    """The stratum in words: a tier, or the firms of leads."""
    return f"{stratum}级" if stratum in rules.TIERS else "线索检查对象"


def _items(found: Mapping[str, Any]) -> list[str]:
    seen: dict[str, None] = {}
    for stratum in found["params"]["strata"]:
        seen |= dict.fromkeys(stratum["items"])
    return list(seen)


async def disclose(draw_id: str, *, actor: Actor, now: datetime) -> None:
    """Make the rest of a draw public once its inspections are over, at the latest after thirty days.

    Raises Refused before, AlreadyMoved when everything already is.
    """
    found = await draws.public_draw(draw_id)
    if actor is not SYSTEM:
        permissions.check_in_scope(actor, found["organ"])
    async with database.unit_of_work():
        held = await database.row(
            "select concluded_at, disclosed_at from inspection_draw where id = $1 for update", found["id"]
        )
        assert held is not None
        if held["concluded_at"] is None or held["disclosed_at"] is not None:
            raise errors.AlreadyMoved
        total, still_open = await counted(found["id"])
        if not disclosure.is_due(held["concluded_at"], still_open, now, has_tasks=total > 0):
            raise errors.Refused("检查尚未全部完成，结果公布也未满30日，名录还不能公开")
        was_silent = not found["shown"].selection
        await database.execute("update inspection_draw set disclosed_at = $2 where id = $1", found["id"], now)
        await record.record_event(Draw, found["id"], "disclose", actor=actor, now=now)
        if was_silent:
            await announce(draw_id, supervisor=found["supervisor_name"], now=now)
        await ledger.append(
            draw_id,
            "inspection_draw",
            "disclose",
            actor=actor,
            now=now,
            prev_state=found["status"],
            document=bytes.fromhex(found["result_hash"]),
        )


async def counted(draw: UUID) -> tuple[int, int]:
    """How many tasks a draw has, and how many of them are not yet over."""
    found = await database.row(
        """select count(*) as total,
                  count(*) filter (where status not in ('confirmed', 'published', 'carried', 'replaced')) as still_open
           from inspection_task where draw = $1""",
        draw,
    )
    assert found is not None
    return found["total"], found["still_open"]


async def disclose_due(*, now: datetime) -> int:
    """Make public whatever is due; how many draws."""
    waiting = await database.rows(
        "select draw_id from inspection_draw where concluded_at is not null and disclosed_at is null order by draw_id"
    )
    made = 0
    for each in waiting:
        try:
            await disclose(each["draw_id"], actor=SYSTEM, now=now)
        except errors.Refused:
            continue
        made += 1
    return made
