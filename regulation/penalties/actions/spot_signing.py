"""A decision on the spot with what the party drew on the glass."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database
from regulation.casework import attachments
from regulation.penalties.actions import summary

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path
    from uuid import UUID

    from regulation.actor import Actor

Row = dict[str, Any]
KIND = "signature-party"


async def decide(
    firm_id: UUID | None,
    violation: str,
    *,
    drawing: bytes,
    folder: Path,
    actor: Actor,
    now: datetime,
    **said: Any,
) -> Row:
    """Decide, and keep the party's drawing with the decision; both or nothing. Arguments as `summary.decide_on_the_spot`."""
    async with database.unit_of_work():
        made = await summary.decide_on_the_spot(firm_id, violation, actor=actor, now=now, **said)
        if drawing and await of(made["id"]) is None:
            await attachments.add(
                folder,
                "spot_penalty",
                made["id"],
                KIND,
                "party.png",
                "image/png",
                drawing,
                actor=actor,
                now=now,
            )
    return made


async def of(spot_id: UUID) -> Row | None:
    """The file with the party's signature, where there is one: kept with the decision, or with the booklet it stood in."""
    return await database.row(
        """select * from attachment where matter_kind = 'spot_penalty' and matter_id = $1 and kind = $2
           union all
           select attachment.* from spot_form as form
             join spot_entry as entry on entry.booklet = form.booklet and entry.item = form.number
                  and entry.kind = 'decide' and entry.result = 'taken'
             join attachment on attachment.matter_kind = 'spot_booklet' and attachment.matter_id = form.booklet
                  and attachment.sha256 = entry.text::jsonb -> 'body' ->> 'signature'
           where form.spot = $1 limit 1""",
        spot_id,
        KIND,
    )
