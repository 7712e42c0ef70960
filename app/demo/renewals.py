"""Renewals and changes in several states, with a hearing under way, a licence renewed by silence, and power about to move."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.demo import people
from app.demo.applications import ANSWERS
from regulation import database
from regulation.accounts import organs
from regulation.firms import actions as registers
from regulation.firms.status import RegistrationKind, RegistrationStatus
from regulation.law import beijing
from regulation.licensing import queries
from regulation.licensing.actions import decision, drafting, hearings, powers, receipt, renewing
from regulation.licensing.status import Purpose, Track

if TYPE_CHECKING:
    from app.demo.invented import Invented
    from app.demo.people import Staff
    from regulation.actor import Actor

AREAS = ("110105", "110108")
ONLINE = {
    "activities": ["to_employers", "online"],
    "website": "https://demo.example/jobs",
    "needs_telecom": "yes",
    "telecom_number": "京B2-00000000（演示）",
}


async def add_renewals(
    city: list[Invented],
    staff: dict[str, Staff],
    director: Actor,
    spared: set[UUID],
    seed: int,
    *,
    now: datetime,
) -> int:
    """Each story once in Chaoyang and once in Haidian, where there is a firm for it; how many."""
    draw = random.Random(f"{seed}:renewals")  # noqa: S311 - a demonstration must be repeatable
    today, made = beijing.legal_day(now), 0
    for area in AREAS:
        teller = _Teller(draw, staff[area], now)
        living = [each for each in city if _holds(each, area, spared, today)]
        for firm, story in zip(living, teller.stories, strict=False):
            await story(firm)
            made += 1
    await _announce_transfer(director, now=now)
    return made


def _holds(firm: Invented, area: str, spared: set[UUID], today: date) -> bool:
    """A firm of the area with a living licence, that nobody signs in for."""
    return (
        firm.area == area
        and not firm.dead
        and firm.id not in spared
        and any(
            each.kind == "hr_licence"
            and each.status == "valid"
            and each.expires_on
            and each.expires_on > today
            for each in firm.registered
        )
    )


class _Teller:
    """Tells what happened to one firm after another, with the people of one organ."""

    def __init__(self, draw: random.Random, staff: Staff, now: datetime) -> None:
        self.draw, self.staff, self.now = draw, staff, now
        self.stories = (
            self.received,
            self.heard,
            self.proposed,
            self.granted,
            self.refused,
            self.changed,
            self.online_added,
            self.renewed_by_silence,
            self.draft,
        )

    def _signatory(self, firm: Invented) -> Actor:
        return people.for_firm(self.draw, firm.legal_representative, firm.id, firm.name)

    async def _begun(
        self,
        firm: Invented,
        purpose: Purpose,
        at: datetime,
        *,
        track: Track = Track.GENERAL,
        ends: date | None = None,
        **changed: dict[str, Any],
    ) -> tuple[str, Actor]:
        """A complete draft: what is known, and what an earlier system did not keep."""
        actor = self._signatory(firm)
        if purpose is Purpose.RENEWAL:
            await self._ends(
                firm, ends or beijing.legal_day(self.now) + timedelta(days=self.draw.randint(35, 70))
            )
        number = await drafting.start_about(
            firm.id,
            RegistrationKind.HR_LICENCE,
            purpose,
            track,
            request_key=str(UUID(int=self.draw.getrandbits(128), version=4)),
            actor=actor,
            now=at,
        )
        known = (await queries.own_application(firm.id, number))["answers"]
        premises = {"right": "rent", "facilities": "办公桌椅、电脑、电话", "funds": "500000", "area": "120"}
        contact = {
            "contact_name": firm.legal_representative,
            "contact_phone": "010-55550000",
            "e_service": "yes",
        }
        scope = {"activities": ["to_employers", "executive"], "needs_telecom": "no"}
        if known["held"]["online"]:
            scope = ONLINE
        answers: dict[str, dict[str, Any]] = {
            "subject": contact | known["subject"] | changed.get("subject", {}),
            "scope": scope | changed.get("scope", {}),
            "premises": premises | known.get("premises", {}),
        }
        if purpose is Purpose.RENEWAL:
            answers |= {"staff": ANSWERS["staff"], "systems": ANSWERS["systems"]}
        if track is Track.COMMITMENT:
            answers["commitment"] = {"agreed": True}
        for group, given in answers.items():
            await drafting.save(number, group, given, actor=actor, now=at)
        return number, actor

    async def _sent(
        self, firm: Invented, purpose: Purpose, days_ago: int, **more: Any
    ) -> tuple[str, datetime]:
        at = self.now - timedelta(days=days_ago)
        number, actor = await self._begun(firm, purpose, at - timedelta(hours=2), **more)
        return await drafting.submit(number, actor=actor, now=at), at

    async def draft(self, firm: Invented) -> None:
        await self._begun(firm, Purpose.RENEWAL, self.now - timedelta(days=1))

    async def received(self, firm: Invented) -> None:
        await self._sent(firm, Purpose.RENEWAL, 1)

    async def proposed(self, firm: Invented) -> None:
        number, at = await self._sent(firm, Purpose.RENEWAL, 9)
        await receipt.accept(number, actor=self.staff.clerk, now=at + timedelta(days=1))
        await decision.propose(
            number,
            proposal="grant",
            reason="仍符合许可条件",
            actor=self.staff.clerk,
            now=at + timedelta(days=4),
        )

    async def granted(self, firm: Invented) -> None:
        number, at = await self._sent(firm, Purpose.RENEWAL, 30)
        await receipt.accept(number, actor=self.staff.clerk, now=at + timedelta(days=1))
        await decision.record_verification(
            number,
            officials=await people.pair(self.staff, beijing.legal_day(at + timedelta(days=3))),
            visited_on=beijing.legal_day(at + timedelta(days=3)),
            findings="经营场所、人员与申请一致。",
            actor=self.staff.clerk,
            now=at + timedelta(days=3),
        )
        await decision.propose(
            number,
            proposal="grant",
            reason="仍符合许可条件",
            actor=self.staff.clerk,
            now=at + timedelta(days=4),
        )
        await decision.grant(number, actor=self.staff.decider, now=at + timedelta(days=6))

    async def refused(self, firm: Invented) -> None:
        number, at = await self._sent(firm, Purpose.RENEWAL, 25)
        await receipt.accept(number, actor=self.staff.clerk, now=at + timedelta(days=1))
        await decision.propose(
            number,
            proposal="refuse",
            reason="专职工作人员不足",
            actor=self.staff.clerk,
            now=at + timedelta(days=4),
        )
        await decision.refuse(
            number,
            reasons=["经核实，专职工作人员实际为二人，不足3名"],
            grounds=["staff"],
            actor=self.staff.decider,
            now=at + timedelta(days=6),
        )

    async def heard(self, firm: Invented) -> None:
        """Somebody is concerned by the move, and a hearing is called."""
        number, at = await self._sent(firm, Purpose.RENEWAL, 12)
        clerk = self.staff.clerk
        await receipt.accept(number, actor=clerk, now=at + timedelta(days=1))
        told = {
            "name": "演示邻里物业管理有限公司",
            "contact": "演示路2号",
            "interest": "现场招聘场所与其管理的公共通道共用出入口",
        }
        await hearings.tell(number, parties=[told], actor=clerk, now=at + timedelta(days=2))
        asked = at + timedelta(days=4)
        application = await queries.own_application(firm.id, number)
        party = (await queries.interested(application["id"]))[1]
        await hearings.answer(
            number,
            party["id"],
            wants_hearing=True,
            answered_on=beijing.legal_day(asked),
            actor=clerk,
            now=asked,
        )
        await hearings.call(
            number,
            takes_place_at=asked + timedelta(days=17),
            place="行政服务中心二层听证室",
            presider=self.staff.legal.name,
            actor=clerk,
            now=asked + timedelta(days=1),
        )

    async def changed(self, firm: Invented) -> None:
        number, at = await self._sent(
            firm, Purpose.CHANGE, 40, subject={"legal_representative": f"{firm.legal_representative[0]}新任"}
        )
        await receipt.accept(number, actor=self.staff.clerk, now=at + timedelta(days=1))
        await decision.propose(
            number, proposal="grant", reason="符合条件", actor=self.staff.clerk, now=at + timedelta(days=2)
        )
        await decision.grant(number, actor=self.staff.decider, now=at + timedelta(days=3))

    async def online_added(self, firm: Invented) -> None:
        if firm.is_online:
            return
        number, at = await self._sent(firm, Purpose.CHANGE, 20, track=Track.COMMITMENT, scope=ONLINE)
        await receipt.accept(number, actor=self.staff.clerk, now=at)
        await decision.grant(number, actor=self.staff.decider, now=at + timedelta(hours=1))

    async def renewed_by_silence(self, firm: Invented) -> None:
        """The clerk let the term run out: the licence is renewed by law, and says so."""
        last = beijing.legal_day(self.now) - timedelta(days=20)
        over = datetime.combine(last, datetime.min.time(), beijing.BEIJING)
        number, actor = await self._begun(firm, Purpose.RENEWAL, over - timedelta(days=41), ends=last)
        number = await drafting.submit(number, actor=actor, now=over - timedelta(days=40))
        await receipt.accept(number, actor=self.staff.clerk, now=over - timedelta(days=38))
        await renewing.renew_by_silence(number, now=over + timedelta(days=1, minutes=11))

    async def _ends(self, firm: Invented, last: date) -> None:
        """The invented licence ends soon, so that its renewal is due."""
        licence = await queries.licence_held(firm.id, RegistrationKind.HR_LICENCE)
        if licence is None:
            raise LookupError(firm.name)
        begun = last.replace(year=last.year - 5, day=min(last.day, 28)) + timedelta(days=1)
        await database.execute(
            "update licence set valid_from = $2, issued_on = $2, valid_to = $3 where id = $1",
            licence["id"],
            begun,
            last,
        )
        await registers.project_registration(
            firm.id,
            RegistrationKind.HR_LICENCE,
            licence["number"],
            RegistrationStatus.VALID,
            organ_id=licence["organ"],
            issued_on=begun,
            expires_on=last,
            scope=licence["scope"],
            now=self.now,
        )


async def _announce_transfer(director: Actor, *, now: datetime) -> None:
    """A decree of the demonstration moves the power of the development area to an approval bureau, in half a year."""
    await organs.establish_approval_bureau(
        "BDA-SP",
        "北京经济技术开发区行政审批局",
        "Administrative Approval Bureau of the Beijing Economic-Technological Development Area",
        "京开审",
        beside="BDA",
        reviewer="北京市人民政府",
        court="北京市大兴区人民法院",
    )
    await powers.transfer(
        RegistrationKind.HR_LICENCE,
        "BDA",
        "BDA-SP",
        from_on=beijing.legal_day(now) + timedelta(days=180),
        decree_number="演示政发〔2026〕8号",
        actor=director,
        now=now,
    )
