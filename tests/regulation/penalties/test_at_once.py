"""Two officials at the same moment: one act is done, the other is told that it came late, nothing is half-written."""

import asyncio
from datetime import date, timedelta

import pytest

from regulation import database, errors
from regulation.complaints import actions, receiving
from regulation.complaints.status import ComplaintKind, Topic
from regulation.penalties.actions import decision, notice, orders, reporting
from regulation.penalties.status import CaseStatus, OrderStatus
from tests.builders import penalties as build

MONDAY = date(2026, 3, 2)


@pytest.fixture
def office(cast):
    return build.Office(cast.an, cast.bai, cast.fang, (cast.chen.person_id, cast.cui.person_id))


async def outcomes(*acts):
    found = await asyncio.gather(*acts, return_exceptions=True)
    return sorted(type(each).__name__ for each in found)


async def test_two_deciders_make_one_decision_with_one_number(committed_db, cast, office):
    case_id = await build.a_case(office, cast.firm, to=CaseStatus.HEARD, on=MONDAY)
    now = build.at(MONDAY + timedelta(days=30))
    said = await outcomes(
        decision.decide(case_id, actor=cast.bai, now=now), decision.decide(case_id, actor=cast.bo, now=now)
    )
    assert said == ["AlreadyMoved", "dict"]
    assert await database.value("select count(*) from document where kind = 'penalty_decision'") == 1
    assert await database.value("select last from document_number where kind = 'penalty_decision'") == 1
    assert await database.value("select count(*) from case_log where action = 'decide'") == 1


async def test_while_one_decides_another_cannot_return_the_case(committed_db, cast, office):
    case_id = await build.a_case(office, cast.firm, to=CaseStatus.HEARD, on=MONDAY)
    now = build.at(MONDAY + timedelta(days=30))

    said = await outcomes(
        decision.decide(case_id, actor=cast.bai, now=now),
        reporting.return_case(case_id, reason="还有事实没有查清", actor=cast.fang, now=now),
    )
    assert "AlreadyMoved" in said
    status = await database.value("select status from penalty_case where id = $1", case_id)
    papers = await database.value("select count(*) from document where kind = 'penalty_decision'")
    assert (status, papers) in {("decided", 1), ("investigating", 0)}


async def test_corrected_and_refused_at_once_is_one_of_the_two(committed_db, cast, office):
    order_id = await build.an_order(office, cast.firm, to=OrderStatus.SERVED, on=MONDAY)
    now = build.at(MONDAY + timedelta(days=30))
    said = await outcomes(
        orders.mark_corrected(order_id, recheck="已改正，有照片", actor=cast.an, now=now),
        orders.mark_refused(order_id, recheck="仍未改正", actor=cast.ann, now=now),
    )
    assert said == ["AlreadyMoved", "NoneType"]
    status = await database.value("select status from correction_order where id = $1", order_id)
    refusals = await database.value("select count(*) from integrity_fact where kind = 'order_refused'")
    assert refusals == (1 if status == "refused" else 0)


async def test_a_decision_that_fails_leaves_no_number_paper_or_log(committed_db, cast, office):
    case_id = await build.a_case(office, cast.firm, to=CaseStatus.NOTIFIED, on=MONDAY)
    with pytest.raises(errors.AlreadyMoved):
        await decision.decide(case_id, actor=cast.bai, now=build.at(MONDAY))
    case_id = await build.a_case(office, cast.firm, to=CaseStatus.HEARD, on=MONDAY, violation="V-04")
    await database.execute("update penalty_case set is_complicated = true where id = $1", case_id)
    with pytest.raises(errors.Refused):
        await decision.decide(case_id, actor=cast.bai, now=build.at(MONDAY + timedelta(days=30)))
    assert await database.value("select count(*) from document_number where kind = 'penalty_decision'") == 0
    assert await database.value("select count(*) from case_log where action = 'decide'") == 0


async def test_the_party_speaks_while_the_clerk_ends_the_hearing_and_is_never_lost(
    committed_db, cast, office
):
    case_id = await build.a_case(office, cast.firm, to=CaseStatus.NOTIFIED, on=MONDAY)
    now = build.at(MONDAY + timedelta(days=30))
    said = await outcomes(
        notice.state(case_id, text="请从轻处理。", actor=cast.e, now=now),
        notice.consider(case_id, opinion="", actor=cast.an, now=now),
    )
    status = await database.value("select status from penalty_case where id = $1", case_id)
    spoken = await database.value("select count(*) from case_statement where case_id = $1", case_id)
    # Either the words came in time and must be weighed, or the party is told that they came late.
    assert (status, spoken, said) in [
        ("notified", 1, ["Invalid", "NoneType"]),
        ("heard", 0, ["AlreadyMoved", "NoneType"]),
    ]


async def test_the_same_complaint_form_from_two_browsers_tabs_is_one_complaint(committed_db, cast, tmp_path):
    written = receiving.Written(
        kind=ComplaintKind.TIP,
        topic=Topic.FEES,
        account="该机构收取费用后不安排工作，也不退费。",
        firm_id=cast.firm,
    )
    known = {
        "request_key": "one and the same key",
        "secret": b"s",
        "folder": tmp_path,
        "now": build.at(MONDAY),
    }
    found = await asyncio.gather(*(receiving.submit(written, **known) for _ in range(5)))
    assert len(set(found)) == 1
    assert await database.value("select count(*) from complaint") == 1


async def test_two_clerks_accept_a_complaint_once(committed_db, cast, office):
    found, _code = await build.a_complaint(office, cast.firm, on=MONDAY)
    now = build.at(MONDAY, 16)
    said = await outcomes(
        actions.accept(found, actor=cast.an, now=now),
        actions.decline(found, reply="不属于受理范围", actor=cast.ann, now=now),
    )
    assert said == ["AlreadyMoved", "NoneType"]
