"""A few complaints and reports in what is seldom: named complaints, a joined pair, a 12345 work order, a reward."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from app.demo import case_walk as walk
from app.settings import settings
from regulation import database
from regulation.casework import decrees
from regulation.complaints import hotline, joining, receiving, rewards
from regulation.complaints.status import ComplaintKind, ComplaintStatus, Topic

if TYPE_CHECKING:
    from datetime import date

    from app.demo.people import Staff

#: How many matters are made.
MADE = 7


async def add_scheme(city: Staff, day: date) -> None:
    """An invented scheme, said to be one: the law names no amount."""
    made = await decrees.draft(
        "complaints.rewards",
        {"table": "一级｜3000｜10000\n二级｜500｜3000", "decide_days": "10", "claim_days": "60"},
        decree_number=f"京人社监发〔{day.year}〕0号（演示）",
        decreed_on=day - timedelta(days=5),
        issued_by="北京市人力资源和社会保障局（演示）",
        text="举报奖励等级（演示文字，并非真实文件）",
        from_on=day,
        actor=city.clerk,
        now=walk.at(day),
    )
    await decrees.adopt(made, actor=city.decider, now=walk.at(day, 11))


async def add_intake(office: walk.Office, firms: list[UUID], organ_code: str, today: date) -> int:
    """Two complaints with names, two reports of one thing, a work order, two reports that earn; how many."""
    secret = settings().secret_key
    day = today - timedelta(days=3)
    day -= timedelta(days=max(0, day.weekday() - 4))
    named: dict[str, Any] = {
        "name": "虚构人",
        "phone": "13000000000",
        "amount": Decimal(1200),
        "pin": "demo2026",
    }
    for to, topic in ((ComplaintStatus.RECEIVED, Topic.FEES), (ComplaintStatus.INCOMPLETE, Topic.DEPOSIT)):
        await walk.a_complaint(
            office, firms[0], to=to, on=day, kind=ComplaintKind.COMPLAINT, topic=topic, secret=secret, **named
        )  # fmt: skip
    pair = [
        (await walk.a_complaint(office, firms[1], on=day, topic=Topic.FALSE_INFORMATION, secret=secret))[0]
        for _each in range(2)
    ]
    await joining.join(
        pair[1],
        main=await database.value("select number from complaint where id = $1", pair[0]),
        reason="反映同一条招聘信息",
        actor=office.clerk,
        now=walk.at(day, 16),
    )
    await hotline.register(
        receiving.Written(
            kind=ComplaintKind.TIP,
            topic=Topic.NO_LICENCE,
            account="地铁口每天有人举牌招工，没有门店，也不出示许可证。",
            respondent="地铁口招工点（演示）",
            organ_code=organ_code,
        ),
        order_number=f"{day:%Y%m%d}00012345",
        received_on=day,
        request_key=str(uuid4()),
        secret=secret,
        folder=Path(),
        actor=office.clerk,
        now=walk.at(day, 9),
    )
    for place, is_decided in enumerate((False, True)):
        earlier = day - timedelta(days=35)
        found, _code = await walk.a_complaint(
            office, firms[2 + place], to=ComplaintStatus.UPHELD, on=earlier, topic=Topic.FRAUD, secret=secret
        )
        worth = rewards.Proposal(
            followed="另案查处（演示）",
            is_major=True,
            gave_lead=True,
            gave_evidence=True,
            grade="二级",
            amount=Decimal(1000),
            reason="提供了收费记录和门店照片，据此查实。",
        )
        await rewards.propose(found, worth, actor=office.clerk, now=walk.at(day))
        if is_decided:
            await rewards.decide(
                found, is_approved=True, reason="同意奖励", actor=office.decider, now=walk.at(day, 15)
            )
    return MADE
