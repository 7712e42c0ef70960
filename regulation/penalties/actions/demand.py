"""Late money: the surcharge as a decision, and the demand that must come before the court is asked."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import calendar, clocks, documents, service
from regulation.law import beijing, money
from regulation.law.citation import COMPULSION_LAW, PENALTY_LAW
from regulation.notices import actions as notices
from regulation.penalties import debts
from regulation.penalties import papers_performance as papers
from regulation.penalties.actions import announcing, delivering, doors
from regulation.penalties.rules import payment
from regulation.penalties.rules.service import Method
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date, datetime
    from pathlib import Path

    from regulation.actor import Actor
    from regulation.penalties.rules.service import Delivery

Row = dict[str, Any]


async def impose_surcharge(case_id: UUID, *, reason: str, actor: Actor, now: datetime) -> Row:
    """Decide that a surcharge is imposed on an overdue fine, once a case; the paper states rate, start, cap and stays."""
    today = beijing.legal_day(now)
    why = doors.said(reason)
    async with database.unit_of_work():
        case = await doors.held_case(case_id, "impose_surcharge", actor=actor, now=now)
        if await debts.surcharge_decision(case_id) is not None:
            raise errors.AlreadyMoved
        doors.refuse(payment.suspended_refused(today, await debts.suspended(case_id)))
        account = await debts.account(case, today)
        due_on = debts.overdue_since(account, today)
        if due_on is None or account.surcharge <= 0:
            raise errors.Refused(
                N_("没有逾期未缴的罚款，不能加处罚款"), citation=PENALTY_LAW.article(72, 1, 1)
            )
        organ = await doors.organ_of(case["organ"])
        from_on = due_on + timedelta(days=1)
        paper = await delivering.issue(
            "surcharge_decision",
            "人社加罚",
            case,
            papers.surcharge(
                organ,
                case,
                account,
                await debts.stays(case_id),
                due_on=due_on,
                from_on=from_on,
                on=today,
            ),
            now=now,
        )
        await database.execute(
            """insert into surcharge_decision (id, case_id, document, decided_on, from_on, amount, decider)
               values ($1,$2,$3,$4,$5,$6,$7)""",
            uuid4(),
            case_id,
            paper["id"],
            today,
            from_on,
            account.surcharge,
            actor.person_id,
        )
        await doors.take(
            case_id,
            "impose_surcharge",
            actor=actor,
            now=now,
            reason=why,
            data={"number": paper["number"], "amount": account.surcharge},
        )
        await _inform(case, N_("已作出加处罚款决定%(number)s"), paper["number"], now=now)
    return paper


async def demand(case_id: UUID, *, actor: Actor, now: datetime) -> Row:
    """Make the demand for what is owed today; the paper. It is served, and ten working days later the court may be asked."""
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        case = await doors.held_case(case_id, "demand", actor=actor, now=now)
        if any(each["served_on"] is None for each in await debts.demands(case_id)):
            raise errors.Refused(N_("已有尚未送达的催告书"), citation=COMPULSION_LAW.article(54))
        doors.refuse(payment.suspended_refused(today, await debts.suspended(case_id)))
        account = await debts.account(case, today)
        due_on = debts.overdue_since(account, today)
        ahead = account.next_due
        last = due_on or (ahead.on if ahead else account.pay_due_on)
        imposed = await debts.surcharge_decision(case_id)
        doors.refuse(
            payment.demand_refused(
                left=account.left,
                last_due_on=last,
                today=today,
                is_untold=imposed is not None and not await service.of(imposed["document"]),
            )
        )
        organ = await doors.organ_of(case["organ"])
        paper = await delivering.issue(
            "demand_notice",
            "人社催",
            case,
            papers.demand(organ, case, account, due_on=last or today, on=today),
            now=now,
        )
        await database.execute(
            """insert into demand_notice (id, case_id, number, document, issued_on, amount, answer)
               values ($1,$2,$3,$4,$5,$6,'')""",
            uuid4(),
            case_id,
            paper["number"],
            paper["id"],
            today,
            account.left,
        )
        await doors.take(
            case_id,
            "demand",
            actor=actor,
            now=now,
            data={"number": paper["number"], "amount": account.left},
        )
    return paper


async def serve_demand(
    case_id: UUID,
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
        case = await doors.held_case(case_id, step, actor=actor, now=now)
        service.check_by_official(given.method)
        doors.refuse(payment.suspended_refused(beijing.legal_day(now), await debts.suspended(case_id)))
        found = await _unserved(case_id)
        if announces and await announcing.announced(case_id, found["document"]) is not None:
            raise errors.AlreadyMoved
        effective = await delivering.deliver(
            case,
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
                case,
                step,
                await documents.by_id(found["document"]),
                given,
                effective,
                content=f"催告你单位履行{case['decision_number']}确定的缴款义务，合计{money.figures(found['amount'])}元",
                actor=actor,
                now=now,
            )
        else:
            await reached(case, step, effective, actor=actor, now=now)


async def _unserved(case_id: UUID) -> Row:
    found = await database.row(
        "select * from demand_notice where case_id = $1 and served_on is null for update", case_id
    )
    if found is None:
        raise errors.AlreadyMoved
    return found


async def reached(case: Row, step: str, served_on: date, *, actor: Actor, now: datetime) -> None:
    """What begins with the service of a demand. In the caller's transaction."""
    found = await _unserved(case["id"])
    due = await clocks.start(
        "penalty_case",
        case["id"],
        "demand",
        payment.DEMAND,
        served_on,
        calendar=await calendar.current(),
        organ_id=case["organ"],
    )
    await database.execute(
        "update demand_notice set served_on = $2, due_on = $3 where id = $1",
        found["id"],
        served_on,
        due.due_on,
    )
    await doors.take(
        case["id"], step, actor=actor, now=now, data={"served_on": served_on, "due_on": due.due_on}
    )
    await _inform(case, N_("您收到催告书%(number)s，请在十个工作日内履行"), found["number"], now=now)


async def answer(case_id: UUID, *, text: str, actor: Actor, now: datetime) -> None:
    """The party speaks on the demand; what it says goes to the court with the application."""
    said = doors.said(text, "text", 2)
    async with database.unit_of_work():
        await doors.held_case(case_id, "answer_demand", actor=actor, now=now)
        found = await database.row(
            """select * from demand_notice where case_id = $1 and served_on is not null
               order by served_on desc limit 1 for update""",
            case_id,
        )
        if found is None:
            raise errors.Refused(N_("催告书尚未送达"), citation=COMPULSION_LAW.article(36))
        await database.execute(
            "update demand_notice set answer = $2, answered_on = $3 where id = $1",
            found["id"],
            "\n".join(each for each in (found["answer"], said) if each),
            beijing.legal_day(now),
        )
        await doors.take(case_id, "answer_demand", actor=actor, now=now, reason=said)


async def _inform(case: Row, title: str, number: str, *, now: datetime) -> None:
    if case["firm"]:
        await notices.tell(
            title, f"/firm/cases/{case['id']}", kind="unpaid", now=now, firm_id=case["firm"], number=number
        )
