"""How many firms of each sort carry each wide needle: counted now and then, and what changed since is noted beside it.

A tally and the shifts since are read in one statement, so that together they tell what holds in it, to the firm. Tallies are
made from one view of the whole listing; what a change that was not yet in that view shifts stays noted.
"""

from __future__ import annotations

import asyncio
from itertools import islice
from typing import TYPE_CHECKING, Any

from regulation import database
from regulation.firms import wide
from regulation.firms.status import Standing

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from datetime import datetime

    import asyncpg

#: Firms from which on tallies are worth their making; fewer are counted as quickly as they are looked up.
LARGE = 50_000
#: A needle that fewer firms carry is counted through the index of pieces.
LEAST = 2_000
#: Names from which the wide needles are learned; what is told of each is counted in all.
SAMPLE = 20_000
#: Shifts beyond which the tallies are made anew: until then reading them costs less than a needle's own rows.
MOST_SHIFTS = 10_000
#: Rows of the listing that are counted at a time, the others waiting in the server.
PIECE = 5_000
#: Tallies that are written at a time.
TOLD = 100
#: How often, and how long apart, it is asked whether older transactions have ended; after that, at the next waking.
TURNS, PAUSE = 20, 0.5
#: One maker at a time, in all processes.
_LOCK = 0x7A68_7461
_READ = "select haystack, area, organ_id, standing, kinds from register_listing"
_COLUMNS = ("needle", "areas", "organ_ids", "standings", "kinds", "firms", "by_standing")


def carriers(needle: str, organ: str, text: str) -> str:
    """SQL of the firms that carry a needle now, counted by area, standing and kinds; no row where no tally is kept.

    `needle` is a parameter; `organ` and `text` are conditions on a row, of which `text` says that it carries the needle.
    """
    return f"""
        select area, standing, kinds, sum(firms) as firms from (
            select counted.* from register_tally as tally,
                   unnest(tally.areas, tally.organ_ids, tally.standings, tally.kinds, tally.firms)
                       as counted (area, organ_id, standing, kinds, firms) where tally.needle = {needle}
            union all
            select area, organ_id, standing, kinds, firms from register_shift where {text}
        ) as counted where {organ} group by area, standing, kinds having sum(firms) <> 0"""  # noqa: S608 - constants of this program


async def wide_needles() -> dict[str, list[int]]:
    """The needles of which a tally is kept, and of each about how many firms of each standing carry it."""
    found = await database.rows("select needle, by_standing from register_tally")
    return {each["needle"]: each["by_standing"] for each in found}


def passed(
    of_needle: Sequence[int],
    of_all: Sequence[int],
    rows: int,
    *,
    is_by_standing: bool,
    is_backward: bool,
) -> float:
    """Firms that are passed until so many of those that carry a needle are met, walking in the order of the list.

    Standings in which nobody carries it are not walked through; within a standing those who do are taken to be spread evenly.
    """
    if not is_by_standing:
        return sum(of_all) * min(1.0, rows / max(sum(of_needle), 1))
    walked, left = 0.0, rows
    standings = [(there, all_there) for there, all_there in zip(of_needle, of_all, strict=True) if there]
    for there, all_there in reversed(standings) if is_backward else standings:
        if there >= left:
            return walked + all_there * left / there
        walked, left = walked + all_there, left - there
    return walked


async def renew(*, now: datetime) -> int:
    """Make the tallies of a large register where there are none, or where much has changed since; how many.

    The first time, whoever may be changing the listing without noting it is waited for: what they do is then in the view.
    """
    if not await _is_due():
        return 0
    own = await database.engine().get_new_connection()
    try:
        if not await own.fetchval("select pg_try_advisory_lock($1)", _LOCK) or not await _is_due():
            return 0
        await own.execute("insert into register_tallied (id) values (1) on conflict do nothing")
        if not await _all_note_shifts(own):
            return 0
        async with own.transaction(isolation="repeatable_read"):
            return await _make(own, now)
    finally:
        await own.close()


async def _all_note_shifts(own: asyncpg.Connection) -> bool:
    """Whether every transaction that may have begun before tallies were wanted has ended; some patience included."""
    if await own.fetchval("select made_at is not null from register_tallied"):
        return True
    latest = await own.fetchval("select pg_current_xact_id()::text")
    for _turn in range(TURNS):
        if await own.fetchval("select pg_snapshot_xmin(pg_current_snapshot()) > $1::text::xid8", latest):
            return True
        await asyncio.sleep(PAUSE)
    return False


async def _is_due() -> bool:
    if await database.value(
        "select exists (select from register_tallied where made_at is not null)"
    ) and await _at_most("register_shift", MOST_SHIFTS):
        return False
    return not await _at_most("register_listing", LARGE - 1)


async def _at_most(table: str, most: int) -> bool:
    counted: int = await database.value(
        f"select count(*) from (select from {table} limit $1) as first_rows",  # noqa: S608 - names written here
        most + 1,
    )
    return counted <= most


async def _make(own: asyncpg.Connection, now: datetime) -> int:
    listed = await own.fetchval("select count(*) from register_listing")
    share = min(1.0, SAMPLE / max(listed, 1))
    sample = await own.fetch(
        "select haystack from register_listing tablesample bernoulli ($1) repeatable (1)", 100 * share
    )
    least = max(1, round(LEAST * share))
    needles = await asyncio.to_thread(wide.needles, [each["haystack"] for each in sample], least)
    counting = wide.Tallies(needles)
    reading = await own.cursor(_READ)
    while piece := await reading.fetch(PIECE):
        rows = [(each[0], wide.Sort(*each[1:5])) for each in piece]
        await asyncio.to_thread(counting.add, rows)
    await own.execute("delete from register_tally")
    await own.execute("delete from register_shift")
    await own.copy_records_to_table("register_tally", columns=list(_COLUMNS), records=_rows(counting))
    await own.execute("update register_tallied set made_at = $1", now)
    return len(needles)


async def _rows(counting: wide.Tallies) -> AsyncIterator[tuple[Any, ...]]:
    told = counting.told()
    while piece := await asyncio.to_thread(lambda: [_row(*each) for each in islice(told, TOLD)]):
        for each in piece:
            yield each


def _row(needle: str, sorts: list[tuple[wide.Sort, int]]) -> tuple[Any, ...]:
    firms = [count for _sort, count in sorts]
    columns: list[list[Any]] = [[sort[place] for sort, _count in sorts] for place in range(4)]
    by_standing = [0] * len(Standing)
    for sort, count in sorts:
        by_standing[sort.standing] += count
    return needle, *columns, firms, by_standing
