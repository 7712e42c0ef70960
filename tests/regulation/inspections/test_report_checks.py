"""Filed reports are checked by lot like any other subject: the roster of such a round, its draw, and what comes back."""

import json
from datetime import timedelta

import pytest

from regulation import database, errors
from regulation.actor import SYSTEM
from regulation.annual_reports import bulk
from regulation.annual_reports.status import Status
from regulation.inspections.actions import plans, report_checks
from regulation.inspections.draw import record
from regulation.inspections.queries import draws, subjects
from regulation.inspections.queries import report_checks as queries
from regulation.inspections.status import PlanStatus, TaskStatus
from tests.builders import annual_reports
from tests.builders import inspections as build
from tests.builders.annual_reports import VALUES
from tests.builders.inspections import NOW

YEAR = 2025
LATER = NOW + timedelta(days=10)


@pytest.fixture
async def reported(cast):
    """Six firms of Chaoyang, four of them with an accepted report of 2025, one waiting for review, one without; the line."""
    await build.some_firms(6)
    await annual_reports.a_window(cast)
    firms = await database.rows(
        "select id, number, organ from firm where organ = $1 and id <> $2 order by number",
        cast.an.organ_id,
        cast.firm,
    )
    given = [
        bulk.Given(
            firm_id=each["id"],
            firm_number=each["number"],
            year=YEAR,
            organ_id=each["organ"],
            district="110105",
            values=VALUES,
            status=Status.ACCEPTED if at < 4 else Status.SUBMITTED,
            number=f"京朝年报旧〔2025〕{at}号",
            filed_at=annual_reports.NOW,
            filed_by="旧系统",
        )
        for at, each in enumerate(firms[:5])
    ]
    await bulk.insert(given, actor=SYSTEM, now=NOW)
    _plan, line = await build.a_plan(cast, reported_year=YEAR)
    return line, {each["number"] for each in firms[:4]}


async def test_the_roster_is_the_firms_with_an_accepted_report_and_the_draw_is_the_ordinary_one(
    cast, reported
):
    line, expected = reported
    draw_id = await build.a_draw(cast, line=line)
    found = await draws.draw(cast.gu, draw_id)
    material = await draws.material(found)
    result = record.run(material)
    assert {each["id"] for each in material["subjects"]} == expected
    # Whoever recomputes it from the published input gets the very same record.
    assert record.run(await draws.material(found)) == result
    drawn = await build.tasks_of(cast, draw_id)
    assert drawn
    assert {await queries.year_of(each["id"]) for each in drawn} == {YEAR}


async def test_the_numbers_of_the_round_are_of_its_roster(cast, reported):
    line, expected = reported
    roster = await subjects.roster(cast.an.organ_id, today=NOW.date(), kinds=["hr_licence"])
    assert len(roster) > len(expected)
    assert len(await subjects.of_line(roster, YEAR)) == len(expected)
    kept = await database.value("select expected from plan_line where id = $1", line)
    assert sum(each["roster"] for each in json.loads(kept).values()) == len(expected)


async def test_the_result_comes_back_to_the_report_with_the_cells(cast, reported):
    line, _expected = reported
    task = await build.a_task(cast, at=TaskStatus.CONFIRMED, draw=await build.a_draw(cast, line=line))
    for result, cells, note in (("differs", [], "少"), ("differs", ["staff_total"], ""), ("x", [], "")):
        with pytest.raises(errors.Invalid):
            await report_checks.enter(task, result, cells, note, actor=cast.an, now=LATER)
    with pytest.raises(errors.Invalid):
        await report_checks.enter(task, "differs", ["disp_injury"], "派遣", actor=cast.an, now=LATER)
    await report_checks.enter(task, "differs", ["staff_total"], "工资表只有十八人", actor=cast.an, now=LATER)
    firm = await database.value("select firm from inspection_task where id = $1", task)
    [found] = await queries.of_firm(firm, YEAR)
    assert (found["result"], found["cells"], found["version"]) == ("differs", ["staff_total"], 1)
    with pytest.raises(errors.AlreadyMoved):
        await report_checks.enter(task, "verified", actor=cast.an, now=LATER)


async def test_not_before_the_visit_is_confirmed_not_by_the_neighbour_and_not_for_another_draw(
    cast, reported
):
    line, _expected = reported
    draw = await build.a_draw(cast, line=line)
    early = await build.a_task(cast, at=TaskStatus.NOTIFIED, draw=draw)
    with pytest.raises(errors.Refused) as refused:
        await report_checks.enter(early, "verified", actor=cast.an, now=LATER)
    assert refused.value.message == report_checks.NOT_CONFIRMED
    with pytest.raises(errors.NotFound):
        await report_checks.enter(early, "verified", actor=cast.ding, now=LATER)


async def test_an_ordinary_draw_checks_no_report(cast):
    task = await build.a_task(cast, at=TaskStatus.CONFIRMED)
    with pytest.raises(errors.Refused) as refused:
        await report_checks.enter(task, "verified", actor=cast.an, now=LATER)
    assert refused.value.message == report_checks.NOT_ITS_DRAW


async def test_only_a_year_that_is_over_can_be_checked(cast):
    plan, _line = await build.a_plan(cast, at=PlanStatus.DRAFT)
    with pytest.raises(errors.Invalid) as refused:
        await plans.add_line(
            plan,
            month=6,
            title="核对年报",
            kinds=["hr_licence"],
            rates=build.RATES,
            at_least=1,
            item_ids=build.ITEMS,
            reported_year=2026,
            actor=cast.an,
            now=NOW,
        )
    assert "reported_year" in refused.value.errors
