"""What came from the party, the reviewing government and the courts is kept with the remedy as a file, and goes into the case file."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING
from uuid import UUID

from regulation import database, errors
from regulation.casework import attachments, record
from regulation.law.citation import PENALTY_LAW
from regulation.remedies import permissions, queries
from regulation.remedies.status import papers_of
from regulation.remedies.tables import Remedy
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from regulation.actor import Actor


async def keep_paper(  # noqa: PLR0917 - one row, one call
    folder: Path,
    remedy_id: UUID,
    kind: str,
    file_name: str,
    media_type: str,
    content: bytes,
    *,
    actor: Actor,
    now: datetime,
) -> UUID:
    """Keep a received paper whose content was already checked, at any time, once; it moves nothing."""
    async with database.unit_of_work():
        remedy = await queries.for_update(remedy_id)
        permissions.check_can_act(actor, remedy)
        if kind not in papers_of(remedy["way"]):
            raise errors.Invalid({"kind": N_("请选择文书")})
        digest = hashlib.sha256(content).hexdigest()
        if digest in {each["sha256"] for each in await attachments.of("remedy", remedy_id)}:
            raise errors.Invalid({"file": N_("该文件已经存入")})
        made = await attachments.add(
            folder, "remedy", remedy_id, kind, file_name, media_type, content, actor=actor, now=now
        )
        await record.record_event(
            Remedy,
            remedy_id,
            "keep_paper",
            actor=actor,
            now=now,
            data={"kind": kind, "sha256": digest},
            cites=(PENALTY_LAW.article(47),),
        )
    return made
