"""What hangs on registrations, in every state: in force, ending soon, lifted, to be answered by the firm, to be decided."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.demo import people
from regulation import database
from regulation.firms.status import LimitKind, RegistrationKind
from regulation.law import beijing
from regulation.registration_conditions.actions import deciding, hearing, proposing
from regulation.registration_conditions.actions.proposing import Document
from regulation.registration_conditions.rules.grounds import GROUNDS, Ground, Origin
from regulation.registration_conditions.status import Act

if TYPE_CHECKING:
    from app.demo.people import Staff

TELECOM = "取得电信业务经营许可证前，不得从事涉及经营电信业务的网络招聘服务。"
TELECOM_EN = "No online recruitment that involves telecom business before the telecom licence is held."


@dataclass(frozen=True, slots=True)
class Story:
    """One entry: on what, how long it lasts from the day it was proposed, and how far it went."""

    area: str
    ground: Ground
    kind: LimitKind
    text: str
    facts: str
    days_ago: int
    lasts: int | None
    to: str
    body: str = ""
    text_en: str = ""


STORIES = (
    Story(
        "110105",
        Ground.PERSONAL_INFORMATION,
        LimitKind.SUSPENSION,
        "暂停网络招聘和其他职业中介业务，完成求职者个人信息保护整改。",
        "收到网信部门的处理决定：未经同意向第三方提供求职者简历（演示）。",
        65,
        90,
        "entered",
        "北京市网信部门（演示）",
        "Job intermediation is suspended until the protection of applicants' personal information is put right.",
    ),
    Story(
        "110108",
        Ground.OTHER_AUTHORITY,
        LimitKind.SUSPENSION,
        "停止在该经营场所开展活动，消除火灾隐患。",
        "收到消防救援机构的处理决定（演示）。",
        120,
        90,
        "lifted",
        "海淀区消防救援机构（演示）",
    ),
    Story(
        "110105",
        Ground.TELECOM_LICENCE,
        LimitKind.CONDITION,
        TELECOM,
        "申请增加网络招聘服务，电信业务经营许可正在办理（演示）。",
        40,
        None,
        "served",
        text_en=TELECOM_EN,
    ),
    Story(
        "110105",
        Ground.PROMISE_ORDER,
        LimitKind.CONDITION,
        "配足不少于三名专职工作人员，并提交劳动合同和社会保险缴纳证明。",
        "履诺检查发现在岗专职工作人员两人，少于承诺的三人（演示）。",
        20,
        45,
        "served",
    ),
    Story(
        "110105",
        Ground.COURT,
        LimitKind.RESTRICTION,
        "协助执行期间不得办理该许可的注销；许可照常使用。",
        "收到人民法院协助执行通知书（演示）。",
        2,
        365,
        "ready",
        "示例人民法院（演示）",
    ),
)
HOLDERS = """
select entry.kind, entry.number, entry.firm, firm.name, firm.legal_representative
  from registration_entry as entry join firm on firm.id = entry.firm join organ on organ.id = entry.organ
 where entry.kind = 'hr_licence' and entry.status = 'valid' and organ.code = $1 and firm.merged_into is null
   and entry.issued_on < $3 and entry.expires_on > $4 and not entry.firm = any($2)
   and not exists (select from application where application.firm = entry.firm)
 order by entry.number limit $5
"""


async def add_conditions(
    staff: dict[str, Staff], own: UUID, spared: set[UUID], seed: int, *, now: datetime
) -> int:
    """Each story for a firm of its own, and one that the firm of the sign-ins has to answer; how many."""
    draw = random.Random(f"{seed}:conditions")  # noqa: S311 - a demonstration must be repeatable
    today, free = beijing.legal_day(now), {}
    for area in {each.area for each in STORIES}:
        free[area] = await database.rows(
            HOLDERS,
            area,
            list(spared),
            today - timedelta(days=200),
            today + timedelta(days=200),
            len(STORIES),
        )
    made = 0
    for story in STORIES:
        if free[story.area]:
            await _tell(draw, free[story.area].pop(0), staff[story.area], story, now=now)
            made += 1
    return made + await _to_answer(draw, own, staff, now=now)


async def _to_answer(draw: random.Random, own: UUID, staff: dict[str, Staff], *, now: datetime) -> int:
    """The firm of the sign-ins was told two days ago, and has its say."""
    found = await database.row(
        """select entry.kind, entry.number, entry.firm, firm.name, firm.legal_representative, organ.code as organ
             from registration_entry as entry join firm on firm.id = entry.firm join organ on organ.id = entry.organ
            where entry.firm = $1 and entry.kind = 'hr_licence' and entry.status = 'valid'""",
        own,
    )
    if found is None:
        return 0
    story = Story(
        found["organ"],
        Ground.TELECOM_LICENCE,
        LimitKind.CONDITION,
        TELECOM,
        "网站提供在线支付的招聘会员服务，未见电信业务经营许可证（演示）。",
        2,
        None,
        "told",
        text_en=TELECOM_EN,
    )
    await _tell(draw, found, staff[found["organ"]], story, now=now)
    return 1


async def _tell(
    draw: random.Random, holder: dict[str, Any], staff: Staff, story: Story, *, now: datetime
) -> None:
    at = now - timedelta(days=story.days_ago)
    day = beijing.legal_day(at)
    own = GROUNDS[story.ground].origin is Origin.OWN
    made = await proposing.propose(
        RegistrationKind(holder["kind"]),
        holder["number"],
        kind=story.kind,
        ground=story.ground,
        text=story.text,
        text_en=story.text_en,
        since=day,
        until=None if story.lasts is None else day + timedelta(days=story.lasts),
        facts=story.facts,
        document=None if own else _document(draw, story.body, day),
        actor=staff.clerk,
        now=at,
    )
    if own:
        await _heard(draw, made, holder, staff, to=story.to, at=at)
        return
    if story.to == "ready":
        return
    await deciding.enter(made, reason="与来文核对一致。", actor=staff.decider, now=at + timedelta(hours=3))
    if story.to == "lifted":
        later = at + timedelta(days=40)
        await proposing.propose_change(
            made,
            act=Act.LIFTED,
            on=beijing.legal_day(later),
            reason="来文告知隐患已经消除，恢复经营。",
            document_number=_document(draw, story.body, day).number,
            actor=staff.clerk,
            now=later,
        )
        await deciding.enter(
            made, reason="与来文核对一致。", actor=staff.decider, now=later + timedelta(hours=2)
        )


def _document(draw: random.Random, body: str, day: date) -> Document:
    return Document(body=body, number=f"示〔{day.year}〕{draw.randint(10, 99)}号（演示）", on=day)


async def _heard(
    draw: random.Random, made: UUID, holder: dict[str, Any], staff: Staff, *, to: str, at: datetime
) -> None:
    """The bureau's own decision: told, heard, decided by another, served."""
    served: dict[str, Any] = {"method": "direct", "receipt": "本人签收（演示）", "actor": staff.clerk}
    await proposing.prepare_notice(made, actor=staff.clerk, now=at)
    await proposing.tell(made, served_on=beijing.legal_day(at), **served, now=at)
    if to == "told":
        return
    signatory = people.for_firm(draw, holder["legal_representative"], holder["firm"], holder["name"])
    await hearing.state(
        made, statement="情况属实，正在办理，请给予时间。", actor=signatory, now=at + timedelta(days=1)
    )
    later = at + timedelta(days=2)
    await deciding.decide(made, reason="事实清楚，当事人没有异议。", actor=staff.decider, now=later)
    await deciding.serve(made, served_on=beijing.legal_day(later), **served, now=later)
