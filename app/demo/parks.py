"""Invented parks on three levels, tenants who came and went, and assessments of two years."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from regulation import database
from regulation.accounts.organs import BY_CODE
from regulation.parks import actions, queries, rules
from regulation.parks.status import ExitReason, ParkLevel

if TYPE_CHECKING:
    from app.demo.invented import Invented
    from regulation.actor import Actor

#: code, name, English name, level, organ, zones (name, square metres).
PARKS = (
    ("bj-n1", "北京人力资源服务产业园（演示）", "Beijing HR Services Park (demo)", ParkLevel.NATIONAL, "BJ",
     (("通州园（演示）", 21000), ("海淀园（演示）", 12000), ("朝阳园（演示）", 15000))),
    ("bj-m1", "云杉人力资源服务产业园（演示）", "Spruce HR Services Park (demo)", ParkLevel.MUNICIPAL, "110105", (("主园区（演示）", 9000),)),
    ("bj-m2", "青禾人力资源服务产业园（演示）", "Green Field HR Services Park (demo)", ParkLevel.MUNICIPAL, "110108", (("主园区（演示）", 8000),)),
    ("bj-m3", "亦城人力资源服务产业园（演示）", "E-Town HR Services Park (demo)", ParkLevel.MUNICIPAL, "BDA", (("主园区（演示）", 7000),)),
    ("fs-d1", "房山汇贤产业园（演示）", "Fangshan Huixian Park (demo)", ParkLevel.DISTRICT, "110111", (("主园区（演示）", 3000),)),
    ("ft-d1", "丰台星河产业园（演示）", "Fengtai Galaxy Park (demo)", ParkLevel.DISTRICT, "110106", (("主园区（演示）", 4000),)),
    ("sy-d1", "顺义引航产业园（演示）", "Shunyi Pilot Park (demo)", ParkLevel.DISTRICT, "110113", (("主园区（演示）", 3500),)),
    ("cp-d1", "昌平启程产业园（演示）", "Changping Departure Park (demo)", ParkLevel.DISTRICT, "110114", (("主园区（演示）", 3000),)),
)  # fmt: skip
#: Where the demonstration's park operator works.
OPERATED = "bj-m1"


async def add_parks(clerk: Actor, *, now: datetime) -> UUID:
    """The parks and zones; the id of the operated one."""
    operated = None
    for place, (code, name, name_en, level, organ, zones) in enumerate(PARKS):
        approved = date(2018 + place % 6, 5, 1 + place)
        made = await actions.recognise(
            code,
            name,
            level,
            BY_CODE[organ].id,
            operator="演示园区运营有限公司",
            approved_on=approved,
            approval_number=f"演示批〔{approved.year}〕{place + 1}号",
            description="演示数据：园区、面积和入驻机构均为虚构。",
            name_en=name_en,
            actor=clerk,
            now=now,
        )
        for zone, area in zones:
            await actions.open_zone(
                {"id": made, "organ": BY_CODE[organ].id},
                zone,
                f"北京市{BY_CODE[organ].area}松榆路{place + 1}号（演示）",
                Decimal(area),
                opened_on=approved + timedelta(days=120),
                actor=clerk,
                now=now,
            )
        if code == OPERATED:
            operated = made
    if operated is None:
        raise LookupError(OPERATED)
    return operated


async def add_tenants(city: list[Invented], seed: int, clerk: Actor, *, today: date, now: datetime) -> None:
    """Tenants with dates, some of whom left, and the assessments of two years."""
    draw = random.Random(f"{seed}:parks")  # noqa: S311 - a demonstration must be repeatable
    living = [firm for firm in city if not firm.dead]
    rows = []
    for park in await queries.all_parks(today=today):
        for zone in await queries.zones(park["id"], today=today):
            left = float(zone["usable_area"]) * draw.uniform(0.6, 0.93)
            for firm in draw.sample(living, min(40, len(living) // 20)):
                area = draw.randint(40, 420)
                if area > left:
                    break
                left -= area
                since = max(zone["opened_on"], firm.established_on) + timedelta(days=draw.randint(0, 500))
                until, reason = None, None
                if draw.random() < 0.15:
                    until = since + timedelta(days=draw.randint(200, 900))
                    reason = str(draw.choice(list(ExitReason)))
                if since < today and (until is None or until < today):
                    rows.append((_uuid(draw), zone["id"], firm.id, Decimal(area), since, until, reason))
        for year in (today.year - 2, today.year - 1):
            await _assess(draw, park, year, clerk, now)
    await database.copy("tenancy", ("id", "zone", "firm", "area", "from_on", "to_on", "exit_reason"), rows)


async def _assess(
    draw: random.Random, park: dict[str, object], year: int, clerk: Actor, now: datetime
) -> None:
    worth = draw.uniform(0.66, 0.97)
    scores = {
        key: Decimal(round(most * min(1.0, worth * draw.uniform(0.95, 1.05))))
        for key, (_label, most) in rules.SCHEME.on(now.date()).dimensions.items()
    }
    await actions.assess(
        park,
        year,
        scores,
        bonus=Decimal(draw.choice((0, 0, 3))),
        deduction=Decimal(0),
        remarks="",
        actor=clerk,
        now=now,
    )


def _uuid(draw: random.Random) -> UUID:
    return UUID(int=draw.getrandbits(128), version=4)
