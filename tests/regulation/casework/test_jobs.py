"""A due run happens once, in order, and is caught up after a stand-still."""

import asyncio
from datetime import UTC, datetime, time, timedelta

from regulation import database
from regulation.casework import jobs
from regulation.casework.jobs import Daily, Steady

NOW = datetime(2026, 11, 22, 4, tzinfo=UTC)


def a_job(ran):
    async def act(due_at):
        ran.append(due_at)
        return "ok"

    return Daily("test_job", time(1, 0), act)


async def test_four_workers_at_once_run_it_once(committed_db):
    ran = []
    await asyncio.gather(*(jobs.run_due([a_job(ran)], now=NOW) for _ in range(4)))
    assert ran == [datetime(2026, 11, 21, 17, tzinfo=UTC)]


async def test_three_days_of_stand_still_are_caught_up_in_order(committed_db):
    ran = []
    await jobs.run_due([a_job(ran)], now=NOW - timedelta(days=3))
    ran.clear()
    await jobs.run_due([a_job(ran)], now=NOW)
    assert ran == [datetime(2026, 11, day, 17, tzinfo=UTC) for day in (19, 20, 21)]


async def test_a_failing_job_is_recorded_and_leaves_nothing_behind(committed_db):
    async def act(_due_at):
        await database.execute("insert into attempt (id, bucket, at) values (gen_random_uuid(), 'x', now())")
        raise RuntimeError("boom")

    await jobs.run_due([Daily("bad", time(1, 0), act)], now=NOW)
    (run,) = await jobs.history()
    assert (run["outcome"], run["report"]) == ("failed", "RuntimeError: boom")
    assert await database.value("select count(*) from attempt") == 0


async def test_a_run_whose_worker_died_is_given_back(committed_db):
    ran = []
    job = a_job(ran)
    await database.execute(
        """insert into job_run (id, job, due_at, started_at, outcome, report)
           values (gen_random_uuid(), 'test_job', $1, $2, 'running', '')""",
        datetime(2026, 11, 21, 17, tzinfo=UTC),
        NOW - timedelta(hours=2),
    )
    assert await jobs.abandoned(now=NOW) == 1
    await jobs.run_due([job], now=NOW)
    assert len(ran) == 1


async def test_a_steady_job_leaves_one_line_an_hour_and_none_for_nothing(committed_db):
    reports = ["", "1 done", "2 done", "", "3 done"]

    async def act(_now):
        return reports.pop(0)

    ran = [
        await jobs.run_steady([Steady("steady", act)], now=NOW + timedelta(minutes=20 * each))
        for each in range(5)
    ]
    assert [bool(each) for each in ran] == [False, True, True, False, True]
    assert [each["report"] for each in await jobs.history()] == ["3 done", "2 done"]


async def test_a_steady_job_that_fails_is_shown_and_does_not_stop_the_others(committed_db):
    async def bad(_now):
        raise RuntimeError("boom")

    async def good(_now):
        return "done"

    assert await jobs.run_steady([Steady("bad", bad), Steady("good", good)], now=NOW) == ["bad", "good"]
    outcomes = {each["job"]: (each["outcome"], each["report"]) for each in await jobs.history()}
    assert outcomes == {"bad": ("failed", "RuntimeError: boom"), "good": ("done", "done")}
