"""From the service of a decision to the court: every way of service, deferral, surcharge, demand, window."""

from datetime import date, timedelta
from decimal import Decimal

import asyncpg
import pytest

from regulation import database, errors
from regulation.case_files import standing
from regulation.case_files.actions import closing
from regulation.case_files.rules.closing import open_matters
from regulation.casework import calendar, consents, documents, publication, service
from regulation.penalties import debts, queries
from regulation.penalties.actions import (
    court,
    delivering,
    demand,
    halting,
    instalments,
    money_papers,
    performance,
    receiving,
    undoing,
    victims,
)
from regulation.penalties.rules import payment
from regulation.penalties.rules.court import Window
from regulation.penalties.rules.fines import Proposal
from regulation.penalties.rules.payment import Part, equal_parts
from regulation.penalties.rules.service import Delivery, Method
from regulation.penalties.rules.violations import VIOLATIONS
from regulation.penalties.status import CaseStatus
from reports.documents import registry
from tests.builders import penalties as build

MONDAY = date(2026, 3, 2)
D = Decimal


@pytest.fixture
def office(cast):
    return build.Office(cast.an, cast.bai, cast.fang, (cast.chen.person_id, cast.cui.person_id))


async def case_of(cast, office, to=CaseStatus.SERVED, **given):
    case_id = await build.a_case(office, cast.firm, to=to, on=MONDAY, paid=False, **given)
    return await queries.visible_case(cast.an, case_id)


def at_after(case, days, hour=10):
    return build.at(case["pay_due_on"] + timedelta(days=days), hour)


async def again(cast, case):
    return await queries.visible_case(cast.an, case["id"])


# --- service -----------------------------------------------------------------------------------------------


async def test_the_credit_notice_and_the_slip_are_served_in_the_same_act(cast, office):
    case = await case_of(cast, office)
    papers = {each["kind"]: each for each in await documents.of_matter("penalty_case", case["id"])}
    for kind in ("penalty_decision", "credit_repair_notice", "payment_notice"):
        (served,) = await service.of(papers[kind]["id"])
        assert (served["method"], served["served_on"]) == ("direct", case["served_on"])
    assert (
        papers["credit_repair_notice"]["snapshot"]["latest_on"]
        == case["decided_on"].replace(year=2027).isoformat()
    )
    for kind in ("credit_repair_notice", "payment_notice", "service_receipt", "penalty_decision"):
        registry.KINDS[kind].build(papers[kind]["snapshot"])
    remedies = papers["penalty_decision"]["snapshot"]["remedies"]
    assert remedies == {
        "reconsideration_days": 60,
        "suit_months": 6,
        "review_first": False,
        "through_organ": False,
    }


async def test_an_official_never_enters_electronic_service_and_the_party_only_with_its_signature(
    cast, office
):
    case = await case_of(cast, office, CaseStatus.DECIDED)
    now = build.at(case["decided_on"] + timedelta(days=1))
    with pytest.raises(errors.Invalid):
        await performance.serve_decision(
            case["id"], given=delivering.electronic(case["decided_on"]), actor=cast.an, now=now
        )
    await consents.revoke(cast.firm, actor=cast.e, now=now)
    with pytest.raises(errors.Refused, match="确认书") as refusal:
        await performance.receive_decision(case["id"], actor=cast.e, now=now)
    assert refusal.value.citation.article == 61
    with pytest.raises(errors.NotFound):
        await performance.receive_decision(case["id"], actor=cast.f, now=now)
    await consents.sign(cast.firm, phone="010-00000000", actor=cast.e, now=now)
    await performance.receive_decision(case["id"], actor=cast.e, now=now)
    served = await again(cast, case)
    assert (served["status"], served["served_on"]) == ("served", case["decided_on"] + timedelta(days=1))


async def test_the_database_keeps_no_electronic_delivery_without_consent(cast, office):
    case = await case_of(cast, office, CaseStatus.DECIDED)
    await consents.revoke(cast.firm, actor=cast.e, now=build.at(case["decided_on"]))
    with pytest.raises(asyncpg.CheckViolationError, match="signed confirmation"):
        await database.execute(
            """insert into case_delivery (id, case_id, document, method, effective_on, receiver, relation, place, reason,
                                          witness, carrier, recorded_by, recorded_at)
               values (gen_random_uuid(), $1, $2, 'electronic', $3, '', '', '', '', '', '', 'x', now())""",
            case["id"],
            case["decision_document"],
            case["decided_on"],
        )


async def announced(cast, case, on):
    given = Delivery(Method.PUBLIC_NOTICE, carrier="本机关网站", reason="住所无人，邮件退回", sent_on=on)
    await performance.serve_decision(case["id"], given=given, actor=cast.an, now=build.at(on))


async def test_a_public_notice_has_effect_on_the_day_after_its_thirty_days_and_not_before(cast, office):
    case = await case_of(cast, office, CaseStatus.DECIDED)
    on = case["decided_on"] + timedelta(days=1)
    await announced(cast, case, on)
    assert (await again(cast, case))["status"] == "decided"
    (shown,) = await publication.current(today=on, kinds=["service_announcement"])
    assert shown["body"]["decision_number"] == case["decision_number"]
    assert "address" not in shown["body"]
    thirtieth, next_day = on + timedelta(days=30), on + timedelta(days=31)
    assert await performance.serve_announced(today=thirtieth, now=build.at(thirtieth)) == 0
    assert await performance.serve_announced(today=next_day, now=build.at(next_day)) == 1
    served = await again(cast, case)
    assert (served["status"], served["served_on"]) == ("served", next_day)
    assert served["pay_due_on"] >= next_day + timedelta(days=15)


async def test_who_comes_for_the_paper_within_the_notice_is_served_that_day(cast, office):
    case = await case_of(cast, office, CaseStatus.DECIDED)
    on = case["decided_on"] + timedelta(days=1)
    await announced(cast, case, on)
    with pytest.raises(errors.AlreadyMoved):
        await announced(cast, case, on)
    came = on + timedelta(days=5)
    given = Delivery(Method.DIRECT, came, receiver="赵某", place="本机关")
    await performance.serve_decision(case["id"], given=given, actor=cast.an, now=build.at(came))
    assert (await again(cast, case))["served_on"] == came
    later = on + timedelta(days=40)
    assert await performance.serve_announced(today=later, now=build.at(later)) == 0


async def test_a_paper_left_behind_needs_its_witness(cast, office):
    case = await case_of(cast, office, CaseStatus.DECIDED)
    on = case["decided_on"]
    left = Delivery(Method.LEFT, on, place="住所", reason="拒收")
    with pytest.raises(errors.Invalid) as refusal:
        await performance.serve_decision(case["id"], given=left, actor=cast.an, now=build.at(on))
    assert set(refusal.value.errors) == {"witness"}


# --- deferral ------------------------------------------------------------------------------------------------


async def approved(cast, case, n=2):
    asked = case["pay_due_on"] - timedelta(days=3)
    first = case["pay_due_on"] + timedelta(days=20)
    parts = equal_parts(case["fine"], first, n)
    await instalments.ask(
        case["id"], parts=parts, reason="经营困难，资金不足", actor=cast.e, now=build.at(asked)
    )
    await instalments.decide(
        case["id"], approved=True, reason="情况属实", actor=cast.bai, now=build.at(asked + timedelta(days=1))
    )
    return parts


async def test_instalments_that_are_kept_bear_no_surcharge_and_one_missed_makes_the_rest_due(cast, office):
    case = await case_of(cast, office)
    parts = await approved(cast, case)
    assert (await debts.account(case, parts[0].on)).surcharge == 0
    await performance.pay(
        case["id"],
        paid_on=parts[0].on,
        receipt="1",
        fine=parts[0].amount,
        actor=cast.an,
        now=build.at(parts[0].on),
    )
    assert (await debts.account(case, parts[1].on)).surcharge == 0
    late = await debts.account(case, parts[1].on + timedelta(days=2))
    # Two days on the second half of five thousand.
    assert (late.surcharge, late.broken_on) == (D(150), parts[1].on)


async def test_a_deferral_is_asked_in_time_decided_by_another_and_only_once(cast, office):
    case = await case_of(cast, office)
    late = case["pay_due_on"] + timedelta(days=1)
    parts = [Part(late + timedelta(days=30), case["fine"])]
    with pytest.raises(errors.Refused, match="届满前") as refusal:
        await instalments.ask(case["id"], parts=parts, reason="经营困难", actor=cast.e, now=build.at(late))
    assert refusal.value.citation.article == 66
    await approved(cast, case)
    with pytest.raises(errors.Refused, match="已有"):
        await instalments.ask(
            case["id"], parts=parts, reason="经营困难", actor=cast.e, now=build.at(case["pay_due_on"])
        )


async def test_a_deferral_moves_the_window_for_the_court_to_its_end(cast, office):
    case = await case_of(cast, office)
    before = await debts.window(case, await known())
    first = case["pay_due_on"] + timedelta(days=300)
    parts = [Part(first, case["fine"])]
    asked = build.at(case["pay_due_on"])
    await instalments.ask(case["id"], parts=parts, reason="经营困难", actor=cast.e, now=asked)
    await instalments.decide(case["id"], approved=True, reason="情况属实", actor=cast.bai, now=asked)
    await performance.pay(
        case["id"], paid_on=first, receipt="1", fine=D(1), actor=cast.an, now=build.at(first)
    )
    after = await debts.window(case, await known())
    assert before.base_on < after.base_on == first


async def known():
    return await calendar.current()


# --- surcharge, demand, court --------------------------------------------------------------------------------


async def test_a_surcharge_is_decided_once_on_what_is_overdue(cast, office):
    case = await case_of(cast, office)
    with pytest.raises(errors.Refused) as refusal:
        await demand.impose_surcharge(case["id"], reason="逾期未缴", actor=cast.bai, now=at_after(case, 0))
    assert refusal.value.citation.article == 72
    paper = await demand.impose_surcharge(
        case["id"], reason="逾期未缴", actor=cast.bai, now=at_after(case, 10)
    )
    assert paper["snapshot"]["amount"] == "1500.00"
    assert paper["snapshot"]["from_on"] == (case["pay_due_on"] + timedelta(days=1)).isoformat()
    registry.KINDS["surcharge_decision"].build(paper["snapshot"])
    with pytest.raises(errors.AlreadyMoved):
        await demand.impose_surcharge(case["id"], reason="逾期未缴", actor=cast.bai, now=at_after(case, 11))


async def test_answer_and_surcharge_are_served_with_their_receipts_and_only_then_is_it_demanded(cast, office):
    case = await case_of(cast, office)
    await demand.impose_surcharge(case["id"], reason="逾期未缴", actor=cast.bai, now=at_after(case, 10))
    with pytest.raises(errors.Refused, match="尚未送达") as refusal:
        await demand.demand(case["id"], actor=cast.an, now=at_after(case, 11))
    assert refusal.value.citation.article == 45
    (waits,) = await money_papers.to_serve(cast.an.organ_id)
    assert (waits["kind"], waits["matter_number"]) == ("surcharge_decision", case["number"])
    on = at_after(case, 11).date()
    posted = Delivery(Method.PUBLIC_NOTICE, carrier="本机关网站", reason="住所无人", sent_on=on)
    given = Delivery(Method.DIRECT, on, receiver="前台", place="当事人住所")
    waiting = "select count(*) from clock where matter_id = $1 and kind = 'announcement' and met_on is null"
    for way, running in ((posted, 1), (given, 0)):
        # Whoever comes for a paper while its notice runs has it from that day.
        await money_papers.serve_paper(
            case["id"], document=waits["id"], given=way, actor=cast.an, now=at_after(case, 11)
        )
        assert await database.value(waiting, case["id"]) == running
    (served,) = await service.of(waits["id"])
    assert (served["method"], served["served_on"]) == ("direct", on)
    assert await money_papers.to_serve(cast.an.organ_id) == []
    with pytest.raises(errors.AlreadyMoved):
        await money_papers.serve_paper(
            case["id"], document=waits["id"], given=given, actor=cast.an, now=at_after(case, 12)
        )
    assert (await demanded(cast, case, days=12))["served_on"] is not None


async def test_the_firm_confirms_the_answer_on_its_account_only_with_its_signature(cast, office):
    case = await case_of(cast, office)
    await approved(cast, case)
    (waits,) = await money_papers.unserved(case["id"])
    assert waits["kind"] == "deferral_decision"
    now = at_after(case, -1)
    await consents.revoke(cast.firm, actor=cast.e, now=now)
    assert await receiving.receivable(cast.firm, today=now.date()) == set()
    with pytest.raises(errors.Refused) as refusal:
        await receiving.confirm(waits["id"], firm_id=cast.firm, actor=cast.e, now=now)
    assert refusal.value.citation.article == 61
    await consents.sign(cast.firm, phone="010-00000000", actor=cast.e, now=now)
    assert await receiving.receivable(cast.firm, today=now.date()) == {waits["id"]}
    await receiving.confirm(waits["id"], firm_id=cast.firm, actor=cast.e, now=now)
    (served,) = await service.of(waits["id"])
    assert served["method"] == "electronic"


async def test_a_demand_by_public_notice_runs_from_the_end_of_its_thirty_days(cast, office):
    case = await case_of(cast, office)
    now = at_after(case, 10)
    await demand.demand(case["id"], actor=cast.an, now=now)
    given = Delivery(
        Method.PUBLIC_NOTICE, reason="其他方式无法送达", carrier="本机关网站", sent_on=now.date()
    )
    await demand.serve_demand(case["id"], given=given, actor=cast.an, now=now)
    (paper,) = [
        each
        for each in await documents.of_matter("penalty_case", case["id"])
        if each["kind"] == "service_announcement"
    ]
    registry.KINDS["service_announcement"].build(paper["snapshot"])
    due = now.date() + timedelta(days=31)
    early = [await money_papers.serve_announced(today=due - timedelta(days=n), now=now) for n in (2, 1)]
    assert early == [0, 0]
    assert await money_papers.serve_announced(today=due, now=build.at(due)) == 1
    (found,) = await debts.demands(case["id"])
    assert (found["served_on"], found["due_on"]) == (due, payment.DEMAND.due(due, await known()).due_on)


async def demanded(cast, case, days=40):
    now = at_after(case, days)
    paper = await demand.demand(case["id"], actor=cast.an, now=now)
    registry.KINDS["demand_notice"].build(paper["snapshot"])
    on = now.date()
    given = Delivery(Method.POST, on, carrier="EMS 1", sent_on=on)
    await demand.serve_demand(case["id"], given=given, actor=cast.an, now=now)
    return (await debts.demands(case["id"]))[0]


async def test_the_court_is_asked_after_a_served_demand_inside_the_window_only(cast, office):
    case = await case_of(cast, office)
    with pytest.raises(errors.Refused) as early:
        await demand.demand(case["id"], actor=cast.an, now=at_after(case, 0))
    assert early.value.citation.article == 54
    found = await debts.window(case, await known())
    opens = found.opens_on
    with pytest.raises(errors.Refused, match="催告"):
        await court.apply(case["id"], state="正常经营", actor=cast.bai, now=build.at(opens))
    asked = await demanded(cast, case)
    await demand.answer(case["id"], text="请求减免", actor=cast.e, now=at_after(case, 41))
    with pytest.raises(errors.Refused, match="尚未届满"):
        await court.apply(
            case["id"], state="正常经营", actor=cast.bai, now=build.at(opens - timedelta(days=1))
        )
    with pytest.raises(errors.Refused, match="已于"):
        await court.apply(
            case["id"],
            state="正常经营",
            actor=cast.bai,
            now=build.at(found.closes_on + timedelta(days=1)),
        )
    paper = await court.apply(case["id"], state="正常经营", actor=cast.bai, now=build.at(found.closes_on))
    said = paper["snapshot"]
    assert (said["opinion"], said["surcharge"], said["demand_number"]) == (
        "请求减免",
        # No decision imposed a surcharge: none is demanded, and the court is asked for none.
        "0",
        asked["number"],
    )
    listed = [each["name"] for each in said["materials"]]
    assert {"行政处罚决定书", "催告书", "送达回证"} <= set(listed)
    registry.KINDS["enforcement_application"].build(said)
    day = found.closes_on
    await court.note_acceptance(case["id"], accepted=True, on=day, actor=cast.an, now=build.at(day))
    await court.note_ruling(
        case["id"], granted=True, number="（2026）京0105行审1号", on=day, actor=cast.an, now=build.at(day)
    )
    (applied,) = await debts.applications(case["id"])
    assert (applied["status"], applied["ruling_number"]) == ("granted", "（2026）京0105行审1号")


async def test_money_ordered_back_is_demanded_asked_of_the_court_and_holds_up_the_closing(cast, office):
    """《就业促进法》第六十六条第二款: the deposits go back in the days of the decision; the fine alone ends no case."""
    case = await case_of(cast, office, violation="V-13")
    on, back = (
        case["served_on"],
        {"refunded_on": case["served_on"], "actor": cast.an, "now": build.at(case["served_on"], 17)},
    )
    await performance.pay(
        case["id"], paid_on=on, receipt="1", fine=case["fine"], actor=cast.an, now=build.at(on, 16)
    )
    await victims.refund(case["id"], 1, amount=D(500), receipt="收据一", **back)
    said = {"performed": "罚款已缴清", "explanation": "当事人书面表示不申请复议、不起诉"}

    def propose(day):
        return closing.propose(case["id"], **said, actor=cast.an, now=build.at(day, 18))

    with pytest.raises(errors.Refused, match="没有退还的凭证，不能结案") as refused:
        await propose(on)
    assert (refused.value.citation, refused.value.params["sum"]) == (VIOLATIONS["V-13"].basis[0], "1500.00")
    # Fifteen days from service: on the last of them nothing is demanded.
    last = on + timedelta(days=15)
    assert [await victims.late_back(case, last + timedelta(days=n)) for n in (0, 1)] == [0, 1500]
    with pytest.raises(errors.Refused) as early:
        await demand.demand(case["id"], actor=cast.an, now=build.at(last))
    assert early.value.citation.article == 54
    asked = await demanded(cast, case)
    paper = (await documents.by_id(asked["document"]))["snapshot"]
    assert (asked["amount"], paper["given_back"], paper["fine"], paper["pay_due_on"]) == (
        1500,
        "1500.00",
        "0.00",
        last.isoformat(),
    )
    found = await debts.window(case, await known())
    day = found.opens_on
    paper = await court.apply(case["id"], state="正常经营", actor=cast.bai, now=build.at(day))
    assert paper["snapshot"]["given_back"] == "1500.00"
    await court.note_acceptance(case["id"], accepted=True, on=day, actor=cast.an, now=build.at(day))
    with pytest.raises(errors.Refused, match="不能结案"):
        await propose(day)
    await court.note_ruling(
        case["id"], granted=True, number="（2026）京0105行审2号", on=day, actor=cast.an, now=build.at(day)
    )
    state = await standing.of_case(case["id"], today=day)
    assert [each.may_be_explained for each in open_matters(state, day) if "凭证" in each.refusal.message] == [
        True
    ]
    for place in (2, 3, 4):
        await victims.refund(case["id"], place, amount=D(500), receipt="法院执行款", **back)
    assert (await victims.ordered_back(case)).listed == 0
    assert await victims.receipts(case["id"]) == ("收据一", "法院执行款")
    assert not [
        each
        for each in open_matters(await standing.of_case(case["id"], today=day), day)
        if "凭证" in each.refusal.message
    ]


async def test_the_database_keeps_no_application_without_a_served_demand_or_outside_its_window(cast, office):
    case = await case_of(cast, office)
    await demand.demand(case["id"], actor=cast.an, now=at_after(case, 40))
    (asked,) = await debts.demands(case["id"])
    sql = """insert into court_application (id, case_id, number, status, demand, court, opens_on, closes_on, applied_on,
                                            decider, document, ruling_number, note)
             values (gen_random_uuid(), $1, 'x', 'applied', $2, '法院', $3, $4, $5, $1, $1, '', '')"""
    day = date(2027, 1, 1)
    with pytest.raises(asyncpg.CheckViolationError, match="after a demand"):
        async with database.unit_of_work():
            await database.execute(sql, case["id"], asked["id"], day, day, day)
    with pytest.raises(asyncpg.CheckViolationError):
        await database.execute(sql, case["id"], asked["id"], day, day, day + timedelta(days=1))


async def test_the_organ_is_told_when_the_window_opens_and_before_it_closes(cast, office):
    case = await case_of(cast, office)
    found = await debts.window(case, await known())
    assert isinstance(found, Window)
    told = [
        await court.watch(today=day)
        for day in (
            found.base_on,
            found.opens_on,
            found.opens_on + timedelta(days=1),
            found.closes_on - timedelta(days=7),
            found.closes_on,
            found.closes_on + timedelta(days=1),
        )
    ]
    assert told == [0, 1, 0, 1, 1, 0]
    due = await database.value("select due_on from clock where matter_id = $1 and kind = 'court'", case["id"])
    assert due == found.closes_on


# --- what a review or a court does ---------------------------------------------------------------------------


async def test_no_surcharge_runs_within_a_stay_and_it_runs_on_after_it(cast, office):
    case = await case_of(cast, office)
    due = case["pay_due_on"]
    for number, begun, ended in (("一", 3, 10), ("二", 15, None)):
        await halting.begin_stay(
            case["id"],
            way="reconsideration",
            number=number,
            from_on=due + timedelta(days=begun),
            actor=cast.an,
            now=at_after(case, begun),
        )
        if ended:
            await halting.end_stay(
                case["id"], number=number, to_on=due + timedelta(days=ended), is_moot=False
            )
    # Days 1, 2, 11, 12, 13, 14.
    owed = await debts.account(case, due + timedelta(days=60))
    assert (owed.surcharge, owed.is_stayed) == (D(900), True)


async def test_a_quashed_decision_leaves_nothing_but_its_publicity_which_goes_in_three_working_days(
    cast, office
):
    case = await case_of(cast, office)
    now = at_after(case, 5)
    back = await undoing.quash(
        case["id"], way="suit", reason="认定事实不清", effective_on=now.date(), actor=cast.an, now=now
    )
    quashed = await again(cast, case)
    assert (quashed["status"], back) == ("quashed", 0)
    assert (await documents.by_id(case["decision_document"]))["withdrawn_at"] is not None
    assert (
        await database.value(
            "select count(*) from integrity_fact where source_number = $1 and annulled_on is null",
            case["decision_number"],
        )
        == 0
    )
    assert len(await publication.current(today=now.date(), kinds=["penalty"])) == 1
    await undoing.withdraw_publicity(case["id"], reason="决定已被撤销", actor=cast.an, now=now)
    assert await publication.current(today=now.date(), kinds=["penalty"]) == []
    (told,) = await publication.current(today=now.date(), kinds=["penalty_withdrawal"])
    assert told["body"]["reason"] == "决定已被撤销"
    with pytest.raises(errors.AlreadyMoved):
        await undoing.withdraw_publicity(case["id"], reason="再次撤下", actor=cast.an, now=now)


async def test_after_a_quashed_decision_the_refused_order_bears_a_new_case(cast, office):
    case = await case_of(cast, office)
    now = at_after(case, 5)
    await undoing.quash(
        case["id"], way="suit", reason="程序违法", effective_on=now.date(), actor=cast.an, now=now
    )
    anew = await build.a_case(
        office, cast.firm, on=now.date(), order_id=case["correction_order"], to=CaseStatus.PROPOSED
    )
    assert anew != case["id"]


async def test_a_changed_sum_is_never_higher_and_what_was_paid_too_much_comes_back(cast, office):
    case = await case_of(cast, office, proposal=Proposal(fine=D(8000)))
    on = case["pay_due_on"]
    await performance.pay(
        case["id"], paid_on=on, receipt="1", fine=case["fine"], actor=cast.an, now=build.at(on)
    )
    said = {
        "way": "suit",
        "confiscated": D(0),
        "reason": "裁量不当",
        "effective_on": on,
        "actor": cast.an,
        "now": build.at(on),
    }
    for fine in (case["fine"], case["fine"] + 1):
        with pytest.raises(errors.Invalid):
            await undoing.change(case["id"], fine=fine, **said)
    assert await undoing.change(case["id"], fine=D(6000), **said) == 2000
    assert (await again(cast, case))["fine"] == 6000
