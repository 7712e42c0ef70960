"""Invented job fairs in every state: drafts, filed, returned, listed, called off, held and reported, and a plan of next year."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.demo import people
from regulation.job_fairs import queries, rules
from regulation.job_fairs.actions import figures, filing, planning, running
from regulation.job_fairs.status import Mode
from regulation.law import beijing

if TYPE_CHECKING:
    from app.demo.invented import Invented
    from app.demo.people import Staff
    from regulation.actor import Actor

AREAS = ("110105", "110108")
NAMES = (
    "春季综合招聘会",
    "高校毕业生专场",
    "制造业专场",
    "周末招聘会",
    "民营企业招聘月",
    "冬季网络招聘会",
    "退役军人专场",
    "零工专场",
)
WHY = "场馆临时停用（演示）"


@dataclass
class _Organizer:
    """One firm with its fairs. Days are told from today; what is past was filed when it had to be."""

    draw: random.Random
    actor: Actor
    firm: UUID
    area: str
    staff: Staff
    now: datetime
    made: int = 0

    async def draft(
        self, days: int, *, ahead: int, name: str, expected: int = 400, mode: Mode = Mode.ONSITE
    ) -> str:
        first = beijing.legal_day(self.now) + timedelta(days=days)
        then = self.now + timedelta(days=days - ahead)
        number = await filing.start(
            self.firm, request_key=f"demo-fair-{self.firm}-{self.made}", actor=self.actor, now=then
        )
        fair = await queries.visible(self.actor, number)
        answers: dict[str, Any] = {
            "name": f"{name}（演示）",
            "mode": str(mode),
            "area": self.area,
            "venue": "" if mode is Mode.ONLINE else "演示人才市场一层大厅",
            "website": "" if mode is Mode.ONSITE else "https://demo.example/fair",
            "hours": "9:00-15:00",
            "complaint_phone": "010-00000000",
            "first_day": first,
            "last_day": first,
            "expected": expected,
            "booths": 40,
            "employers": self.draw.randint(20, 60),
            "posts": self.draw.randint(120, 600),
            "contact_name": "演示联系人",
            "contact_phone": "010-00000001",
            "police_licence": "",
            "employers_verified": True,
            **dict.fromkeys(rules.PLANS, True),
        }
        await filing.save(number, answers, seen_at=fair["updated_at"], actor=self.actor, now=then)
        self.made += 1
        return number

    async def filed(self, days: int, *, ahead: int, name: str, **more: Any) -> str:
        number = await self.draft(days, ahead=ahead, name=name, **more)
        then = self.now + timedelta(days=min(days - ahead, 0))
        return await filing.file(number, request_key=f"demo-filing-{number}", actor=self.actor, now=then)

    async def listed(self, days: int, *, ahead: int, name: str, **more: Any) -> str:
        number = await self.filed(days, ahead=ahead, name=name, **more)
        then = self.now + timedelta(days=min(days - ahead + 1, 0))
        await filing.enter_in_calendar(number, reason="核对无误（演示）", actor=self.staff.clerk, now=then)
        return number

    async def held(self, days: int, *, name: str, **more: Any) -> str:
        number = await self.listed(days, ahead=20, name=name, **more)
        await running.pass_days(now=self.now + timedelta(days=days + 1))
        return number

    async def reported(self, days: int, *, name: str, late: int = 0, **more: Any) -> str:
        number = await self.held(days, name=name, **more)
        visitors = self.draw.randint(300, 1_500)
        said = {
            "employers": self.draw.randint(20, 60),
            "posts": (posts := self.draw.randint(120, 600)),
            "openings": posts + self.draw.randint(50, 900),
            "visitors": visitors,
            "graduates": visitors // 3,
            "intentions": visitors // 8,
        }
        when = self.now + timedelta(days=min(days + 3 + late, 0))
        await figures.report(number, said, actor=self.actor, now=when)
        return number


async def add_fairs(
    city: list[Invented], staff: dict[str, Staff], own: dict[str, UUID], seed: int, *, now: datetime
) -> int:
    """Fairs of the firm that signs in, and of two others in each of two districts; how many."""
    draw = random.Random(f"{seed}:fairs")  # noqa: S311 - a demonstration must be repeatable
    today, made = beijing.legal_day(now), 0
    for area in AREAS:
        living = [
            each
            for each in city
            if each.area == area
            and not each.dead
            and any(reg.kind == "hr_licence" and reg.status == "valid" for reg in each.registered)
        ]
        living.sort(key=lambda each: each.id != own["firm-signatory"])
        for firm in living[:2]:
            actor = people.for_firm(draw, firm.legal_representative, firm.id, firm.name)
            organizer = _Organizer(draw, actor, firm.id, area, staff[area], now)
            await _stories(organizer, today)
            made += organizer.made
    return made


async def _stories(organizer: _Organizer, today: date) -> None:
    names = list(NAMES)
    organizer.draw.shuffle(names)
    await organizer.reported(-60, name=names[0])
    await organizer.reported(-35, name=names[1], late=9)
    await organizer.held(-4, name=names[2])
    await organizer.listed(12, ahead=30, name=names[3], expected=3_000)
    await organizer.listed(25, ahead=40, name=names[4], mode=Mode.ONLINE)
    off = await organizer.listed(18, ahead=35, name=names[5])
    await running.call_off(
        off, text=WHY, media="演示晚报", announced_on=today, actor=organizer.actor, now=organizer.now
    )
    await organizer.filed(20, ahead=20, name=names[6])
    back = await organizer.filed(28, ahead=28, name=names[7])
    await filing.send_back(
        back, reason="请写明分时段入场的安排（演示）", actor=organizer.staff.clerk, now=organizer.now
    )
    await organizer.draft(45, ahead=45, name="新年招聘会")
    year = today.year + 1
    lines = [
        {"name": "周六招聘会（演示）", "venue": "演示人才市场一层大厅", "day": day, "expected": 500}
        for day in planning.weekly(date(year, 1, 4), date(year, 3, 31), 5)
    ]
    await planning.file_plan(
        organizer.firm,
        year,
        organizer.area,
        lines,
        contact_name="演示联系人",
        contact_phone="010-00000001",
        request_key=f"demo-plan-{organizer.firm}",
        actor=organizer.actor,
        now=organizer.now,
    )
