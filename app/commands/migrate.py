"""`zhiheng migrate`: bring the tables to the state this release expects, and give the application its rights."""

import argparse
import contextlib
import io

import asyncpg
from piccolo.apps.migrations.commands.forwards import run_forwards

import piccolo_conf
from app import postgres
from app.commands import speech
from regulation.accounts import organs

EXTENSIONS = ("pg_trgm", "btree_gist")

#: Any number; the same for everyone who migrates this database.
TURN = 20260101

RIGHTS = """
select relation.relname as name,
       exists (select from pg_trigger guard
               where guard.tgrelid = relation.oid and guard.tgname like 'append\\_only%') as append_only
  from pg_class relation
 where relation.relnamespace = $1::text::regnamespace and relation.relkind in ('r', 'p')
   and not exists (select from pg_depend member where member.objid = relation.oid and member.deptype = 'e')
 order by 1
"""

#: What the statistics may read of the register and of the supervisory reports: 《统计法》第十八条 has them use administrative
#: records first. No case, no inspection, no complaint.
STATISTICS_READS = (
    "organ", "person", "account", "appointment", "firm_member", "session", "firm", "firm_fact", "branch", "registration_entry",
    "form_version", "report_window", "annual_report", "filed_report", "local_value", "calendar_day", "calendar_year",
    "park", "zone", "tenancy", "release", "published_cell", "leaf", "notice", "migration",
)  # fmt: skip
#: What they may add to outside their schema: leaves of the common log, notices, the released tables.
STATISTICS_ADDS = ("leaf", "notice", "release", "published_cell")


async def run(_args: argparse.Namespace) -> int:
    """All of it in one transaction: a migration that fails leaves the database as it was."""
    async with piccolo_conf.DB.transaction() as transaction:
        connection: asyncpg.Connection = transaction.connection
        await connection.execute("select pg_advisory_xact_lock($1)", TURN)
        await _ready_server(connection)
        before = await _migrated(connection)
        # Piccolo reports in its own words; ours say what has changed and nothing else.
        with contextlib.redirect_stdout(io.StringIO()) as its_words:
            try:
                result = await run_forwards(app_name="all")
            except asyncpg.PostgresError as refused:
                refused.add_note(its_words.getvalue())
                raise
        if not result.success:
            raise postgres.Unavailable(its_words.getvalue())
        new = sorted(await _migrated(connection) - before)
        await organs.install()
        tables, append_only = await _grant(connection)
    for area, name in new:
        speech.say(f"  已执行 {area} {name}", f"  applied {area} {name}")
    speech.say(
        f"数据库结构：新执行 {len(new)} 项，{tables} 张表可读写，{append_only} 张表只可追加。",
        f"Database: {len(new)} migrations applied; {tables} tables to read and write, "
        f"{append_only} append-only.",
    )
    return 0


async def _migrated(connection: asyncpg.Connection) -> set[tuple[str, str]]:
    if not await connection.fetchval("select to_regclass('public.migration')"):
        return set()
    return {tuple(row) for row in await connection.fetch("select app_name, name from migration")}


async def _ready_server(connection: asyncpg.Connection) -> None:
    """Extensions, a locale that knows Chinese letters, and the role the application works as."""
    major = connection.get_server_version().major
    if major < postgres.OLDEST:
        raise postgres.Unavailable(
            speech.text(
                f"数据库服务器是 PostgreSQL {major}，需要 {postgres.OLDEST} 或更高版本。",
                f"The server is PostgreSQL {major}; {postgres.OLDEST} or newer is needed.",
            )
        )
    for extension in EXTENSIONS:
        await connection.execute(f"create extension if not exists {extension}")
    if not await connection.fetchval("select cardinality(show_trgm('人力资源')) > 0"):
        raise postgres.Unavailable(
            speech.text(
                "该数据库的字符分类不识别汉字，检索将失效。请用 UTF8 编码和 C.UTF-8 区域重新建库。",
                "This database's character type does not know Chinese letters, so searches would find nothing. "
                "Create it with encoding UTF8 and locale C.UTF-8.",
            )
        )
    for role in (postgres.APP_ROLE, postgres.STATISTICS_ROLE):
        await _ready_role(connection, role)


async def _ready_role(connection: asyncpg.Connection, role: str) -> None:
    if not await connection.fetchval("select exists (select from pg_roles where rolname = $1)", role):
        try:
            async with connection.transaction():
                await connection.execute(f"create role {role} nologin")
        except asyncpg.InsufficientPrivilegeError as refused:
            owner = await connection.fetchval("select current_user")
            statement = f'create role {role} nologin; grant {role} to "{owner}";'
            raise postgres.Unavailable(
                speech.text(
                    f"当前用户无权创建角色。请数据库管理员执行：{statement}",
                    f"This user may not create roles. Ask the server's administrator to run: {statement}",
                )
            ) from refused
        speech.say(f"  已创建角色 {role}", f"  created role {role}")
    if not await connection.fetchval("select pg_has_role(current_user, $1, 'member')", role):
        await connection.execute(f"grant {role} to current_user")


async def _grant(connection: asyncpg.Connection) -> tuple[int, int]:
    """The application reads and writes; what is append-only it can only add to; the migrations it only reads.

    The statistics have a schema that nobody else may enter, and of the register what they need to ask the right firms.
    """
    counted = await _grant_schema(connection, "public", postgres.APP_ROLE)
    of_statistics = await _grant_schema(connection, "surveys", postgres.STATISTICS_ROLE)
    await connection.execute(f"""
        revoke all on schema surveys from public, {postgres.APP_ROLE};
        revoke all on all tables in schema surveys from public, {postgres.APP_ROLE};
        grant usage on schema public to {postgres.STATISTICS_ROLE};
        revoke all on all tables in schema public from {postgres.STATISTICS_ROLE};
        grant select on {", ".join(STATISTICS_READS)} to {postgres.STATISTICS_ROLE};
        grant select, insert on {", ".join(STATISTICS_ADDS)} to {postgres.STATISTICS_ROLE};
        grant usage, select on all sequences in schema public to {postgres.STATISTICS_ROLE};
    """)
    return counted[0] + of_statistics[0], counted[1] + of_statistics[1]


async def _grant_schema(connection: asyncpg.Connection, schema: str, role: str) -> list[int]:
    await connection.execute(f"grant usage on schema {schema} to {role}")
    await connection.execute(f"grant usage, select on all sequences in schema {schema} to {role}")
    counted = [0, 0]
    for table in await connection.fetch(RIGHTS, schema):
        name = f"{schema}." + '"' + table["name"].replace('"', '""') + '"'
        allowed = "select, insert" if table["append_only"] else "select, insert, update, delete"
        if table["name"] == "migration":
            allowed = "select"
        else:
            counted[table["append_only"]] += 1
        await connection.execute(f"revoke all on {name} from {role}; grant {allowed} on {name} to {role}")
    return counted
