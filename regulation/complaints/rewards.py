"""Rewards for reports: proposed, decided by a second person, paid by a third against code and secret. Nobody is named.

《劳动保障监察条例》第九条第三款. How much, and within which time, is the office's own decree; without one nothing can be proposed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import calendar, clocks, record
from regulation.complaints import papers, parameters, permissions, queries, reward_rules, sealing
from regulation.complaints.status import REWARD_STEPS, RewardStatus
from regulation.complaints.tables_reports import ReportReward
from regulation.law import beijing
from regulation.law.citation import LABOUR_SUPERVISION_REGULATIONS

if TYPE_CHECKING:
    from datetime import date, datetime

    from regulation.actor import Actor

Row = dict[str, Any]
REWARD = LABOUR_SUPERVISION_REGULATIONS.article(9, 3)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the official who handled the report found, and what follows."""

    followed: str
    is_major: bool
    gave_lead: bool
    gave_evidence: bool
    grade: str
    amount: Decimal
    reason: str


async def of_report(complaint_id: UUID) -> Row | None:
    """The reward of a report, whatever its state."""
    return await database.row("select * from report_reward where complaint = $1", complaint_id)


async def scheme_of(organ_id: UUID, day: date) -> tuple[reward_rules.Scheme, str]:
    """The scheme that holds for an organ, with the number of its decree; without grades where none was decreed."""
    found = await parameters.in_force(parameters.REWARDS, organ_id, day)
    return found.value, found.decree_number


async def propose(complaint_id: UUID, proposal: Proposal, *, actor: Actor, now: datetime) -> UUID:
    """The handler proposes a reward within the decreed scheme."""
    today = beijing.legal_day(now)
    if len(proposal.reason.strip()) < 4:
        raise errors.Invalid({"reason": "请写明奖励的理由"})
    async with database.unit_of_work():
        report = await queries.for_update(complaint_id) | await queries.hands(complaint_id)
        permissions.check_can_propose_reward(actor, report)
        scheme, decree = await scheme_of(report["organ"], today)
        refusal = reward_rules.why_not_reward(
            is_major=proposal.is_major,
            gave_lead=proposal.gave_lead,
            gave_evidence=proposal.gave_evidence,
            has_scheme=bool(scheme.grades),
        )
        if refusal:
            raise errors.Refused(refusal, citation=REWARD)
        grade = scheme.grade(proposal.grade)
        if grade is None:
            raise errors.Invalid({"grade": "请选择奖励等级"})
        if not grade.least <= proposal.amount <= grade.most:
            raise errors.Invalid(
                {"amount": "奖励金额应当在该等级的%(least)s元至%(most)s元之间"},
                least=str(grade.least),
                most=str(grade.most),
                citation=REWARD,
            )
        await sealing.check_unnamed(complaint_id, "reason", proposal.reason)
        await sealing.check_unnamed(complaint_id, "followed", proposal.followed)
        if await of_report(complaint_id) is not None:
            raise errors.AlreadyMoved
        made = uuid4()
        await database.execute(
            """insert into report_reward (id, complaint, number, status, followed, is_major, gave_lead, gave_evidence, grade,
                                          least, most, decree, amount, reason, proposed_by, proposed_name, proposed_on,
                                          claim_days, decided_name, decision, paid_name)
               values ($1,$2,'','proposed',$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,'','','')""",
            made,
            complaint_id,
            proposal.followed.strip(),
            proposal.is_major,
            proposal.gave_lead,
            proposal.gave_evidence,
            grade.name,
            grade.least,
            grade.most,
            decree,
            proposal.amount,
            proposal.reason.strip(),
            actor.person_id,
            actor.name,
            today,
            scheme.claim_days,
        )
        await record.opened(
            ReportReward,
            made,
            "propose",
            RewardStatus.PROPOSED,
            actor=actor,
            now=now,
            reason=proposal.reason.strip(),
            cites=(REWARD,),
        )
        await clocks.start(
            "report_reward",
            made,
            "reward_decision",
            reward_rules.decision_period(scheme.decide_days),
            today,
            calendar=await calendar.current(),
            organ_id=report["organ"],
        )
    return made


async def decide(complaint_id: UUID, *, is_approved: bool, reason: str, actor: Actor, now: datetime) -> None:
    """A second person approves or refuses it; approval form and notice are issued."""
    today = beijing.legal_day(now)
    if len(reason.strip()) < 2:
        raise errors.Invalid({"reason": "请写明意见"})
    async with database.unit_of_work():
        report, reward = await _locked(complaint_id)
        permissions.check_can_decide_reward(actor, report, reward)
        await sealing.check_unnamed(complaint_id, "reason", reason)
        name = "approve" if is_approved else "refuse"
        until = today + timedelta(days=reward["claim_days"]) if is_approved else None
        decided = {
            "decided_by": actor.person_id,
            "decided_name": actor.name,
            "decided_on": today,
            "decision": reason.strip(),
            "claim_until": until,
        }
        await record.record_step(
            ReportReward,
            reward["id"],
            name,
            REWARD_STEPS[name],
            actor=actor,
            now=now,
            reason=reason.strip(),
            also=decided,
        )
        await clocks.meet(reward["id"], "reward_decision", on=today)
        await papers.of_reward(report, {**reward, **decided}, is_approved=is_approved, now=now)


async def pay(complaint_id: UUID, *, code: str, pin: str, secret: bytes, actor: Actor, now: datetime) -> None:
    """Hand the money to whoever says code and secret: a third person, who learns no name.

    A wrong pair and a pair of another report get the same answer.
    """
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        report, reward = await _locked(complaint_id)
        permissions.check_can_pay_reward(actor, report, reward)
        named = await queries.by_code(code, pin, secret)
        if named is None or named["id"] != complaint_id or not report["pin_digest"]:
            raise errors.Invalid({"code": "查询码或者查询密码不对，不能发放"})
        if reward["claim_until"] < today:
            raise errors.Refused("领取期限已经届满，不能发放", citation=REWARD)
        await record.record_step(
            ReportReward,
            reward["id"],
            "pay",
            REWARD_STEPS["pay"],
            actor=actor,
            now=now,
            also={"paid_by": actor.person_id, "paid_name": actor.name, "paid_on": today},
        )


async def _locked(complaint_id: UUID) -> tuple[Row, Row]:
    report = await queries.for_update(complaint_id) | await queries.hands(complaint_id)
    found = await database.row("select * from report_reward where complaint = $1 for update", complaint_id)
    if found is None:
        raise errors.NotFound
    return report, found
