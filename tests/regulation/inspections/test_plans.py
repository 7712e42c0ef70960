"""The yearly plan: due by the end of March, its numbers, its versions, its filing, its paper."""

import asyncio
import json
from datetime import UTC, date, datetime, timedelta

import asyncpg
import pytest

from regulation import database, errors
from regulation.casework import calendar, clocks, documents
from regulation.inspections import rules
from regulation.inspections.actions import plans
from regulation.inspections.queries import plans as lists
from regulation.inspections.queries import subjects
from regulation.inspections.status import DrawStatus, PlanStatus
from tests import cast as people
from tests.builders import inspections as build

NOW = build.NOW
TODAY = NOW.date()


@pytest.mark.parametrize(
    ("day", "left"), [(date(2026, 3, 30), 1), (date(2026, 3, 31), 0), (date(2026, 4, 1), -1)]
)
async def test_the_plan_of_a_year_is_due_by_the_end_of_march_and_its_clock_says_by_which_article(
    cast, day, left
):
    plan, _line = await build.a_plan(cast, at=PlanStatus.DRAFT, now=datetime(2026, 1, 15, 2, tzinfo=UTC))
    known = await calendar.current()
    [clock] = await clocks.of(plan, calendar=known)
    assert (clock.due.due_on, clock.is_running) == (date(2026, 3, 31), True)
    assert clock.days_left(day, known) == left
    assert clock.due.citation.zh == "《北京市优化营商环境条例》第六十七条"
    await plans.adopt(plan, actor=cast.bai, now=NOW)
    [met] = await clocks.of(plan, calendar=known)
    assert met.met_on == TODAY


async def test_numbers_follow_the_roster_of_the_day_of_adoption_and_stay(cast):
    made = await build.some_firms(7)
    await database.execute("update firm set business_state = 'suspended' where id = $1", made[0])
    plan, line = await build.a_plan(
        cast, at=PlanStatus.DRAFT, rates=dict.fromkeys("ABCD", rules.Rate(1, 3)), at_least=0
    )
    roster = await subjects.roster(cast.an.organ_id, today=TODAY)
    assert {(each.status, each.reason) for each in roster} == {("eligible", ""), ("excluded", "suspended")}
    assert {each.kinds for each in roster} == {("hr_licence",)}
    await plans.adopt(plan, actor=cast.bai, now=NOW)
    await build.some_firms(3, start=20)
    kept = (await lists.public_plan(plan))["lines"][0]["expected"]
    total = {name: sum(kept[tier][name] for tier in "ABCD") for name in ("roster", "eligible", "drawn")}
    by_tier = {tier: kept[tier]["eligible"] for tier in "ABCD"}
    assert (total["roster"], total["eligible"]) == (7, 6)
    assert total["drawn"] == sum(-(-n // 3) for n in by_tier.values())
    with pytest.raises(asyncpg.PostgresError):
        async with database.unit_of_work():
            await database.execute("update plan_line set expected = null where id = $1", line)


async def test_other_registrations_are_not_counted(cast):
    await build.some_firms(2)
    roster = await subjects.roster(cast.an.organ_id, today=TODAY)
    rates = dict.fromkeys("ABCD", rules.Rate(1, 1))
    none = subjects.counts(roster, rates, 5, ["dispatch_licence"])
    assert all(row == {"roster": 0, "eligible": 0, "certain": 0, "drawn": 0} for row in none.values())
    assert (
        sum(row["drawn"] for row in subjects.counts(roster, rates, 0, ["filing", "hr_licence"]).values()) == 2
    )


async def test_a_change_is_a_new_version_and_the_old_one_stays_public(cast):
    first, _line = await build.a_plan(cast)
    with pytest.raises(errors.Invalid):
        await plans.change(first, reason=" ", actor=cast.an, now=NOW)
    with pytest.raises(errors.NotFound):
        await plans.change(first, reason="越区", actor=cast.ding, now=NOW)
    second = await plans.change(first, reason="增加一批", actor=cast.an, now=NOW)
    with pytest.raises(errors.Refused, match="已有变更草稿"):
        await plans.change(first, reason="又一次", actor=cast.ann, now=NOW)
    assert (await lists.public_plan(first))["status"] == PlanStatus.ADOPTED
    with pytest.raises(errors.NotFound):
        await lists.public_plan(second)
    with pytest.raises(errors.NotPermitted):
        await plans.adopt(second, actor=cast.an, now=NOW)
    await plans.adopt(second, actor=cast.bai, now=NOW + timedelta(days=1))
    old, new = await lists.public_plan(first), await lists.public_plan(second)
    assert (old["status"], old["superseded_on"]) == (PlanStatus.SUPERSEDED, TODAY + timedelta(days=1))
    assert (new["version"], new["change_reason"], new["replaces"]) == (2, "增加一批", first)
    assert [each["version"] for each in await lists.versions(cast.an.organ_id, 2026)] == [2, 1]
    assert [each["number"] for each in await lists.drawable(cast.an) if "number" in each] == []
    with pytest.raises(errors.AlreadyMoved):
        await plans.change(first, reason="旧版本", actor=cast.an, now=NOW)
    assert await lists.in_force(cast.an.organ_id, 2026) == second


async def test_a_round_that_was_drawn_stays_in_every_later_version(cast):
    await build.some_firms(3)
    first, line = await build.a_plan(cast)
    await build.a_draw(cast, line=line, firms=0, at=DrawStatus.PREPARED)
    second = await plans.change(first, reason="调整", actor=cast.an, now=NOW)
    copy = (await lists.plan(cast.an, second))["lines"][0]
    assert copy["origin"] == line
    with pytest.raises(errors.Refused, match="已经抽取"):
        await plans.remove_line(second, copy["id"], actor=cast.an, now=NOW)
    await plans.adopt(second, actor=cast.bai, now=NOW)
    assert [(each["id"], each["draws"]) for each in await lists.drawable(cast.an)] == [(copy["id"], 1)]
    third = await plans.change(second, reason="再调整", actor=cast.an, now=NOW)
    assert (await lists.plan(cast.an, third))["lines"][0]["origin"] == line


async def test_nothing_is_drawn_from_a_version_that_was_replaced(cast):
    await build.some_firms(2)
    first, line = await build.a_plan(cast)
    second = await plans.change(first, reason="调整", actor=cast.an, now=NOW)
    await plans.adopt(second, actor=cast.bai, now=NOW)
    with pytest.raises(errors.Refused):
        await build.a_draw(cast, line=line, firms=0, at=DrawStatus.PREPARED)


async def test_a_year_with_a_plan_in_force_gets_no_second_first_version(cast):
    await build.a_plan(cast)
    with pytest.raises(errors.Invalid, match="填写") as refusal:
        await plans.draft(2026, "另一份", actor=cast.ann, now=NOW)
    assert "变更" in refusal.value.errors["year"]
    assert [each["code"] for each in await lists.organs_without(2026) if each["code"] == "110105"] == []
    assert [each["code"] for each in await lists.organs_without(2026) if each["code"] == "110108"] == [
        "110108"
    ]


async def test_the_filing_with_the_superior_is_recorded_once_and_not_before_publication(cast):
    plan, _line = await build.a_plan(cast, at=PlanStatus.DRAFT)
    filing = {"filed_with": "北京市人力资源和社会保障局", "number": "备1号"}
    with pytest.raises(errors.Invalid):
        await plans.file_plan(plan, filed_on=TODAY, actor=cast.an, now=NOW, **filing)
    await plans.adopt(plan, actor=cast.bai, now=NOW)
    for wrong in (TODAY - timedelta(days=1), TODAY + timedelta(days=1)):
        with pytest.raises(errors.Invalid):
            await plans.file_plan(plan, filed_on=wrong, actor=cast.an, now=NOW, **filing)
    with pytest.raises(errors.NotFound):
        await plans.file_plan(plan, filed_on=TODAY, actor=cast.ding, now=NOW, **filing)
    await plans.file_plan(plan, filed_on=TODAY, actor=cast.an, now=NOW, **filing)
    with pytest.raises(errors.AlreadyMoved):
        await plans.file_plan(plan, filed_on=TODAY, actor=cast.an, now=NOW, **filing)


async def test_the_paper_says_what_the_plan_said_on_the_day_of_its_adoption(cast):
    await build.some_firms(4)
    plan, _line = await build.a_plan(cast)
    [paper] = await documents.of_matter("inspection_plan", plan)
    said = paper["snapshot"]
    assert (said["number"], said["version"], said["recent_months"]) == (paper["number"], 1, 12)
    assert said["caps"] == [{"tier": f"{tier}级", "visits": 1} for tier in "ABCD"]
    assert sum(each["roster"] for each in said["rounds"][0]["tiers"]) == 4
    assert json.dumps(said, ensure_ascii=False).count("许可或者备案有效") == 1


async def test_two_adopters_at_once_adopt_once(committed_db):
    cast = await people.assemble()
    plan, _line = await build.a_plan(cast, at=PlanStatus.DRAFT)
    done = await asyncio.gather(
        *(plans.adopt(plan, actor=who, now=NOW) for who in (cast.bai, cast.bo)), return_exceptions=True
    )
    assert sorted(type(each).__name__ for each in done) == ["AlreadyMoved", "NoneType"]
    assert len(await documents.of_matter("inspection_plan", plan)) == 1


async def test_the_city_does_not_adopt_a_districts_plan(cast):
    plan, _line = await build.a_plan(cast, at=PlanStatus.DRAFT)
    with pytest.raises(errors.NotPermitted, match="本机关的计划"):
        await plans.adopt(plan, actor=cast.jin, now=NOW)
