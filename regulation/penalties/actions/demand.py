"""Late money: the surcharge as a decision, and the demand that must come before the court is asked."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import calendar, clocks, documents, service
from regulation.law import beijing, money
from regulation.penalties import debts
from regulation.penalties import papers_performance as papers
from regulation.penalties.actions import announcing, court, decided, delivering, doors, victims
from regulation.penalties.rules import payment
from regulation.penalties.rules.service import Method
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date, datetime
    from pathlib import Path

    from regulation.actor import Actor
    from regulation.penalties.rules.service import Delivery

Row = dict[str, Any]


async def impose_surcharge(matter_id: UUID, *, reason: str, actor: Actor, now: datetime) -> Row:
    """Decide that a surcharge is imposed on an overdue fine, once a case; the paper states rate, start, cap and stays."""
    today = beijing.legal_day(now)
    why = doors.said(reason)
    async with database.unit_of_work():
        decision = await decided.held(matter_id, "impose_surcharge", actor=actor, now=now)
        if await debts.surcharge_decision(matter_id) is not None:
            raise errors.AlreadyMoved
        doors.refuse(await court.stopped(decision, today))
        account = await debts.account(decision, today)
        due_on = debts.late_since(account, today)
        doors.refuse(payment.surcharge_refused(overdue_on=due_on, surcharge=account.surcharge))
        assert due_on is not None
        organ = await doors.organ_of(decision["organ"])
        from_on = due_on + timedelta(days=1)
        paper = await delivering.issue(
            "surcharge_decision",
            "人社加罚",
            decision,
            papers.surcharge(
                organ,
                decision,
                account,
                await debts.stays(matter_id),
                due_on=due_on,
                from_on=from_on,
                on=today,
            ),
            now=now,
        )
        await database.execute(
            f"""insert into surcharge_decision (id, {decision["column"]}, document, decided_on, from_on, amount, decider)
               values ($1,$2,$3,$4,$5,$6,$7)""",  # noqa: S608 - a name written in code
            uuid4(),
            matter_id,
            paper["id"],
            today,
            from_on,
            account.surcharge,
            actor.person_id,
        )
        await decided.take(
            decision,
            "impose_surcharge",
            actor=actor,
            now=now,
            reason=why,
            data={"number": paper["number"], "amount": account.surcharge},
        )
        await decided.tell_party(
            decision, N_("已作出加处罚款决定%(number)s"), paper["number"], kind="unpaid", now=now
        )
    return paper


async def demand(matter_id: UUID, *, actor: Actor, now: datetime) -> Row:
    """Make the demand for what is owed today; the paper. It is served, and ten working days later the court may be asked."""
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        decision = await decided.held(matter_id, "demand", actor=actor, now=now)
        doors.refuse(await court.stopped(decision, today))
        imposed = await debts.surcharge_decision(matter_id)
        account = await debts.account(decision, today)
        back = await victims.late_back(decision, today)
        due_on = debts.overdue_since(account, today)
        if due_on is None and back:
            due_on = (await victims.ordered_back(decision)).due_on
        ahead = account.next_due
        last = due_on or (ahead.on if ahead else account.pay_due_on)
        doors.refuse(
            payment.demand_refused(
                is_on_its_way=any(each["served_on"] is None for each in await debts.demands(matter_id)),
                left=account.left + back,
                last_due_on=last,
                today=today,
                is_untold=imposed is not None and not await service.of(imposed["document"]),
            )
        )
        organ = await doors.organ_of(decision["organ"])
        paper = await delivering.issue(
            "demand_notice",
            "人社催",
            decision,
            papers.demand(organ, decision, account, due_on=last or today, given_back=back, on=today),
            now=now,
        )
        await database.execute(
            f"""insert into demand_notice (id, {decision["column"]}, number, document, issued_on, amount, answer)
               values ($1,$2,$3,$4,$5,$6,'')""",  # noqa: S608 - a name written in code
            uuid4(),
            matter_id,
            paper["number"],
            paper["id"],
            today,
            account.left + back,
        )
        await decided.take(
            decision,
            "demand",
            actor=actor,
            now=now,
            data={"number": paper["number"], "amount": account.left + back},
        )
    return paper


async def serve_demand(
    matter_id: UUID,
    *,
    given: Delivery,
    file: delivering.File | None = None,
    folder: Path | None = None,
    actor: Actor,
    now: datetime,
) -> None:
    """The demand reached the party: its ten working days run. By public notice they run when its thirty days are over."""
    async with database.unit_of_work():
        announces = given.method is Method.PUBLIC_NOTICE
        step = "announce_paper" if announces else "serve_demand"
        decision = await decided.held(matter_id, step, actor=actor, now=now)
        service.check_by_official(given.method)
        doors.refuse(await court.stopped(decision, beijing.legal_day(now)))
        found = await _unserved(matter_id)
        if announces and await announcing.announced(found["document"]) is not None:
            raise errors.AlreadyMoved
        effective = await delivering.deliver(
            decision,
            found["document"],
            given,
            issued_on=found["issued_on"],
            file=file,
            folder=folder,
            actor=actor,
            now=now,
        )
        if announces:
            await announcing.announce(
                decision,
                step,
                await documents.by_id(found["document"]),
                given,
                effective,
                content=f"催告你单位履行{decision['decision_number']}确定的缴款义务，合计{money.figures(found['amount'])}元",
                actor=actor,
                now=now,
            )
        else:
            await announcing.came_for(decision, found["document"], effective)
            await reached(decision, step, effective, actor=actor, now=now)


async def _unserved(matter_id: UUID) -> Row:
    found = await database.row(
        "select * from demand_notice where (case_id = $1 or spot = $1) and served_on is null for update",
        matter_id,
    )
    if found is None:
        raise errors.AlreadyMoved
    return found


async def reached(decision: Row, step: str, served_on: date, *, actor: Actor, now: datetime) -> None:
    """What begins with the service of a demand. In the caller's transaction."""
    found = await _unserved(decision["id"])
    due = await clocks.start(
        decision["matter_kind"],
        decision["id"],
        "demand",
        payment.DEMAND,
        served_on,
        calendar=await calendar.current(),
        organ_id=decision["organ"],
    )
    await database.execute(
        "update demand_notice set served_on = $2, due_on = $3 where id = $1",
        found["id"],
        served_on,
        due.due_on,
    )
    await decided.take(
        decision, step, actor=actor, now=now, data={"served_on": served_on, "due_on": due.due_on}
    )
    await decided.tell_party(
        decision, N_("您收到催告书%(number)s，请在十个工作日内履行"), found["number"], kind="unpaid", now=now
    )


async def answer(matter_id: UUID, *, text: str, actor: Actor, now: datetime) -> None:
    """The party speaks on the demand; what it says goes to the court with the application."""
    said = doors.said(text, "text", 2)
    async with database.unit_of_work():
        decision = await decided.held(matter_id, "answer_demand", actor=actor, now=now)
        found = await database.row(
            """select * from demand_notice where (case_id = $1 or spot = $1) and served_on is not null
               order by served_on desc limit 1 for update""",
            matter_id,
        )
        doors.refuse(payment.answer_refused(is_served=found is not None))
        assert found is not None
        await database.execute(
            "update demand_notice set answer = $2, answered_on = $3 where id = $1",
            found["id"],
            "\n".join(each for each in (found["answer"], said) if each),
            beijing.legal_day(now),
        )
        await decided.take(decision, "answer_demand", actor=actor, now=now, reason=said)
