"""The statistics of the city, in the order in which an office makes them: collected, looked through, published."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.demo import desk, monitoring, quick, releases, returns, surveys
from regulation import database
from regulation.releases.rules import Kind
from regulation.surveys.actions import gate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from uuid import UUID

    from app.demo.invented import Invented
    from app.demo.people import Staff
    from app.demo.years import Years
    from regulation.actor import Actor


#: A larger city is made to be measured, and its returns are left for whoever walks them through the gate.
LARGEST_WITH_YEARBOOKS = 20_000


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
    """Rounds, returns, desk and, but for a very large city, the publications of the complete years."""
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
    office = releases.Office.of(staff, signed)
    printed = await monitoring.publish_quarters(years.latest, office, now=now)
    await quick.send_out(statistician, now=now)
    say(f"{printed} 个季度的供求监测", f"{printed} quarters of the monitoring published")
    if len(city) <= LARGEST_WITH_YEARBOOKS:
        await _publish(years, seed, office, say, now=now)


async def _publish(
    years: Years, seed: int, office: releases.Office, say: Callable[[str, str], None], *, now: datetime
) -> None:
    """One year for good; the latest as preliminary figures, corrected, and final; then opened once more for what came late."""
    final, latest = years.final, years.latest
    kept = await releases.publish(
        final,
        Kind.FINAL,
        "最终数（演示）",
        office,
        closed=date(final + 1, 9, 1),
        published=date(final + 1, 10, 15),
    )
    _tell(say, final, kept, "最终数", "final")
    kept = await releases.publish(
        latest,
        Kind.PRELIMINARY,
        "初步数（演示）",
        office,
        closed=date(latest + 1, 5, 20),
        published=date(latest + 1, 6, 30),
    )
    _tell(say, latest, kept, "初步数", "preliminary")
    reopened = releases.at(date(latest + 1, 8, 3))
    await gate.reopen(latest, "部分机构按审计后数据更正（演示）", actor=office.compiler, now=reopened)
    await desk.revise(latest, office.staff, seed, now=reopened, still_open=False)
    kept = await releases.publish(
        latest,
        Kind.FINAL,
        "按审计后数据修订（演示）",
        office,
        closed=date(latest + 1, 9, 1),
        published=date(latest + 1, 10, 15),
    )
    _tell(say, latest, kept, "最终数", "final")
    # For whoever tries the system: the round takes what is missing, some returns are under way again.
    await gate.reopen(latest, "补报和更正（演示）", actor=office.compiler, now=now - timedelta(days=12))
    await surveys.take_late(latest, office.compiler, now=now - timedelta(days=11))
    await desk.revise(latest, office.staff, seed, now=now - timedelta(days=10), still_open=True)
    say("补报和更正中的统计年报", "returns that are being corrected")


def _tell(say: Callable[[str, str], None], year: int, vintage: int, zh: str, en: str) -> None:
    if vintage:
        say(f"{year} 年度统计年鉴，第{vintage}版（{zh}）", f"yearbook of {year}, vintage {vintage} ({en})")
    else:
        say(
            f"{year} 年度统计年鉴（{zh}）没有通过保密检查，未发布",
            f"yearbook of {year} ({en}) refused by the disclosure control, not published",
        )
