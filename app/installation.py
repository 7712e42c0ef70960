"""The state of this installation's database: migrated or not, empty or not, a demonstration or an office's own."""

import re

import asyncpg

from app import postgres
from app.settings import ROOT

#: The mark of a demonstration; a comment, because it travels with every copy of the database and no query can miss it.
DEMONSTRATION = "zhiheng: demonstration"
#: The mark while it is being built, and for good when that was interrupted.
UNFINISHED = "zhiheng: demonstration, unfinished"

#: Everything goes, the mark of a demonstration included; `zhiheng migrate` makes the tables anew.
EMPTIED = "drop schema if exists surveys cascade;\ndrop schema public cascade;\ncreate schema public;\n"

#: A migration is named by its instant, written one way in its file's name and another in the database; the digits agree.
NO_DIGIT = re.compile(r"\D")


def migrations_on_disk() -> set[str]:
    """The migrations of this release, as `area file`."""
    found = (ROOT / "migrations").glob("*/*.py")
    return {f"{path.parent.name} {NO_DIGIT.sub('', path.stem)}" for path in found if path.stem != "__init__"}


async def migrations_done(connection: asyncpg.Connection) -> list[str]:
    """The migrations this database has seen, in the same words."""
    if not await connection.fetchval("select to_regclass('public.migration')"):
        return []
    rows = await connection.fetch("select app_name, name from migration order by app_name, name")
    return [f"{row['app_name']} {NO_DIGIT.sub('', row['name'])}" for row in rows]


async def pending_migrations(connection: asyncpg.Connection) -> int:
    """How many migrations the database has yet to see."""
    return len(migrations_on_disk() - set(await migrations_done(connection)))


async def is_empty(connection: asyncpg.Connection) -> bool:
    """Nobody has worked here yet: no sign-in, and no firm."""
    for table in ("account", "firm"):
        exists = await connection.fetchval("select to_regclass($1)", f"public.{table}")
        if exists and await connection.fetchval(f"select exists (select from {table})"):  # noqa: S608 - two names above
            return False
    return True


async def others_at_work(connection: asyncpg.Connection) -> bool:
    """Whether another process of ours has this database open."""
    return bool(
        await connection.fetchval(
            "select exists (select from pg_stat_activity where datname = current_database()"
            " and pid <> pg_backend_pid() and application_name like 'zhiheng%')"
        )
    )


async def is_demonstration(connection: asyncpg.Connection) -> bool:
    """Whether `zhiheng demo` made what is in here, or began to."""
    return await _mark(connection) in {DEMONSTRATION, UNFINISHED}


async def is_unfinished(connection: asyncpg.Connection) -> bool:
    """Whether `zhiheng demo` began and did not come to its end."""
    return await _mark(connection) == UNFINISHED


async def _mark(connection: asyncpg.Connection) -> str | None:
    said: str | None = await connection.fetchval(
        "select obj_description('public'::regnamespace, 'pg_namespace')"
    )
    return said


async def mark_demonstration(connection: asyncpg.Connection, *, finished: bool) -> None:
    """Says so for good; needs the owner's rights."""
    await connection.execute(f"comment on schema public is '{DEMONSTRATION if finished else UNFINISHED}'")


async def connect(role: str) -> asyncpg.Connection:
    """A connection of a command's own, outside the engine."""
    return await asyncpg.connect(**postgres.connection(role=role))
