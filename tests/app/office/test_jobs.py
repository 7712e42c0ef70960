"""The daily jobs as the worker runs them: each on connections of its own, with the rights it needs."""

from datetime import UTC, datetime, timedelta

from app import clock, jobs
from regulation import database
from regulation.casework import jobs as runs
from tests.builders import surveys as built

#: After the last job of the day.
NOW = datetime(2027, 1, 15, 3, 0, tzinfo=UTC)


async def test_no_job_fails_in_an_office_with_a_round_under_way(committed_db, cast):
    """The jobs of the statistics have rights of their own: no act of supervision may be open around them."""
    await built.a_round(year=2026)
    ran = await runs.run_due(jobs.JOBS, now=NOW)
    assert set(ran) == {each.name for each in jobs.JOBS}
    assert await database.rows("select job, report from job_run where outcome <> 'done'") == []


async def test_the_worker_of_a_demonstration_set_ahead_wakes_at_once(monkeypatch):
    """Its clock is thirteen days ahead, its timers are not: nobody waits thirteen days for the first night's jobs."""
    monkeypatch.setattr(clock, "now", lambda: datetime.now(UTC) + timedelta(days=13))
    first = [each.next_run_time for each in jobs.alarms().get_jobs()]
    assert len(first) == 2
    assert max(first) <= datetime.now(UTC)
