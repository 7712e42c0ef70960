"""What an investigation looks like in the middle: evidence with its hands, a signed interview, things preserved, a recusal, a docket."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.demo.case_walk import Office, a_case, an_order, at
from app.settings import settings
from regulation.penalties.actions import (
    evidence,
    extending,
    preservation,
    records,
    recusal,
    talks,
    transferring,
)
from regulation.penalties.status import CaseStatus, OrderStatus

if TYPE_CHECKING:
    from uuid import UUID

#: A page that opens, with nothing on it.
PAGE = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj trailer<</Root 1 0 R>>\n%%EOF"
ASKED = (
    ("请介绍你的姓名、职务和工作内容。", "我是前台主管，负责接待求职者和登记收费。"),
    ("服务场所是否明示收费标准？", "去年装修以后没有再挂出来，收费标准放在抽屉里，有人问就拿给他看。"),
    ("向求职者收取哪些费用？", "只收简历制作费，每份三百元，开收据。"),
)


async def add_investigation(office: Office, firms: list[UUID], today: date) -> None:
    """Four cases and an order of one organ, each in the middle of something."""
    clerk, decider, folder = office.clerk, office.decider, settings().var_dir / "attachments"
    day = today - timedelta(days=6)
    case_id = await a_case(office, firms[0], to=CaseStatus.INVESTIGATING, on=day, violation="V-13")
    taken = day + timedelta(days=2)
    piece = await evidence.add_evidence(
        case_id,
        kind="document",
        title="收费台账复印件，证明收费项目和金额（演示）",
        obtained_on=taken,
        source="当事人财务室",
        form="copy",
        checked_by="会计签注（演示）",
        with_receipt=True,
        file=("收费台账（演示）.pdf", "application/pdf", PAGE),
        folder=folder,
        actor=clerk,
        now=at(taken),
    )
    await evidence.pass_on(
        case_id,
        piece,
        at=at(taken, 16),
        from_whom=clerk.name,
        to_whom="证据保管室（演示）",
        place="本局三层保管室",
        reason="入库保管",
        actor=clerk,
        now=at(taken, 16),
    )
    made = await records.begin(
        case_id,
        kind="interview",
        person={"name": "示例前台主管", "capacity": "employee", "identity": "已核对（演示）"},
        place="当事人会议室",
        recusal="none",
        actor=clerk,
        now=at(taken, 11),
    )
    for question, answer in ASKED:
        await records.write(
            case_id, made["id"], question=question, answer=answer, actor=clerk, now=at(taken, 11)
        )
    await records.read_back(
        case_id,
        made["id"],
        reading="self",
        words="以上笔录我看过，和我说的一样",
        actor=clerk,
        now=at(taken, 12),
    )
    await records.file_scan(
        case_id,
        made["id"],
        ("笔录签名件（演示）.pdf", "application/pdf", PAGE),
        folder=folder,
        actor=clerk,
        now=at(taken, 13),
    )
    kept = await preservation.ask(
        case_id,
        reason="台账为手写孤本，可能被转移或者销毁（演示）",
        place="当事人财务室",
        keeper="当事人会计",
        items=[{"name": "收费台账", "quantity": "2册", "condition": "完好"}],
        actor=clerk,
        now=at(taken, 14),
    )
    await preservation.decide(
        case_id, kept["id"], approve=True, reason="情况属实", actor=decider, now=at(taken, 15)
    )
    await preservation.keep(case_id, kept["id"], receipt="会计签收", actor=clerk, now=at(taken, 16))
    told = await a_case(office, firms[1], to=CaseStatus.NOTIFIED, on=today - timedelta(days=16))
    await recusal.ask(
        told,
        asked_by="party",
        person=office.officers[0],
        ground="执法人员的亲属在与我单位竞争的机构任职（演示）",
        actor=clerk,
        now=at(today - timedelta(days=1)),
    )
    gone = await a_case(office, firms[2], to=CaseStatus.TRANSFERRED, on=today - timedelta(days=25))
    await transferring.send(
        gone, kind="police", counterpart="公安机关（演示）", actor=clerk, now=at(today - timedelta(days=15))
    )
    await transferring.register_in(
        counterpart="市场监督管理部门（演示）",
        letter_number="演示移〔2026〕8号",
        party_name="示例中介服务部（演示）",
        facts="检查中发现无许可从事职业中介活动的线索",
        items=["现场照片3张"],
        received_on=today - timedelta(days=2),
        actor=clerk,
        now=at(today - timedelta(days=2)),
    )
    order_id = await an_order(office, firms[3], to=OrderStatus.SERVED, on=today - timedelta(days=4))
    await extending.ask(
        order_id,
        until=today + timedelta(days=25),
        reason="服务场所装修，公示栏尚未安装完毕（演示）",
        actor=clerk,
        now=at(today - timedelta(days=1)),
    )
    await talks.hold(
        firms[4],
        kind="reminder",
        held_on=today - timedelta(days=3),
        matter="近三个月收到关于收费不明示的投诉四件（演示）",
        demands="明示收费标准和监督电话",
        actor=clerk,
        now=at(today - timedelta(days=3)),
    )
