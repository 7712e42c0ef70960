"""A fine on the spot that is not paid at once: deferral and instalments, the surcharge, the demand. By the rules of a case."""

from __future__ import annotations

import json
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import calendar, clocks, documents, service
from regulation.law import beijing
from regulation.law.citation import COMPULSION_LAW, PENALTY_LAW
from regulation.law.period import Period, Roll, Unit
from regulation.notices import actions as notices
from regulation.penalties import debts
from regulation.penalties import papers_performance as papers
from regulation.penalties.actions import decided, doors, instalments, spot_papers
from regulation.penalties.rules import court, payment
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from pathlib import Path

    from regulation.actor import Actor
    from regulation.penalties.actions import delivering
    from regulation.penalties.rules.payment import Part
    from regulation.penalties.rules.service import Delivery

Row = dict[str, Any]
_DEFERRAL = (PENALTY_LAW.article(66, 2),)


async def ask(
    spot_id: UUID, *, parts: Sequence[Part], reason: str, asked_on: date, actor: Actor, now: datetime
) -> UUID:
    """Enter the party's application for deferral or instalments; nothing changes until somebody else decides it."""
    why, today = doors.said(reason), beijing.legal_day(now)
    async with database.unit_of_work():
        spot = await decided.held(spot_id, "ask_plan", actor=actor, now=now)
        if not spot["decided_on"] <= asked_on <= today:
            raise errors.Invalid({"asked_on": N_("日期应当在决定之后，且不晚于今天")})
        if any(each["status"] in {"asked", "approved"} for each in await debts.plans(spot_id)):
            raise errors.Refused(N_("已有延期、分期的申请"), citation=PENALTY_LAW.article(66, 2))
        account = await debts.account(spot, asked_on)
        if account.fine_left == 0:
            raise errors.Refused(N_("没有应缴的罚款"), citation=PENALTY_LAW.article(66, 2))
        doors.refuse(
            payment.deferral_refused(
                parts, owed=account.fine_left, asked_on=asked_on, pay_due_on=spot["pay_due_on"]
            )
        )
        paper = await spot_papers.issue(
            "deferral_application",
            "人社缓申",
            spot,
            papers.deferral_application(
                await doors.organ_of(spot["organ"]),
                spot,
                parts,
                owed=account.fine_left,
                reason=why,
                entered_by=actor.name,
                on=asked_on,
            ),
            now=now,
        )
        made = uuid4()
        await database.execute(
            """insert into payment_plan (id, number, status, spot, organ, pay_due_on, asked_on, by_party, author, reason, parts,
                                         entered_by, application_document, decision_reason, ends_on)
               values ($1,$2,'asked',$3,$4,$5,$6,false,$7,$8,$9,$10,$11,'',$12)""",
            made,
            paper["number"],
            spot_id,
            spot["organ"],
            spot["pay_due_on"],
            asked_on,
            actor.name,
            why,
            json.dumps(papers.schedule(parts)),
            actor.person_id,
            paper["id"],
            max(each.on for each in parts),
        )
        await spot_papers.log(
            spot,
            "ask_plan",
            cites=_DEFERRAL,
            actor=actor,
            now=now,
            reason=why,
            data={"number": paper["number"]},
        )
        await notices.tell(
            N_("%(party)s申请延期、分期缴纳当场处罚的罚款，文号%(number)s"),
            f"/desk/spot/{spot_id}/money",
            kind="payment_plan",
            now=now,
            organ_id=spot["organ"],
            party=spot["party_name"],
            number=spot["number"],
        )
    return made


async def decide(spot_id: UUID, *, approved: bool, reason: str, actor: Actor, now: datetime) -> Row:
    """Approve the schedule as asked for, or refuse it with a reason; the paper. Not by who entered the application."""
    why, today = doors.said(reason), beijing.legal_day(now)
    async with database.unit_of_work():
        spot = await decided.held(spot_id, "grant_plan", actor=actor, now=now)
        plan = await database.row(
            "select * from payment_plan where spot = $1 and status = 'asked' for update", spot_id
        )
        if plan is None:
            raise errors.AlreadyMoved
        if plan["entered_by"] == actor.person_id:
            raise errors.NotPermitted(N_("登记申请的人员不能决定该申请"), citation=PENALTY_LAW.article(66, 2))
        parts = instalments.parts_of(plan)
        account = await debts.account(spot, today)
        if approved and sum((each.amount for each in parts), Decimal(0)) != account.fine_left:
            raise errors.Refused(
                N_("申请之后已有缴款，各期金额与未缴的罚款不符，请当事人重新申请"),
                citation=PENALTY_LAW.article(66, 2),
            )
        if approved and parts[0].on < today:
            raise errors.Refused(
                N_("第一期的截止日已过，请当事人重新申请"), citation=PENALTY_LAW.article(66, 2)
            )
        organ = await doors.organ_of(spot["organ"])
        paper = await spot_papers.issue(
            "deferral_decision",
            "人社缓",
            spot,
            papers.deferral_decision(organ, spot, plan, parts, approved=approved, reason=why, on=today),
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
            await _clock(spot, plan)
        await spot_papers.log(
            spot,
            "grant_plan" if approved else "refuse_plan",
            cites=_DEFERRAL,
            actor=actor,
            now=now,
            reason=why,
            data={"number": paper["number"]},
        )
    return paper


async def _clock(spot: Row, plan: Row) -> None:
    """The time to pay ends with the last instalment."""
    days = (plan["ends_on"] - plan["asked_on"]).days
    await clocks.start(
        "spot_penalty",
        spot["id"],
        "payment",
        Period(days, Unit.CALENDAR_DAYS, N_("准予延期、分期缴纳罚款"), Roll.NONE, PENALTY_LAW.article(66, 2)),
        plan["asked_on"],
        calendar=await calendar.current(),
        organ_id=spot["organ"],
    )


async def impose_surcharge(spot_id: UUID, *, reason: str, actor: Actor, now: datetime) -> Row:
    """Decide that a surcharge is imposed on the overdue fine, once; the paper states rate, start, cap and stays."""
    why, today = doors.said(reason), beijing.legal_day(now)
    async with database.unit_of_work():
        spot = await decided.held(spot_id, "impose_surcharge", actor=actor, now=now)
        if await debts.surcharge_decision(spot_id) is not None:
            raise errors.AlreadyMoved
        doors.refuse(court.changed_refused(await debts.remedies(spot_id)))
        account = await debts.account(spot, today)
        due_on = debts.overdue_since(account, today)
        if due_on is None or account.surcharge <= 0:
            raise errors.Refused(
                N_("没有逾期未缴的罚款，不能加处罚款"), citation=PENALTY_LAW.article(72, 1, 1)
            )
        from_on = due_on + timedelta(days=1)
        paper = await spot_papers.issue(
            "surcharge_decision",
            "人社加罚",
            spot,
            papers.surcharge(
                await doors.organ_of(spot["organ"]),
                spot,
                account,
                await debts.stays(spot_id),
                due_on=due_on,
                from_on=from_on,
                on=today,
            ),
            now=now,
        )
        await database.execute(
            """insert into surcharge_decision (id, spot, document, decided_on, from_on, amount, decider)
               values ($1,$2,$3,$4,$5,$6,$7)""",
            uuid4(),
            spot_id,
            paper["id"],
            today,
            from_on,
            account.surcharge,
            actor.person_id,
        )
        await spot_papers.log(
            spot,
            "impose_surcharge",
            cites=(PENALTY_LAW.article(72, 1, 1), COMPULSION_LAW.article(45)),
            actor=actor,
            now=now,
            reason=why,
            data={"number": paper["number"], "amount": account.surcharge},
        )
    return paper


async def demand(spot_id: UUID, *, actor: Actor, now: datetime) -> Row:
    """Make the demand for what is owed today; the paper. Ten working days after its service the court may be asked."""
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        spot = await decided.held(spot_id, "demand", actor=actor, now=now)
        if any(each["served_on"] is None for each in await debts.demands(spot_id)):
            raise errors.Refused(N_("已有尚未送达的催告书"), citation=COMPULSION_LAW.article(54))
        doors.refuse(court.changed_refused(await debts.remedies(spot_id)))
        account = await debts.account(spot, today)
        due_on = debts.overdue_since(account, today)
        ahead = account.next_due
        last = due_on or (ahead.on if ahead else account.pay_due_on)
        imposed = await debts.surcharge_decision(spot_id)
        doors.refuse(
            payment.demand_refused(
                left=account.left,
                last_due_on=last,
                today=today,
                is_untold=imposed is not None and not await service.of(imposed["document"]),
            )
        )
        organ = await doors.organ_of(spot["organ"])
        paper = await spot_papers.issue(
            "demand_notice",
            "人社催",
            spot,
            papers.demand(organ, spot, account, due_on=last or today, on=today),
            now=now,
        )
        await database.execute(
            """insert into demand_notice (id, spot, number, document, issued_on, amount, answer)
               values ($1,$2,$3,$4,$5,$6,'')""",
            uuid4(),
            spot_id,
            paper["number"],
            paper["id"],
            today,
            account.left,
        )
        await spot_papers.log(
            spot,
            "demand",
            cites=(COMPULSION_LAW.article(54),),
            actor=actor,
            now=now,
            data={"number": paper["number"], "amount": account.left},
        )
    return paper


async def serve(
    spot_id: UUID,
    *,
    document: UUID,
    given: Delivery,
    file: delivering.File | None = None,
    folder: Path | None = None,
    actor: Actor,
    now: datetime,
) -> None:
    """The answer to a deferral, the surcharge or a demand reached the party; a demand's ten working days run from then."""
    async with database.unit_of_work():
        spot = await decided.held(spot_id, "serve_paper", actor=actor, now=now)
        if document not in {each["id"] for each in await spot_papers.unserved(spot_id)}:
            raise errors.AlreadyMoved
        served_on = await spot_papers.deliver(
            spot, document, given, file=file, folder=folder, actor=actor, now=now
        )
        paper = await documents.by_id(document)
        data: Row = {"number": paper["number"], "method": str(given.method), "served_on": served_on}
        if paper["kind"] == "demand_notice":
            due = await clocks.start(
                "spot_penalty",
                spot_id,
                "demand",
                payment.DEMAND,
                served_on,
                calendar=await calendar.current(),
                organ_id=spot["organ"],
            )
            await database.execute(
                "update demand_notice set served_on = $2, due_on = $3 where document = $1",
                document,
                served_on,
                due.due_on,
            )
            data["due_on"] = due.due_on
        await spot_papers.log(
            spot, "serve_paper", cites=(PENALTY_LAW.article(61, 1),), actor=actor, now=now, data=data
        )


async def answer(spot_id: UUID, *, text: str, actor: Actor, now: datetime) -> None:
    """What the party says on the demand; it goes to the court with the application."""
    said = doors.said(text, "text", 2)
    async with database.unit_of_work():
        spot = await decided.held(spot_id, "answer_demand", actor=actor, now=now)
        found = await database.row(
            """select * from demand_notice where spot = $1 and served_on is not null
               order by served_on desc, number desc limit 1 for update""",
            spot_id,
        )
        if found is None:
            raise errors.Refused(N_("催告书尚未送达"), citation=COMPULSION_LAW.article(36))
        await database.execute(
            "update demand_notice set answer = $2, answered_on = $3 where id = $1",
            found["id"],
            "\n".join(each for each in (found["answer"], said) if each),
            beijing.legal_day(now),
        )
        await spot_papers.log(
            spot, "answer_demand", cites=(COMPULSION_LAW.article(36),), actor=actor, now=now, reason=said
        )
