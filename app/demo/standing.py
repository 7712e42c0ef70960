"""What stands beside plans and draws: a decree, the do-not-disturb list, leads, special inspections, rosters, a draft of the list."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.settings import settings
from regulation import database
from regulation.accounts.organs import BY_CODE
from regulation.casework import decrees
from regulation.inspections import rules
from regulation.inspections.actions import (
    item_lists,
    leads,
    officers,
    plans,
    roster_versions,
    specials,
    undisturbed,
)
from regulation.inspections.items import Item
from regulation.inspections.queries import officers as known_officers
from regulation.inspections.queries import plans as known_plans
from regulation.law import beijing
from regulation.law.citation import HRM_REGULATIONS

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.demo.people import Staff
    from regulation.actor import Actor

CHAOYANG, HAIDIAN = "110105", "110108"
#: A page without words: what matters of the approval stands in the record.
PAPER = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


async def add_standing(staff: dict[str, Staff], signatory: Actor, *, now: datetime) -> None:
    """Chaoyang with something in every list, an approved special inspection in Haidian."""
    chaoyang, haidian = staff[CHAOYANG], staff[HAIDIAN]
    await add_decree(staff["BJ"], now - timedelta(days=40))
    found = await _firms(CHAOYANG, 4)
    await _undisturbed(found[:2], chaoyang, now - timedelta(days=20))
    await _leads(found[2:], chaoyang, now - timedelta(days=6))
    [own] = signatory.firm_ids
    await leads.request(
        own,
        facts="上月责令改正事项已全部改正，请来核查。",
        item_ids=["displayed"],
        actor=signatory,
        now=now - timedelta(days=2),
    )
    await specials.draft(
        _special(now, "网络招聘信息专项检查"), actor=chaoyang.clerk, now=now - timedelta(days=1)
    )
    await _approved(haidian, now - timedelta(days=15))
    await _officers(chaoyang, now)
    await _lists_and_plans(chaoyang, now)
    await roster_versions.take_all(now=now - timedelta(days=1))


async def _firms(code: str, count: int) -> list[UUID]:
    """Living firms of an organ, first those that nobody is about to visit: of a small city each may have been drawn."""
    found = await database.rows(
        """select firm.id from firm join registration_entry as entry on entry.firm = firm.id
           where firm.organ = $1 and firm.business_state = 'operating' and entry.kind = 'hr_licence' and entry.status = 'valid'
           order by exists (select from inspection_task as task where task.firm = firm.id), firm.number collate "C" limit $2""",
        BY_CODE[code].id,
        count,
    )
    return [each["id"] for each in found]


async def add_decree(city: Staff, at: datetime) -> None:
    """Drafted and adopted within one morning: a draft that names its own day is void at midnight."""
    today = beijing.legal_day(at)
    morning = beijing.start_of_day(today) + timedelta(hours=9)
    made = await decrees.draft(
        "inspections.caps",
        {"A": "1", "B": "1", "C": "2", "D": "2"},
        decree_number=f"京人社发〔{today.year}〕0号（演示）",
        decreed_on=today - timedelta(days=5),
        issued_by="北京市人力资源和社会保障局（演示）",
        text="A级、B级机构每年入企检查不超过一次，C级、D级机构不超过两次。（演示文字，并非真实文件）",
        # The evening's run adopts it after midnight.
        from_on=today + timedelta(days=1),
        actor=city.clerk,
        now=morning,
    )
    await decrees.adopt(made, actor=city.decider, now=morning + timedelta(hours=3))


async def _undisturbed(firms: list[UUID], staff: Staff, at: datetime) -> None:
    today = beijing.legal_day(at)
    for place, firm in enumerate(firms):
        made = await undisturbed.propose(
            firm,
            ground=("credit", "off_site")[place],
            facts=("连续三年A级，没有投诉", "全部业务在网上办理，能够非现场监管")[place],
            from_on=today,
            until_on=today + timedelta(days=365),
            actor=staff.clerk,
            now=at,
        )
        if place == 0:
            await undisturbed.enter(made, actor=staff.decider, now=at + timedelta(days=1))


async def _leads(firms: list[UUID], staff: Staff, at: datetime) -> None:
    for place, firm in enumerate(firms):
        if place:
            await leads.record_lead(
                firm,
                "monitoring",
                source_number="监测任务2026-演示",
                facts="网站招聘信息连续三周没有用人单位名称。",
                item_ids=["information"],
                actor=staff.clerk,
                now=at + timedelta(days=2),
            )
            continue
        made = await leads.record_lead(
            firm,
            "transfer",
            source_number="转办函〔演示〕12号",
            facts="市局转来：该机构收取押金。",
            item_ids=["fees-deposits", "prices"],
            actor=staff.clerk,
            now=at,
        )
        await leads.approve(
            made, reason="事实具体，需要到场核查", actor=staff.decider, now=at + timedelta(days=1)
        )


def _special(at: datetime, title: str) -> specials.Content:
    today = beijing.legal_day(at)
    return specials.Content(
        title=f"{title}（演示）",
        problem="群众多次反映网上招聘信息没有核验用人单位，需要集中检查。",
        kinds=["hr_licence", "filing"],
        rates={"A": rules.Rate(0, 1), "B": rules.Rate(1, 20), "C": rules.Rate(1, 4), "D": rules.Rate(1, 1)},
        at_least=1,
        items=["information", "online"],
        from_on=today,
        until_on=today + timedelta(days=75),
    )


async def _approved(staff: Staff, at: datetime) -> None:
    today = beijing.legal_day(at)
    made = await specials.draft(_special(at, "劳务派遣机构专项检查"), actor=staff.clerk, now=at)
    await specials.approve(
        made,
        specials.Approval(
            "北京市海淀区人民政府",
            "海政批〔演示〕3号",
            today - timedelta(days=1),
            "北京市人力资源和社会保障局",
            today,
        ),
        specials.Paper(settings().var_dir / "attachments", "批准文件（演示）.pdf", "application/pdf", PAPER),
        actor=staff.decider,
        now=at + timedelta(hours=5),
    )


async def _officers(staff: Staff, now: datetime) -> None:
    today = beijing.legal_day(now)
    found = await known_officers.roster(staff.clerk.organ_id, today=today)
    for place, each in enumerate(found[:3]):
        await officers.enter(
            each["id"],
            quals=(["online"], ["dispatch", "accounts"], [])[place],
            capacity=(None, 24, 12)[place],
            note="年度资格考试和分工（演示）",
            actor=staff.clerk,
            now=now,
        )
    if len(found) > 3:
        await officers.enter_leave(
            found[3]["id"],
            kind="training",
            from_on=today,
            to_on=today + timedelta(days=10),
            actor=staff.clerk,
            now=now,
        )


async def _lists_and_plans(staff: Staff, now: datetime) -> None:
    made = await item_lists.draft(note="增加招聘会事项（演示）", actor=staff.clerk, now=now)
    fair = Item(
        "job-fair",
        "招聘会制定安全预案并事先公布",
        "查阅预案和公布的信息",
        "没有安全预案，或者没有事先公布招聘会信息",
        (HRM_REGULATIONS.article(28),),
        way="papers",
    )
    await item_lists.set_item(made, fair, before="", actor=staff.clerk, now=now)
    year = beijing.legal_day(now).year
    plan = await known_plans.in_force(staff.clerk.organ_id, year) if staff.clerk.organ_id else None
    if plan:
        await plans.file_plan(
            plan,
            filed_with="北京市人力资源和社会保障局",
            filed_on=beijing.legal_day(now),
            number="演示备1号",
            actor=staff.clerk,
            now=now,
        )
        await plans.change(plan, reason="第四季度增加一批书面检查（演示）", actor=staff.clerk, now=now)
