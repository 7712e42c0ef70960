"""A database as `zhiheng migrate` leaves it, and how to bring it back there after real commits.

Making it anew costs a second of the server's time; taking out the rows of one test a tenth. What is taken out is found by looking, not by
guessing: every table is compared with what the template holds.
"""

from dataclasses import dataclass

import asyncpg

SCHEMAS = "('public', 'surveys')"

#: Everything but rows, as a number: who changed a table, a trigger, a right or a function has the database made anew.
SHAPE = f"""
with ours as (select oid from pg_namespace where nspname in {SCHEMAS}),
     relation as (select * from pg_class where relnamespace in (select oid from ours))
select sum(hashtextextended(line, 0)) from (
    select concat_ws(' ', 'relation', oid, relname, relkind, relacl) from relation
    union all select concat_ws(' ', 'column', attrelid, attnum, attname, atttypid, attnotnull, atthasdef, attacl)
      from pg_attribute where attrelid in (select oid from relation)
    union all select concat_ws(' ', 'trigger', oid, tgname, tgenabled) from pg_trigger
     where tgrelid in (select oid from relation)
    union all select concat_ws(' ', 'constraint', oid, conname, convalidated) from pg_constraint
     where connamespace in (select oid from ours)
    union all select concat_ws(' ', 'index', indexrelid, indisvalid) from pg_index
     where indrelid in (select oid from relation)
    union all select concat_ws(' ', 'function', oid, xmin, prosrc) from pg_proc where pronamespace in (select oid from ours)
    union all select concat_ws(' ', 'schema', oid, nspname, nspacl) from pg_namespace where nspname not like 'pg\\_%'
) as catalogue (line)
"""
TABLES = f"""
select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
 where n.nspname in {SCHEMAS} and c.relkind = 'r' order by 1
"""
SEQUENCES = f"""
select format('%I.%I', schemaname, sequencename) from pg_sequences where schemaname in {SCHEMAS} order by 1
"""
LEAVE = """
select pg_terminate_backend(pid, 10000) from pg_stat_activity
 where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'
"""


@dataclass(frozen=True)
class Fresh:
    """What a database holds before anybody has worked with it."""

    shape: int
    #: For each table that is not empty: a number over its rows, and the rows.
    seeds: dict[str, tuple[int, list[asyncpg.Record]]]
    empty: list[str]
    sequences: list[str]
    numbers: list[tuple[int, bool]]

    @classmethod
    async def look(cls, connection: asyncpg.Connection) -> "Fresh":
        tables = [row[0] for row in await connection.fetch(TABLES)]
        written = await _not_empty(connection, tables)
        seeds = {
            table: ((await _sums(connection, [table]))[0], await connection.fetch(f"select * from {table}"))
            for table in tables
            if table in written
        }
        sequences = [row[0] for row in await connection.fetch(SEQUENCES)]
        return cls(
            await connection.fetchval(SHAPE),
            seeds,
            [table for table in tables if table not in written],
            sequences,
            await _numbers(connection, sequences),
        )

    async def bring_back(self, connection: asyncpg.Connection) -> bool:
        """Whether it could be: not if more than rows has changed. Nobody else stays connected."""
        await connection.execute(LEAVE)
        if await connection.fetchval(SHAPE) != self.shape:
            return False
        seeds = list(self.seeds)
        changed = [
            table
            for table, now in zip(seeds, await _sums(connection, seeds), strict=True)
            if now != self.seeds[table][0]
        ]
        gone = [*await _not_empty(connection, self.empty), *changed]
        async with connection.transaction():
            # Nothing of ours is asked, neither what is append-only nor what points where.
            await connection.execute("set local session_replication_role = replica")
            for table in gone:
                await connection.execute(f"delete from {table}")
            for table in changed:
                await _write(connection, table, self.seeds[table][1])
        if gone:
            await connection.execute(f"vacuum {', '.join(gone)}")
        numbers = await _numbers(connection, self.sequences)
        for sequence, before, now in zip(self.sequences, self.numbers, numbers, strict=True):
            if before != now:
                await connection.execute("select setval($1::text::regclass, $2, $3)", sequence, *before)
        return True


async def _not_empty(connection: asyncpg.Connection, tables: list[str]) -> list[str]:
    asked = ", ".join(f"exists (select from {table})" for table in tables)
    return [
        table for table, has in zip(tables, await connection.fetchrow(f"select {asked}"), strict=True) if has
    ]


async def _sums(connection: asyncpg.Connection, tables: list[str]) -> list[int]:
    asked = ", ".join(f"(select sum(hashtextextended(row::text, 0)) from {table} row)" for table in tables)
    return list(await connection.fetchrow(f"select {asked}"))


async def _numbers(connection: asyncpg.Connection, sequences: list[str]) -> list[tuple[int, bool]]:
    asked = " union all ".join(
        f"select {at}, last_value, is_called from {sequence}" for at, sequence in enumerate(sequences)
    )
    return [(last, called) for _at, last, called in await connection.fetch(f"{asked} order by 1")]


async def _write(connection: asyncpg.Connection, table: str, rows: list[asyncpg.Record]) -> None:
    schema, _, name = table.rpartition(".")
    await connection.copy_records_to_table(
        name.strip('"'), schema_name=schema or "public", columns=list(rows[0].keys()), records=rows
    )
