"""By the clock: rows of lists that came to nothing go when their term has passed; hash, counts and the log stay."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from regulation import database
from regulation.actor import SYSTEM
from regulation.casework import calendar, record
from regulation.law import beijing
from regulation.radar import parameters
from regulation.radar.actions import excerpting
from regulation.radar.numbers import SQL_NUMBER
from regulation.radar.rules import excerpts, keeping
from regulation.radar.status import CLUSTER_STEPS
from regulation.radar.tables import RadarCluster, RadarList

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

Row = dict[str, Any]

#: Groups of an organ ($1) that a lead keeps: one that was not dismissed, or less than the term ($3) before today ($2).
_KEPT = f"""select cluster.id from radar_cluster as cluster
      join case_lead as lead on lead.organ = cluster.organ and lead.source_kind in ('radar', 'monitoring')
           and lead.source_number = {SQL_NUMBER}
     where cluster.organ = $1 and (lead.status <> 'dismissed' or lead.ended_on >= $2::date - make_interval(months => $3))"""  # noqa: S608 - written here


async def take_out(*, now: datetime) -> int:
    """Rows past their term that belong to no lead and no case, with their screenshots; how many rows went.

    Of a file whose first rows go, an excerpt of the others stays. The bytes of a list go with its last row: what stays of a list is still proved by the file it came in.
    """
    today = beijing.legal_day(now)
    known = await calendar.current()
    out = 0
    for each in await database.rows(
        """select id, organ, (uploaded_at at time zone 'Asia/Shanghai')::date as received_on from radar_list
            where gone_on is null and status in ('matched', 'failed') order by serial"""
    ):
        period = await parameters.keep(each["organ"], today)
        if keeping.is_past(each["received_on"], period, today, known):
            out += await _of_list(each["id"], each["organ"], period.n, today, now)
    return out


async def _of_list(list_id: UUID, organ: UUID, months: int, today: date, now: datetime) -> int:
    async with database.unit_of_work():
        # As the worker that matches: nobody moves rows of an organ meanwhile.
        await database.execute("select pg_advisory_xact_lock(hashtextextended($1, 20261128))", str(organ))
        gone = await database.rows(
            f"""delete from radar_row where upload = $4 and (cluster is null or cluster not in ({_KEPT}))
                returning row_number, cluster""",  # noqa: S608 - written here
            organ,
            today,
            months,
            list_id,
        )
        numbers = [each["row_number"] for each in gone]
        await database.execute(
            """update radar_picture set content = '', shown = '', gone_on = $3
                where upload = $1 and row_number = any($2::int[]) and gone_on is null""",
            list_id,
            numbers,
            today,
        )
        await database.execute("delete from radar_aside where upload = $1", list_id)
        left = [
            each["row_number"]
            for each in await database.rows("select row_number from radar_row where upload = $1", list_id)
        ]
        await _shorten(list_id, left, len(gone), today)
        if gone or not left:
            await record.record_event(
                RadarList,
                list_id,
                "take_out",
                actor=SYSTEM,
                now=now,
                data={"rows": len(gone), "left": len(left)},
                cites=(keeping.SHORTEST_NEEDED,),
            )
        await _empty({each["cluster"] for each in gone if each["cluster"]}, now)
    return len(gone)


async def _shorten(list_id: UUID, left: list[int], gone: int, today: date) -> None:
    """Of the file nothing is kept, or where rows stay an excerpt of these alone: the others' telephones stood in it too."""
    held = await database.row(f"select {excerpting.COLUMNS} from radar_list as list where id = $1", list_id)  # noqa: S608 - written here
    if not left:
        await database.execute(
            """update radar_list set rows_out = rows_out + $2, gone_on = $3, content = '', rows_secret = ''
                where id = $1""",
            list_id,
            gone,
            today,
        )
    elif held is not None and (gone or held["cut_on"] is None):
        data = excerpts.to_bytes(await excerpting.of_list(held, left))
        await database.execute(
            """update radar_list set rows_out = rows_out + $2, cut_on = $3, content = $4, cut_hash = $5, rows_secret = ''
                where id = $1""",
            list_id,
            gone,
            today,
            data,
            hashlib.sha256(data).hexdigest(),
        )


async def forget_sayings(*, now: datetime) -> int:
    """What people said of two signs, past its term, where one of the two stands in no row any more; how many.

    A sign is somebody's telephone or name. While both still stand in rows that a lead keeps, what was said keeps them apart
    or together.
    """
    today, known = beijing.legal_day(now), await calendar.current()
    past: dict[UUID, list[UUID]] = {}
    for each in await database.rows(
        "select id, organ, (said_at at time zone 'Asia/Shanghai')::date as said_on from radar_pair"
    ):
        if keeping.is_past(each["said_on"], await parameters.keep(each["organ"], today), today, known):
            past.setdefault(each["organ"], []).append(each["id"])
    return sum(
        [
            await database.execute(
                """with held as (select distinct unnest(keys) as sign from radar_row where organ = $1)
                   delete from radar_pair where id = any($2::uuid[])
                      and (one not in (select sign from held) or other not in (select sign from held))""",
                organ,
                pairs,
            )
            for organ, pairs in past.items()
        ]
    )


async def _empty(clusters: set[UUID], now: datetime) -> None:
    """A group without rows has no name any more: it was somebody's."""
    for each in await database.rows(
        """select id from radar_cluster where id = any($1::uuid[]) and status = any($2::text[])
              and not exists (select from radar_row where cluster = radar_cluster.id) order by serial""",
        list(clusters),
        sorted(CLUSTER_STEPS["forget"].before),
    ):
        await record.record_step(
            RadarCluster,
            each["id"],
            "forget",
            CLUSTER_STEPS["forget"],
            actor=SYSTEM,
            now=now,
            also={"name": "", "reason": FORGOTTEN, "ended_at": now, "ended_by": SYSTEM.name},
        )
        # Those that went on as this one too: their names and the reasons were written of the same people.
        await database.execute(
            """with recursive before as (
                   select id from radar_cluster where merged_into = $1
                   union select cluster.id from before join radar_cluster as cluster on cluster.merged_into = before.id)
               update radar_cluster set name = '', reason = $2 where id in (select id from before)""",
            each["id"],
            FORGOTTEN,
        )


FORGOTTEN = "保存期届满，名单中的行已经删除"
