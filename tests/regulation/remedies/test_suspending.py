"""Execution while a decision is reviewed: it goes on by default; suspended, nothing falls due and nothing is demanded."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from regulation import database, errors
from regulation.casework import documents
from regulation.firms import queries as firms
from regulation.firms.status import Standing
from regulation.penalties import debts
from regulation.penalties import queries as cases
from regulation.penalties.actions import court, demand, instalments, performance
from regulation.penalties.rules.payment import equal_parts
from regulation.penalties.rules.service import Delivery, Method
from regulation.penalties.rules.violations import Measure
from regulation.penalties.status import CaseStatus
from regulation.remedies import queries
from regulation.remedies.actions import outcomes, registering, suspending
from regulation.remedies.status import Outcome, Way
from reports.documents import registry
from tests.builders import licensing
from tests.builders import penalties as build

MONDAY = date(2026, 3, 2)


@pytest.fixture
def office(cast):
    return build.Office(cast.an, cast.bai, cast.fang, (cast.chen.person_id, cast.cui.person_id))


@pytest.fixture
async def served(cast, office):
    case_id = await build.a_case(office, cast.firm, to=CaseStatus.SERVED, on=MONDAY, paid=False)
    return await cases.visible_case(cast.an, case_id)


async def reviewed(cast, case, after=2, way=Way.RECONSIDERATION):
    on = case["served_on"] + timedelta(days=after)
    return await registering.register(
        case["id"],
        way=way,
        body="北京市朝阳区人民政府",
        claims="请求撤销处罚决定",
        filed_on=on,
        received_on=on,
        actor=cast.fang,
        now=build.at(on),
    )


def day(case, n, hour=10):
    return build.at(case["served_on"] + timedelta(days=n), hour)


async def test_the_firm_asks_the_head_answers_and_until_then_nothing_changes(cast, served):
    remedy = await reviewed(cast, served)
    await suspending.ask(remedy, reason="一次缴清将使经营难以为继", actor=cast.e, now=day(served, 3))
    assert not (await debts.account(served, day(served, 3).date())).is_suspended
    (waits,) = await queries.to_answer(cast.an.organ_id)
    assert waits["id"] == remedy
    with pytest.raises(errors.Refused) as twice:
        await suspending.ask(remedy, reason="再次申请停止执行", actor=cast.e, now=day(served, 3))
    assert twice.value.citation.article == 42
    with pytest.raises(errors.NotPermitted):
        await suspending.answer(remedy, granted=True, reason="情况属实", actor=cast.an, now=day(served, 4))
    paper = await suspending.answer(
        remedy, granted=True, reason="情况属实", actor=cast.bai, now=day(served, 4)
    )
    registry.KINDS["suspension_answer"].build(paper["snapshot"])
    assert (await debts.account(served, day(served, 4).date())).is_suspended
    assert await queries.to_answer(cast.an.organ_id) == []


async def test_a_refusal_is_a_paper_too_and_the_time_to_pay_runs_on(cast, served):
    remedy = await reviewed(cast, served)
    await suspending.ask(remedy, reason="经营困难请求停止执行", actor=cast.e, now=day(served, 3))
    paper = await suspending.answer(
        remedy, granted=False, reason="没有不能执行的情形", actor=cast.bai, now=day(served, 4)
    )
    registry.KINDS["suspension_answer"].build(paper["snapshot"])
    after = await debts.account(served, day(served, 40).date())
    assert (after.is_suspended, after.pay_due_on) == (False, served["pay_due_on"])
    # Fifteen days to pay have passed: it may be demanded, though no surcharge runs.
    assert await demand.demand(served["id"], actor=cast.an, now=day(served, 40))


async def test_what_was_demanded_is_not_served_and_no_court_is_asked_while_execution_is_suspended(
    cast, served
):
    remedy = await reviewed(cast, served)
    await demand.demand(served["id"], actor=cast.an, now=day(served, 40))
    await suspending.note(
        remedy, ground="request", paper_number="朝政停字1号", on=day(served, 41).date(), actor=cast.an,
        now=day(served, 41),
    )  # fmt: skip
    at = day(served, 42)
    given = Delivery(Method.DIRECT, at.date(), receiver="法定代表人", place="当事人住所")
    for act in (
        demand.serve_demand(served["id"], given=given, actor=cast.an, now=at),
        court.apply(served["id"], state="没有缴纳", actor=cast.bai, now=at),
    ):
        with pytest.raises(errors.Refused, match="已停止执行") as refusal:
            await act
        assert (refusal.value.citation.article, refusal.value.citation.paragraph) == (73, 1)


async def test_days_without_execution_are_added_to_the_time_to_pay_and_nothing_is_demanded(cast, served):
    remedy = await reviewed(cast, served)
    await suspending.note(
        remedy,
        ground="request",
        paper_number="朝政停字1号",
        on=day(served, 5).date(),
        actor=cast.an,
        now=day(served, 5),
    )
    during = await debts.account(served, day(served, 60).date())
    assert during.pay_due_on > day(served, 60).date()
    for act in (
        demand.demand(served["id"], actor=cast.an, now=day(served, 60)),
        demand.impose_surcharge(served["id"], reason="逾期未缴", actor=cast.bai, now=day(served, 60)),
    ):
        with pytest.raises(errors.Refused) as refusal:
            await act
        assert (refusal.value.citation.article, refusal.value.citation.paragraph) == (73, 1)
    on = day(served, 64).date()
    await outcomes.conclude(
        remedy,
        outcome=Outcome.UPHELD,
        number="朝政复决1号",
        decided_on=on,
        received_on=on,
        reason="事实清楚，程序合法",
        actor=cast.fang,
        now=day(served, 64),
    )
    # From the fifth to the sixty-fourth day: sixty days.
    after = await debts.account(served, day(served, 70).date())
    assert after.pay_due_on == served["pay_due_on"] + timedelta(days=60)
    clock = await database.row(
        "select due_on, pauses from clock where matter_id = $1 and kind = 'payment'", served["id"]
    )
    assert clock["due_on"] >= after.pay_due_on
    late = after.pay_due_on + timedelta(days=2)
    assert (await debts.account(served, late)).surcharge == served["fine"] * 3 / 100 * 2
    assert await performance.remind_unpaid(today=after.pay_due_on + timedelta(days=1)) == 1


async def test_instalments_move_with_it(cast, served):
    asked = served["pay_due_on"] - timedelta(days=3)
    parts = equal_parts(served["fine"], served["pay_due_on"] + timedelta(days=30), 2)
    await instalments.ask(served["id"], parts=parts, reason="经营困难", actor=cast.e, now=build.at(asked))
    await instalments.decide(
        served["id"], approved=True, reason="情况属实", actor=cast.bai, now=build.at(asked)
    )
    remedy = await reviewed(cast, served, after=20, way=Way.SUIT)
    from_on = served["served_on"] + timedelta(days=21)
    await suspending.note(
        remedy, ground="body", paper_number="裁1号", on=from_on, actor=cast.an, now=build.at(from_on)
    )
    to_on = from_on + timedelta(days=9)
    again = to_on + timedelta(days=1)
    await suspending.lift(remedy, reason="法院准许恢复执行", on=again, actor=cast.an, now=build.at(again))
    found = (await debts.account(served, again)).dues
    assert [each.on for each in found] == [each.on + timedelta(days=10) for each in parts]


async def test_a_stop_of_business_is_lifted_meanwhile_and_entered_anew_where_the_decision_stands(
    cast, office, tmp_path
):
    await licensing.a_licence(cast, folder=tmp_path)
    proposal = replace(
        build.a_proposal("V-23"), fine=Decimal(100000), measures=(Measure.STOP_BUSINESS,), is_serious=True
    )
    on = date(2026, 12, 1)
    case_id = await build.a_case(
        office,
        cast.firm,
        to=CaseStatus.SERVED,
        on=on,
        violation="V-23",
        proposal=proposal,
        paid=False,
        published=False,
    )
    case = await cases.visible_case(cast.an, case_id)
    stopped = []

    async def look(n):
        view = await firms.firm(cast.firm)
        stopped.append(view.standing(day(case, n).date()) is Standing.SUSPENDED)

    remedy = await reviewed(cast, case)
    await look(2)
    held = day(case, 3).date()
    await suspending.note(
        remedy, ground="body", paper_number="停1号", on=held, actor=cast.an, now=day(case, 3)
    )
    await look(3)
    ended = day(case, 30).date()
    await outcomes.conclude(
        remedy, outcome=Outcome.UPHELD, number="维1号", decided_on=ended, received_on=ended, reason="事实清楚",
        actor=cast.fang, now=day(case, 30),
    )  # fmt: skip
    await look(31)
    suit = await reviewed(cast, case, after=40, way=Way.SUIT)
    await outcomes.judge(
        suit, outcome=Outcome.QUASHED, number="判1号", decided_on=day(case, 60).date(), received_on=day(case, 60).date(),
        reason="认定事实不清", actor=cast.fang, now=day(case, 60),
    )  # fmt: skip
    await outcomes.pass_terms(today=day(case, 90).date(), now=day(case, 90))
    await look(91)
    assert stopped == [True, False, True, False]


async def test_it_ends_with_the_review_and_cannot_be_asked_for_after_it(cast, served):
    remedy = await reviewed(cast, served)
    on = day(served, 20).date()
    await outcomes.conclude(
        remedy,
        outcome=Outcome.WITHDRAWN,
        number="终1号",
        decided_on=on,
        received_on=on,
        actor=cast.fang,
        now=day(served, 20),
    )
    with pytest.raises(errors.Refused) as refusal:
        await suspending.ask(remedy, reason="请求停止执行处罚决定", actor=cast.e, now=day(served, 21))
    assert refusal.value.citation.article == 42


async def test_only_who_decided_takes_the_organs_own_suspension_back(cast, served):
    remedy = await reviewed(cast, served)
    await suspending.ask(
        remedy,
        reason="经营困难请求停止执行",
        asked_on=day(served, 3).date(),
        actor=cast.an,
        now=day(served, 3),
    )
    await suspending.answer(remedy, granted=True, reason="情况属实", actor=cast.bai, now=day(served, 4))
    on = day(served, 9).date()
    with pytest.raises(errors.NotPermitted):
        await suspending.lift(remedy, reason="理由已不存在", on=on, actor=cast.an, now=day(served, 9))
    await suspending.lift(remedy, reason="理由已不存在", on=on, actor=cast.bai, now=day(served, 9))
    (halt,) = await debts.suspensions(served["id"])
    assert halt["to_on"] == on - timedelta(days=1)


async def test_another_firm_neither_asks_nor_reads(cast, served):
    remedy = await reviewed(cast, served)
    with pytest.raises(errors.NotFound):
        await suspending.ask(remedy, reason="不是本机构的案件", actor=cast.f, now=day(served, 3))
    with pytest.raises(errors.NotFound):
        await queries.of_firm(cast.f, remedy)
    assert (await queries.of_firm(cast.e, remedy))["id"] == remedy
    assert await documents.of_matter("remedy", remedy) == []
