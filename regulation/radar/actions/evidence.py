"""The lists of a group, and its screenshots, among the evidence of its case: the bytes as they came, with that day's hash."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.actor import SYSTEM
from regulation.casework import record
from regulation.penalties import queries as cases
from regulation.penalties.actions import evidence
from regulation.penalties.status import CaseStatus
from regulation.radar import permissions
from regulation.radar.numbers import list_number, number
from regulation.radar.queries import case_of
from regulation.radar.tables import RadarCluster

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path
    from uuid import UUID

    from regulation.actor import Actor

Row = dict[str, Any]


async def register(folder: Path, cluster_id: UUID, *, actor: Actor, now: datetime) -> int:
    """What came after the case was opened, each once; how many were new. Raises Refused without a case, and what it refuses."""
    async with database.unit_of_work():
        cluster = await _held(cluster_id)
        if cluster is None or permissions.organ_of(actor) != cluster["organ"]:
            raise errors.NotFound
        case = await case_of(cluster)
        if case is None:
            raise errors.Refused("还没有由本线索形成的案件，请先形成案件线索并提请立案")
        found = await _pieces(cluster, case)
        for title, piece in found:
            await evidence.add_evidence(
                case["id"],
                kind="electronic",
                title=title,
                obtained_on=piece["collected_on"],
                source=piece["source"],
                file=(piece["filename"], piece["media_type"], bytes(piece["content"])),
                folder=folder,
                actor=actor,
                now=now,
            )
        await _log(cluster_id, case, found, actor=actor, now=now)
    return len(found)


async def hand_over(folder: Path, cluster_id: UUID, *, now: datetime) -> int:
    """When its case is open: everything the group holds, by the system; who collected it is named. How many were new."""
    async with database.unit_of_work():
        cluster = await _held(cluster_id)
        behind = await case_of(cluster) if cluster is not None else None
        if cluster is None or behind is None:
            return 0
        case = await cases.case_for_update(behind["id"])
        if case["status"] != CaseStatus.INVESTIGATING:
            return 0
        found = await _pieces(cluster, case)
        for title, piece in found:
            await evidence.register_snapshot(
                folder,
                case,
                title=title,
                obtained_on=piece["collected_on"],
                source=piece["source"],
                taken_by={"name": piece["actor_name"], "certificate": piece["actor_number"]},
                file=(piece["filename"], piece["media_type"], bytes(piece["content"])),
                now=now,
            )
        await _log(cluster_id, case, found, actor=SYSTEM, now=now)
    return len(found)


async def _held(cluster_id: UUID) -> Row | None:
    return await database.row("select * from radar_cluster where id = $1 for update", cluster_id)


async def _log(
    cluster_id: UUID, case: Row, found: list[tuple[str, Row]], *, actor: Actor, now: datetime
) -> None:
    await record.record_event(
        RadarCluster,
        cluster_id,
        "evidence",
        actor=actor,
        now=now,
        data={"case": case["number"], "files": len(found)},
    )


async def _pieces(cluster: Row, case: Row) -> list[tuple[str, Row]]:
    """Title and bytes of each list and screenshot of the group that the case does not have yet."""
    lists = await database.rows(
        """select distinct on (list.id) list.serial, list.collected_on, list.source, list.filename, list.content,
                  list.actor_name, list.actor_number, 'application/octet-stream' as media_type
             from radar_list as list join radar_row as line on line.upload = list.id
            where line.cluster = $1 and list.gone_on is null and not exists (
                  select from case_evidence where case_id = $2 and sha256 = list.file_hash)
            order by list.id""",
        cluster["id"],
        case["id"],
    )
    pictures = await database.rows(
        """select distinct on (picture.file_hash) list.serial, list.collected_on, list.source, picture.filename, picture.content,
                  picture.media_type, picture.actor_name, picture.actor_number, picture.row_number
             from radar_picture as picture join radar_list as list on list.id = picture.upload
                  join radar_row as line on line.upload = list.id and line.row_number = picture.row_number
            where line.cluster = $1 and picture.gone_on is null and not exists (
                  select from case_evidence where case_id = $2 and sha256 = picture.file_hash)
            order by picture.file_hash, list.serial, picture.row_number""",
        cluster["id"],
        case["id"],
    )
    called = f"线索{number(cluster['serial'])}的"
    return [
        *((f"{called}名单快照{list_number(each['serial'])}", each) for each in lists),
        *((f"{called}截图{list_number(each['serial'])}第{each['row_number']}行", each) for each in pictures),
    ]
