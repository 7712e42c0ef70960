"""Fairs in every state, as their organizers and organs bring them there."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from regulation.job_fairs import queries, rules
from regulation.job_fairs.actions import filing, running
from regulation.job_fairs.status import Mode

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
FORM: dict[str, Any] = {
    "name": "秋季综合招聘会", "mode": str(Mode.ONSITE), "area": "110105", "venue": "演示展馆一号馆", "website": "", "hours": "9:00-15:00",
    "complaint_phone": "010-00000000", "first_day": date(2026, 12, 20), "last_day": date(2026, 12, 21), "expected": 900,
    "booths": 60, "employers": 60, "posts": 300, "contact_name": "演示甲", "contact_phone": "010-00000001",
    "employers_verified": True, "police_licence": "", **dict.fromkeys(rules.PLANS, True),
}  # fmt: skip
FIGURES = {
    "employers": 58,
    "posts": 290,
    "openings": 800,
    "visitors": 1200,
    "graduates": 500,
    "intentions": 210,
}


async def a_draft(cast: Any, *, now: datetime = NOW, **changes: Any) -> str:
    number = await filing.start(cast.firm, request_key=str(uuid4()), actor=cast.ee, now=now)
    fair = await queries.visible(cast.ee, number)
    await filing.save(number, FORM | changes, seen_at=fair["updated_at"], actor=cast.ee, now=now)
    return number


async def a_filed_fair(cast: Any, *, now: datetime = NOW, **changes: Any) -> str:
    draft = await a_draft(cast, now=now, **changes)
    return await filing.file(draft, request_key=str(uuid4()), actor=cast.e, now=now)


async def a_listed_fair(cast: Any, *, now: datetime = NOW, **changes: Any) -> str:
    number = await a_filed_fair(cast, now=now, **changes)
    await filing.enter_in_calendar(number, reason="办理许可延续中", actor=cast.an, now=now)
    return number


async def a_held_fair(cast: Any, **changes: Any) -> str:
    number = await a_listed_fair(cast, **changes)
    await running.pass_days(now=NOW + timedelta(days=30))
    return number
