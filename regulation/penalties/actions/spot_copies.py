"""The organ's copy of a decision written by hand on a numbered form: scanned or photographed before the office files it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.casework import attachments, record
from regulation.law.citation import PENALTY_LAW
from regulation.penalties import permissions
from regulation.penalties.actions import doors, summary
from regulation.penalties.rules import forms as rules
from regulation.penalties.tables_hearing import SpotPenalty
from regulation.roles import Role
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path
    from uuid import UUID

    from regulation.actor import Actor
    from regulation.penalties.rules.fines import Refusal

Row = dict[str, Any]
KIND = "spot_form_copy"


async def of(spot_id: UUID) -> list[Row]:
    """The pages of the copy, the first attached first."""
    return [each for each in await attachments.of("spot_penalty", spot_id) if each["kind"] == KIND]


async def is_handwritten(spot_id: UUID) -> bool:
    """Whether the decision was written by hand on a numbered form."""
    return await database.value("select true from spot_form where spot = $1", spot_id) is not None


async def refused(spot: Row) -> Refusal | None:
    """What stops another page today."""
    return rules.copy_refused(
        is_handwritten=await is_handwritten(spot["id"]),
        is_filed=spot["status"] == "filed",
        pages=len(await of(spot["id"])),
    )


def may_attach(spot: Row, actor: Actor) -> bool:
    """The officers who wrote it, and the clerks of their organ."""
    return actor.person_id in {spot["officer_a"], spot["officer_b"]} or (
        actor.holds(Role.CLERK) and actor.organ_id == spot["organ"]
    )


async def attach(
    spot_id: UUID,
    *,
    file_name: str,
    media_type: str,
    content: bytes,
    folder: Path,
    actor: Actor,
    now: datetime,
) -> UUID:
    """Keep a page of the form as it was written. Raises NotFound, Invalid for the same page twice, Refused with the article."""
    async with database.unit_of_work():
        await database.execute("select from spot_penalty where id = $1 for update", spot_id)
        spot = await summary.visible(actor, spot_id)
        if not may_attach(spot, actor):
            permissions.check_office(actor, spot, {Role.CLERK}, await doors.conflicted(spot["firm"], now))
        doors.refuse(await refused(spot))
        sha256 = hashlib.sha256(content).hexdigest()
        if sha256 in {each["sha256"] for each in await of(spot_id)}:
            raise errors.Invalid({"scan": N_("这一页已经上传过")})
        made = await attachments.add(
            folder,
            "spot_penalty",
            spot_id,
            KIND,
            file_name,
            media_type,
            content,
            actor=actor,
            now=now,
        )
        await record.record_event(
            SpotPenalty,
            spot_id,
            "attach_copy",
            actor=actor,
            now=now,
            data={"file": file_name, "sha256": sha256},
            cites=(PENALTY_LAW.article(47),),
        )
    return made


async def read(spot_id: UUID, file_id: UUID, folder: Path) -> tuple[Row, bytes]:
    """A page; the caller has asked who may see the decision. Raises NotFound."""
    if file_id not in {each["id"] for each in await of(spot_id)}:
        raise errors.NotFound
    return await attachments.read(folder, file_id)
