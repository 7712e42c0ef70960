"""What a test commits is gone for the next one, whatever it was (tests/fresh.py)."""

from tests.fresh import Fresh

BEHIND = "set session_replication_role = replica;"


async def test_rows_and_numbers_are_as_they_were(owner):
    before = await Fresh.look(owner)
    await owner.execute(
        f"""{BEHIND}
        delete from organ where code = (select min(code) from organ);
        update form_version set id = gen_random_uuid();
        insert into job_run (id, job, due_at, started_at, finished_at, outcome, report)
        values (gen_random_uuid(), 'any', now(), now(), now(), 'done', '');
        select nextval(pg_get_serial_sequence('migration', 'id'));
        reset session_replication_role;"""
    )
    assert await Fresh.look(owner) != before
    assert await before.bring_back(owner)
    assert await Fresh.look(owner) == before


async def test_what_is_more_than_rows_is_noticed(owner):
    before = await Fresh.look(owner)
    for change in (
        "alter table leaf disable trigger user",
        "revoke insert on leaf from zhiheng_app",
        "create table left_behind (n int)",
        "alter table firm add column left_behind int",
        "create or replace function refuse_change() returns trigger language plpgsql as 'begin return new; end'",
    ):
        attempt = owner.transaction()
        await attempt.start()
        await owner.execute(change)
        assert not await before.bring_back(owner), change
        await attempt.rollback()
    assert await before.bring_back(owner)
