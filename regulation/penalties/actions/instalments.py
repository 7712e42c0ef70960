"""Deferral and instalments: asked for before the last day to pay, decided by the organ, kept or broken."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import calendar, clocks
from regulation.law import beijing
from regulation.law.citation import PENALTY_LAW
from regulation.law.period import Period, Roll, Unit
from regulation.notices import actions as notices
from regulation.penalties import debts
from regulation.penalties import papers_performance as papers
from regulation.penalties.actions import delivering, doors
from regulation.penalties.rules import payment
from regulation.penalties.rules.payment import Part
from regulation.roles import FIRM_ROLES
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from regulation.actor import Actor

Row = dict[str, Any]


def parts_of(found: Row) -> list[Part]:
    """The instalments that were asked for, as they were written."""
    said = json.loads(found["parts"]) if isinstance(found["parts"], str) else found["parts"]
    return [Part(date.fromisoformat(each["due_on"]), Decimal(each["amount"])) for each in said]


async def ask(
    case_id: UUID,
    *,
    parts: Sequence[Part],
    reason: str,
    asked_on: date | None = None,
    actor: Actor,
    now: datetime,
) -> UUID:
    """Ask for deferral or instalments, by the party itself or handed in on paper; nothing changes until it is decided.

    `asked_on` is the day a paper came in; the party's own application is of today.
    """
    today = beijing.legal_day(now)
    by_party = actor.holds(*FIRM_ROLES)
    on = today if by_party or asked_on is None else asked_on
    why = doors.said(reason)
    if on > today:
        raise errors.Invalid({"asked_on": N_("日期不能晚于今天")})
    async with database.unit_of_work():
        case = await doors.held_case(case_id, "ask_plan", actor=actor, now=now)
        if any(each["status"] in {"asked", "approved"} for each in await debts.plans(case_id)):
            raise errors.Refused(N_("已有延期、分期的申请"), citation=PENALTY_LAW.article(66, 2))
        account = await debts.account(case, on)
        due_on = account.pay_due_on
        if due_on is None or account.fine_left == 0:
            raise errors.Refused(N_("没有应缴的罚款"), citation=PENALTY_LAW.article(66, 2))
        doors.refuse(payment.deferral_refused(parts, owed=account.fine_left, asked_on=on, pay_due_on=due_on))
        organ = await doors.organ_of(case["organ"])
        author = case["party_name"] if by_party else actor.name
        paper = await delivering.issue(
            "deferral_application",
            "人社缓申",
            case,
            papers.deferral_application(
                organ,
                case,
                parts,
                owed=account.fine_left,
                reason=why,
                entered_by="" if by_party else actor.name,
                on=on,
            ),
            now=now,
        )
        made = uuid4()
        await database.execute(
            """insert into payment_plan (id, number, status, case_id, organ, pay_due_on, asked_on, by_party, author, reason,
                                         parts, application_document, decision_reason, ends_on)
               values ($1,$2,'asked',$3,$4,$5,$6,$7,$8,$9,$10,$11,'',$12)""",
            made,
            paper["number"],
            case_id,
            case["organ"],
            due_on,
            on,
            by_party,
            author,
            why,
            json.dumps(papers.schedule(parts)),
            paper["id"],
            max(each.on for each in parts),
        )
        await doors.take(
            case_id, "ask_plan", actor=actor, now=now, reason=why, data={"number": paper["number"]}
        )
        await notices.tell(
            N_("%(party)s申请延期、分期缴纳罚款，案号%(number)s"),
            f"/desk/cases/{case_id}",
            kind="payment_plan",
            now=now,
            organ_id=case["organ"],
            party=case["party_name"],
            number=case["number"],
        )
    return made


async def decide(case_id: UUID, *, approved: bool, reason: str, actor: Actor, now: datetime) -> Row:
    """Approve the schedule as asked for, or refuse it with a reason; the paper."""
    today = beijing.legal_day(now)
    why = doors.said(reason)
    step = "grant_plan" if approved else "refuse_plan"
    async with database.unit_of_work():
        case = await doors.held_case(case_id, step, actor=actor, now=now)
        plan = await database.row(
            "select * from payment_plan where case_id = $1 and status = 'asked' for update", case_id
        )
        if plan is None:
            raise errors.AlreadyMoved
        parts = parts_of(plan)
        account = await debts.account(case, today)
        if approved and sum((each.amount for each in parts), Decimal(0)) != account.fine_left:
            raise errors.Refused(
                N_("申请之后已有缴款，各期金额与未缴的罚款不符，请当事人重新申请"),
                citation=PENALTY_LAW.article(66, 2),
            )
        if approved and parts[0].on < today:
            raise errors.Refused(
                N_("第一期的截止日已过，请当事人重新申请"), citation=PENALTY_LAW.article(66, 2)
            )
        organ = await doors.organ_of(case["organ"])
        paper = await delivering.issue(
            "deferral_decision",
            "人社缓",
            case,
            papers.deferral_decision(organ, case, plan, parts, approved=approved, reason=why, on=today),
            now=now,
        )
        await database.execute(
            """update payment_plan set status = $2, decider = $3, decided_on = $4, decision_reason = $5, document = $6
               where id = $1""",
            plan["id"],
            "approved" if approved else "refused",
            actor.person_id,
            today,
            why,
            paper["id"],
        )
        if approved:
            await database.many(
                "insert into payment_plan_part (id, plan, position, due_on, amount) values ($1,$2,$3,$4,$5)",
                [(uuid4(), plan["id"], at, each.on, each.amount) for at, each in enumerate(parts, 1)],
            )
            await _clock(case, plan, parts)
        await doors.take(case_id, step, actor=actor, now=now, reason=why, data={"number": paper["number"]})
        if case["firm"]:
            await notices.tell(
                N_("延期、分期缴纳罚款的申请已有结果：%(number)s"),
                f"/firm/cases/{case_id}",
                kind="payment_plan",
                now=now,
                firm_id=case["firm"],
                number=paper["number"],
            )
    return paper


async def _clock(case: Row, plan: Row, parts: Sequence[Part]) -> None:
    """The time to pay ends with the last instalment."""
    days = (max(each.on for each in parts) - plan["asked_on"]).days
    await clocks.start(
        "penalty_case",
        case["id"],
        "payment",
        Period(days, Unit.CALENDAR_DAYS, N_("准予延期、分期缴纳罚款"), Roll.NONE, PENALTY_LAW.article(66, 2)),
        plan["asked_on"],
        calendar=await calendar.current(),
        organ_id=case["organ"],
    )
