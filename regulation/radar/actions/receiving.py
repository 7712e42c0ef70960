"""A list taken in: the file kept as it came, with its hash and the time; the worker matches it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import record
from regulation.firms.imports import reading as tables
from regulation.law import beijing
from regulation.radar import permissions, reading
from regulation.radar.status import ListKind, ListStatus
from regulation.radar.tables import RadarList
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date, datetime

    from regulation.actor import Actor


async def receive(
    content: bytes,
    filename: str,
    kind: ListKind,
    *,
    source: str,
    collected_on: date,
    actor: Actor,
    now: datetime,
) -> UUID:
    """Keep a list; the same bytes again are the list that is there. Raises NotFound, NotPermitted, Invalid."""
    organ = permissions.check_may_upload(actor)
    problems = {}
    if not source.strip():
        problems["source"] = N_("请写明名单从何处、怎样取得")
    if collected_on > beijing.legal_day(now):
        problems["collected_on"] = N_("采集日期不能晚于今天")
    if not content.strip() or len(content) > reading.MOST_BYTES:
        problems["file"] = N_("请选择有内容的 CSV 或 XLSX 文件，不超过 40 MB")
    if problems:
        raise errors.Invalid(problems)
    tables.refuse_other_kinds(content)
    digest = hashlib.sha256(content).hexdigest()
    made = uuid4()
    async with database.unit_of_work():
        added = await database.value(
            """insert into radar_list (id, organ, kind, status, source, collected_on, filename, file_hash, content, uploaded_at,
                                       actor_number, actor_name, rows_total, rows_done, rows_aside, note)
               values ($1,$2,$3,'received',$4,$5,$6,$7,$8,$9,$10,$11,0,0,0,'')
               on conflict (organ, kind, file_hash) do nothing returning id""",
            made,
            organ,
            str(kind),
            source.strip()[:200],
            collected_on,
            filename.replace("\x00", "")[-255:],
            digest,
            content,
            now,
            actor.number,
            actor.name,
        )
        if added is None:
            earlier: UUID = await database.value(
                "select id from radar_list where organ = $1 and kind = $2 and file_hash = $3",
                organ,
                str(kind),
                digest,
            )
            return earlier
        await record.opened(
            RadarList,
            made,
            "receive",
            ListStatus.RECEIVED,
            actor=actor,
            now=now,
            data={"kind": str(kind), "sha256": digest},
        )
    return made
