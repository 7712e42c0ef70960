"""The reports on dispatch of the latest complete year: most of them filed, some verified, a few found wanting, others overdue."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from app.demo import dispatch_cells
from app.demo.surveys import STILL_TAKEN
from regulation import database
from regulation.accounts.organs import BY_CODE
from regulation.actor import SYSTEM
from regulation.annual_reports import bulk, rules
from regulation.annual_reports.actions import verifying, windows
from regulation.annual_reports.queries import reports, scope
from regulation.annual_reports.queries import windows as known
from regulation.annual_reports.status import Status, Verified
from regulation.indicators.indicator import FormKind
from regulation.law import beijing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from uuid import UUID

    from app.demo.invented import Invented
    from app.demo.people import Staff
    from regulation.actor import Actor

#: Where somebody has begun to verify, and how many reports.
VERIFIED = {"110105": 8, "110108": 6, "110112": 2}
FILED, DRAFT = 0.9, 0.94
CHUNK = 2_000
PROBLEMS = "抽查12名派遣人员，3人未签订书面劳动合同，与填报不一致（演示）"


async def add_reports(  # noqa: PLR0917 - what the reports are made from
    city: list[Invented],
    seed: int,
    spared: set[UUID],
    staff: Mapping[str, Staff],
    year: int,
    clerk: Actor,
    *,
    now: datetime,
) -> int:
    """Window, reports and verifications of a year; how many reports. `spared` firms file by hand."""
    await _open(year, clerk, now)
    owing = await _owing(year)
    draw = random.Random(f"{seed}:dispatch")  # noqa: S311 - a demonstration must be repeatable
    made = 0
    firms = [firm for firm in city if firm.id in owing and firm.id not in spared]
    for start in range(0, len(firms), CHUNK):
        piece = firms[start : start + CHUNK]
        held = await reports.register_data_of([firm.id for firm in piece])
        made += await bulk.insert(_all(draw, piece, seed, year, held, now), actor=SYSTEM, now=now)
    await _verify(year, staff, now)
    return made


async def _open(year: int, clerk: Actor, now: datetime) -> None:
    form_id, _ = (await known.forms(FormKind.DISPATCH))[0]
    await windows.open_window(
        year,
        date(year + 1, 1, 1),
        date(year + 1, 3, 31),
        form_id,
        f"演示通知〔{year + 1}〕3号",
        late_until=max(beijing.legal_day(now) + STILL_TAKEN, date(year + 1, 4, 30)),
        kind=FormKind.DISPATCH,
        actor=clerk,
        now=now,
    )


async def _owing(year: int) -> set[UUID]:
    found = await database.rows(
        f"select firm from ({scope.scope_sql('$1', kind=FormKind.DISPATCH)}) as scope",  # noqa: S608
        rules.reference_day(year),
    )
    return {each["firm"] for each in found}


def _all(  # noqa: PLR0917 - what the reports are drawn from
    draw: random.Random,
    firms: list[Invented],
    seed: int,
    year: int,
    held: dict[UUID, dict[str, Any]],
    now: datetime,
) -> Iterator[bulk.Given]:
    for firm in firms:
        chance = draw.random()
        late = draw.random() < 0.08
        at = beijing.start_of_day(date(year + 1, 1, 6)) + timedelta(
            days=draw.randint(90, 140) if late else draw.randint(0, 82), hours=draw.randint(9, 18)
        )
        if chance >= DRAFT:
            continue
        register = held[firm.id]
        is_filed = chance < FILED
        yield bulk.Given(
            firm_id=firm.id,
            firm_number=register["number"],
            year=year,
            organ_id=register["organ_id"],
            district=firm.area,
            values=dispatch_cells.of(firm, year, now.year - 1, seed),
            status=Status.SUBMITTED if is_filed else Status.DRAFT,
            number=f"{BY_CODE[firm.area].short}派报演示〔{year + 1}〕{register['number'][-6:]}号"
            if is_filed
            else None,
            filed_at=min(at, now - timedelta(hours=5)) if is_filed else None,
            filed_by=firm.legal_representative,
            filed_number="DEMO",
            register=register,
            kind=FormKind.DISPATCH,
        )


async def _verify(year: int, staff: Mapping[str, Staff], now: datetime) -> None:
    """Some are verified, one in five with problems."""
    for code, count in VERIFIED.items():
        waiting = await database.rows(
            """select firm.number from annual_report join firm on firm.id = annual_report.firm
                where annual_report.kind = 'dispatch' and annual_report.year = $1 and annual_report.organ = $2
                  and annual_report.status = 'submitted'
                order by firm.number collate "C" limit $3""",
            year,
            BY_CODE[code].id,
            count,
        )
        for place, each in enumerate(waiting):
            wanting = place % 5 == 3
            await verifying.verify(
                year,
                each["number"],
                1,
                Verified.PROBLEMS if wanting else Verified.CONSISTENT,
                PROBLEMS if wanting else "",
                ["disp_signed"] if wanting else [],
                actor=staff[code].clerk,
                now=now - timedelta(days=30 - place, hours=place),
            )
