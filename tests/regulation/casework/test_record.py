"""A status changes by a step and no other way, and the step leaves its line in the log."""

import asyncio
from datetime import UTC, date, datetime
from uuid import uuid4

import asyncpg
import pytest

from regulation import database, errors
from regulation.accounts.tables import Account
from regulation.casework import numbering, receipts, record
from regulation.casework.steps import possible, step
from regulation.casework.tables import JobRun
from regulation.law.citation import LICENSING_LAW
from regulation.roles import Role
from tests import cast as people

NOW = datetime(2026, 11, 22, 4, tzinfo=UTC)

#: JobRun has a status-like column only under another name, so the tests make a matter table of their own.
STEPS = {
    "accept": step("受理", "received", "accepted", Role.CLERK, LICENSING_LAW.article(32)),
    "grant": step("准予", "accepted", "granted", Role.DECIDER),
}


class Matter(JobRun, tablename="matter_of_tests"):
    """Borrows columns; what counts is the table's name and its status."""


async def a_matter():
    made = uuid4()
    await database.execute(
        "create temporary table if not exists matter_of_tests (id uuid primary key, status text, job text)"
    )
    await database.execute("insert into matter_of_tests values ($1, 'received', '')", made)
    return made


async def test_a_step_changes_the_status_and_writes_who_did_it_in_which_office(cast):
    matter = await a_matter()
    await record.record_step(Matter, matter, "accept", STEPS["accept"], actor=cast.an, now=NOW, reason="齐全")
    assert await database.value("select status from matter_of_tests where id = $1", matter) == "accepted"
    (entry,) = await record.history("matter_of_tests", matter)
    assert (entry.action, entry.status_before, entry.status_after) == ("accept", "received", "accepted")
    assert (entry.actor_name, entry.actor_role, entry.reason) == ("安一", "clerk", "齐全")
    assert entry.articles == (LICENSING_LAW.article(32),)
    # What somebody notes afterwards is no step: whoever comes too late is told the step.
    await record.record_event(Matter, matter, "note", actor=cast.an, now=NOW)
    assert (await record.latest("matter_of_tests", matter)).action == "accept"


async def test_the_second_of_two_same_steps_is_told_that_it_came_late(cast):
    matter = await a_matter()
    await record.record_step(Matter, matter, "accept", STEPS["accept"], actor=cast.an, now=NOW)
    with pytest.raises(errors.AlreadyMoved):
        await record.record_step(Matter, matter, "accept", STEPS["accept"], actor=cast.ann, now=NOW)
    assert len(await record.history("matter_of_tests", matter)) == 1


async def test_what_was_just_entered_in_the_same_words_is_not_entered_again(cast):
    matter, said = await a_matter(), {"on": "2026-11-22"}
    await record.check_not_repeated(Matter, matter, "note", actor=cast.an, data=said)
    await record.record_event(Matter, matter, "note", actor=cast.an, now=NOW, data=said)
    with pytest.raises(errors.AlreadyMoved, match="没有重复登记"):
        await record.check_not_repeated(Matter, matter, "note", actor=cast.an, data=said)
    await record.check_not_repeated(Matter, matter, "note", actor=cast.an, data={"on": "2026-11-23"})


async def test_an_office_that_may_not_take_the_step_changes_nothing(cast):
    matter = await a_matter()
    with pytest.raises(errors.NotPermitted):
        await record.record_step(Matter, matter, "accept", STEPS["accept"], actor=cast.bai, now=NOW)
    assert await record.history("matter_of_tests", matter) == []


async def test_further_columns_change_in_the_same_statement(cast):
    matter = await a_matter()
    await record.record_step(
        Matter, matter, "accept", STEPS["accept"], actor=cast.an, now=NOW, also={"job": "x"}
    )
    assert await database.value("select job from matter_of_tests where id = $1", matter) == "x"
    with pytest.raises(ValueError, match="no columns"):
        await record.record_step(
            Matter, matter, "grant", STEPS["grant"], actor=cast.bai, now=NOW, also={"status": 1, "y": 2}
        )


def test_possible_steps_are_those_of_the_office_and_the_status():
    assert possible(STEPS, "received", frozenset({Role.CLERK})) == ["accept"]
    assert possible(STEPS, "received", frozenset({Role.DECIDER})) == []


@pytest.mark.parametrize(
    "sql",
    [
        "update case_log set reason = 'x'",
        "delete from case_log",
        "truncate case_log",
        "delete from document_bytes",
    ],
)
async def test_the_log_can_neither_be_changed_nor_emptied_by_the_application(cast, sql):
    await record.record_event(Account, cast.an.account_id, "note", actor=cast.an, now=NOW)
    with pytest.raises(asyncpg.PostgresError):
        async with database.unit_of_work():
            await database.execute(sql)


async def test_not_even_the_owner_changes_the_log(committed_db, owner, cast):
    await record.record_event(Account, cast.an.account_id, "note", actor=cast.an, now=NOW)
    for sql in ("update case_log set reason = 'x'", "delete from case_log", "truncate case_log"):
        with pytest.raises(asyncpg.PostgresError, match="append-only"):
            await owner.execute(sql)


async def test_fifty_at_once_get_fifty_numbers_without_a_gap(committed_db):
    async def take():
        async with database.unit_of_work():
            return await numbering.next_number("110105", "licence", 2026)

    taken = await asyncio.gather(*(take() for _ in range(50)))
    assert sorted(taken) == list(range(1, 51))


async def test_a_number_is_given_back_when_the_act_fails(committed_db):
    async def fail():
        async with database.unit_of_work():
            await numbering.next_number("110105", "licence", 2026)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()
    async with database.unit_of_work():
        assert await numbering.next_number("110105", "licence", 2026) == 1


async def test_a_nested_unit_of_work_that_fails_leaves_the_outer_one_whole(committed_db):
    async def fail():
        async with database.unit_of_work():
            await numbering.next_number("BJ", "b", 2026)
            await database.execute("select 1/0")

    async with database.unit_of_work():
        await numbering.next_number("BJ", "a", 2026)
        with pytest.raises(asyncpg.PostgresError):
            await fail()
    assert await database.rows("select kind, last from document_number") == [{"kind": "a", "last": 1}]


async def test_the_same_request_twice_makes_one_thing_and_gives_one_answer(committed_db):
    async def make():
        async with database.unit_of_work():
            earlier = await receipts.once("key-1", receipts.digest({"a": 1}), actor=None, now=NOW)
            if earlier is not None:
                return earlier
            await receipts.answered("key-1", "/made/1")
            return "made"

    assert sorted(await asyncio.gather(make(), make())) == ["/made/1", "made"]


async def test_the_same_key_with_other_content_is_refused(db):
    await receipts.once("key-2", receipts.digest({"a": 1}), actor=None, now=NOW)
    with pytest.raises(errors.Refused):
        await receipts.once("key-2", receipts.digest({"a": 2}), actor=None, now=NOW)


async def test_a_session_of_the_cast_is_an_actor_with_its_offices(client, cast):
    from datetime import timedelta

    from regulation.accounts import sessions

    await people.sign_in(client, cast.ding)
    found = await sessions.actor_of(
        client.cookies["zhiheng_session"],
        today=date(2026, 11, 22),
        now=datetime.now(UTC),
        lasts=timedelta(hours=8),
    )
    assert found is not None
    assert found[0] == cast.ding
