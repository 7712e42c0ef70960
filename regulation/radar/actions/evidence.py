"""The rows of a group, and its screenshots, among the evidence of its case; what others wrote in the same lists is not.

Of a list the case gets an excerpt (`rules.excerpts`): the rows concerned as they stood in the file, with the hash of the
file as it came, the hash of the rows, and the proof that leads to the root in the log of the day the list was matched.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.actor import SYSTEM
from regulation.casework import record
from regulation.law.citation import PENALTY_LAW
from regulation.penalties import queries as cases
from regulation.penalties.actions import evidence
from regulation.penalties.status import CaseStatus
from regulation.radar import permissions
from regulation.radar.actions import excerpting
from regulation.radar.numbers import list_number, number
from regulation.radar.queries import case_of
from regulation.radar.rules import excerpts
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
            raise errors.Refused(
                "还没有由本线索形成的案件，请先形成案件线索并提请立案", citation=PENALTY_LAW.article(54, 2)
            )
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
        data={
            "case": case["number"],
            "files": len(found),
            "rows_roots": [piece["rows_root"] for _title, piece in found if "rows_root" in piece],
        },
        cites=(excerpts.NO_MORE,),
    )


async def _pieces(cluster: Row, case: Row) -> list[tuple[str, Row]]:
    """Title and bytes of what the case does not have yet: of each list the rows of this group alone, and their screenshots."""
    found = [
        *await _excerpts(cluster),
        *await database.rows(
            """select distinct on (picture.file_hash) list.serial, list.collected_on, list.source, picture.filename,
                      picture.content, picture.media_type, picture.actor_name, picture.actor_number, picture.row_number
                 from radar_picture as picture join radar_list as list on list.id = picture.upload
                      join radar_row as line on line.upload = list.id and line.row_number = picture.row_number
                where line.cluster = $1 and picture.gone_on is null
                order by picture.file_hash, list.serial, picture.row_number""",
            cluster["id"],
        ),
    ]
    there = {
        each["sha256"]
        for each in await database.rows("select sha256 from case_evidence where case_id = $1", case["id"])
    }
    return [
        (_title(cluster, each), each)
        for each in found
        if hashlib.sha256(bytes(each["content"])).hexdigest() not in there
    ]


async def _excerpts(cluster: Row) -> list[Row]:
    lists = await database.rows(
        f"""select {excerpting.COLUMNS}, array_agg(line.row_number) as lines
             from radar_list as list join radar_row as line on line.upload = list.id
            where line.cluster = $1 and list.gone_on is null group by list.id order by list.serial""",  # noqa: S608 - written here
        cluster["id"],
    )
    made = []
    for each in lists:
        excerpt = await excerpting.of_list(each, each["lines"])
        made.append(
            each
            | {
                "content": excerpts.to_bytes(excerpt),
                "filename": f"{list_number(each['serial'])}-{number(cluster['serial'])}.json",
                "media_type": "application/json",
                "rows_root": excerpt["list"]["rows_root"],
            }
        )
    return made


def _title(cluster: Row, piece: Row) -> str:
    called, listed = f"线索{number(cluster['serial'])}的", list_number(piece["serial"])
    if "lines" in piece:
        return f"{called}名单摘录{listed}（{len(piece['lines'])}行）"
    return f"{called}截图{listed}第{piece['row_number']}行"
