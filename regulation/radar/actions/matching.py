"""The worker matches lists one after the other; the pages only read how far it came.

The list is claimed in a short transaction, matched in a thread piece by piece, and what was found is written in one
transaction. A worker that died while matching is followed by another after `LONGEST`.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from collections import Counter, defaultdict
from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.actor import SYSTEM
from regulation.casework import record
from regulation.law import beijing
from regulation.radar import reading, register
from regulation.radar.rules import clusters, excerpts
from regulation.radar.rules.matching import Register
from regulation.radar.rules.signals import Match, Verdict
from regulation.radar.status import ClusterStatus, ListKind
from regulation.radar.tables import RadarCluster, RadarList
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

Row = dict[str, Any]
LONGEST = timedelta(minutes=15)
PIECE = 5_000
UNREADABLE = N_("文件不能读取")
_ROWS = (
    "id", "upload", "organ", "row_number", "name", "account", "body", "phones", "address", "person", "licence", "url", "picture", "seen_on",
    "verdict", "score", "firm", "holding", "signals", "warned", "keys", "cluster",
)  # fmt: skip


async def work(now: datetime) -> str:
    """Match one list that waits. Safe against another worker. Empty when there was nothing to do."""
    taken = await _claim(now)
    if taken is None:
        return ""
    try:
        read = await asyncio.to_thread(
            reading.read, taken["content"], taken["filename"], ListKind(taken["kind"])
        )
    except errors.Invalid as refusal:
        # What the reader says names a cell; the list keeps the sentence as it is read.
        await _fail(taken["id"], next(iter(refusal.errors.values()), UNREADABLE) % refusal.params)
        return "1 unreadable"
    today = beijing.legal_day(now)
    firms, ids = await register.known(today)
    held = await asyncio.to_thread(Register, firms)
    found: list[Match] = []
    for begin in range(0, len(read.rows), PIECE):
        piece = read.rows[begin : begin + PIECE]
        found += await asyncio.to_thread(_matched, held, piece)
        await database.execute(
            "update radar_list set rows_done = $2, rows_total = $3 where id = $1",
            taken["id"],
            len(found),
            len(read.rows),
        )
    secret = secrets.token_hex(32)
    root = await asyncio.to_thread(excerpts.root, read.header, read.lines, secret)
    async with database.unit_of_work():
        # One list of an organ after the other: two at once would make two clusters of one undertaking.
        await database.execute(
            "select pg_advisory_xact_lock(hashtextextended($1, 20261128))", str(taken["organ"])
        )
        if not await _is_still_ours(taken):
            return ""
        await _write(taken, read, found, ids, now)
        await _seal(taken["id"], found, root, secret, now)
    return f"{len(found)} matched"


def _matched(held: Register, piece: Sequence[reading.Row]) -> list[Match]:
    return [held.match(each.advert) for each in piece]


async def _claim(now: datetime) -> Row | None:
    async with database.unit_of_work():
        return await database.row(
            """update radar_list set status = 'matching', started_at = $1 where id = (
                   select id from radar_list
                    where status = 'received' or (status = 'matching' and started_at < $2)
                    order by serial limit 1 for update skip locked)
               returning id, organ, kind, filename, content, started_at""",
            now,
            now - LONGEST,
        )


async def _is_still_ours(taken: Row) -> bool:
    """Whoever took longer than `LONGEST` finds the list in other hands, and leaves it there."""
    held = await database.row(
        "select status, started_at from radar_list where id = $1 for update", taken["id"]
    )
    return held is not None and (held["status"], held["started_at"]) == ("matching", taken["started_at"])


async def _fail(list_id: UUID, why: str) -> None:
    await database.execute("update radar_list set status = 'failed', note = $2 where id = $1", list_id, why)


async def _write(
    taken: Row, read: reading.Read, found: Sequence[Match], ids: dict[str, UUID], now: datetime
) -> None:
    signs = [clusters.keys(each.advert) for each in read.rows]
    wanted = [n for n, match in enumerate(found) if match.verdict not in _SETTLED or match.warned]
    # A row that stands alone by its line is of this list alone.
    of_list = [
        tuple(f"{taken['id']}:{key}" if key.startswith("row:") else key for key in row) for row in signs
    ]
    homes = await place(
        taken["organ"],
        [of_list[n] for n in wanted],
        [read.rows[n].advert.name or read.rows[n].advert.account for n in wanted],
        now,
    )
    home = dict(zip(wanted, homes, strict=True))
    await database.copy(
        "radar_row",
        _ROWS,
        [
            (
                uuid4(), taken["id"], taken["organ"], row.line, row.advert.name, row.advert.account, row.advert.text,
                [each[:40] for each in row.advert.phones], row.advert.address, row.advert.representative, row.advert.licence,
                row.cells.get("url", ""), row.cells.get("picture", "")[:200], row.cells.get("seen_on", "")[:40], str(match.verdict), round(match.score * 100),
                ids.get(match.firm), str(match.holding or ""),
                json.dumps([asdict(each) for each in match.signals], ensure_ascii=False), [str(each) for each in match.warned],
                list(of_list[n]), home.get(n),
            )
            for n, (row, match) in enumerate(zip(read.rows, found, strict=True))
        ],
    )  # fmt: skip
    await database.copy(
        "radar_aside",
        ("id", "upload", "row_number", "original", "why"),
        [(uuid4(), taken["id"], line, text, str(why)) for line, text, why in read.aside],
    )
    await database.execute(
        """update radar_list set status = 'matched', matched_at = $2, register_on = $3, rows_total = $4, rows_done = $4,
                  rows_aside = $5 where id = $1""",
        taken["id"],
        now,
        beijing.legal_day(now),
        len(found),
        len(read.aside),
    )


async def _seal(list_id: UUID, found: Sequence[Match], root: str, secret: str, now: datetime) -> None:
    """What every later excerpt of the file must lead up to is said now, in the log."""
    await database.execute(
        "update radar_list set rows_root = $2, rows_secret = $3 where id = $1", list_id, root, secret
    )
    await record.record_event(
        RadarList,
        list_id,
        "match",
        actor=SYSTEM,
        now=now,
        data=dict(Counter(str(match.verdict) for match in found)) | {"rows_root": root},
        status_after="matched",
    )


_SETTLED = frozenset({Verdict.LICENSED, Verdict.PROBABLY})


async def said(organ: UUID) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """What people of an organ said is, and is not, the same; of two sayings of one pair the newer."""
    same: set[tuple[str, str]] = set()
    apart: set[tuple[str, str]] = set()
    for row in await database.rows(
        """select distinct on (one, other) one, other, is_same from radar_pair where organ = $1
            order by one, other, serial desc""",
        organ,
    ):
        (same if row["is_same"] else apart).add((row["one"], row["other"]))
    return same, apart


async def place(organ: UUID, rows: list[tuple[str, ...]], called: list[str], now: datetime) -> list[UUID]:
    """The cluster of each new row: the oldest that any of its signs led to before, else a new one.

    Two open clusters that a new row joins go on as the older one; what was dismissed or raised stays as it was decided.
    """
    earlier = await database.rows(
        """select distinct line.keys, cluster.id, cluster.serial, cluster.status
             from radar_row as line join radar_cluster as cluster on cluster.id = line.cluster where line.organ = $1""",
        organ,
    )
    same, apart = await said(organ)
    whole = clusters.of([*(tuple(each["keys"]) for each in earlier), *rows], same=same, apart=apart)
    held: defaultdict[frozenset[str], dict[int, Row]] = defaultdict(dict)
    for group, each in zip(whole, earlier, strict=False):
        held[group][each["serial"]] = each
    names: defaultdict[frozenset[str], Counter[str]] = defaultdict(Counter)
    mine = whole[len(earlier) :]
    for group, name in zip(mine, called, strict=True):
        if name:
            names[group][name] += 1
    homes: dict[frozenset[str], UUID] = {}
    fresh = []
    for group in dict.fromkeys(mine):
        before = [each for _, each in sorted(held[group].items())]
        if not before:
            homes[group] = uuid4()
            name = min(names[group].items(), key=lambda one: (-one[1], one[0]))[0] if names[group] else ""
            fresh.append((homes[group], organ, "open", name[:200], now, "", ""))
            continue
        first, *others = before
        homes[group] = first["id"]
        for other in others:
            if first["status"] == other["status"] == ClusterStatus.OPEN:
                await join(other["id"], first["id"], JOINED, now)
    await database.copy(
        "radar_cluster", ("id", "organ", "status", "name", "opened_at", "ended_by", "reason"), fresh
    )
    return [homes[group] for group in mine]


JOINED = N_("新名单中的一行与两条线索都有相同的电话、账号或者名称")


async def join(younger: UUID, older: UUID, reason: str, now: datetime) -> None:
    """The rows of one go to the other, by the system; a person's own merger is `deciding.merge`."""
    await database.execute("update radar_row set cluster = $2 where cluster = $1", younger, older)
    await database.execute(
        """update radar_cluster set status = 'merged', merged_into = $2, reason = $3, ended_at = $4, ended_by = $5
            where id = $1""",
        younger,
        older,
        reason,
        now,
        SYSTEM.name,
    )
    await record.record_event(
        RadarCluster, younger, "merge", actor=SYSTEM, now=now, reason=reason, status_after="merged"
    )
