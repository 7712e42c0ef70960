"""Scheduled work runs once however many workers there are, and is caught up after a stand-still.

The table is the truth: a due run is a row, claimed by inserting it. APScheduler only wakes us.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from regulation import database
from regulation.law import beijing

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

#: A stand-still longer than this is caught up run by run only for the last so many days.
LONGEST_CATCH_UP = timedelta(days=40)


@dataclass(frozen=True, slots=True)
class Daily:
    """A job due every day at a Beijing time. `act` gets the due instant and returns a short report."""

    name: str
    at: time
    act: Callable[[datetime], Awaitable[str]]
    #: One supervisory transaction. Not for acts with the rights of the statistics: they open their own.
    is_supervisory: bool = True


@dataclass(frozen=True, slots=True)
class Steady:
    """A job that looks at every waking whether there is something to do.

    `act` gets the instant, returns a short report, or an empty one when there was nothing to do. It must itself be
    safe against two workers at once.
    """

    name: str
    act: Callable[[datetime], Awaitable[str]]


def due_instants(job: Daily, *, after: datetime, now: datetime) -> list[datetime]:
    """Every due instant later than `after` and not later than `now`, oldest first."""
    day = beijing.legal_day(max(after, now - LONGEST_CATCH_UP))
    found: list[datetime] = []
    while True:
        instant = datetime.combine(day, job.at, beijing.BEIJING).astimezone(UTC)
        if instant > now:
            return found
        if instant > after and instant > now - LONGEST_CATCH_UP:
            found.append(instant)
        day += timedelta(days=1)


async def run_due(jobs: list[Daily], *, now: datetime) -> list[str]:
    """Run what is due and not yet run; the names run. A failed run is recorded and does not stop others."""
    ran = []
    for job in jobs:
        last = await database.value("select max(due_at) from job_run where job = $1", job.name)
        if last is None:
            # The first start: no history to catch up, the latest due instant alone is run.
            after = now - timedelta(days=1)
        else:
            after = last
        for due_at in due_instants(job, after=after, now=now):
            if await _claimed(job.name, due_at, now):
                await _run(job, due_at)
                ran.append(job.name)
    return ran


async def run_steady(jobs: list[Steady], *, now: datetime) -> list[str]:
    """Let each look; the names of those that did something or failed.

    A line of history is an hour, not a waking: it keeps how the hour's last run that did something went.
    """
    ran = []
    for job in jobs:
        outcome, report = "done", ""
        try:
            report = await job.act(now)
        except Exception as error:  # noqa: BLE001 - a failing job must not stop the others; it is shown on the jobs page
            outcome, report = "failed", f"{type(error).__name__}: {error}"
        if report:
            hour = now.replace(minute=0, second=0, microsecond=0)
            await database.execute(
                """insert into job_run (id, job, due_at, started_at, finished_at, outcome, report)
                   values (gen_random_uuid(), $1, $2, $3, clock_timestamp(), $4, $5) on conflict (job, due_at) do update
                   set started_at = $3, finished_at = clock_timestamp(), outcome = $4, report = $5""",
                job.name,
                hour,
                now,
                outcome,
                report,
            )
            ran.append(job.name)
    return ran


async def _claimed(name: str, due_at: datetime, now: datetime) -> bool:
    made = await database.value(
        """insert into job_run (id, job, due_at, started_at, outcome, report)
           values (gen_random_uuid(), $1, $2, $3, 'running', '') on conflict (job, due_at) do nothing returning id""",
        name,
        due_at,
        now,
    )
    return made is not None


async def _run(job: Daily, due_at: datetime) -> None:
    outcome, report = "done", ""
    try:
        if job.is_supervisory:
            async with database.unit_of_work():
                report = await job.act(due_at)
        else:
            report = await job.act(due_at)
    except Exception as error:  # noqa: BLE001 - a failing job must not stop the others; it is shown on the jobs page
        outcome, report = "failed", f"{type(error).__name__}: {error}"
    await database.execute(
        "update job_run set outcome = $3, report = $4, finished_at = clock_timestamp() where job = $1 and due_at = $2",
        job.name,
        due_at,
        outcome,
        report,
    )


async def abandoned(*, now: datetime) -> int:
    """Give back runs whose worker died: claimed over an hour ago and never finished; how many."""
    return await database.execute(
        "delete from job_run where outcome = 'running' and started_at < $1", now - timedelta(hours=1)
    )


async def history(limit: int = 100) -> list[dict[str, Any]]:
    """The newest runs."""
    return await database.rows("select * from job_run order by due_at desc, job limit $1", limit)
