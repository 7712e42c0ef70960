"""Written reports in every state, branches of firms from elsewhere, and files on their way between districts."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from app.demo import people
from app.demo.applications import PDF
from app.settings import settings
from regulation import database
from regulation.accounts.organs import BY_CODE
from regulation.law import beijing
from regulation.licensing.actions import filing, filing_changes
from regulation.written_reports import queries, rules
from regulation.written_reports.actions import drafting, moving, noting, sending
from regulation.written_reports.status import ReportKind as K
from regulation.written_reports.status import ReportStatus as S

if TYPE_CHECKING:
    from app.demo.invented import Invented
    from app.demo.people import Staff
    from regulation.actor import Actor

CHAOYANG, HAIDIAN = "110105", "110108"
#: Kind, where it ends up, days ago of the registration, days after it that it was reported.
WANTED = (
    (K.CHANGE, S.SENT, 6, 3),
    (K.CHANGE, S.SENT, 40, 34),
    (K.CHANGE, S.ASKED, 14, 8),
    (K.CHANGE, S.NOTED, 30, 9),
    (K.CHANGE, S.CORRECTED, 50, 12),
    (K.CHANGE, S.DRAFT, 8, 8),
    (K.CHANGE, S.DISCARDED, 20, 10),
    (K.BRANCH_OPENED, S.NOTED, 60, 11),
    (K.BRANCH_OPENED, S.SENT, 9, 5),
    (K.BRANCH_ENDED, S.NOTED, 25, 10),
    (K.BRANCH_CHANGED, S.NOTED, 22, 6),
    (K.BRANCH_CHANGED, S.SENT, 10, 4),
    (K.ENDING, S.SENT, 12, 9),
    (K.ENDING, S.NOTED, 35, 14),
)
#: How far the move of a file has come.
MOVES = ("asked", "sent", "queried", "received")


async def add_reports(
    city: list[Invented], staff: dict[str, Staff], spared: set[UUID], seed: int, *, now: datetime
) -> int:
    """A round of reports in two districts, moves from one to the other, branches of firms from elsewhere; how many."""
    draw = random.Random(f"{seed}:written")  # noqa: S311 - a demonstration must be repeatable
    told = _Told(draw, staff, now)
    for area, other in ((CHAOYANG, HAIDIAN), (HAIDIAN, CHAOYANG)):
        held = [
            firm
            for firm in city
            if firm.area == area
            and not firm.dead
            and firm.id not in spared
            and any(each.kind == "hr_licence" and each.status == "valid" for each in firm.registered)
        ]
        # From the end: other parts of the demonstration take firms from the beginning.
        held.reverse()
        for (kind, state, ago, after), firm in zip(WANTED, held, strict=False):
            await told.tell(firm, kind, state, ago, after, branch_area=other)
        undecided = await _undecided()
        movable = [firm for firm in held[len(WANTED) :] if firm.id not in undecided]
        for goal, firm in zip(MOVES, movable, strict=False):
            await told.move(firm, goal, area, other)
        unfiled = [
            firm
            for firm in held[len(WANTED) + len(MOVES) :]
            if not any(each.kind == "filing" for each in firm.registered)
        ]
        for firm in unfiled[:2]:
            await told.filing(firm, area)
    away = [firm for firm in city if firm.area == "elsewhere" and not firm.dead]
    for firm, area in zip(away, (CHAOYANG, HAIDIAN, "110106"), strict=False):
        await told.tell(firm, K.BRANCH_OPENED, S.NOTED, 45, 10, branch_area=area)
    return told.made


async def _undecided() -> set[UUID]:
    """Firms with a proposal that waits for its decision: their files stay where they are until then."""
    return {
        each["firm"]
        for each in await database.rows("select firm from application where status = $1", rules.DECIDED_FIRST)
    }


class _Told:
    """One after the other, on the days on which firms and offices do these things."""

    def __init__(self, draw: random.Random, staff: dict[str, Staff], now: datetime) -> None:
        self.draw, self.staff, self.now, self.made = draw, staff, now, 0

    def _answers(self, firm: Invented, kind: K, day: datetime, area: str) -> dict[str, Any]:
        on = {"registered_on": beijing.legal_day(day)}
        place = BY_CODE[area].area
        if kind is K.BRANCH_OPENED:
            return on | {
                "branch_name": f"{firm.name}{place}分公司",
                "branch_area": area,
                "branch_address": f"北京市{place}虚构路{self.draw.randint(1, 99)}号",
                "person_in_charge": "虚负责",
                "scope": "人力资源管理咨询；人力资源服务外包",
            }
        if kind is K.ENDING:
            return on | {"reason": "股东会决议解散（演示）"}
        return on | {"legal_representative": f"虚新{self.draw.choice('甲乙丙丁戊己')}"}

    async def _draft(
        self, firm: Invented, kind: K, answers: dict[str, Any], at: datetime, corrects: str = ""
    ) -> tuple[str, Actor]:
        signer = people.for_firm(self.draw, firm.legal_representative, firm.id, firm.name)
        number = await drafting.start(
            firm.id, kind, corrects=corrects, request_key=uuid4().hex, actor=signer, now=at
        )
        await drafting.save(number, answers, actor=signer, now=at)
        if kind is K.ENDING:
            await drafting.attach(
                number,
                file_name="注销登记通知书.pdf",
                media_type="application/pdf",
                content=PDF,
                folder=settings().var_dir / "attachments",
                actor=signer,
                now=at,
            )
        self.made += 1
        return number, signer

    async def tell(  # noqa: PLR0917 - one report's story
        self, firm: Invented, kind: K, state: S, ago: int, after: int, branch_area: str
    ) -> None:
        """One report as far as it came."""
        registered = self.now - timedelta(days=ago)
        at = registered + timedelta(days=after)
        clerk = self.staff[branch_area if kind in rules.OF_BRANCHES else firm.area].clerk
        if kind in rules.OF_A_BRANCH:
            early = registered - timedelta(days=200)
            answers = self._answers(firm, K.BRANCH_OPENED, early, branch_area)
            number, signer = await self._draft(firm, K.BRANCH_OPENED, answers, early)
            number = await sending.send(number, actor=signer, now=early + timedelta(days=4))
            await noting.note(number, actor=clerk, now=early + timedelta(days=5))
            branch = (await queries.visible(clerk, number))["branch"]
            answers = {"branch": str(branch), "registered_on": beijing.legal_day(registered)}
            if kind is K.BRANCH_ENDED:
                answers["reason"] = "业务调整，撤并网点（演示）"
            else:
                answers["person_in_charge"] = "虚新负责"
                answers["branch_address"] = (
                    f"北京市{BY_CODE[branch_area].area}新址路{self.draw.randint(1, 99)}号"
                )
        else:
            answers = self._answers(firm, kind, registered, branch_area)
        number, signer = await self._draft(firm, kind, answers, at)
        if state is S.DRAFT:
            return
        if state is S.DISCARDED:
            await drafting.discard(number, actor=signer, now=at)
            return
        number = await sending.send(number, actor=signer, now=at)
        later = at + timedelta(hours=20)
        if state is S.ASKED:
            await noting.ask(
                number,
                question="报告的法定代表人与共享的登记信息不一致，请核对（演示）",
                actor=clerk,
                now=later,
            )
        elif state is S.NOTED:
            await noting.note(number, actor=clerk, now=later)
        elif state is S.CORRECTED:
            answers = self._answers(firm, kind, registered, branch_area)
            second, signer = await self._draft(firm, kind, answers, later, corrects=number)
            await sending.send(second, actor=signer, now=later)

    async def move(self, firm: Invented, goal: str, old: str, new: str) -> None:
        """A firm that moves next door, and how far its file has come."""
        registered = self.now - timedelta(days=12)
        place = BY_CODE[new].area
        answers = {
            "domicile": f"北京市{place}迁入路{self.draw.randint(1, 99)}号",
            "new_area": new,
            "registered_on": beijing.legal_day(registered),
        }
        number, signer = await self._draft(firm, K.CHANGE, answers, registered + timedelta(days=4))
        number = await sending.send(number, actor=signer, now=registered + timedelta(days=5))
        giver, taker = self.staff[old].clerk, self.staff[new].clerk
        found = await queries.move_of_report((await queries.visible(taker, number))["id"])
        assert found is not None
        move = found["number"]
        if goal == "asked":
            return
        await moving.hand_over(move, actor=giver, now=registered + timedelta(days=6))
        if goal == "queried":
            await moving.query(
                move,
                question="缺少备案凭证原件（演示）",
                actor=taker,
                now=registered + timedelta(days=7),
            )
        elif goal == "received":
            await moving.receive(move, actor=taker, now=registered + timedelta(days=8))

    async def filing(self, firm: Invented, area: str) -> None:
        """A filing to which a service was added late, and that lost another one."""
        signer = people.for_firm(self.draw, firm.legal_representative, firm.id, firm.name)
        begun = self.now - timedelta(days=80)
        made = await filing.file(
            firm.id,
            services=["assessment", "training"],
            started_on=beijing.legal_day(begun - timedelta(days=5)),
            organ_code=area,
            contact_name="虚联系",
            contact_phone="010-55550000",
            request_key=uuid4().hex,
            actor=signer,
            now=begun,
        )
        await filing_changes.add_services(
            made,
            ["consulting"],
            beijing.legal_day(begun),
            request_key=uuid4().hex,
            actor=signer,
            now=begun + timedelta(days=40),
        )
        await filing_changes.end_services(
            made,
            ["training"],
            beijing.legal_day(begun + timedelta(days=50)),
            reason="不再开展（演示）",
            actor=signer,
            now=begun + timedelta(days=51),
        )
        told = {"contact_name": "虚新联系", "contact_phone": "010-55550001"}
        number, signer = await self._draft(firm, K.CONTACT, told, begun + timedelta(days=60))
        await sending.send(number, actor=signer, now=begun + timedelta(days=60))
        self.made += 1
