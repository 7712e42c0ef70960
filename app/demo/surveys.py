"""Rounds of the yearly returns on approved forms, the enterprise group of the largest firm, and a consent to publication."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from regulation import database
from regulation.indicators.indicator import FormKind
from regulation.surveys.actions import groups, monthly, rounds, waivers
from regulation.surveys.queries import rounds as known

if TYPE_CHECKING:
    from uuid import UUID

    from app.demo.invented import Invented
    from app.demo.years import Years
    from regulation.actor import Actor

#: The number of the form in force was never seen: this one says that it is made up.
APPROVAL = "国统制〔2025〕000号（演示）"
MONTHLY_APPROVAL = "京统函〔2024〕000号（演示）"
APPROVED_BY = "国家统计局（演示）"
FORM = "人社统LM1表、人社统LM2表"
#: How long a report or a return that never came is still taken.
STILL_TAKEN = timedelta(days=30)
#: Days after the last one in which a late return is taken.
LATE_DAYS = timedelta(days=60)
#: Whose consent there is: the third of the head.
CONSENTING = 3


def closes_on(year: int) -> date:
    """The last day of the year's round: the end of February."""
    return date(year + 1, 3, 1) - timedelta(days=1)


async def add_rounds(years: Years, statistician: Actor, *, now: datetime) -> None:
    """A round of January and February after every year."""
    for year in (*years.complete, *([years.collecting] if years.collecting else [])):
        await _open(year, statistician, still_open=year == years.collecting, now=now)


async def _open(year: int, statistician: Actor, *, still_open: bool, now: datetime) -> None:
    opened = min(now, datetime(year, 12, 20, 2, tzinfo=UTC))
    late = closes_on(year) + LATE_DAYS
    if still_open:
        late = max(late, now.date() + STILL_TAKEN)
    days = rounds.Days(
        date(year + 1, 1, 1),
        closes_on(year),
        late,
        await _form(year, statistician, opened),
        f"演示通知〔{year + 1}〕2号",
    )
    await rounds.open_round(year, days, actor=statistician, now=opened)


async def _form(year: int, statistician: Actor, opened: datetime) -> UUID:
    """The edition in force while the round runs; its approval is entered where none was, and a new one where all have expired."""
    first, last = date(year + 1, 1, 1), closes_on(year)
    for form_id, form in await known.forms(FormKind.RETURN):
        if form.is_valid_on(first) and form.is_valid_on(last):
            if not form.approval_number:
                assert form.expires_on is not None
                await rounds.approve_form(
                    form_id, APPROVAL, APPROVED_BY, form.expires_on, actor=statistician, now=opened
                )
            return form_id
    return await rounds.enter_form(
        rounds.Approved(
            FORM,
            "人力资源服务机构统计年报（演示）",
            "人力资源和社会保障部",
            APPROVAL,
            APPROVED_BY,
            date(year, 12, 1),
            date(year + 3, 12, 31),
        ),
        actor=statistician,
        now=opened,
    )


async def approve_monthly_form(statistician: Actor, *, now: datetime) -> None:
    """The monthly form with all that stands on its head; where its first edition had no approval, a next one has."""
    await monthly.enter_form(
        "北京市人力资源市场供求监测月报（演示）",
        "人力资源市场供求监测月报",
        "北京市人力资源和社会保障局",
        MONTHLY_APPROVAL,
        "北京市统计局（演示）",
        date(now.year - 3, 1, 1),
        date(now.year + 2, 12, 31),
        actor=statistician,
        now=now,
    )


async def take_late(year: int, statistician: Actor, *, now: datetime) -> None:
    """A reopened round takes what is missing for some more days."""
    held = (await known.of_year(year)).round
    form_id = next(
        each for each, form in await known.forms(FormKind.RETURN) if form.edition == held.form.edition
    )
    days = rounds.Days(
        held.opens_on, held.closes_on, now.date() + STILL_TAKEN, form_id, held.notice, held.two_persons
    )
    await rounds.change_round(year, days, actor=statistician, now=now)


async def add_groups(city: list[Invented], years: Years, statistician: Actor, *, now: datetime) -> None:
    """Which firms are one enterprise group, and one large firm's written consent."""
    await groups.bring_in(
        [
            groups.Member(
                line, await _number(firm), "G0001", firm.group, date(2020, 1, 1), "集团年度报告附注（演示）"
            )
            for line, firm in enumerate((firm for firm in city if firm.group), 2)
        ],
        actor=statistician,
        now=now,
    )
    for firm in city:
        if firm.rank == CONSENTING:
            await waivers.enter(
                await _number(firm),
                ["rev_total", "rev_onbehalf", "staff_total"],
                years.final,
                years.latest + 1,
                f"演示函〔{years.latest}〕7号",
                firm.legal_representative,
                actor=statistician,
                now=now,
            )


async def _number(firm: Invented) -> str:
    found: str = await database.value("select number from firm where id = $1", firm.id)
    return found
