"""Orders and cases by their real steps: the papers, clocks, facts and refusals of a whole life."""

from datetime import date, timedelta
from decimal import Decimal

import asyncpg
import pytest

from regulation import database, errors
from regulation.casework import calendar, clocks, documents, publication, record
from regulation.law.citation import PENALTY_LAW
from regulation.penalties import debts, permissions, queries
from regulation.penalties.actions import (
    answering,
    asking,
    decision,
    demand,
    evidence,
    notice,
    opening,
    orders,
    performance,
    publishing,
    reporting,
)
from regulation.penalties.rules import redaction
from regulation.penalties.rules.fines import Proposal
from regulation.penalties.status import CaseStatus, OrderStatus, Source
from reports.documents import registry
from tests.builders import penalties as build

MONDAY = date(2026, 3, 2)


@pytest.fixture
def office(cast):
    return build.Office(cast.an, cast.bai, cast.fang, (cast.chen.person_id, cast.cui.person_id))


@pytest.mark.parametrize("to", list(OrderStatus))
async def test_an_order_reaches_every_state_by_real_steps(cast, office, to):
    order_id = await build.an_order(office, cast.firm, to=to, on=MONDAY)
    order = await queries.visible_order(cast.an, order_id)
    assert order["status"] == to
    paper, *rechecks = await documents.of_matter("correction_order", order_id)
    assert [each["kind"] for each in rechecks] == ["recheck_record"] * (
        to in {OrderStatus.CORRECTED, OrderStatus.REFUSED}
    )
    assert paper["number"] == order["number"] == "京朝人社令〔2026〕1号"
    assert (paper["withdrawn_at"] is not None) == (to is OrderStatus.WITHDRAWN)
    facts = await database.rows("select kind, source_number from integrity_fact where firm = $1", cast.firm)
    refused = [{"kind": "order_refused", "source_number": order["number"]}]
    assert facts == (refused if to is OrderStatus.REFUSED else [])


@pytest.mark.parametrize("to", list(CaseStatus))
async def test_a_case_reaches_every_state_by_real_steps(cast, office, to):
    case_id = await build.a_case(office, cast.firm, to=to, on=MONDAY)
    case = await queries.visible_case(cast.an, case_id)
    assert case["status"] == to
    log = await record.history("penalty_case", case_id)
    assert log[0].action == "propose"
    assert log[-1].status_after == to


async def test_a_closed_case_leaves_its_papers_fact_publication_and_no_running_clock_but_the_remedies(
    cast, office
):
    case_id = await build.a_case(office, cast.firm, to=CaseStatus.CLOSED, on=MONDAY)
    case = await queries.visible_case(cast.an, case_id)
    assert [each["kind"] for each in await documents.of_matter("penalty_case", case_id)] == [
        "case_opening_form",
        "investigation_report",
        "prior_notice",
        "legal_review_opinion",
        "credit_repair_notice",
        "payment_notice",
        "penalty_decision",
        "service_receipt",
        "publicity_abstract",
        "closing_form",
    ]
    fact = await database.row("select * from integrity_fact where kind = 'penalty_general'")
    assert (fact["source_number"], fact["occurred_on"]) == (case["decision_number"], case["decided_on"])
    (shown,) = await publication.current(today=case["published_on"], kinds=["penalty"])
    assert shown["number"] == case["decision_number"]
    assert shown["seriousness"] == "general"
    assert shown["latest_end_on"] == case["decided_on"].replace(year=2027)
    assert shown["body"]["content"] == "罚款5,000.00元"
    running = [
        each.kind for each in await clocks.of(case_id, calendar=await calendar.current()) if each.is_running
    ]
    assert sorted(running) == ["litigation", "reconsideration"]
    leaves = await database.rows(
        """select act from leaf where entity in ($1, (select id::text from publication where matter_id = $2))
           order by seq""",
        str(case_id),
        case_id,
    )
    assert [each["act"] for each in leaves] == ["decide", "publish"]


@pytest.mark.parametrize("kind", ["order_to_correct", "prior_notice", "penalty_decision"])
async def test_every_paper_of_a_case_can_be_built_from_its_snapshot(cast, office, kind):
    case_id = await build.a_case(office, cast.firm, to=CaseStatus.DECIDED, on=MONDAY)
    case = await queries.visible_case(cast.an, case_id)
    papers = await documents.of_matter("penalty_case", case_id)
    papers += await documents.of_matter("correction_order", case["correction_order"])
    (paper,) = [each for each in papers if each["kind"] == kind]
    _template, data = registry.KINDS[kind].build(paper["snapshot"])
    assert data["paper"].party.name == "测试甲人力资源有限公司"
    assert data["paper"].number == paper["number"]


# --- no fine without its order -----------------------------------------------------------------------


@pytest.mark.parametrize("to", [OrderStatus.ISSUED, OrderStatus.SERVED, OrderStatus.CORRECTED])
async def test_no_case_goes_back_to_an_order_that_was_not_refused(cast, office, to):
    order_id = await build.an_order(office, cast.firm, to=to, on=MONDAY)
    with pytest.raises(errors.Refused, match="尚未认定拒不改正"):
        await build.a_case(office, cast.firm, on=MONDAY + timedelta(days=30), order_id=order_id)


async def a_case_without_order(office, firm, violation="V-06"):
    made = await opening.propose_case(
        Source.FINDING,
        "",
        firm,
        violation,
        cause="现场检查发现未提交经营情况年度报告",
        act_ended_on=MONDAY,
        discovered_on=MONDAY,
        officers=list(office.officers),
        by_labour_supervision=True,
        actor=office.clerk,
        now=build.at(MONDAY),
    )
    await opening.open_case(made["id"], actor=office.decider, now=build.at(MONDAY))
    await evidence.add_evidence(
        made["id"],
        kind="document",
        title="营业执照",
        obtained_on=MONDAY,
        actor=office.clerk,
        now=build.at(MONDAY),
    )
    return made["id"]


async def test_a_fine_without_an_order_refused_is_refused_with_the_article(cast, office):
    case_id = await a_case_without_order(office, cast.firm)
    with pytest.raises(errors.Refused, match="须先责令改正") as refusal:
        await reporting.report(
            case_id,
            Proposal(fine=Decimal(5000)),
            facts=build.FACTS,
            discretion="情节一般，从轻处罚",
            actor=cast.an,
            now=build.at(MONDAY),
        )
    assert refusal.value.citation.article == 44


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ("fine = 5000", "rests on refusal, not on"),
        ("fine = 5000, ground = 'refusal'", "needs an order"),
        ("fine = 5000, ground = 'at_once'", "rests on refusal, not on at_once"),
        ("fine = 5000, ground = 'gains', gains = 9000", "rests on refusal, not on gains"),
        ("confiscated = 1", "case_amounts_not_negative"),
        ("decider = handler", "decider_apart"),
        ("reviewer = officer_b", "reviewer_apart"),
        ("officer_b = officer_a", "two_officers"),
        ("status = 'decided'", "no_penalty_without_notice|decided_whole"),
    ],
)
async def test_the_database_refuses_what_the_rules_refuse(cast, office, values, constraint):
    case_id = await a_case_without_order(office, cast.firm)
    with pytest.raises(asyncpg.CheckViolationError, match=constraint):
        async with database.unit_of_work():
            await database.execute(f"update penalty_case set {values} where id = $1", case_id)


async def test_the_database_refuses_a_fine_on_an_order_that_is_not_refused_or_is_anothers(cast, office):
    case_id = await a_case_without_order(office, cast.firm)
    served = await build.an_order(office, cast.firm, to=OrderStatus.SERVED, on=MONDAY)
    of_another_act = await build.an_order(
        office, cast.firm, to=OrderStatus.REFUSED, on=MONDAY, violation="V-04", source_kind=Source.MONITORING
    )
    for order_id in (served, of_another_act):
        with pytest.raises(asyncpg.CheckViolationError, match="a fine on refusal needs an order"):
            async with database.unit_of_work():
                await database.execute(
                    "update penalty_case set fine = 5000, ground = 'refusal', correction_order = $2 where id = $1",
                    case_id,
                    order_id,
                )
    with pytest.raises(asyncpg.CheckViolationError, match="does not change any more"):
        async with database.unit_of_work():
            await database.execute(
                "update correction_order set status = 'served' where id = $1", of_another_act
            )


async def test_one_refused_order_carries_one_case(cast, office):
    order_id = await build.an_order(office, cast.firm, to=OrderStatus.REFUSED, on=MONDAY)
    await build.a_case(office, cast.firm, on=MONDAY + timedelta(days=40), order_id=order_id)
    with pytest.raises(errors.Refused, match="已经立案"):
        await build.a_case(office, cast.firm, on=MONDAY + timedelta(days=41), order_id=order_id)


async def test_refusal_is_not_found_before_the_last_day_has_ended_unless_the_party_declares_it(cast, office):
    order_id = await build.an_order(office, cast.firm, to=OrderStatus.SERVED, on=MONDAY)
    order = await queries.visible_order(cast.an, order_id)
    with pytest.raises(errors.Refused, match="尚未届满"):
        await orders.mark_refused(order_id, recheck="仍未改正", actor=cast.an, now=build.at(order["due_on"]))
    await orders.mark_refused(
        order_id, recheck="书面声明不予改正", declared=True, actor=cast.an, now=build.at(order["due_on"])
    )
    assert (await queries.visible_order(cast.an, order_id))["status"] == OrderStatus.REFUSED


async def test_each_recheck_has_its_record_and_what_is_partly_done_is_looked_at_again(cast, office):
    order_id = await build.an_order(office, cast.firm, to=OrderStatus.SERVED, on=MONDAY)
    order = await queries.visible_order(cast.an, order_id)
    first, second = (
        build.at(order["due_on"] - timedelta(days=2)),
        build.at(order["due_on"] + timedelta(days=1)),
    )
    await orders.note_partly(order_id, recheck="收费标准已公示，电话未公示", actor=cast.an, now=first)
    assert (await queries.visible_order(cast.an, order_id))["status"] == OrderStatus.SERVED
    await orders.mark_corrected(order_id, recheck="全部改正，有照片", actor=cast.an, now=second)
    with pytest.raises(errors.AlreadyMoved):
        await orders.note_partly(order_id, recheck="收费标准已公示，电话未公示", actor=cast.an, now=second)
    records = [
        each["snapshot"]
        for each in await documents.of_matter("correction_order", order_id)
        if each["kind"] == "recheck_record"
    ]
    assert [each["outcome"] for each in records] == ["partly", "met"]
    assert records[0]["demands"] == list(order["demands"])
    assert records[0]["order"]["number"] == order["number"]


async def test_a_refusal_is_written_up_with_what_it_leads_to(cast, office):
    order_id = await build.an_order(office, cast.firm, to=OrderStatus.REFUSED, on=MONDAY)
    [record] = [
        each["snapshot"]
        for each in await documents.of_matter("correction_order", order_id)
        if each["kind"] == "recheck_record"
    ]
    assert record["outcome"] == "refused"
    assert "依法处理" in record["consequence"]


async def test_an_order_served_after_its_last_day_leaves_no_time_and_is_refused(cast, office):
    order_id = await build.an_order(office, cast.firm, on=MONDAY, days=3)
    late = MONDAY + timedelta(days=3)
    with pytest.raises(errors.Refused, match="无从改正"):
        await orders.serve_order(
            order_id, method="direct", served_on=late, receipt="签收", actor=cast.an, now=build.at(late)
        )
    assert (await queries.visible_order(cast.an, order_id))["status"] == OrderStatus.ISSUED


# --- notice, defence, hearing ------------------------------------------------------------------------


async def test_the_party_speaks_and_the_penalty_may_become_lighter_but_never_heavier(cast, office):
    case_id = await build.a_case(
        office, cast.firm, to=CaseStatus.NOTIFIED, on=MONDAY, proposal=Proposal(fine=Decimal(8000))
    )
    case = await queries.visible_case(cast.an, case_id)
    day = case["notice_served_on"]
    await notice.state(case_id, text="已提交年度报告，请从轻。", actor=cast.e, now=build.at(day))
    after = build.at(case["statement_due_on"] + timedelta(days=1))
    with pytest.raises(errors.Invalid, match="提示"):
        await notice.consider(case_id, opinion="", adopted="none", actor=cast.an, now=after)
    with pytest.raises(errors.Refused, match="更重"):
        await notice.consider(
            case_id, opinion="不予采纳，从重", adopted="none", fine=Decimal(9000), actor=cast.an, now=after
        )
    await notice.consider(
        case_id, opinion="部分采纳，从轻处罚", adopted="partly", fine=Decimal(6000), actor=cast.an, now=after
    )
    paper = await decision.decide(case_id, actor=cast.bai, now=after)
    assert paper["snapshot"]["fine"] == "6000.00"
    (answered,) = paper["snapshot"]["statements"]
    assert (answered["said"], answered["adopted"], answered["reason"]) == (
        "已提交年度报告，请从轻。",
        "部分采纳",
        "部分采纳，从轻处罚",
    )


async def test_the_decision_says_of_each_statement_whether_it_was_adopted_and_why(cast, office):
    case_id = await build.a_case(
        office, cast.firm, to=CaseStatus.NOTIFIED, on=MONDAY, proposal=Proposal(fine=Decimal(8000))
    )
    case = await queries.visible_case(cast.an, case_id)
    day = case["notice_served_on"]
    for hour, text in ((10, "已提交年度报告，请从轻。"), (11, "处罚主体应当是分支机构。" * 30)):
        await notice.state(case_id, text=text, actor=cast.e, now=build.at(day, hour))
    after = build.at(case["statement_due_on"] + timedelta(days=1))
    first = answering.Answer("all", "报告经核实已提交")
    for answers, fields in (
        ([first], {"opinion"}),
        ([first, answering.Answer("none", "分支机构不是独立主体")], {"gist_2"}),
        ([answering.Answer("", "x"), answering.Answer("some", "无", "主体错误")],
         {"adopted_1", "reason_1", "adopted_2", "reason_2"}),
    ):  # fmt: skip
        with pytest.raises(errors.Invalid) as refused:
            await notice.consider(case_id, answers=answers, actor=cast.an, now=after)
        assert set(refused.value.errors) == fields
        assert refused.value.citation == PENALTY_LAW.article(45)
    second = answering.Answer("none", "分支机构不是独立主体", "处罚主体应当是分支机构")
    await notice.consider(case_id, answers=[first, second], actor=cast.an, now=after)
    review = next(
        each
        for each in await documents.of_matter("penalty_case", case_id)
        if each["kind"] == "statement_review"
    )
    assert review["snapshot"]["adopted"] == "部分采纳"
    paper = await decision.decide(case_id, actor=cast.bai, now=after)
    assert [(each["said"], each["adopted"], each["reason"]) for each in paper["snapshot"]["statements"]] == [
        ("已提交年度报告，请从轻。", "予以采纳", "报告经核实已提交"),
        ("处罚主体应当是分支机构", "不予采纳", "分支机构不是独立主体"),
    ]
    with pytest.raises(asyncpg.PostgresError):
        async with database.unit_of_work():
            await database.execute("update case_statement_answer set adopted = 'all'")


async def test_nobody_ends_the_hearing_of_the_party_before_its_days_are_over(cast, office):
    case_id = await build.a_case(office, cast.firm, to=CaseStatus.NOTIFIED, on=MONDAY)
    case = await queries.visible_case(cast.an, case_id)
    last_day = build.at(case["statement_due_on"])
    with pytest.raises(errors.Refused, match="期限至"):
        await notice.consider(case_id, opinion="", actor=cast.an, now=last_day)
    await asking.waive(case_id, text="放弃陈述申辩", actor=cast.e, now=last_day)
    with pytest.raises(errors.Invalid) as unreasoned:
        await notice.consider(case_id, opinion="", fine=case["fine"] - 1, actor=cast.an, now=last_day)
    assert unreasoned.value.citation.article == 34
    await notice.consider(case_id, opinion="", actor=cast.an, now=last_day)


async def test_returning_a_case_withdraws_its_notice_and_forgets_what_followed(cast, office):
    case_id = await build.a_case(office, cast.firm, to=CaseStatus.HEARD, on=MONDAY)
    case = await queries.visible_case(cast.an, case_id)
    day = build.at(case["considered_on"])
    known = await calendar.current()
    before = {each.kind: each for each in await clocks.of(case_id, calendar=known)}
    assert "decision" not in before, "sixty working days and fifteen stand in the place of the ninety days"
    assert before["investigation"].met_on == case["reported_on"]
    await reporting.return_case(case_id, reason="发现新的事实，须补充调查", actor=cast.fang, now=day)
    after = await queries.visible_case(cast.an, case_id)
    assert after["status"] == CaseStatus.INVESTIGATING
    assert after["notice_document"] is after["considered_on"] is after["noticed"] is None
    assert (await documents.by_id(case["notice_document"]))["withdrawn_at"] is not None
    (runs,) = [each for each in await clocks.of(case_id, calendar=known) if each.is_running]
    assert (runs.kind, runs.due.due_on) == ("investigation", before["investigation"].due.due_on)


# --- separate persons --------------------------------------------------------------------------------


async def test_handler_and_officers_neither_review_nor_decide_and_the_reviewer_does_not_decide(cast, office):
    from dataclasses import replace

    from regulation.roles import Role

    case_id = await build.a_case(office, cast.firm, to=CaseStatus.HEARD, on=MONDAY)
    case = await queries.visible_case(cast.an, case_id)
    # The same human beings, holding a second office through a second account.
    every = frozenset(Role)
    for who in (cast.an, cast.chen, cast.cui):
        double = replace(who, roles=every)
        for step in ("review", "decide", "spare", "withdraw", "transfer"):
            with pytest.raises(errors.Refused):
                permissions.check_can_take(double, case, step)
    with pytest.raises(errors.Refused, match="法制审核人员不能"):
        permissions.check_can_take(
            replace(cast.fang, roles=every), case | {"reviewer": cast.fang.person_id}, "decide"
        )
    permissions.check_can_take(cast.bai, case, "decide")


async def test_a_person_with_an_interest_keeps_away(cast, office):
    await database.execute(
        "insert into conflict (id, person, firm_id, reason, declared_on) values (gen_random_uuid(), $1, $2, '近亲属', $3)",
        cast.bai.person_id,
        cast.firm,
        MONDAY,
    )
    with pytest.raises(errors.NotPermitted, match="回避"):
        await build.a_case(office, cast.firm, to=CaseStatus.INVESTIGATING, on=MONDAY)


async def test_the_neighbouring_organ_sees_neither_order_nor_case(cast, office):
    case_id = await build.a_case(office, cast.firm, to=CaseStatus.HEARD, on=MONDAY)
    case = await queries.visible_case(cast.an, case_id)
    with pytest.raises(errors.NotFound):
        await queries.visible_case(cast.ding, case_id)
    with pytest.raises(errors.NotFound):
        await queries.visible_order(cast.ding, case["correction_order"])
    assert (await queries.search_cases(cast.ding))[0] == 0
    assert (await queries.search_cases(cast.hao))[0] == 1
    with pytest.raises(errors.NotPermitted, match="其他机关"):
        permissions.check_can_take(cast.jin, case, "decide")


@pytest.mark.parametrize("to", list(CaseStatus))
async def test_the_firm_sees_its_case_from_the_notice_on_and_another_firm_never(cast, office, to):
    case_id = await build.a_case(office, cast.firm, to=to, on=MONDAY)
    hidden = {
        CaseStatus.PROPOSED,
        CaseStatus.NOT_OPENED,
        CaseStatus.INVESTIGATING,
        CaseStatus.REPORTED,
        CaseStatus.WITHDRAWN,
        CaseStatus.TRANSFERRED,
    }
    with pytest.raises(errors.NotFound):
        await queries.own_case(cast.f, case_id)
    if to in hidden:
        with pytest.raises(errors.NotFound):
            await queries.own_case(cast.e, case_id)
    else:
        assert (await queries.own_case(cast.e, case_id))["id"] == case_id


# --- money ---------------------------------------------------------------------------------------------


async def test_an_unpaid_fine_grows_by_three_per_cent_a_day(cast, office):
    case_id = await build.a_case(office, cast.firm, to=CaseStatus.SERVED, on=MONDAY, paid=False)
    case = await queries.visible_case(cast.an, case_id)
    ten_late = case["pay_due_on"] + timedelta(days=10)
    owed = await debts.account(case, ten_late)
    assert (owed.fine, owed.surcharge, owed.left) == (Decimal(5000), Decimal(1500), Decimal(5000))
    assert (await debts.account(case, case["pay_due_on"] + timedelta(days=60))).surcharge == Decimal(5000)
    now = build.at(ten_late)
    with pytest.raises(errors.Invalid):
        await performance.pay(
            case_id, paid_on=ten_late, receipt="1", fine=Decimal(5001), actor=cast.an, now=now
        )
    await performance.pay(case_id, paid_on=ten_late, receipt="1", fine=Decimal(5000), actor=cast.an, now=now)
    assert (await debts.account(case, ten_late)).left == 0
    # Paid, and late: the organ may still impose what the days came to.
    await demand.impose_surcharge(case_id, reason="逾期未缴", actor=cast.bai, now=now)
    assert (await debts.account(case, ten_late)).left == Decimal("1500.00")
    await performance.pay(
        case_id, paid_on=ten_late, receipt="2", surcharge=Decimal(1500), actor=cast.an, now=now
    )
    assert (await debts.account(case, ten_late)).left == 0


async def test_an_unregistered_person_is_published_under_a_masked_name(cast, office):
    nobody = {"name": "王小明", "address": "北京市朝阳区某小区1号楼", "is_person": True}
    case_id = await build.a_case(
        office,
        None,
        to=CaseStatus.SERVED,
        on=MONDAY,
        violation="V-01",
        source_kind=Source.COMPLAINT,
        unregistered=nobody,
        published=False,
    )
    case = await queries.visible_case(cast.an, case_id)
    now = build.at(case["served_on"] + timedelta(days=1))
    with pytest.raises(errors.Refused, match="写明可以公开的理由") as open_still:
        await publishing.propose(case_id, choice=redaction.Choice(), actor=cast.an, now=now)
    assert open_still.value.citation.article == 50
    covered = redaction.everything(await publishing.proposed_masks(case))
    await publishing.propose(case_id, choice=covered, actor=cast.an, now=now)
    await publishing.publish(case_id, actor=cast.fang, now=now)
    case = await queries.visible_case(cast.an, case_id)
    (shown,) = await publication.current(today=case["published_on"], kinds=["penalty"])
    assert shown["body"]["party"] == "王某某"
    assert "小明" not in str(shown)
    assert "小区" not in str(shown)


async def test_the_organ_is_told_the_day_after_an_order_or_a_payment_ran_out(cast, office):
    order_id = await build.an_order(office, cast.firm, to=OrderStatus.SERVED, on=MONDAY)
    due_on = (await queries.visible_order(cast.an, order_id))["due_on"]
    assert await orders.remind_rechecks(today=due_on) == 0
    assert await orders.remind_rechecks(today=due_on + timedelta(days=1)) == 1
    case_id = await build.a_case(
        office, cast.firm, to=CaseStatus.SERVED, on=MONDAY, paid=False, violation="V-04"
    )
    unpaid = (await queries.visible_case(cast.an, case_id))["pay_due_on"]
    assert await performance.remind_unpaid(today=unpaid) == 0
    assert await performance.remind_unpaid(today=unpaid + timedelta(days=1)) == 1
