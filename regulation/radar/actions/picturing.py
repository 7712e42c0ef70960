"""Screenshots beside the rows of a list: the bytes as they came with their hash, and the picture without notes to show."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import record
from regulation.law import house_rules
from regulation.radar import permissions
from regulation.radar.rules import pictures
from regulation.radar.status import ListStatus
from regulation.radar.tables import RadarList
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from regulation.actor import Actor

#: In one sending, and of one list.
MOST_AT_ONCE, MOST_OF_LIST = 500, 5_000
NOT_YET = N_("名单比对完成以后才能上传截图")


@dataclass(frozen=True, slots=True)
class Picture:
    """A file that was checked to be a PNG or a JPEG."""

    name: str
    media_type: str
    data: bytes


async def add(
    list_id: UUID, sent: Sequence[Picture], *, actor: Actor, now: datetime
) -> tuple[int, list[str]]:
    """Keep those that belong to a row of the list: how many were new, and the names of those that belong to none.

    The same picture of the same row is kept once. Raises NotFound, NotPermitted, Refused.
    """
    organ = permissions.check_may_upload(actor)
    async with database.unit_of_work():
        held = await database.row(
            "select status, gone_on from radar_list where id = $1 and organ = $2 for update", list_id, organ
        )
        if held is None:
            raise errors.NotFound
        if held["status"] != ListStatus.MATCHED or held["gone_on"]:
            raise errors.Refused(NOT_YET, citation=house_rules.PICTURES)
        there = await database.value("select count(*) from radar_picture where upload = $1", list_id)
        if len(sent) > MOST_AT_ONCE or there + len(sent) > MOST_OF_LIST:
            raise errors.Refused(
                N_("一次最多上传%(once)s张，一份名单最多%(all)s张"),
                citation=house_rules.LIMITS,
                once=MOST_AT_ONCE,
                all=MOST_OF_LIST,
            )
        rows = [
            (each["row_number"], each["picture"])
            for each in await database.rows(
                "select row_number, picture from radar_row where upload = $1 order by row_number", list_id
            )
        ]
        new, stray, kept = 0, [], []
        for each in sent:
            found = pictures.rows_of(each.name, rows)
            if not found:
                stray.append(each.name)
                continue
            digest = hashlib.sha256(each.data).hexdigest()
            added = 0
            for number in found:
                made = await database.value(
                    """insert into radar_picture (id, upload, row_number, filename, media_type, file_hash, content, shown,
                                                  uploaded_at, actor_number, actor_name)
                       values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)
                       on conflict (upload, row_number, file_hash) do nothing returning id""",
                    uuid4(),
                    list_id,
                    number,
                    each.name.replace("\x00", "")[-255:],
                    each.media_type,
                    digest,
                    each.data,
                    pictures.cleaned(each.data),
                    now,
                    actor.number,
                    actor.name,
                )
                added += made is not None
            if added:
                new += 1
                kept.append(digest)
        if kept:
            await record.record_event(
                RadarList,
                list_id,
                "picture",
                actor=actor,
                now=now,
                data={"pictures": new, "sha256": kept},
            )
    return new, stray


async def counted(list_id: UUID) -> int:
    """Screenshots of a list that can be shown."""
    found: int = await database.value(
        "select count(*) from radar_picture where upload = $1 and gone_on is null", list_id
    )
    return found


async def of_rows(actor: Actor, cluster_id: UUID) -> dict[tuple[UUID, int], list[UUID]]:
    """(list, row) -> the screenshots of the rows of a group that can be shown, the oldest first."""
    found: dict[tuple[UUID, int], list[UUID]] = {}
    for each in await database.rows(
        """select picture.id, picture.upload, picture.row_number from radar_picture as picture
             join radar_row as line on line.upload = picture.upload and line.row_number = picture.row_number
            where line.cluster = $1 and line.organ = $2 and picture.gone_on is null
            order by picture.uploaded_at, picture.filename""",
        cluster_id,
        permissions.organ_of(actor),
    ):
        found.setdefault((each["upload"], each["row_number"]), []).append(each["id"])
    return found


async def shown(actor: Actor, picture_id: UUID) -> tuple[str, bytes]:
    """Media type and bytes of a screenshot as people see it: without notes. Raises NotFound."""
    found = await database.row(
        """select picture.media_type, picture.shown from radar_picture as picture
             join radar_list as list on list.id = picture.upload
            where picture.id = $1 and list.organ = $2 and picture.gone_on is null""",
        picture_id,
        permissions.organ_of(actor),
    )
    if found is None:
        raise errors.NotFound
    return found["media_type"], bytes(found["shown"])
