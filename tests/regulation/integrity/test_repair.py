"""Facts reach the firm's record, and repair ends their effect and publicity."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from regulation import database, errors
from regulation.casework import publication
from regulation.integrity import actions, queries
from regulation.integrity.status import FactKind, Tier
from regulation.law import almanac

NOW = datetime(2026, 11, 22, 4, tzinfo=UTC)
TODAY = date(2026, 11, 22)


async def a_penalty(
    cast, kind=FactKind.PENALTY_GENERAL, day=date(2026, 8, 1), number="京朝人社罚〔2026〕1号"
):
    return await actions.record_fact(
        cast.firm,
        kind,
        source_kind="penalty_case",
        source_number=number,
        occurred_on=day,
        organ_id=cast.an.organ_id,
        actor=cast.bai,
        now=NOW,
    )


async def ask(cast, fact, **more):
    given = {"statement": "已缴清罚款并整改", "duties_done": True, "promised": True} | more
    return await actions.ask_for_repair(
        cast.firm, fact, calendar=almanac.known(), actor=cast.e, now=NOW, **given
    )


async def test_a_fact_changes_the_tier_and_is_recorded_once_per_source(cast):
    await a_penalty(cast)
    await a_penalty(cast)
    assert len(await queries.facts(cast.firm)) == 1
    standing = await queries.standing(cast.firm, today=TODAY)
    assert (standing.score, standing.tier) == (80, Tier.B)
    assert await database.value("select tier from firm_standing where firm = $1", cast.firm) == "B"


async def test_a_fact_of_a_day_to_come_is_refused(cast):
    await a_penalty(cast, day=TODAY, number="1")
    with pytest.raises(errors.Refused):
        await a_penalty(cast, day=date(2026, 11, 23), number="2")


async def test_an_annulled_source_has_no_effect(cast):
    fact = await a_penalty(cast)
    await actions.annul_fact(fact, reason="复议撤销", actor=cast.bai, now=NOW)
    assert (await queries.standing(cast.firm, today=TODAY)).tier is Tier.A


async def test_repair_is_asked_accepted_and_decided_by_two_people_and_ends_publicity(cast):
    fact = await a_penalty(cast)
    public = await publication.publish(
        "penalty", "京朝人社罚〔2026〕1号", "处罚", organ_id=cast.an.organ_id, organ_name=cast.an.organ_name,
        firm_id=cast.firm, matter_kind="penalty_case", matter_id=uuid4(), body={}, from_on=date(2026, 8, 1),
        actor=cast.bai, now=NOW,
    )  # fmt: skip
    number = await ask(cast, fact)
    assert number == "京朝人社信修〔2026〕1号"
    (request,) = await queries.repair_requests(cast.an)
    await actions.accept_repair(request, actor=cast.bai, now=NOW)
    with pytest.raises(errors.NotPermitted):
        await actions.grant_repair(request, reason="", actor=cast.bai, now=NOW)
    await actions.grant_repair(request, reason="符合条件", actor=cast.bo, now=NOW)
    assert (await queries.standing(cast.firm, today=TODAY)).tier is Tier.A
    assert await database.value("select ended_on from publication where id = $1", public) == TODAY


async def test_repair_before_the_shortest_period_is_refused(cast):
    fact = await a_penalty(cast, day=date(2026, 10, 1))
    with pytest.raises(errors.Invalid):
        await ask(cast, fact)


async def test_another_firms_fact_does_not_exist(cast):
    fact = await a_penalty(cast)
    with pytest.raises(errors.NotFound):
        await actions.ask_for_repair(
            cast.other_firm, fact, statement="x", duties_done=True, promised=True, calendar=almanac.known(),
            actor=cast.f, now=NOW,
        )  # fmt: skip


async def test_the_neighbouring_organ_does_not_see_the_request(cast):
    await ask(cast, await a_penalty(cast))
    (request,) = await queries.repair_requests(cast.an)
    assert await queries.repair_requests(cast.ding) == []
    with pytest.raises(errors.NotFound):
        await queries.repair_request(cast.ding, request["id"])


async def test_a_second_request_for_the_same_fact_waits_for_the_first(cast):
    fact = await a_penalty(cast)
    await ask(cast, fact)
    with pytest.raises(errors.Refused, match="正在办理"):
        await ask(cast, fact)


async def test_the_nightly_job_computes_what_time_has_changed(cast):
    await a_penalty(cast, kind=FactKind.PENALTY_MINOR, day=date(2026, 10, 1))
    assert await database.value("select score from firm_standing where firm = $1", cast.firm) == 95
    await actions.compute_due(today=date(2027, 1, 1))
    assert await database.value("select score from firm_standing where firm = $1", cast.firm) == 100
