"""One door to PostgreSQL: the unit of work (real savepoints) and plain SQL on its connection.

Piccolo describes the tables; lists, searches and statistics are SQL. Both share the connection of
the current unit of work, so a use case is one transaction whatever it calls.
"""

from __future__ import annotations

import importlib
import os
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, cast

from piccolo.engine.postgres import PostgresEngine

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    import asyncpg


def engine() -> PostgresEngine:
    """The engine of `piccolo_conf`. Raises RuntimeError when none is configured."""
    # By name, as Piccolo finds it, but without the tools for migrations that come with its own finder.
    found = importlib.import_module(os.environ.get("PICCOLO_CONF", "piccolo_conf")).DB
    if not isinstance(found, PostgresEngine):
        message = "piccolo_conf.DB must be a PostgresEngine"
        raise RuntimeError(message)  # noqa: TRY004 - a configuration fault, not a caller's type error
    return found


@asynccontextmanager
async def unit_of_work() -> AsyncIterator[None]:
    """One transaction; inside another one, a savepoint of its own.

    Piccolo's nested `transaction()` joins its parent, so a swallowed error would keep half a write.
    Never catch a database error inside a unit of work without opening a nested one around it.
    """
    db = engine()
    current = db.current_transaction.get()
    if current is None:
        async with db.transaction():
            yield
        return
    savepoint = await current.savepoint()
    try:
        yield
    except BaseException:
        await savepoint.rollback_to()
        raise
    else:
        await savepoint.release()


def is_in_unit_of_work() -> bool:
    """Whether this task has a transaction open."""
    return engine().current_transaction.get() is not None


@asynccontextmanager
async def connection() -> AsyncIterator[asyncpg.Connection]:
    """The connection of the current unit of work, else one of the pool, else a fresh one."""
    db = engine()
    current = db.current_transaction.get()
    if current is not None:
        yield current.connection
    elif db.pool is not None:
        async with db.pool.acquire() as pooled:
            # The pool lends a proxy that answers for the connection.
            yield cast("asyncpg.Connection", pooled)
    else:
        fresh = await db.get_new_connection()
        try:
            yield fresh
        finally:
            await fresh.close()


async def rows(sql: str, *args: Any) -> list[dict[str, Any]]:
    """All rows of a query with `$1` parameters. JSON columns come back as text."""
    async with connection() as on:
        return [dict(found) for found in await on.fetch(sql, *args)]


async def row(sql: str, *args: Any) -> dict[str, Any] | None:
    """The first row, or None."""
    async with connection() as on:
        found = await on.fetchrow(sql, *args)
        return None if found is None else dict(found)


async def stream(sql: str, *args: Any) -> AsyncIterator[dict[str, Any]]:
    """All rows of a query as the reader takes them, without holding them all in memory.

    A reader may go away at any moment, as a download that is broken off does, and is then cancelled while it cleans
    up. The driver's own transaction gives the connection back all the same; a unit of work would keep it.
    """
    async with connection() as on, on.transaction():
        async for found in on.cursor(sql, *args, prefetch=500):
            yield dict(found)


@asynccontextmanager
async def snapshot() -> AsyncIterator[asyncpg.Connection]:
    """A connection of its own that sees the database as it is now until the end, and changes nothing.

    What a caller has not committed yet is not in it.
    """
    fresh = await engine().get_new_connection()
    try:
        async with fresh.transaction(isolation="repeatable_read", readonly=True):
            yield fresh
    finally:
        await fresh.close()


async def value(sql: str, *args: Any) -> Any:
    """The first column of the first row, or None."""
    async with connection() as on:
        return await on.fetchval(sql, *args)


async def execute(sql: str, *args: Any) -> int:
    """Run a statement; how many rows it touched."""
    async with connection() as on:
        tag = await on.execute(sql, *args)
    last = tag.rsplit(" ", 1)[-1]
    return int(last) if last.isdigit() else 0


async def many(sql: str, items: Sequence[Sequence[Any]]) -> None:
    """Run one statement for each tuple of parameters, in one round trip."""
    if items:
        async with connection() as on:
            await on.executemany(sql, items)


async def copy(table: str, columns: Sequence[str], records: Sequence[Sequence[Any]]) -> None:
    """Load many rows by COPY; `table` and `columns` are names written in code, never user input."""
    if records:
        async with connection() as on:
            await on.copy_records_to_table(table, columns=list(columns), records=records)
