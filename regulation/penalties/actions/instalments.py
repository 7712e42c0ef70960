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
from regulation.penalties import debts, decisions
from regulation.penalties import papers_performance as papers
from regulation.penalties.actions import decided, delivering, doors
from regulation.penalties.rules import payment
from regulation.penalties.rules.payment import Part
from regulation.roles import FIRM_ROLES
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from regulation.actor import Actor

Row = dict[str, Any]
_ASKED = {
    decisions.CASE: N_("%(party)s申请延期、分期缴纳罚款，案号%(number)s"),
    decisions.SPOT: N_("%(party)s申请延期、分期缴纳当场处罚的罚款，文号%(number)s"),
}


def parts_of(found: Row) -> list[Part]:
    """The instalments that were asked for, as they were written."""
    said = json.loads(found["parts"]) if isinstance(found["parts"], str) else found["parts"]
    return [Part(date.fromisoformat(each["due_on"]), Decimal(each["amount"])) for each in said]


async def ask(
    matter_id: UUID,
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
    async with database.unit_of_work():
        decision = await decided.held(matter_id, "ask_plan", actor=actor, now=now)
        if not decision["decided_on"] <= on <= today:
            raise errors.Invalid({"asked_on": N_("日期应当在决定之后，且不晚于今天")})
        account = await debts.account(decision, on)
        due_on = account.pay_due_on
        known = {each["status"] for each in await debts.plans(matter_id)}
        doors.refuse(
            payment.asking_refused(
                has_plan=bool(known & {"asked", "approved"}), owed=account.fine_left, pay_due_on=due_on
            )
        )
        assert due_on is not None
        doors.refuse(payment.deferral_refused(parts, owed=account.fine_left, asked_on=on, pay_due_on=due_on))
        paper = await delivering.issue(
            "deferral_application",
            "人社缓申",
            decision,
            papers.deferral_application(
                await doors.organ_of(decision["organ"]),
                decision,
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
            f"""insert into payment_plan (id, number, status, {decision["column"]}, organ, pay_due_on, asked_on, by_party,
                                          author, entered_by, reason, parts, application_document, decision_reason, ends_on)
               values ($1,$2,'asked',$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,'',$13)""",  # noqa: S608 - a name written in code
            made,
            paper["number"],
            matter_id,
            decision["organ"],
            due_on,
            on,
            by_party,
            decision["party_name"] if by_party else actor.name,
            None if by_party else actor.person_id,
            why,
            json.dumps(papers.schedule(parts)),
            paper["id"],
            max(each.on for each in parts),
        )
        await decided.take(
            decision, "ask_plan", actor=actor, now=now, reason=why, data={"number": paper["number"]}
        )
        await notices.tell(
            _ASKED[decision["matter_kind"]],
            decision["money"],
            kind="payment_plan",
            now=now,
            organ_id=decision["organ"],
            party=decision["party_name"],
            number=decision["number"],
        )
    return made


async def decide(matter_id: UUID, *, approved: bool, reason: str, actor: Actor, now: datetime) -> Row:
    """Approve the schedule as asked for, or refuse it with a reason; the paper. Not by who entered the application."""
    today = beijing.legal_day(now)
    why = doors.said(reason)
    step = "grant_plan" if approved else "refuse_plan"
    async with database.unit_of_work():
        decision = await decided.held(matter_id, step, actor=actor, now=now)
        plan = await database.row(
            "select * from payment_plan where (case_id = $1 or spot = $1) and status = 'asked' for update",
            matter_id,
        )
        if plan is None:
            raise errors.AlreadyMoved
        if plan["entered_by"] == actor.person_id:
            raise errors.NotPermitted(N_("登记申请的人员不能决定该申请"), citation=PENALTY_LAW.article(66, 2))
        parts = parts_of(plan)
        if approved:
            owed = (await debts.account(decision, today)).fine_left
            doors.refuse(payment.granting_refused(parts, owed=owed, today=today))
        organ = await doors.organ_of(decision["organ"])
        paper = await delivering.issue(
            "deferral_decision",
            "人社缓",
            decision,
            papers.deferral_decision(organ, decision, plan, parts, approved=approved, reason=why, on=today),
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
            await _clock(decision, plan, parts)
        await decided.take(decision, step, actor=actor, now=now, reason=why, data={"number": paper["number"]})
        await decided.tell_party(
            decision,
            N_("延期、分期缴纳罚款的申请已有结果：%(number)s"),
            paper["number"],
            kind="payment_plan",
            now=now,
        )
    return paper


async def _clock(decision: Row, plan: Row, parts: Sequence[Part]) -> None:
    """The time to pay ends with the last instalment."""
    days = (max(each.on for each in parts) - plan["asked_on"]).days
    await clocks.start(
        decision["matter_kind"],
        decision["id"],
        "payment",
        Period(days, Unit.CALENDAR_DAYS, N_("准予延期、分期缴纳罚款"), Roll.NONE, PENALTY_LAW.article(66, 2)),
        plan["asked_on"],
        calendar=await calendar.current(),
        organ_id=decision["organ"],
    )
