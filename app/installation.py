"""The state of this installation's database: migrated or not, empty or not, a demonstration or an office's own."""

import asyncpg

from app import postgres
from app.settings import ROOT

#: The mark of a demonstration; a comment, because it travels with every copy of the database and no query can miss it.
DEMONSTRATION = "zhiheng: demonstration"


def migrations_on_disk() -> set[str]:
    """The files that make the tables, by name."""
    return {path.stem for path in (ROOT / "migrations").glob("*/*.py") if path.stem != "__init__"}


async def pending_migrations(connection: asyncpg.Connection) -> int:
    """How many migrations the database has yet to see."""
    if not await connection.fetchval("select to_regclass('public.migration')"):
        return max(1, len(migrations_on_disk()))
    done = await connection.fetchval("select count(*) from migration")
    return max(0, len(migrations_on_disk()) - int(done))


async def is_empty(connection: asyncpg.Connection) -> bool:
    """Nobody has worked here yet: no person who may sign in, and no firm."""
    return not await connection.fetchval("select exists (select from account) or exists (select from firm)")


async def is_demonstration(connection: asyncpg.Connection) -> bool:
    """Whether `zhiheng demo` made what is in here."""
    said = "select obj_description('public'::regnamespace, 'pg_namespace')"
    return bool(await connection.fetchval(said) == DEMONSTRATION)


async def mark_demonstration(connection: asyncpg.Connection) -> None:
    """Says so for good; needs the owner's rights."""
    await connection.execute(f"comment on schema public is '{DEMONSTRATION}'")


async def connect(role: str) -> asyncpg.Connection:
    """A connection of a command's own, outside the engine."""
    return await asyncpg.connect(**postgres.connection(role=role))
