"""Matters of the dispatch licence in every state: new, renewed, refused, asked for too late, changed, given up, winding down."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.demo import people
from app.demo.applications import PDF
from app.settings import settings
from regulation import database
from regulation.accounts.organs import BY_CODE
from regulation.firms import actions as registers
from regulation.firms.status import RegistrationKind, RegistrationStatus
from regulation.integrity import actions as integrity
from regulation.integrity.status import FactKind
from regulation.law import beijing
from regulation.licensing import queries
from regulation.licensing.actions import decision, drafting, ending, receipt, winding
from regulation.licensing.rules.dispatch_papers import HEADINGS, MANAGEMENT, PAPERS_NEEDED, papers_of_holder
from regulation.licensing.rules.ending import Ground
from regulation.licensing.status import Purpose, Track
from regulation.written_reports.actions import drafting as drafts
from regulation.written_reports.actions import noting, sending
from regulation.written_reports.status import ReportKind

if TYPE_CHECKING:
    from app.demo.invented import Invented
    from app.demo.people import Staff
    from regulation.actor import Actor

KIND = RegistrationKind.DISPATCH_LICENCE
#: In ten thousands of yuan: with less nobody is licensed (Labour Contract Law, article 57).
LEAST_CAPITAL = 200
AREAS = ("110105", "110108")
REPORT = dict.fromkeys(HEADINGS, "三年内未发生重大变化，详见各年度经营情况报告。") | {
    "revenue": "三年营业收入分别为820万元、910万元、1,040万元，均有盈利。",
    "headcount": "被派遣劳动者由310人增至368人，均订立两年以上固定期限劳动合同。",
    "disputes": "无",
}
UNITS = (("演示制造一厂", 42, 20), ("演示物流中心", 18, 210), ("演示商业服务公司", 7, 430))


async def add_dispatch_matters(
    city: list[Invented], staff: dict[str, Staff], spared: set[UUID], seed: int, *, now: datetime
) -> int:
    """Each story once in Chaoyang and once in Haidian, where there is a firm for it; how many."""
    draw = random.Random(f"{seed}:dispatch-matters")  # noqa: S311 - a demonstration must be repeatable
    today, made = beijing.legal_day(now), 0
    for area in AREAS:
        teller = _Teller(draw, staff[area], now)
        own = [each for each in city if each.area == area and not each.dead and each.id not in spared]
        holding = [each for each in own if _holds(each, today)]
        without = [each for each in own if not any(r.kind == KIND for r in each.registered)][::-1]
        for stories, firms in ((teller.of_holders, holding), (teller.of_others, without)):
            for firm, story in zip(firms, stories, strict=False):
                async with database.unit_of_work():
                    await story(firm)
                made += 1
    return made


def _holds(firm: Invented, today: date) -> bool:
    return any(
        each.kind == KIND and each.status == "valid" and each.expires_on and each.expires_on > today
        for each in firm.registered
    )


class _Teller:
    """Tells what happened to one firm after another, with the people of one organ."""

    def __init__(self, draw: random.Random, staff: Staff, now: datetime) -> None:
        self.draw, self.staff, self.now = draw, staff, now
        self.today = beijing.legal_day(now)
        self.of_holders = (
            self.winds_down,
            self.renewal_refused,
            self.renewed,
            self.too_late,
            self.given_up,
            self.capital_raised,
            self.renewal_received,
            self.settled,
            self.branch_set_up,
        )
        self.of_others = (
            self.received,
            self.proposed,
            self.granted,
            self.supplement,
            self.accepted,
            self.refused,
            self.draft,
        )

    # --- what an application says -----------------------------------------------------------------

    def _signatory(self, firm: Invented) -> Actor:
        return people.for_firm(self.draw, firm.legal_representative, firm.id, firm.name)

    async def _filled(
        self, number: str, firm: Invented, actor: Actor, at: datetime, **more: dict[str, Any]
    ) -> None:
        """The answers that every matter of this licence has, and those of its own."""
        contact = {
            "contact_name": firm.legal_representative,
            "contact_phone": "010-55550000",
            "e_service": "yes",
        }
        known = (await queries.own_application(firm.id, number))["answers"].get("subject", {})
        answers: dict[str, dict[str, Any]] = {
            "subject": known | contact,
            "capital": {
                "registered_capital": f"{max(firm.capital, LEAST_CAPITAL)}0000.00",
                "evidence": "audit",
            },
            **more,
        }
        for group, given in answers.items():
            await drafting.save(number, group, given, actor=actor, now=at)

    @staticmethod
    def _conditions(firm: Invented) -> dict[str, dict[str, Any]]:
        return {
            "workplace": {
                "address": firm.address,
                "right": "rent",
                "facilities": "办公桌椅、电脑、档案柜",
                "information_system": "派遣人员合同、薪酬和社保管理系统",
            },
            "management": {"rules": list(MANAGEMENT)},
        }

    async def _attached(self, number: str, kinds: tuple[str, ...], actor: Actor, at: datetime) -> None:
        for kind in kinds:
            await drafting.attach(
                number,
                kind,
                file_name=f"{kind}.pdf",
                media_type="application/pdf",
                content=PDF,
                folder=settings().var_dir / "attachments",
                actor=actor,
                now=at,
            )

    async def _new(self, firm: Invented, at: datetime) -> tuple[str, Actor]:
        actor = self._signatory(firm)
        number = await drafting.start(
            firm.id, Track.GENERAL, kind=KIND, request_key=self._key(), actor=actor, now=at
        )
        await self._filled(number, firm, actor, at, **self._conditions(firm))
        await self._attached(number, tuple(PAPERS_NEEDED), actor, at)
        return number, actor

    def _key(self) -> str:
        return str(UUID(int=self.draw.getrandbits(128), version=4))

    async def _sent(self, firm: Invented, days_ago: int) -> tuple[str, datetime]:
        at = self.now - timedelta(days=days_ago)
        number, actor = await self._new(firm, at - timedelta(hours=2))
        return await drafting.submit(number, actor=actor, now=at), at

    async def _about(
        self, firm: Invented, purpose: Purpose, days_ago: int, *, ends: date, **more: dict[str, Any]
    ) -> tuple[str, Actor, datetime]:
        await self._ends(firm, ends)
        actor, at = self._signatory(firm), self.now - timedelta(days=days_ago)
        number = await drafting.start_about(
            firm.id, KIND, purpose, Track.GENERAL, request_key=self._key(), actor=actor, now=at
        )
        renewing = {"operations": REPORT, **self._conditions(firm)} if purpose is Purpose.RENEWAL else {}
        await self._filled(number, firm, actor, at, **(renewing | more))
        # What is stated otherwise than the licence says is shown, whoever changed it: the firm may have a new head since.
        stated = (await queries.own_application(firm.id, number))["answers"]
        await self._attached(number, tuple(papers_of_holder(stated)), actor, at)
        return number, actor, at

    # --- what the organ does ----------------------------------------------------------------------

    async def _proposed(self, number: str, at: datetime, proposal: str, reason: str) -> None:
        clerk = self.staff.clerk
        await receipt.accept(number, actor=clerk, now=at + timedelta(days=1))
        await decision.record_verification(
            number,
            officials=await people.pair(self.staff, beijing.legal_day(at + timedelta(days=2))),
            visited_on=beijing.legal_day(at + timedelta(days=2)),
            findings="经营场所、设施和制度已核实，与申请材料比对完毕。",
            actor=clerk,
            now=at + timedelta(days=2),
        )
        await decision.propose(
            number, proposal=proposal, reason=reason, actor=clerk, now=at + timedelta(days=3)
        )

    async def _granted(self, number: str, at: datetime, reason: str) -> None:
        await self._proposed(number, at, "grant", reason)
        await decision.grant(number, actor=self.staff.decider, now=at + timedelta(days=6))

    # --- firms without the licence ----------------------------------------------------------------

    async def draft(self, firm: Invented) -> None:
        await self._new(firm, self.now - timedelta(days=1))

    async def received(self, firm: Invented) -> None:
        await self._sent(firm, 2)

    async def supplement(self, firm: Invented) -> None:
        number, at = await self._sent(firm, 8)
        items = [{"name": "劳务派遣协议样本", "note": "缺少社会保险费的缴纳和支付方式"}]
        await receipt.request_supplement(
            number, items=items, actor=self.staff.clerk, now=at + timedelta(days=2)
        )

    async def accepted(self, firm: Invented) -> None:
        number, at = await self._sent(firm, 5)
        await receipt.accept(number, actor=self.staff.clerk, now=at + timedelta(days=1))

    async def proposed(self, firm: Invented) -> None:
        number, at = await self._sent(firm, 11)
        await self._proposed(number, at, "grant", "符合许可条件")

    async def granted(self, firm: Invented) -> None:
        number, at = await self._sent(firm, 10)
        await self._granted(number, at, "符合许可条件")

    async def refused(self, firm: Invented) -> None:
        number, at = await self._sent(firm, 16)
        reason = "经核实，申请人没有固定的经营场所"
        await self._proposed(number, at, "refuse", reason)
        await decision.refuse(
            number,
            reasons=[reason],
            grounds=["premises"],
            actor=self.staff.decider,
            now=at + timedelta(days=7),
        )

    # --- holders ----------------------------------------------------------------------------------

    async def renewal_received(self, firm: Invented) -> None:
        ends = self.today + timedelta(days=64)
        number, actor, at = await self._about(firm, Purpose.RENEWAL, 1, ends=ends)
        await drafting.submit(number, actor=actor, now=at)

    async def renewed(self, firm: Invented) -> None:
        ends = self.today + timedelta(days=50)
        number, actor, at = await self._about(firm, Purpose.RENEWAL, 20, ends=ends)
        number = await drafting.submit(number, actor=actor, now=at)
        await self._granted(number, at, "仍符合许可条件")

    async def renewal_refused(self, firm: Invented) -> None:
        """Two penalties within the term."""
        for n, days in enumerate((500, 120), start=1):
            day = self.today - timedelta(days=days)
            await integrity.record_fact(
                firm.id,
                FactKind.PENALTY_GENERAL,
                source_kind="penalty_decision",
                source_number=f"演示劳监罚〔{day.year}〕{firm.uscc[-4:]}-{n}号",
                occurred_on=day,
                organ_id=None,
                actor=self.staff.decider,
                now=self.now,
            )
        ends = self.today + timedelta(days=75)
        number, actor, at = await self._about(firm, Purpose.RENEWAL, 9, ends=ends)
        number = await drafting.submit(number, actor=actor, now=at)
        reason = "在一个许可有效期内受到两次行政处罚"
        await self._proposed(number, at, "refuse", reason)
        await decision.refuse(
            number,
            reasons=[reason],
            grounds=["penalties"],
            actor=self.staff.decider,
            now=at + timedelta(days=6),
        )

    async def capital_raised(self, firm: Invented) -> None:
        raised = {
            "registered_capital": f"{max(firm.capital, LEAST_CAPITAL) + 300}0000.00",
            "evidence": "audit",
        }
        number, actor, at = await self._about(
            firm,
            Purpose.CHANGE,
            4,
            ends=self.today + timedelta(days=600),
            capital=raised,
            event={"event": "ordinary"},
        )
        number = await drafting.submit(number, actor=actor, now=at)
        await receipt.accept(number, actor=self.staff.clerk, now=at + timedelta(days=1))

    async def too_late(self, firm: Invented) -> None:
        """The sixtieth day is over: an application for a new licence beside the one that still runs."""
        await self._ends(firm, self.today + timedelta(days=30))
        await self._sent(firm, 1)

    async def settled(self, firm: Invented) -> None:
        """The holder proves that its workers are taken care of, and asks for cancellation."""
        licence = await self._ends(firm, self.today + timedelta(days=400))
        actor, at = self._signatory(firm), self.now - timedelta(days=3)
        await winding.settle(
            licence["id"],
            workers=36,
            relations="36名被派遣劳动者全部协商一致解除劳动合同，已支付经济补偿。",
            insurance="社会保险关系已全部转出或者停缴，没有欠费。",
            file=("处理证明.pdf", "application/pdf", PDF),
            folder=settings().var_dir / "attachments",
            actor=actor,
            now=at,
        )
        await ending.request_cancellation(
            licence["id"], reason="公司转型，不再经营劳务派遣业务", actor=actor, now=at
        )

    async def branch_set_up(self, firm: Invented) -> None:
        """Its organ has noted the branch; the district where the branch is has its filing to look at."""
        await self._ends(firm, self.today + timedelta(days=500))
        actor, at = self._signatory(firm), self.now - timedelta(days=6)
        there = next(each for each in AREAS if each != firm.area)
        place = BY_CODE[there].area
        answers = {
            "legal_form": "branch",
            "branch_name": f"{firm.name}{place}分公司",
            "branch_area": there,
            "branch_address": f"北京市{place}虚构路{self.draw.randint(1, 99)}号",
            "person_in_charge": "虚负责",
            "scope": "劳务派遣",
            "registered_on": beijing.legal_day(at - timedelta(days=4)),
        }
        draft = await drafts.start(
            firm.id, ReportKind.DISPATCH_BRANCH, request_key=self._key(), actor=actor, now=at
        )
        await drafts.save(draft, answers, actor=actor, now=at)
        told = await sending.send(draft, actor=actor, now=at)
        await noting.note(told, actor=self.staff.clerk, now=at + timedelta(days=1))
        later = at + timedelta(days=2)
        draft = await drafts.start(
            firm.id, ReportKind.DISPATCH_FILING, like=told, request_key=self._key(), actor=actor, now=later
        )
        await sending.send(draft, actor=actor, now=later)

    async def given_up(self, firm: Invented) -> None:
        await self.settled(firm)
        licence = await queries.licence_held(firm.id, KIND)
        assert licence is not None
        await ending.cancel(
            licence["id"],
            ground=Ground.REQUEST,
            reason="已核对处理证明，同意注销",
            actor=self.staff.decider,
            now=self.now - timedelta(days=1),
        )

    async def winds_down(self, firm: Invented) -> None:
        """The term ended with contracts still running; those of one user unit have ended since."""
        last = self.today - timedelta(days=40)
        licence = await self._ends(firm, last)
        over = datetime.combine(last + timedelta(days=1), datetime.min.time(), beijing.BEIJING)
        await ending.expire(licence["id"], now=over + timedelta(minutes=10))
        await winding.begin(licence["id"], now=over + timedelta(minutes=12))
        actor, listed = self._signatory(firm), over + timedelta(days=5, hours=10)
        made = [
            await winding.add(
                licence["id"],
                user_unit=name,
                workers=workers,
                last_on=last + timedelta(days=days),
                actor=actor,
                now=listed,
            )
            for name, workers, days in UNITS
        ]
        await winding.complete(licence["id"], actor=actor, now=listed)
        await winding.end_contract(
            licence["id"],
            made[0],
            ended_on=last + timedelta(days=UNITS[0][2]),
            how="expired",
            actor=actor,
            now=over + timedelta(days=22, hours=11),
        )

    async def _ends(self, firm: Invented, last: date) -> dict[str, Any]:
        """The invented licence ends on this day, three years after it began."""
        licence = await queries.licence_held(firm.id, KIND)
        if licence is None:
            raise LookupError(firm.name)
        begun = last.replace(year=last.year - 3, day=min(last.day, 28)) + timedelta(days=1)
        await database.execute(
            "update licence set valid_from = $2, issued_on = $2, valid_to = $3 where id = $1",
            licence["id"],
            begun,
            last,
        )
        await registers.project_registration(
            firm.id,
            KIND,
            licence["number"],
            RegistrationStatus.VALID,
            organ_id=licence["organ"],
            issued_on=begun,
            expires_on=last,
            scope=licence["scope"],
            now=self.now,
        )
        return licence
