"""The statistics of the city, in the order in which an office makes them: collected, looked through, published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.demo import desk, monitoring, quick, releases, returns, surveys
from regulation import database
from regulation.law import beijing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from uuid import UUID

    from app.demo.firms import Invented
    from app.demo.people import Staff
    from app.demo.years import Years
    from regulation.actor import Actor


async def add_statistics(  # noqa: PLR0917 - what the statistics are made from
    city: list[Invented],
    public: list[Invented],
    seed: int,
    own: UUID,
    spared: set[UUID],
    staff: Mapping[str, Staff],
    signed: Mapping[str, Actor],
    years: Years,
    say: Callable[[str, str], None],
    *,
    now: datetime,
) -> None:
    """Rounds, returns, desk and publications of the complete years."""
    statistician = signed["city-statistician"]
    await surveys.add_rounds(years, statistician, now=now)
    filed = await returns.add_returns([*city, *public], seed, spared, staff, years, now=now)
    await surveys.add_groups(city, years, statistician, now=now)
    say(f"{filed} 份统计年报", f"{filed} statistical returns")
    # Without fresh statistics the planner takes bulk-loaded tables for small ones.
    await database.execute("analyze")
    await desk.look_through(years.latest, staff)
    say("统计年报审核、催报和移送", "returns looked through, reminders, referrals")
    await surveys.approve_monthly_form(statistician, now=now)
    answers = await monitoring.add_monitoring(len(city), seed, own, statistician, now=now)
    say(f"{answers} 份供求监测月报", f"{answers} monthly monitoring forms")
    printed = await monitoring.publish_quarters(statistician, now=now)
    await quick.send_out(statistician, now=now)
    say(f"{printed} 个季度的供求监测", f"{printed} quarters of the monitoring published")
    await releases.publish(statistician, today=beijing.legal_day(now))
    say("统计资料", "statistics")
