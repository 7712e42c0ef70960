"""A penalty that stops the business hangs on the licence from the day it is served, without anybody entering it again."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from regulation import database, errors
from regulation.firms import queries
from regulation.firms.status import Standing
from regulation.law.citation import E_COMMERCE_LAW
from regulation.penalties.actions import publishing
from regulation.penalties.rules.violations import Measure
from regulation.penalties.status import CaseStatus
from regulation.registration_conditions import queries as conditions
from regulation.registration_conditions.actions import following
from tests.builders import licensing, penalties

#: A platform that registered nobody: order, refusal, and where it is serious the business is stopped.
VIOLATION = "V-23"
ON = date(2026, 12, 1)


async def decided(cast, *, measures=(Measure.STOP_BUSINESS,), **given):
    office = penalties.Office(cast.an, cast.bai, cast.fang, (cast.chen.person_id, cast.cui.person_id))
    proposal = replace(
        penalties.a_proposal(VIOLATION),
        fine=Decimal(100000),
        measures=measures,
        is_serious=True,
    )
    return await penalties.a_case(
        office, cast.firm, on=ON, violation=VIOLATION, proposal=proposal, published=False, paid=False, **given
    )


async def test_the_business_is_stopped_by_the_service_and_not_by_the_decision(cast, tmp_path):
    licence = await licensing.a_licence(cast, folder=tmp_path)
    # Serious conduct of a platform is fined higher and stopped: 《电子商务法》第八十条 has both together.
    with pytest.raises(errors.Refused) as refused:
        await decided(cast, to=CaseStatus.REPORTED, measures=())
    assert refused.value.citation == E_COMMERCE_LAW.article(80)
    await decided(cast, to=CaseStatus.DECIDED)
    assert (await queries.firm(cast.firm)).limits == ()
    case = await decided(cast, to=CaseStatus.SERVED)
    row = await database.row("select served_on, decision_number from penalty_case where id = $1", case)
    [limit] = (await queries.firm(cast.firm)).limits
    assert (limit.registration_number, limit.since, limit.until) == (
        licence["number"],
        row["served_on"],
        None,
    )
    assert limit.document_number == row["decision_number"]
    view = await queries.firm(cast.firm)
    assert view.standing(row["served_on"]) is Standing.SUSPENDED
    assert "不得从事职业中介活动" in view.answer(row["served_on"])[0].message
    [entry] = await conditions.stands_for(case)
    assert (entry["ground"], entry["proposer"]) == ("stop_business", None)
    assert await database.value("select count(*) from leaf where type = 'registration_condition'") == 1


async def test_a_paid_decision_stays_public_past_its_last_day_while_the_business_is_still_stopped(
    cast, tmp_path
):
    await licensing.a_licence(cast, folder=tmp_path)
    office = penalties.Office(cast.an, cast.bai, cast.fang, (cast.chen.person_id, cast.cui.person_id))
    proposal = replace(
        penalties.a_proposal(VIOLATION),
        fine=Decimal(100000),
        measures=(Measure.STOP_BUSINESS,),
        is_serious=True,
    )
    case = await penalties.a_case(
        office, cast.firm, to=CaseStatus.SERVED, on=ON, violation=VIOLATION, proposal=proposal
    )
    shown = await database.row("select id, latest_end_on from publication where matter_id = $1", case)
    last = shown["latest_end_on"]
    await publishing.settle_ends(today=last)
    assert await database.value("select kept_reason <> '' from publication where id = $1", shown["id"])
    await following.lift(case, on=last, reason="整改验收合格", actor=cast.an, now=penalties.at(last))
    await publishing.settle_ends(today=last + timedelta(days=1))
    assert await database.value("select kept_reason = '' from publication where id = $1", shown["id"])
