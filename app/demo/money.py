"""Served decisions in every state of their money, and against which something was done: each walked by the real steps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.demo import case_walk as walk
from regulation import database
from regulation.casework import calendar
from regulation.penalties import debts, queries
from regulation.penalties.actions import demand, instalments, money_papers, performance
from regulation.penalties.rules import court
from regulation.penalties.rules.payment import equal_parts
from regulation.penalties.rules.service import Delivery, Method
from regulation.penalties.rules.violations import Measure
from regulation.penalties.status import CaseStatus
from regulation.remedies.actions import answering, outcomes, registering, suspending
from regulation.remedies.status import Outcome, Way

if TYPE_CHECKING:
    from app.demo.invented import Invented
    from app.demo.people import Staff
    from regulation.actor import Actor

ORGAN = "110105"
#: How many days ago each case was proposed; the last is as old as the window for the court needs it to be.
REVIEWED, SUED, IN_PARTS, REVOKED, STANDING, AT_COURT = 70, 150, 110, 120, 60, 270
GOVERNMENT, COURT = "北京市朝阳区人民政府", "北京市朝阳区人民法院"
CLAIMS = "请求撤销处罚决定：申请人认为年度报告已经按时提交，处罚决定认定事实不清。"


async def add_debts(
    city: list[Invented], staff: Staff, signed: dict[str, Actor], spared: set[UUID], *, today: date
) -> int:
    """How many cases were added."""
    firms = [
        firm.id
        for firm in city
        if firm.area == ORGAN and not firm.dead and firm.id not in spared and firm.registered
    ]
    officers = (signed["chaoyang-inspector"].person_id, signed["chaoyang-inspector2"].person_id)
    holders = [firm for firm in firms[:-8] if await _holds(firm, today)]
    if len(firms) < 12 or len(holders) < 2:
        return 0
    office = walk.Office(staff.clerk, staff.decider, staff.legal, officers)  # type: ignore[arg-type]
    await _reconsidered(office, firms[-4], today)
    await _sued(office, firms[-5], today)
    await _in_parts(office, firms[-6], today)
    await _at_the_courts_window(office, firms[-7], today)
    await _revoked_and_quashed(office, holders[-1], today)
    await _revoked(office, holders[-2], today)
    return 6


async def _holds(firm: UUID, today: date) -> bool:
    return bool(
        await database.value(
            """select true from registration_entry where firm = $1 and kind = 'hr_licence' and status = 'valid'
                  and expires_on > $2 limit 1""",
            firm,
            today + timedelta(days=60),
        )
    )


async def _served(office: walk.Office, firm: UUID, today: date, ago: int, **given: Any) -> dict[str, Any]:
    on = today - timedelta(days=ago)
    made = await walk.a_case(
        office, firm, to=CaseStatus.SERVED, on=on - timedelta(days=on.weekday()), paid=False, **given
    )
    return await queries.visible_case(office.clerk, made)


async def _against(office: walk.Office, case: dict[str, Any], way: Way, filed_on: date) -> UUID:
    return await registering.register(
        case["id"],
        way=way,
        body=GOVERNMENT if way is Way.RECONSIDERATION else COURT,
        claims=CLAIMS,
        filed_on=filed_on,
        received_on=filed_on,
        actor=office.reviewer,
        now=walk.at(filed_on),
    )


async def _reconsidered(office: walk.Office, firm: UUID, today: date) -> None:
    """The answer is due, and somebody asked on paper that execution be suspended."""
    case = await _served(office, firm, today, REVIEWED)
    on = today - timedelta(days=4)
    remedy = await _against(office, case, Way.RECONSIDERATION, on)
    await suspending.ask(
        remedy,
        reason="一次缴清罚款将使经营难以为继，请求停止执行。",
        asked_on=on,
        actor=office.clerk,
        now=walk.at(on, 11),
    )


async def _sued(office: walk.Office, firm: UUID, today: date) -> None:
    """The first judgment upheld the decision, and the time to appeal runs."""
    case = await _served(office, firm, today, SUED)
    remedy = await _against(office, case, Way.SUIT, case["served_on"] + timedelta(days=8))
    answered = case["served_on"] + timedelta(days=15)
    await answering.answer(
        remedy,
        request="请求驳回原告的诉讼请求。",
        reasons="事实清楚，证据确凿，程序合法，裁量适当。",
        actor=office.reviewer,
        now=walk.at(answered),
    )
    judged = today - timedelta(days=5)
    await outcomes.judge(
        remedy,
        outcome=Outcome.UPHELD,
        number="（演示）京0105行初1号",
        decided_on=judged,
        received_on=judged,
        reason="处罚决定认定事实清楚，适用法律正确",
        actor=office.reviewer,
        now=walk.at(judged),
    )


async def _in_parts(office: walk.Office, firm: UUID, today: date) -> None:
    """Three instalments, the first paid, the second missed: all is due, and a surcharge runs."""
    case = await _served(office, firm, today, IN_PARTS)
    asked = case["pay_due_on"] - timedelta(days=3)
    parts = equal_parts(case["fine"], case["pay_due_on"] + timedelta(days=10), 3)
    await instalments.ask(
        case["id"],
        parts=parts,
        reason="资金周转困难，申请分三期缴纳",
        asked_on=asked,
        actor=office.clerk,
        now=walk.at(asked),
    )
    await instalments.decide(
        case["id"],
        approved=True,
        reason="确有经济困难，准予分期缴纳",
        actor=office.decider,
        now=walk.at(asked, 15),
    )
    await _serve_papers(office, case, asked + timedelta(days=1))
    await performance.pay(
        case["id"], paid_on=parts[0].on, receipt="京财（演示）0001", fine=parts[0].amount,
        actor=office.clerk, now=walk.at(parts[0].on),
    )  # fmt: skip


async def _serve_papers(office: walk.Office, case: dict[str, Any], on: date) -> None:
    for paper in await money_papers.unserved(case["id"]):
        given = Delivery(Method.DIRECT, on, receiver="法定代表人", place="当事人住所")
        await money_papers.serve_paper(
            case["id"], document=paper["id"], given=given, actor=office.clerk, now=walk.at(on)
        )


async def _at_the_courts_window(office: walk.Office, firm: UUID, today: date) -> None:
    """Nothing was paid or sued; surcharge and demand reached the firm, and the court may be asked."""
    case = await _served(office, firm, today, AT_COURT)
    late = case["pay_due_on"] + timedelta(days=40)
    await demand.impose_surcharge(
        case["id"], reason="逾期未缴纳罚款", actor=office.decider, now=walk.at(late)
    )
    await _serve_papers(office, case, late + timedelta(days=1))
    window = await debts.window(case, await calendar.current())
    assert isinstance(window, court.Window)
    on = min(today, window.base_on) - timedelta(days=20)
    await demand.demand(case["id"], actor=office.clerk, now=walk.at(on))
    given = Delivery(Method.POST, on, carrier="EMS（演示）1", sent_on=on)
    await demand.serve_demand(case["id"], given=given, actor=office.clerk, now=walk.at(on, 15))


async def _revoked(office: walk.Office, firm: UUID, today: date) -> None:
    """A licence was revoked, the fine is paid, everybody reads it, and the time to ask for a review still runs."""
    proposal = replace(walk.a_proposal("V-18"), measures=(Measure.REVOKE,), is_serious=True)
    case = await _served(office, firm, today, STANDING, violation="V-18", proposal=proposal)
    await performance.pay(
        case["id"], paid_on=case["pay_due_on"], receipt="京财（演示）0002", fine=case["fine"],
        actor=office.clerk, now=walk.at(case["pay_due_on"]),
    )  # fmt: skip


async def _revoked_and_quashed(office: walk.Office, firm: UUID, today: date) -> None:
    """A licence was revoked, the decision quashed: licence and publicity wait for what must follow."""
    proposal = replace(walk.a_proposal("V-18"), measures=(Measure.REVOKE,), is_serious=True)
    case = await _served(office, firm, today, REVOKED, violation="V-18", proposal=proposal)
    remedy = await _against(office, case, Way.RECONSIDERATION, case["served_on"] + timedelta(days=10))
    answered = case["served_on"] + timedelta(days=16)
    await answering.answer(
        remedy,
        request="请求维持原决定。",
        reasons="事实清楚，证据确凿，程序合法。",
        actor=office.reviewer,
        now=walk.at(answered),
    )
    on = today - timedelta(days=1)
    await outcomes.conclude(
        remedy,
        outcome=Outcome.QUASHED,
        number="（演示）朝政复决字1号",
        decided_on=on,
        received_on=on,
        reason="主要证据不足",
        actor=office.reviewer,
        now=walk.at(on),
    )
