"""The auditor recomputes a draw from all its rosters and says in public what came out (hrdraw-1, section 8)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from regulation import database, errors
from regulation.casework import record
from regulation.inspections.draw import verify
from regulation.inspections.queries import draws
from regulation.inspections.tables import Draw
from regulation.ledger import actions as ledger
from regulation.ledger import jcs
from regulation.roles import Role

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from regulation.actor import Actor


async def file_for(draw_id: str, *, actor: Actor) -> dict[str, Any]:
    """The whole file of a concluded draw, for the auditor, before everybody has it. Raises NotFound."""
    found = await draws.draw(actor, draw_id)
    actor.check_holds(Role.AUDITOR)
    if not found["result_hash"]:
        raise errors.NotFound
    return await draws.whole_file(found)


async def state(
    draw_id: str, recomputed: Mapping[str, Any] | jcs.Refusal, *, actor: Actor, now: datetime
) -> bool:
    """Enter the auditor's statement: what the rosters give is the published result, or is not; which.

    `recomputed` is the record of `file_for`'s input as it is now, or the procedure's refusal of it.
    """
    found = await draws.draw(actor, draw_id)
    actor.check_holds(Role.AUDITOR)
    stored = await draws.result(found["id"])
    if stored is None:
        raise errors.NotFound
    chain = stored["amendments"]
    last = chain[-1]["hash"] if chain else stored["result_hash"]
    if isinstance(recomputed, jcs.Refusal):
        difference = f"{jcs.render(recomputed.path)}: {recomputed.reason}"
    else:
        path = verify.first_difference(stored, dict(recomputed))
        difference = "" if path is None else jcs.render(path)
    said = {
        "draw_id": draw_id,
        "result_hash": stored["result_hash"],
        "last_hash": last,
        "equal": not difference,
        "first_difference": difference,
    }
    async with database.unit_of_work():
        await database.value("select id from inspection_draw where id = $1 for update", found["id"])
        if await database.value(
            """select exists (select from draw_statement
                              where draw = $1 and person = $2 and last_hash = $3 and first_difference = $4)""",
            found["id"],
            actor.person_id,
            last,
            difference[:400],
        ):
            # Pressed twice: the same person has said the same of the same record.
            return not difference
        await record.record_event(
            Draw, found["id"], "state_equal", actor=actor, now=now, data=said, reason=difference
        )
        entry = await ledger.append(
            draw_id,
            "inspection_draw",
            "state",
            actor=actor,
            now=now,
            prev_state=found["status"],
            document=jcs.encode(said),
        )
        await database.execute(
            """insert into draw_statement (id, draw, result_hash, last_hash, is_equal, first_difference, person, name, organ,
                                           made_at, leaf)
               values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)""",
            uuid4(),
            found["id"],
            stored["result_hash"],
            last,
            not difference,
            difference[:400],
            actor.person_id,
            actor.name,
            actor.organ_name,
            now,
            entry.seq,
        )
    return not difference
