"""Complaints and reports of tests, and the decree by which an office rewards."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

from app.settings import settings
from regulation.casework import decrees
from regulation.complaints import actions, queries, receiving
from regulation.complaints.status import ComplaintKind, Topic
from tests.builders import penalties as build

PIN = "蓝色自行车7"
MONDAY = date(2026, 3, 2)
NOW = build.at(MONDAY)
GRADES = "一级｜3000｜10000\n二级｜500｜3000"


async def received(cast, folder, *, kind=ComplaintKind.COMPLAINT, now=NOW, **more):
    """A matter about the firm as its writer sent it, and what the writer was shown."""
    known = {}
    if kind is ComplaintKind.COMPLAINT:
        known = {"name": "虚构人", "phone": "13000000000", "amount": Decimal(3000)}
    written = receiving.Written(
        kind=kind,
        topic=Topic.FEES,
        account="交了三千元服务费，一直没有安排工作，也不退费。",
        pin=PIN,
        **known | ({} if "respondent" in more else {"firm_id": cast.firm}) | more,
    )
    made = await receiving.submit(
        written, request_key=str(uuid4()), secret=settings().secret_key, folder=folder, now=now
    )
    return await queries.by_code(made.code, PIN, settings().secret_key), made


async def upheld_report(cast, folder):
    """A report found true, its code."""
    report, made = await received(cast, folder, kind=ComplaintKind.TIP)
    await actions.accept(report["id"], actor=cast.an, now=NOW)
    await actions.uphold(report["id"], reply="举报属实，已立案查处。", actor=cast.an, now=NOW)
    return report, made.code


async def decree(cast, key="complaints.rewards", **typed):
    """A local value of the district, adopted the day before."""
    day = MONDAY - timedelta(days=1)
    made = await decrees.draft(
        key,
        typed or {"table": GRADES, "decide_days": "10", "claim_days": "60"},
        decree_number="京朝人社发〔2026〕9号",
        decreed_on=day,
        issued_by="北京市朝阳区人力资源和社会保障局",
        text="测试用的本地数值。",
        from_on=day,
        actor=cast.an,
        now=build.at(day),
    )
    await decrees.adopt(made, actor=cast.bai, now=build.at(day, 11))
