"""What the procedure calls misconduct is written down by itself, whatever becomes of the act that showed it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from regulation import database
from regulation.casework import record
from regulation.inspections.tables import Draw
from regulation.ledger import actions as ledger
from regulation.ledger import jcs

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from regulation.actor import Actor


async def note(found: Mapping[str, Any], kind: str, facts: str, *, actor: Actor, now: datetime) -> None:
    """Enter a misconduct event: in the file, in public and in the register log. Survives the refusal that follows."""
    async with database.unit_of_work():
        await record.record_event(
            Draw, found["id"], "misconduct", actor=actor, now=now, reason=facts, data={"kind": kind}
        )
        entry = await ledger.append(
            found["draw_id"],
            "inspection_draw",
            f"misconduct_{kind}",
            actor=actor,
            now=now,
            prev_state=found["status"],
            document=jcs.encode({"draw_id": found["draw_id"], "kind": kind, "facts": facts}),
        )
        await database.execute(
            """insert into draw_misconduct (id, draw, kind, facts, noted_by, noted_at, leaf)
               values ($1,$2,$3,$4,$5,$6,$7)""",
            uuid4(),
            found["id"],
            kind,
            facts,
            actor.name,
            now,
            entry.seq,
        )
