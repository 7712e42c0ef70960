"""Two campaigns of the city under one name: last year's, reported, and this year's, running, with figures of other departments."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from app.demo import case_walk as walk
from app.demo.standing import PAPER
from app.settings import settings
from regulation import database
from regulation.accounts.organs import BY_CODE
from regulation.campaigns import matters, queries
from regulation.campaigns.actions import closing, planning, running
from regulation.campaigns.rules.tallies import Line
from regulation.campaigns.status import MatterKind
from regulation.law import beijing
from regulation.penalties.status import OrderStatus, Source

if TYPE_CHECKING:
    from datetime import date, datetime

    from app.demo.people import Staff

CHAOYANG, HAIDIAN = "110105", "110108"
NAME = "清理整顿人力资源市场秩序专项行动（演示）"
VIOLATIONS = ("V-01", "V-02", "V-04", "V-06", "V-07", "V-08", "V-13", "V-18", "V-32")
#: Whatever the size of the city, so many matters of each kind are taken in.
MOST = 8
#: Days after the first, department, area, target, measure, figure.
TALLIES = (
    (1, "hrss", CHAOYANG, "", "persons", 64),
    (1, "police", CHAOYANG, "", "persons", 38),
    (1, "market", CHAOYANG, "", "persons", 22),
    (2, "police", CHAOYANG, "market", "visits", 41),
    (2, "police", CHAOYANG, "unlicensed", "referred", 3),
    (3, "cyberspace", CHAOYANG, "account", "accounts", 17),
    (1, "hrss", HAIDIAN, "", "persons", 52),
    (2, "market", HAIDIAN, "employer", "visits", 26),
    (3, "market", HAIDIAN, "", "persons", None),
    (4, "police", HAIDIAN, "unlicensed", "refunds", 29400),
    (4, "hrss", HAIDIAN, "", "exposed", 2),
)
EARLIER = {"persons": 126, "visits": 61, "orders": 4, "cases": 1, "refunds": 18600, "closed": 1}


def _content(from_on: date, days: int) -> planning.Content:
    return planning.Content(
        name=NAME,
        problem="招聘旺季无证职业中介、虚假招聘信息和乱收费问题多发，群众反映集中。",
        basis="unplanned",
        plan=None,
        areas=list(BY_CODE),
        targets=["agency", "unlicensed", "market", "employer", "dispatch", "account"],
        violations=list(VIOLATIONS),
        from_on=from_on,
        until_on=from_on + timedelta(days=days),
        lead_department="hrss",
        joint_departments=["police", "market", "cyberspace", "telecom"],
        measures="逐区排查职业中介机构、自发劳务市场和网络招聘账号，查处违法行为，公布典型案例。",
    )


async def add_campaigns(staff: dict[str, Staff], spared: set[UUID], *, now: datetime) -> int:
    """Both, in one transaction; how many matters were taken into them."""
    async with database.unit_of_work():
        return await _add(staff, spared, now=now)


async def _add(staff: dict[str, Staff], spared: set[UUID], *, now: datetime) -> int:
    city = staff["BJ"]
    last = await _begun(city, now - timedelta(days=430), 90)
    await _ordered(staff[CHAOYANG], spared, beijing.legal_day(now - timedelta(days=400)))
    taken = await _filled(last, staff, now - timedelta(days=365), Decimal("0.8"))
    before = beijing.legal_day(now - timedelta(days=430)).year - 1
    await running.enter_earlier(
        last,
        before,
        {measure: Decimal(value) for measure, value in EARLIER.items()},
        source=f"{before}年专项行动总结（演示）",
        actor=city.clerk,
        now=now - timedelta(days=330),
    )
    await closing.close(
        last,
        closing.Account(
            "全市十六个区和开发区联合公安、市场监管、网信部门开展检查，集中查处了一批无证职业中介。",
            "部分自发劳务市场没有管理单位，网络招聘账号转借使用的情况仍然存在。",
            "把检查结果纳入信用评价，推动零工市场规范建设，下一年继续开展。",
        ),
        actor=city.clerk,
        now=now - timedelta(days=330),
    )
    await closing.report(last, actor=city.decider, now=now - timedelta(days=328))
    current = await _begun(city, now - timedelta(days=75), 100)
    return taken + await _filled(current, staff, now, Decimal(1))


async def _ordered(office: Staff, spared: set[UUID], on: date) -> None:
    """Orders of last year, that its campaign has something of ours to count."""
    firms = await database.rows(
        """select firm.id from firm join registration_entry as entry on entry.firm = firm.id
            where firm.organ = $1 and firm.business_state = 'operating' and entry.kind = 'hr_licence' and entry.status = 'valid'
              and firm.id <> all($2::uuid[])
            order by firm.number collate "C" desc limit 3""",
        office.clerk.organ_id,
        list(spared),
    )
    on -= timedelta(days=max(0, on.weekday() - 4))
    walking = walk.Office(office.clerk, office.decider, office.legal, (UUID(int=1), UUID(int=2)))
    for each in firms:
        await walk.an_order(
            walking,
            each["id"],
            to=OrderStatus.CORRECTED,
            on=on,
            violation="V-04",
            source_kind=Source.MONITORING,
        )


async def _begun(city: Staff, at: datetime, days: int) -> UUID:
    from_on = beijing.legal_day(at)
    drafted = at - timedelta(days=12)
    made = await planning.draft(_content(from_on, days), actor=city.clerk, now=drafted)
    paper = planning.Paper(
        settings().var_dir / "attachments", "批准文件（演示）.pdf", "application/pdf", PAPER
    )
    approval = planning.Approval(
        "北京市人民政府",
        f"京政批〔{from_on.year}〕演示号",
        beijing.legal_day(drafted - timedelta(days=3)),
        paper,
    )
    await planning.approve(made, approval, actor=city.decider, now=drafted + timedelta(days=2))
    await planning.start(made, actor=city.clerk, now=at)
    return made


async def _filled(campaign_id: UUID, staff: dict[str, Staff], at: datetime, share: Decimal) -> int:
    city = staff["BJ"].clerk
    campaign = await queries.one(city, campaign_id)
    found = [
        each for kind in MatterKind for each in await matters.proposed(campaign, kinds=[kind], limit=MOST)
    ]
    if found:
        await running.take(campaign_id, [(each["kind"], each["id"]) for each in found], actor=city, now=at)
    for place, (after, department, area, target, measure, value) in enumerate(TALLIES):
        line = Line(
            campaign["from_on"] + timedelta(days=after),
            department,
            area,
            target,
            "",
            measure,
            None if value is None else (Decimal(value) * share).to_integral_value(),
            f"{BY_CODE[area].area}专班日报（演示）",
        )
        serial = await running.enter(campaign_id, line, actor=staff[area].clerk, now=at)
        if place == 1:
            await running.correct(
                campaign_id,
                serial,
                line.value + 4 if line.value is not None else None,
                source="公安分局补报函（演示）",
                reason="漏报一个检查组",
                actor=staff[area].clerk,
                now=at,
            )
    return len(found)
