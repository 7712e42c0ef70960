"""Visits under the cap as the register of tasks has them; decrees that change what the law leaves open."""

import asyncio
from datetime import date, datetime, timedelta

import asyncpg
import pytest

from regulation import database, errors
from regulation.casework import decrees
from regulation.inspections import parameters, rules
from regulation.inspections.queries import caps, rosters
from regulation.inspections.status import TaskStatus, Unable
from tests import cast as people
from tests.builders import inspections as build

NOW = build.NOW
TODAY = NOW.date()


async def a_decree(who, adopter, key="inspections.caps", typed=None, from_on=TODAY, now=NOW):
    made = await decrees.draft(
        key,
        typed or {"A": "1", "B": "1", "C": "2", "D": "2"},
        decree_number="京人社发〔2026〕12号",
        decreed_on=date(2026, 5, 20),
        issued_by="测试政府",
        text="丙级、丁级机构每年不超过两次。",
        from_on=from_on,
        actor=who,
        now=now,
    )
    if adopter:
        await decrees.adopt(made, actor=adopter, now=now)
    return made


async def firm_of(task):
    return await database.value("select firm from inspection_task where id = $1", task)


async def test_a_planned_visit_uses_the_cap_from_its_start_and_only_of_its_year(cast):
    task = await build.a_task(cast)
    firm = await firm_of(task)
    assert (await caps.of_firm(firm, today=TODAY)).left == 1
    first, _second = await build.team_of(cast, task)
    await build.permitted(cast, task, now=NOW + timedelta(hours=26))
    await build.visiting.start(
        task, place="场所", told=True, scan=await build.a_scan(task), actor=first, now=NOW + timedelta(days=3)
    )
    found = await caps.of_firm(firm, today=TODAY)
    assert (found.year, found.used, found.left) == (2026, 1, 0)
    assert [each["counts"] for each in found.visits] == [True]
    assert not found.allows("plan")
    assert found.allows("lead")
    assert (await caps.of_firm(firm, today=date(2027, 1, 1))).left == 1
    assert (await caps.of_firm(firm, today=TODAY, without_task=task)).left == 1


async def test_the_year_of_a_visit_is_beijings(cast):
    task = await build.a_task(cast)
    firm = await firm_of(task)
    # 00:30 of New Year's Day in Beijing.
    moment = datetime.fromisoformat("2026-12-31T16:30:00+00:00")
    await database.execute("update inspection_task set started_at = $2 where id = $1", task, moment)
    assert (await caps.of_firm(firm, today=date(2026, 12, 31))).used == 0
    assert (await caps.of_firm(firm, today=date(2027, 1, 1))).used == 1


async def test_a_deserted_address_does_not_use_the_cap(cast):
    task = await build.a_task(cast, at=TaskStatus.CONFIRMED, unable=Unable.UNREACHABLE)
    found = await caps.of_firm(await firm_of(task), today=TODAY)
    assert (found.used, len(found.visits)) == (0, 1)


async def test_no_approval_beyond_the_cap_but_leads_go_on(cast):
    task = await build.a_task(cast, at=TaskStatus.CONFIRMED)
    firm = await firm_of(task)
    with pytest.raises(errors.Refused, match="上限1次") as refusal:
        await caps.check(firm, "plan", today=TODAY)
    assert refusal.value.citation is not None
    assert (await caps.check(firm, "lead", today=TODAY)).left == 0
    assert (await caps.check(firm, "plan", today=TODAY, without_task=task)).left == 1


async def test_an_unknown_firm_has_no_cap(cast):
    with pytest.raises(errors.NotFound):
        await caps.of_firm(cast.chen.person_id, today=TODAY)


# --- decrees ---------------------------------------------------------------------------------------------


async def test_a_decree_changes_the_number_from_its_day_and_shows_its_words(cast):
    organ = cast.an.organ_id
    before = await decrees.in_force(parameters.CAPS, organ, TODAY)
    assert (before.value, before.decree_number) == (rules.CAPS.on(TODAY), "")
    assert before.doubt
    later = TODAY + timedelta(days=10)
    await a_decree(cast.an, cast.bai, from_on=later)
    assert (await decrees.in_force(parameters.CAPS, organ, later - timedelta(days=1))).value["D"] == 1
    after = await decrees.in_force(parameters.CAPS, organ, later)
    assert (after.value["D"], after.decree_number, after.doubt) == (2, "京人社发〔2026〕12号", "")
    # The neighbour is not bound by it.
    assert (await decrees.in_force(parameters.CAPS, cast.ding.organ_id, later)).value["D"] == 1
    assert (await decrees.in_force(parameters.CAPS, None, later)).value["D"] == 1


async def test_the_citys_decree_holds_where_the_district_has_none_and_the_stricter_cap_wins(cast):
    months = {"months": "6"}
    await a_decree(cast.hao, cast.jin, "inspections.recent_months", months)
    assert (await rosters.limits(cast.an.organ_id, today=TODAY))["A"].recent_months == 6
    await a_decree(cast.an, cast.bai, "inspections.recent_months", {"months": "3"})
    assert (await rosters.limits(cast.an.organ_id, today=TODAY))["A"].recent_months == 3
    await a_decree(cast.hao, cast.jin, typed={"A": "0", "B": "1", "C": "1", "D": "3"})
    await a_decree(cast.an, cast.bai)
    found = await decrees.in_force(parameters.CAPS, cast.an.organ_id, TODAY)
    assert found.value == {"A": 0, "B": 1, "C": 1, "D": 2}


async def test_who_enters_a_decree_does_not_adopt_it_and_it_is_adopted_once(cast):
    made = await a_decree(cast.an, None)
    with pytest.raises(errors.NotPermitted):
        await decrees.adopt(made, actor=cast.an, now=NOW)
    with pytest.raises(errors.NotFound):
        await decrees.adopt(made, actor=cast.ding, now=NOW)
    with pytest.raises(errors.NotPermitted):
        await decrees.adopt(made, actor=cast.jin, now=NOW)
    await decrees.adopt(made, actor=cast.bai, now=NOW)
    with pytest.raises(errors.AlreadyMoved):
        await decrees.adopt(made, actor=cast.bo, now=NOW)
    second = await a_decree(cast.an, None)
    with pytest.raises(errors.Refused, match="这一天已采用过"):
        await decrees.adopt(second, actor=cast.bai, now=NOW)
    both = await decrees.draft(
        "inspections.at_least", {"firms": "2"}, decree_number="甲号", decreed_on=TODAY, issued_by="甲", text="甲",
        from_on=TODAY, actor=cast.ding, now=NOW,
    )  # fmt: skip
    with pytest.raises(errors.NotPermitted, match="填写草稿"):
        await decrees.adopt(both, actor=cast.ding, now=NOW)


async def test_no_decree_reaches_back_in_time(cast):
    with pytest.raises(errors.Invalid) as refusal:
        await a_decree(cast.an, None, from_on=TODAY - timedelta(days=1))
    assert set(refusal.value.errors) == {"from_on"}
    made = await a_decree(cast.an, None)
    with pytest.raises(errors.Refused, match="日期已过"):
        await decrees.adopt(made, actor=cast.bai, now=NOW + timedelta(days=1))


async def test_what_is_typed_must_be_a_number_of_the_kind(cast):
    for key, typed, wrong in (
        ("inspections.caps", {"A": "1", "B": "x", "C": "13", "D": "-1"}, {"B", "C", "D"}),
        ("inspections.rates", {"A": "101", "B": "", "C": "20", "D": "1/0"}, {"A", "B", "D"}),
        ("inspections.recent_months", {"months": "61"}, {"months"}),
        ("inspections.at_least", {"firms": "1.5"}, {"firms"}),
    ):
        with pytest.raises(errors.Invalid) as refusal:
            await a_decree(cast.an, None, key, typed)
        assert set(refusal.value.errors) == wrong
    with pytest.raises(errors.NotFound):
        await a_decree(cast.an, None, "inspections.waits", {"x": "1"})


async def test_the_database_keeps_an_adopted_value_as_it_is(cast):
    await a_decree(cast.an, cast.bai)
    for statement in ("update local_value set value = '{}'", "delete from local_value"):
        with pytest.raises(asyncpg.PostgresError):
            async with database.unit_of_work():
                await database.execute(statement)


async def test_a_second_draft_of_the_same_number_waits_for_the_first(cast):
    made = await a_decree(cast.an, None)
    with pytest.raises(errors.Refused, match="已有草稿"):
        await a_decree(cast.ann, None)
    with pytest.raises(errors.Invalid):
        await decrees.discard(made, reason=" ", actor=cast.an, now=NOW)
    with pytest.raises(errors.NotPermitted, match="本机关的数值"):
        await decrees.discard(made, reason="不同意", actor=cast.hao, now=NOW)
    await decrees.discard(made, reason="文号写错", actor=cast.an, now=NOW)
    assert await decrees.drafts(cast.an) == []
    assert await a_decree(cast.ann, cast.bai)
    assert [each["shown"]["D"] for each in await decrees.history("inspections.caps", cast.an.organ_id)] == [
        "2"
    ]


async def test_two_adopters_of_a_decree_at_once_adopt_it_once(committed_db):
    cast = await people.assemble()
    made = await a_decree(cast.an, None)
    done = await asyncio.gather(
        *(decrees.adopt(made, actor=who, now=NOW) for who in (cast.bai, cast.bo)), return_exceptions=True
    )
    assert sorted(type(each).__name__ for each in done) == ["AlreadyMoved", "NoneType"]


async def test_two_clerks_entering_one_number_at_once_leave_one_draft(committed_db):
    cast = await people.assemble()
    done = await asyncio.gather(*(a_decree(who, None) for who in (cast.an, cast.ann)), return_exceptions=True)
    assert sorted(type(each).__name__ for each in done) == ["Refused", "UUID"]
