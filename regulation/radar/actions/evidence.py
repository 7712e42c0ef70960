"""The lists of a cluster registered as evidence of its case: the bytes as they came, with the hash taken that day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulation import database, errors
from regulation.casework import record
from regulation.penalties.actions import evidence
from regulation.radar.actions import deciding
from regulation.radar.tables import RadarCluster

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path
    from uuid import UUID

    from regulation.actor import Actor


async def register(folder: Path, cluster_id: UUID, *, actor: Actor, now: datetime) -> int:
    """Each list of the cluster once; how many were new. Raises Refused without a case, and what the case refuses."""
    async with database.unit_of_work():
        cluster = await deciding.visible_for_update(actor, cluster_id)
        case = await deciding.case_of(cluster)
        if case is None:
            raise errors.Refused("还没有以本线索编号为来源的案件，请先提请立案")
        lists = await database.rows(
            """select distinct on (list.id) list.* from radar_list as list join radar_row as line on line.upload = list.id
                where line.cluster = $1 and not exists (
                      select from case_evidence where case_id = $2 and sha256 = list.file_hash)
                order by list.id""",
            cluster_id,
            case["id"],
        )
        for each in lists:
            await evidence.add_evidence(
                case["id"],
                kind="electronic",
                title=f"线索{deciding.number(cluster['serial'])}的名单快照L{each['serial']:06d}",
                obtained_on=each["collected_on"],
                source=each["source"],
                file=(each["filename"], "application/octet-stream", bytes(each["content"])),
                folder=folder,
                actor=actor,
                now=now,
            )
        if lists:
            await record.record_event(
                RadarCluster,
                cluster_id,
                "evidence",
                actor=actor,
                now=now,
                data={"case": case["number"], "lists": len(lists)},
            )
    return len(lists)
