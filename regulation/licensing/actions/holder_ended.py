"""The holder itself has ended: its living licences wait for their cancellation, 《行政许可法》第七十条第三项."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulation import database
from regulation.casework import record
from regulation.law.citation import LICENSING_LAW
from regulation.licensing.status import LIVING
from regulation.licensing.tables import Licence
from regulation.notices import actions as notices
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from regulation.actor import Actor


async def ask(firm_id: UUID, *, reason: str, actor: Actor, now: datetime) -> list[str]:
    """Put the cancellation of each living licence before its organ, in the caller's transaction; their numbers."""
    found = await database.rows(
        "select id, number, organ, firm_name from licence where firm = $1 and status = any($2) order by id for update",
        firm_id,
        sorted(LIVING),
    )
    for licence in found:
        await record.record_event(
            Licence,
            licence["id"],
            "holder_ended",
            actor=actor,
            now=now,
            reason=reason,
            cites=(LICENSING_LAW.article(70, item=3),),
        )
        await notices.tell(
            N_("持证机构已终止，请办理许可证注销：%(firm)s（%(number)s）"),
            f"/desk/licences/{licence['id']}",
            kind="licence",
            now=now,
            organ_id=licence["organ"],
            firm=licence["firm_name"],
            number=licence["number"],
        )
    return [each["number"] for each in found]
