"""Three years of annual reports: late ones, returned ones, drafts, and firms that never answer."""

from __future__ import annotations

import itertools
import random
from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.demo import figures
from app.demo.invented import Invented
from app.demo.overlap import Overlap, collected
from regulation.accounts.organs import BY_CODE
from regulation.actor import SYSTEM
from regulation.annual_reports import bulk
from regulation.annual_reports.actions import windows
from regulation.annual_reports.queries import reports
from regulation.annual_reports.status import Status
from regulation.law import beijing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regulation.actor import Actor

#: The open year's window closes so many days after the demonstration was made.
STILL_OPEN = 30
#: Firms whose register data are read at once.
CHUNK = 1_000


async def add_windows(today: date, *, actor: Actor, now: datetime) -> None:
    """The windows of three years; the last one is open, so that a firm can file today."""
    last = today.year - 1
    form = await windows.enter_form(
        "演示表 1",
        "人力资源服务机构经营情况年度报告（演示）",
        "演示机关",
        "",
        date(last - 3, 1, 1),
        date(last + 3, 12, 31),
        actor=actor,
        now=now,
    )
    for year in (last - 2, last - 1):
        await windows.open_window(
            year,
            date(year + 1, 1, 1),
            date(year + 1, 4, 30),
            form,
            f"演示通知〔{year + 1}〕1号",
            actor=actor,
            now=now,
        )
    await windows.open_window(
        last,
        date(today.year, 1, 1),
        today + timedelta(days=STILL_OPEN),
        form,
        f"演示通知〔{today.year}〕1号（演示用，填报期延长）",
        actor=actor,
        now=now,
    )


async def add_reports(
    city: list[Invented], seed: int, spared: set[UUID], *, today: date, now: datetime
) -> int:
    """Reports of all firms that had to; `spared` firms file the open year by hand. How many were made."""
    draw = random.Random(f"{seed}:reports")  # noqa: S311 - a demonstration must be repeatable
    serials = itertools.count(1)
    made = 0
    async with Overlap() as overlap:
        for start in range(0, len(city), CHUNK):
            piece = city[start : start + CHUNK]
            known = await reports.register_data_of([firm.id for firm in piece])
            given = await collected(_all(draw, piece, seed, spared, known, serials, today, now))
            made += len(given)
            await overlap.start(partial(bulk.insert, given, actor=SYSTEM, now=now))
    return made


def _all(  # noqa: PLR0917 - what the reports are drawn from
    draw: random.Random,
    city: list[Invented],
    seed: int,
    spared: set[UUID],
    known: dict[UUID, dict[str, Any]],
    serials: Iterator[int],
    today: date,
    now: datetime,
) -> Iterator[bulk.Given]:
    last = today.year - 1
    for firm in city:
        register = known[firm.id]
        area = BY_CODE[firm.area]
        tardy = draw.random() < 0.12
        for year in (last - 2, last - 1, last):
            if not _owes(firm, year):
                continue
            if year == last and firm.id in spared:
                continue
            status = _status(draw, is_open=year == last)
            if status is None:
                continue
            serial = next(serials)
            is_filed = status is not Status.DRAFT
            yield bulk.Given(
                firm_id=firm.id,
                firm_number=register["number"],
                year=year,
                organ_id=register["organ_id"],
                district=firm.area,
                values=figures.of(firm, year, last, seed),
                status=status,
                number=f"{area.short}年报演示〔{year}〕{serial}号" if is_filed else None,
                filed_at=_filed_at(draw, year, now, late=tardy and year != last) if is_filed else None,
                filed_by=firm.legal_representative,
                filed_number="DEMO",
                register=register,
            )


def _owes(firm: Invented, year: int) -> bool:
    """Whether the firm held a registration at the end of the year."""
    end = date(year, 12, 31)
    return any(
        each.issued_on <= end
        and (each.ended_on is None or each.ended_on > end)
        and (each.status != "expired" or (each.expires_on is not None and each.expires_on >= end))
        for each in firm.registered
    )


def _status(draw: random.Random, *, is_open: bool) -> Status | None:
    """Where a report stands: a closed year is nearly all accepted, the open one is under way."""
    chance = draw.random()
    if is_open:
        for limit, status in (
            (0.42, Status.ACCEPTED),
            (0.60, Status.SUBMITTED),
            (0.63, Status.RETURNED),
            (0.75, Status.DRAFT),
        ):
            if chance < limit:
                return status
        return None
    return Status.ACCEPTED if chance < 0.955 else None


def _filed_at(draw: random.Random, year: int, now: datetime, *, late: bool) -> datetime:
    first = beijing.start_of_day(date(year + 1, 1, 4))
    span = timedelta(days=draw.randint(118, 160) if late else draw.randint(0, 113))
    at = first + span + timedelta(hours=draw.randint(9, 18), minutes=draw.randint(0, 59))
    return min(at, now - timedelta(hours=1))
