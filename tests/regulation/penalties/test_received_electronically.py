"""Orders and cases are served electronically by the party's own act alone, and only while its confirmation is in force."""

from datetime import date, timedelta

import pytest

from regulation import errors
from regulation.casework import consents, service
from regulation.penalties import queries, queries_hearing
from regulation.penalties.actions import (
    asking,
    delivering,
    ending,
    hearing,
    notice,
    orders,
    performance,
    receiving,
    serving,
)
from regulation.penalties.status import CaseStatus, OrderStatus
from tests.builders import penalties as build
from tests.regulation.penalties.test_hearing_life import HEAVY

MONDAY = date(2026, 3, 2)
SOON = build.at(MONDAY + timedelta(days=1))


@pytest.fixture
def office(cast):
    return build.Office(cast.an, cast.bai, cast.fang, (cast.chen.person_id, cast.cui.person_id))


async def _order(cast, office, firm):
    made = await build.an_order(office, firm, to=OrderStatus.ISSUED, on=MONDAY)
    return await queries.visible_order(cast.an, made)


async def test_no_official_records_electronic_service_of_an_order_a_notice_or_a_decision(cast, office):
    how = {"method": "electronic", "served_on": MONDAY, "receipt": "电子", "actor": cast.an, "now": SOON}
    order = await _order(cast, office, cast.firm)
    noticed = await build.a_case(office, cast.firm, to=CaseStatus.DECIDED, on=MONDAY)
    later = how | {"now": build.at(MONDAY + timedelta(days=60))}
    for refused in (
        lambda: orders.serve_order(order["id"], **how),
        lambda: serving.serve_many({order["id"]: "x"}, **{k: v for k, v in how.items() if k != "receipt"}),
        lambda: performance.serve_decision(
            noticed, given=delivering.electronic(MONDAY), actor=cast.an, now=later["now"]
        ),
    ):
        with pytest.raises(errors.Invalid, match="填写的内容有误") as said:
            await refused()
        assert "第九十条" in said.value.errors["method"]
    assert (await queries.order_for_update(order["id"]))["status"] == OrderStatus.ISSUED


async def test_the_party_confirms_an_order_and_it_is_served_that_day(cast, office):
    order = await _order(cast, office, cast.firm)
    assert await receiving.receivable(cast.firm, today=SOON.date()) == {order["document"]}
    with pytest.raises(errors.NotPermitted):
        await receiving.confirm(order["document"], firm_id=cast.firm, actor=cast.ee, now=SOON)
    with pytest.raises(errors.NotFound):
        await receiving.confirm(order["document"], firm_id=cast.firm, actor=cast.f, now=SOON)
    await receiving.confirm(order["document"], firm_id=cast.firm, actor=cast.e, now=SOON)
    [served] = await service.of(order["document"])
    assert (served["method"], served["served_on"]) == ("electronic", MONDAY + timedelta(days=1))
    moved = await queries.order_for_update(order["id"])
    assert (moved["status"], moved["served_on"]) == (OrderStatus.SERVED, MONDAY + timedelta(days=1))
    with pytest.raises(errors.AlreadyMoved):
        await receiving.confirm(order["document"], firm_id=cast.firm, actor=cast.e, now=SOON)


async def test_a_party_that_took_its_confirmation_back_is_served_by_hand_and_not_here(cast, office):
    order = await _order(cast, office, cast.firm)
    await consents.revoke(cast.firm, actor=cast.e, now=SOON)
    assert await receiving.receivable(cast.firm, today=SOON.date()) == set()
    with pytest.raises(errors.Refused, match="确认书") as said:
        await receiving.confirm(order["document"], firm_id=cast.firm, actor=cast.e, now=SOON)
    assert said.value.citation.article == 90
    day = MONDAY + timedelta(days=1)
    await orders.serve_order(
        order["id"], method="direct", served_on=day, receipt="鄂一", actor=cast.an, now=SOON
    )
    assert [each["method"] for each in await service.of(order["document"])] == ["direct"]


async def test_the_party_confirms_a_notice_and_a_decision_and_their_clocks_run(cast, office):
    noticed = await build.a_case(office, cast.firm, to=CaseStatus.REPORTED, on=MONDAY)
    now = build.at(MONDAY + timedelta(days=30))
    paper = await notice.notify(noticed, actor=cast.an, now=now)
    await receiving.confirm(paper["id"], firm_id=cast.firm, actor=cast.e, now=now)
    case = await queries.case_for_update(noticed)
    assert case["notice_served_on"] == now.date()
    assert case["statement_due_on"] > now.date()
    with pytest.raises(errors.AlreadyMoved):
        await notice.receive_notice(noticed, actor=cast.e, now=now)
    decided = await build.a_case(office, cast.firm, to=CaseStatus.DECIDED, on=MONDAY)
    case, now = await queries.case_for_update(decided), build.at(MONDAY + timedelta(days=60))
    await receiving.confirm(case["decision_document"], firm_id=cast.firm, actor=cast.e, now=now)
    case = await queries.case_for_update(decided)
    assert (case["status"], case["served_on"]) == (CaseStatus.SERVED, now.date())
    assert case["pay_due_on"] > now.date()


async def test_the_party_confirms_the_notice_of_a_hearing_seven_working_days_before_it(cast, office):
    await build.licensed(cast.firm, cast.an.organ_id)
    case_id = await build.a_case(
        office, cast.firm, to=CaseStatus.NOTIFIED, on=MONDAY, violation="V-08", proposal=HEAVY
    )
    asked = (await queries.case_for_update(case_id))["statement_due_on"]
    await asking.ask_hearing(case_id, actor=cast.e, now=build.at(asked))
    paper = await hearing.call_hearing(
        case_id, at=build.at(asked + timedelta(days=18), 9), place="三层听证室", chair=cast.bo.person_id,
        recorder=cast.ann.person_id, actor=cast.an, now=build.at(asked),
    )  # fmt: skip
    document = paper["id"]
    assert document in await receiving.receivable(cast.firm, today=asked)
    with pytest.raises(errors.Refused, match="七个工作日前"):
        await receiving.confirm(
            document, firm_id=cast.firm, actor=cast.e, now=build.at(asked + timedelta(days=15))
        )
    await receiving.confirm(document, firm_id=cast.firm, actor=cast.e, now=build.at(asked))
    found = await queries_hearing.hearing(await queries.any_case(case_id))
    assert found["told_on"] == asked
    assert [each["method"] for each in await service.of(document)] == ["electronic"]
    with pytest.raises(errors.AlreadyMoved):
        await receiving.confirm(document, firm_id=cast.firm, actor=cast.e, now=build.at(asked))


async def test_the_party_confirms_the_paper_that_spared_it(cast, office):
    case_id = await build.a_case(office, cast.firm, to=CaseStatus.NO_PENALTY, on=MONDAY)
    outcome, now = await queries_hearing.outcome(case_id), build.at(MONDAY + timedelta(days=60))
    with pytest.raises(errors.NotFound):
        await ending.receive_outcome(case_id, actor=cast.f, now=now)
    with pytest.raises(errors.NotPermitted):
        await receiving.confirm(outcome["document"], firm_id=cast.firm, actor=cast.ee, now=now)
    await receiving.confirm(outcome["document"], firm_id=cast.firm, actor=cast.e, now=now)
    assert (await queries_hearing.outcome(case_id))["served_on"] == now.date()
    with pytest.raises(errors.AlreadyMoved):
        await ending.receive_outcome(case_id, actor=cast.e, now=now)
