"""Lists, clusters and rows as the desk shows them: the own organ's alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.radar import permissions
from regulation.radar.numbers import number, serial_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from regulation.actor import Actor

Row = dict[str, Any]
_LIST = """id, organ, serial, kind, status, source, collected_on, filename, file_hash, uploaded_at, actor_name, rows_total, rows_done,
           rows_aside, matched_at, register_on, note, rows_out, gone_on, cut_on, rows_root, octet_length(content) as size"""


async def lists(actor: Actor, *, limit: int = 20) -> list[Row]:
    """The newest lists."""
    return await database.rows(
        f"select {_LIST} from radar_list where organ = $1 order by serial desc limit $2",  # noqa: S608
        permissions.organ_of(actor),
        limit,
    )


async def one_list(actor: Actor, list_id: UUID) -> Row:
    """A list with its verdicts counted and the first rows that were set aside. Raises NotFound."""
    found = await database.row(
        f"select {_LIST} from radar_list where id = $1 and organ = $2",  # noqa: S608
        list_id,
        permissions.organ_of(actor),
    )
    if found is None:
        raise errors.NotFound
    found["verdicts"] = {
        row["verdict"]: row["n"]
        for row in await database.rows(
            "select verdict, count(*) as n from radar_row where upload = $1 group by 1", list_id
        )
    }
    found["aside"] = await database.rows(
        "select row_number, original, why from radar_aside where upload = $1 order by row_number limit 200",
        list_id,
    )
    return found


async def content(actor: Actor, list_id: UUID) -> tuple[str, bytes]:
    """Ending and bytes of the file as it came, or of the excerpt that is left of it. Raises NotFound."""
    found = await database.row(
        "select cut_on, content from radar_list where id = $1 and organ = $2 and gone_on is null",
        list_id,
        permissions.organ_of(actor),
    )
    if found is None:
        raise errors.NotFound
    if found["cut_on"] is not None:
        return "json", found["content"]
    return "xlsx" if found["content"].startswith(b"PK\x03\x04") else "csv", found["content"]


async def clusters(
    actor: Actor, *, statuses: Sequence[str], q: str = "", limit: int, offset: int = 0
) -> tuple[int, list[Row]]:
    """Clusters with the size and the gravest of each: what is like a firm that lost its licence first, then the largest."""
    organ = permissions.organ_of(actor)
    found = await database.rows(
        """select cluster.id, cluster.serial, cluster.status, cluster.name, cluster.opened_at, counted.*,
                  count(*) over () as total
             from (select cluster, count(*) as size, count(*) filter (where verdict = 'reborn') as reborn,
                               count(*) filter (where verdict = 'not_found') as unknown,
                               max(score) filter (where verdict <> 'licensed') as score, count(distinct upload) as lists,
                               bool_or(cardinality(warned) > 0) as warned
                          from radar_row where organ = $1 and cluster is not null group by cluster) as counted
                  -- Each group is looked up by its key (offset 0): of a list that has just come the planner knows nothing,
                  -- and would count all rows anew for every group.
                  cross join lateral (select * from radar_cluster where id = counted.cluster offset 0) as cluster
            where cluster.organ = $1 and cluster.status = any($2::varchar[])
              and ($3 = '' or position($3 in cluster.name) > 0
                   or exists (select from radar_row where cluster = cluster.id and $3 = any(phones)))
            order by counted.reborn > 0 desc, counted.size desc, counted.warned desc, cluster.serial
            limit $4 offset $5""",
        organ,
        list(statuses),
        q,
        limit,
        offset,
    )
    return (found[0]["total"] if found else 0), found


async def cluster(actor: Actor, cluster_id: UUID) -> Row:
    """One cluster of the person's organ. Raises NotFound."""
    found = await database.row(
        """select cluster.*, other.serial as into_serial from radar_cluster as cluster
                  left join radar_cluster as other on other.id = cluster.merged_into
            where cluster.id = $1 and cluster.organ = $2""",
        cluster_id,
        permissions.organ_of(actor),
    )
    if found is None:
        raise errors.NotFound
    return found


async def rows(cluster_id: UUID, *, limit: int = 200) -> list[Row]:
    """The rows of a cluster with their reasons, the gravest first, and the list that each came in."""
    found = await database.rows(
        """select line.*, list.serial as list_serial, list.id as list_id, list.source, list.collected_on, list.file_hash,
                  list.uploaded_at, list.register_on, list.filename, firm.number as firm_number, firm.name as firm_name
             from radar_row as line join radar_list as list on list.id = line.upload left join firm on firm.id = line.firm
            where line.cluster = $1
            order by line.verdict = 'reborn' desc, line.score desc, list.serial, line.row_number limit $2""",
        cluster_id,
        limit,
    )
    return [{**each, "signals": json.loads(each["signals"])} for each in found]


async def leads_of(cluster: Row) -> list[Row]:
    """The leads that were made of a group, those they were merged into, and the case of each; the newest first.

    A case may also have been proposed with the group's number as what was noticed.
    """
    return await database.rows(
        """with recursive mine as (
               select * from case_lead where organ = $1 and source_kind in ('radar', 'monitoring') and source_number = $2
               union
               select lead.* from mine join case_lead as lead on lead.id = mine.merged_into)
           select mine.id, mine.number, mine.status, mine.raised_on, mine.ended_on, mine.case_number, mine.dismissal_reason,
                  mine.dismissal_ground, target.number as merged_number, matter.id as case_id, matter.status as case_status
             from mine left join case_lead as target on target.id = mine.merged_into
                  left join penalty_case as matter on matter.number = nullif(mine.case_number, '')
            order by mine.raised_at desc, mine.number desc""",
        cluster["organ"],
        number(cluster["serial"]),
    )


async def case_of(cluster: Row) -> Row | None:
    """The case that its leads came to and that was not withdrawn or declined."""
    return next(
        (
            {"id": each["case_id"], "number": each["case_number"], "status": each["case_status"]}
            for each in await leads_of(cluster)
            if each["case_id"] and each["case_status"] not in {"withdrawn", "not_opened"}
        ),
        None,
    )


async def by_number(actor: Actor, written: str) -> UUID | None:
    """The group of the person's organ that is called so."""
    found: UUID | None = await database.value(
        "select id from radar_cluster where serial = $1 and organ = $2", serial_of(written), actor.organ_id
    )
    return found


async def waiting(actor: Actor) -> int:
    """Open clusters."""
    found: int = await database.value(
        "select count(*) from radar_cluster where organ = $1 and status = 'open'", permissions.organ_of(actor)
    )
    return found
