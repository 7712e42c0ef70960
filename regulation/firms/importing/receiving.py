"""A list is received: every row is kept verbatim, and nothing is changed in the register yet."""

from __future__ import annotations

import asyncio
import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import record
from regulation.firms import permissions
from regulation.firms.importing import lists
from regulation.firms.imports import headers
from regulation.firms.imports.reading import read_table
from regulation.firms.status import STEPS, ImportStatus
from regulation.firms.tables import FirmImport
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from regulation.actor import Actor

TAKEN_ELSEWHERE = N_("这个文件已由其他机关导入，登记簿没有改动。请与市级机关联系")


@dataclass(frozen=True, slots=True)
class Received:
    """An import, and whether the same file had been received before."""

    id: UUID
    number: str
    status: ImportStatus
    was_known: bool


async def receive(data: bytes, filename: str, *, actor: Actor, now: datetime) -> Received:
    """Keep a list with every row verbatim; nothing is changed in the register yet. The same bytes are kept once."""
    permissions.check_can_import(actor)
    digest = hashlib.sha256(data).hexdigest()
    if known := await _known(digest):
        await _check_taken_by_own_organ(known.id, actor)
        if known.status is ImportStatus.DISCARDED:
            await record.record_step(FirmImport, known.id, "take_up", STEPS["take_up"], actor=actor, now=now)
            return Received(known.id, known.number, ImportStatus.RECEIVED, was_known=False)
        return known
    table = await asyncio.to_thread(read_table, data, filename)
    mapping = headers.suggest(table.header)
    import_id = uuid4()
    async with database.unit_of_work():
        nth = await database.value("select nextval('firm_import_number')")
        number = f"I{nth:06d}"
        taken = await database.execute(
            """insert into firm_import (id, number, file_hash, filename, content, kind, encoding, notes, header, mapping,
                                        status, rows_total, organ_id, received_at, actor_number, actor_name)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
               on conflict (file_hash) do nothing""",
            import_id,
            number,
            digest,
            filename[:255],
            data,
            table.kind,
            table.encoding,
            json.dumps(table.notes, ensure_ascii=False),
            json.dumps(table.header, ensure_ascii=False),
            json.dumps(mapping, ensure_ascii=False),
            ImportStatus.RECEIVED,
            len(table.rows),
            actor.organ_id,
            now,
            actor.number,
            actor.name,
        )
        if taken:
            await database.copy(
                "firm_import_row",
                (
                    "id",
                    "firm_import",
                    "row_number",
                    "original",
                    "effect",
                    "facts",
                    "repairs",
                    "reasons",
                    "candidates",
                    "decided_by",
                    "decided_reason",
                ),
                [
                    (
                        uuid4(),
                        import_id,
                        line,
                        json.dumps(_storable(row), ensure_ascii=False),
                        "",
                        "{}",
                        "[]",
                        "[]",
                        [],
                        "",
                        "",
                    )
                    for line, row in zip(table.numbers, table.rows, strict=True)
                ],
            )
            await record.opened(
                FirmImport,
                import_id,
                "receive",
                ImportStatus.RECEIVED,
                actor=actor,
                now=now,
                data={"file": filename},
            )
    if not taken and (known := await _known(digest)):
        await _check_taken_by_own_organ(known.id, actor)
        return known
    return Received(import_id, number, ImportStatus.RECEIVED, was_known=False)


async def discard(import_id: UUID, *, actor: Actor, now: datetime, reason: str = "") -> None:
    """Give a list up that was never started."""
    await lists.check_within_reach(import_id, actor)
    await record.record_step(
        FirmImport, import_id, "discard", STEPS["discard"], actor=actor, now=now, reason=reason
    )


async def _check_taken_by_own_organ(import_id: UUID, actor: Actor) -> None:
    try:
        await lists.check_within_reach(import_id, actor)
    except errors.NotFound as others:
        raise errors.Refused(TAKEN_ELSEWHERE) from others


async def _known(digest: str) -> Received | None:
    row = await database.row("select id, number, status from firm_import where file_hash = $1", digest)
    return Received(row["id"], row["number"], ImportStatus(row["status"]), was_known=True) if row else None


def _storable(row: Sequence[str]) -> list[str]:
    """The cells verbatim; only NUL, which no database text can hold, is written as its picture."""
    return [cell.replace("\x00", "\u2400") for cell in row]
