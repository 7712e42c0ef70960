"""《统计法实施条例》第三十条: what was filed to the statistics is no basis for a licence, a penalty or any other act."""

import ast
from pathlib import Path

import asyncpg
import pytest

from app import postgres
from regulation import database, rights
from regulation.surveys import session

ROOT = Path(__file__).resolve().parents[3]
TABLES = "select tablename from pg_tables where schemaname = 'surveys' order by 1"


async def test_the_supervising_role_is_refused_by_the_database(owner):
    tables = [row["tablename"] for row in await owner.fetch(TABLES)]
    assert {"filed_return", "statistical_return", "frozen_snapshot", "document", "case_log"} <= set(tables)
    supervising = await asyncpg.connect(**postgres.connection(role="app"))
    try:
        assert await supervising.fetchval("select current_user") == postgres.APP_ROLE
        for table in tables:
            for act in (f"select * from surveys.{table}", f"delete from surveys.{table}"):
                with pytest.raises(asyncpg.InsufficientPrivilegeError):
                    await supervising.execute(act)
    finally:
        await supervising.close()


async def test_the_supervising_role_cannot_become_the_statistics(owner):
    member = "select pg_has_role($1, $2, 'member')"
    assert not await owner.fetchval(member, postgres.APP_ROLE, postgres.STATISTICS_ROLE)
    assert not await owner.fetchval(member, postgres.STATISTICS_ROLE, postgres.APP_ROLE)


async def test_the_rights_of_the_program_are_two(committed_db):
    assert await database.value("select current_user") == postgres.APP_ROLE
    async with session.statistics():
        assert await database.value("select current_user") == postgres.STATISTICS_ROLE
        assert await database.value("select count(*) from filed_return") == 0
        async with database.unit_of_work():
            assert await database.value("select current_user") == postgres.STATISTICS_ROLE
    with pytest.raises(asyncpg.UndefinedTableError):
        await database.value("select count(*) from filed_return")
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await database.value("select count(*) from surveys.filed_return")


async def test_no_act_has_two_kinds_of_rights(committed_db):
    async with database.unit_of_work():
        with pytest.raises(RuntimeError, match="two kinds of rights"):
            async with session.statistics():
                pass


async def test_the_log_of_the_statistics_is_not_the_log_of_supervision(db):
    async with session.statistics():
        assert await database.value("select 'case_log'::regclass::oid = 'surveys.case_log'::regclass::oid")
        assert await database.value("select 'document'::regclass::oid = 'surveys.document'::regclass::oid")
    assert await database.value("select 'case_log'::regclass::text") == "case_log"
    assert await database.value("select current_user") == postgres.APP_ROLE


async def test_the_statistics_see_no_case(owner):
    for table in (
        "penalty_case",
        "inspection_task",
        "complaint",
        "integrity_fact",
        "case_evidence",
        "firm_standing",
    ):
        assert not await owner.fetchval(
            "select has_table_privilege($1, $2, 'select')", postgres.STATISTICS_ROLE, f"public.{table}"
        ), table


async def test_tables_that_exist_twice_have_the_same_columns(owner):
    columns = """select table_name, column_name, data_type, is_nullable from information_schema.columns
                  where table_schema = $1 and table_name = any($2::text[]) order by 1, 2"""
    twice = [
        row["tablename"]
        for row in await owner.fetch(
            "select tablename from pg_tables where schemaname = 'surveys'"
            " and tablename in (select tablename from pg_tables where schemaname = 'public')"
        )
    ]
    assert len(twice) == 7
    assert await owner.fetch(columns, "surveys", twice) == await owner.fetch(columns, "public", twice)


async def test_what_is_append_only_is_so_for_the_statistics(owner):
    guarded = await owner.fetch(
        "select distinct tgrelid::regclass::text as name from pg_trigger join pg_class on pg_class.oid = tgrelid"
        " where tgname like 'append\\_only%' and relnamespace = 'surveys'::regnamespace"
    )
    assert len(guarded) >= 7
    for row in guarded:
        for right in ("update", "delete", "truncate"):
            assert not await owner.fetchval(
                "select has_table_privilege($1, $2, $3)", postgres.STATISTICS_ROLE, row["name"], right
            ), row["name"]


def test_only_the_surveys_open_the_door():
    """Whoever wants the rights of the statistics goes through `regulation.surveys.session`."""
    opening = []
    for path in [*ROOT.glob("regulation/**/*.py"), *ROOT.glob("app/**/*.py"), *ROOT.glob("reports/**/*.py")]:
        names = {
            getattr(node, "attr", getattr(node, "id", "")) for node in ast.walk(ast.parse(path.read_text()))
        }
        if names & {"with_rights", "STATISTICS"} and path.name not in {"rights.py", "session.py"}:
            opening.append(str(path.relative_to(ROOT)))
    assert opening == []
    assert rights.rights() == rights.SUPERVISION
