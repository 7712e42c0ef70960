"""The firm's side of a visit: codes, reports, ratings."""

from datetime import timedelta

import asyncpg
import pytest

from regulation import database, errors
from regulation.casework import record
from regulation.inspections import rules_door
from regulation.inspections.actions import approving, doors
from regulation.inspections.actions.doors import Rating, Said
from regulation.inspections.queries import doors as queries
from regulation.inspections.queries import tasks
from regulation.inspections.rules_door import ReportKind
from regulation.inspections.status import TaskStatus
from regulation.law import beijing
from regulation.roles import Role
from tests.builders import inspections as build
from tests.builders.inspections import NOW
from tests.regulation.inspections.test_approving import with_office

AT = NOW + timedelta(days=3)
GOOD = Rating(5, showed_code=True, showed_certificates=True, kept_to_form=True, words="守时，说明清楚")
FACTS = Said("来了三人，其中一人不在名单上，没有出示证件", was_refused=True)


async def a_code(cast, *, at=TaskStatus.NOTIFIED):
    task_id = await build.a_task(cast, at=at)
    first, _second = await build.team_of(cast, task_id)
    return task_id, first, await doors.code_for(task_id, actor=first, now=AT)


def refusal(found, day):
    return rules_door.door_refusal(queries.door_of(found), day)


async def test_the_code_opens_its_visit_on_its_day_alone(cast):
    task_id, first, token = await a_code(cast)
    assert len(token) == 16
    assert await doors.code_for(task_id, actor=first, now=AT) == token
    found = await doors.scanned(token.lower(), now=AT)
    assert (found["task"]["id"], found["code"]["scanned_at"]) == (task_id, AT)
    assert refusal(found, beijing.legal_day(AT)) is None
    tomorrow = AT + timedelta(days=1)
    assert "不是今天的" in refusal(await doors.scanned(token, now=tomorrow), beijing.legal_day(tomorrow))
    assert await doors.code_for(task_id, actor=first, now=tomorrow) != token


async def test_a_code_seen_twice_keeps_the_first_moment_and_is_in_the_history_once(cast):
    task_id, _first, token = await a_code(cast)
    await doors.scanned(token, now=AT)
    again = await doors.scanned(token, now=AT + timedelta(minutes=5))
    assert again["code"]["scanned_at"] == AT
    acts = [each.action for each in await record.history("inspection_task", task_id)]
    assert acts.count("scan_code") == 1


async def test_a_code_of_yesterday_marks_no_scan_today(cast):
    _task, _first, token = await a_code(cast)
    found = await doors.scanned(token, now=AT + timedelta(days=1))
    assert found["code"]["scanned_at"] is None


@pytest.mark.parametrize("at", [TaskStatus.ASSIGNED, TaskStatus.PROPOSED, TaskStatus.APPROVED])
async def test_without_notice_there_is_no_code(cast, at):
    task_id = await build.a_task(cast, at=at)
    first, _second = await build.team_of(cast, task_id)
    with pytest.raises(errors.Refused):
        await doors.code_for(task_id, actor=first, now=AT)


async def test_nobody_but_the_team_has_a_code(cast):
    task_id = await build.a_task(cast, at=TaskStatus.NOTIFIED)
    [other] = await build.more_inspectors(cast, 1)
    for stranger in (other, cast.an, cast.ding, cast.e):
        with pytest.raises(errors.NotFound):
            await doors.code_for(task_id, actor=stranger, now=AT)
    with pytest.raises(errors.NotFound):
        await doors.scanned("ABCDEFGHJKMNPQRS", now=AT)


async def test_a_code_of_an_approval_that_became_void_tells_the_firm_to_refuse(cast):
    task_id, _first, token = await a_code(cast)
    await approving.reopen(task_id, reason="检查组依法变更", actor=cast.an, now=AT)
    assert "没有有效的审批" in refusal(await doors.scanned(token, now=AT), beijing.legal_day(AT))


async def test_a_refusal_at_the_door_reaches_the_supervisors_and_not_the_clerks(cast):
    task_id, _first, token = await a_code(cast)
    number, tracking = await doors.report_at_door(token, ReportKind.OFFICER, FACTS, now=AT)
    assert "人社检报" in number
    told = {
        each["person_id"]
        for each in await database.rows("select person_id from notice where kind = 'entry_report'")
    }
    assert told == {cast.lu.person_id, cast.ning.person_id}
    [kept] = await queries.reports_of_task(task_id)
    assert (kept["was_refused"], kept["happened_at"], kept["status"]) == (True, AT, "received")
    assert (await queries.report_by_tracking(tracking.lower()))["number"] == number
    assert "report_entry" in [each.action for each in await record.history("inspection_task", task_id)]


async def test_a_visit_nobody_planned_is_reported_without_a_code(cast):
    with pytest.raises(errors.Invalid) as wrong:
        await doors.report_unplanned("999999", " ", "", AT + timedelta(hours=1), Said("来人"), now=AT)
    assert set(wrong.value.errors) == {"organ", "firm", "place", "facts", "happened_at"}
    number, _tracking = await doors.report_unplanned("110105", "某公司", "朝阳区某路", AT, FACTS, now=AT)
    total, [found] = await queries.reports(cast.lu)
    assert (total, found["number"], found["task"]) == (1, number, None)
    assert (await queries.reports(cast.bai))[0] == 1
    assert (await queries.reports(cast.ding))[0] == 0
    with pytest.raises(errors.NotFound):
        await queries.report(cast.ding, found["id"])


async def test_a_director_answers_once_and_not_about_the_own_visit(cast):
    task_id, first, token = await a_code(cast)
    await doors.report_at_door(token, ReportKind.NO_CODE, FACTS, now=AT)
    [kept] = await queries.reports_of_task(task_id)
    text = "经核实，第三人为事先报批的辅助人员，已要求佩戴证件"
    with pytest.raises(errors.NotPermitted):
        await doors.answer(kept["id"], text, actor=cast.ning, now=AT)
    with pytest.raises(errors.NotPermitted):
        await doors.answer(kept["id"], text, actor=with_office(first, Role.DIRECTOR), now=AT)
    with pytest.raises(errors.Invalid):
        await doors.answer(kept["id"], "知道了", actor=cast.lu, now=AT)
    await doors.answer(kept["id"], text, actor=cast.lu, now=AT)
    with pytest.raises(errors.AlreadyMoved):
        await doors.answer(kept["id"], text, actor=cast.lu, now=AT)


async def test_a_visit_is_rated_once_after_it_began(cast):
    task_id = await build.a_task(cast, at=TaskStatus.NOTIFIED)
    with pytest.raises(errors.Refused, match="没有开始"):
        await doors.rate(await tasks.any_task(task_id), GOOD, actor=None, now=AT)
    other = await build.a_task(cast, at=TaskStatus.PUBLISHED, draw=await second_draw(cast))
    task = await tasks.any_task(other)
    with pytest.raises(errors.Invalid):
        await doors.rate(task, Rating(6, True, True, True), actor=None, now=task["confirmed_at"])
    await doors.rate(task, GOOD, actor=None, now=task["confirmed_at"])
    with pytest.raises(errors.AlreadyMoved):
        await doors.rate(task, GOOD, actor=cast.e, now=task["confirmed_at"])
    kept = await queries.rating(other)
    assert (kept["score"], kept["rated_by"]) == (5, None)


async def second_draw(cast):
    made = await build.some_firms(2, start=50)
    assert len(made) == 2
    line = await database.value("select id from plan_line")
    return await build.a_draw(cast, line=line, firms=0, now=NOW)


async def test_the_time_for_rating_ends(cast):
    task_id = await build.a_task(cast, at=TaskStatus.PUBLISHED)
    task = await tasks.any_task(task_id)
    with pytest.raises(errors.Refused, match="期间已过"):
        await doors.rate(task, GOOD, actor=None, now=task["started_at"] + timedelta(days=31))
    await doors.rate(task, GOOD, actor=None, now=task["started_at"] + timedelta(days=30))


async def test_statistics_are_per_organ_and_within_reach(cast):
    task_id = await build.a_task(cast, at=TaskStatus.PUBLISHED)
    task = await tasks.any_task(task_id)
    await doors.rate(task, GOOD, actor=None, now=task["confirmed_at"])
    day = beijing.legal_day(task["confirmed_at"])
    [counted] = await queries.ratings_by_organ(cast.an, from_on=day, until_on=day)
    assert (counted["n"], float(counted["mean"]), counted["low"], counted["showed_code"]) == (1, 5.0, 0, 1)
    assert set(counted) == {
        "name", "name_en", "n", "mean", "low", "showed_code", "showed_certificates", "kept_to_form",
    }  # fmt: skip
    assert await queries.ratings_by_organ(cast.ding, from_on=day, until_on=day) == []
    assert len(await queries.ratings_by_organ(cast.lu, from_on=day, until_on=day)) == 1


async def test_what_was_said_does_not_change(cast):
    task_id, _first, token = await a_code(cast)
    await doors.report_at_door(token, ReportKind.OFFICER, FACTS, now=AT)
    await doors.scanned(token, now=AT)
    other = await build.a_task(cast, at=TaskStatus.PUBLISHED, draw=await second_draw(cast))
    task = await tasks.any_task(other)
    await doors.rate(task, GOOD, actor=None, now=task["confirmed_at"])
    [kept] = await queries.reports_of_task(task_id)
    for statement in (
        "update entry_report set facts = '没有问题'",
        "update entry_report set was_refused = false",
        "delete from entry_report",
        "update door_code set day = day + 1",
        "update door_code set scanned_at = null",
        "delete from door_code",
        "update visit_rating set score = 1",
        "delete from visit_rating",
    ):
        with pytest.raises(asyncpg.PostgresError):
            async with database.unit_of_work():
                await database.execute(statement)
    await doors.answer(kept["id"], "经核实属实，已责令检查组改正", actor=cast.lu, now=AT)
    with pytest.raises(asyncpg.PostgresError):
        async with database.unit_of_work():
            await database.execute("update entry_report set answer = '不属实'")
