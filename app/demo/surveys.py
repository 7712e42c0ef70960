"""Rounds of the yearly returns on an approved form, and the enterprise group of the largest firm."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from regulation import database
from regulation.surveys import session

if TYPE_CHECKING:
    from app.demo.firms import Invented
    from app.demo.years import Years
    from regulation.actor import Actor

#: The number of the form in force was never seen: this one says that it is made up.
APPROVAL = "国统制〔2025〕000号（演示）"
#: How long a return that never came is still taken.
STILL_TAKEN = timedelta(days=30)


async def add_rounds(years: Years, statistician: Actor, *, now: datetime) -> None:
    """A round of January and February after every year; the latest still takes what is missing."""
    async with session.statistics():
        await database.execute(
            "update survey_form set approval_number = $1 where kind in ('return', 'monthly') and approval_number = ''",
            APPROVAL,
        )
        for year in (*years.complete, *([years.collecting] if years.collecting else [])):
            closes = date(year + 1, 3, 1) - timedelta(days=1)
            late = closes + timedelta(days=60)
            if year in {years.latest, years.collecting}:
                late = max(late, now.date() + STILL_TAKEN)
            await database.execute(
                """insert into survey_round (id, form, kind, period, year, reference_day, opens_on, closes_on, late_until,
                                             notice, two_persons, gate, created_at)
                   select $1, id, 'return', $2, $3, $4, $5, $6, $7, $8, true, 'open', $9
                     from survey_form where kind = 'return' and survey = '' and valid_from <= $5 and expires_on >= $6""",
                uuid4(),
                str(year),
                year,
                date(year, 12, 31),
                date(year + 1, 1, 1),
                closes,
                late,
                f"演示通知〔{year + 1}〕2号",
                datetime(year, 12, 20, 2, tzinfo=UTC),
            )


async def add_groups(city: list[Invented], statistician: Actor, *, now: datetime) -> None:
    """Which firms are one enterprise group."""
    async with session.statistics():
        await database.copy(
            "enterprise_group",
            ("id", "firm", "group_key", "group_name", "since", "source", "entered_by", "entered_at"),
            [
                (
                    uuid4(),
                    firm.id,
                    "G0001",
                    firm.group,
                    date(2020, 1, 1),
                    "集团年度报告（演示）",
                    statistician.name,
                    now,
                )
                for firm in city
                if firm.group
            ],
        )
