"""Results: told, published, corrected by a new entry."""

from datetime import timedelta

import pytest

from regulation import database, errors
from regulation.casework import disclosures, documents, publication
from regulation.inspections.actions import issuing, results
from regulation.inspections.queries import tasks
from regulation.inspections.status import Outcome, TaskStatus, Unable
from regulation.integrity import queries as integrity
from regulation.law import beijing
from regulation.ledger import queries as ledger
from regulation.roles import Role
from tests.builders import inspections as build
from tests.builders.inspections import NOW
from tests.regulation.inspections.test_approving import with_office

LATER = NOW + timedelta(days=6)
DAY = beijing.legal_day(LATER)
WHY = "复核照片，收费标准张贴在前台左侧，原记录有误"
ORDER = {"number": "京朝人社令〔2026〕1号", "due_on": DAY + timedelta(days=10)}


async def shown():
    return (await disclosures.search(today=DAY, chosen={"kind": ["inspection_result"]}))[1]


async def test_the_public_entry_has_the_columns_of_the_credit_system(cast):
    task_id = await build.a_task(cast, at=TaskStatus.CONFIRMED, problem="displayed")
    await results.publish(task_id, orders=[ORDER], actor=cast.an, now=LATER)
    task = await tasks.at_desk(cast.an, task_id)
    [entry] = await shown()
    body = entry["body"]
    assert body["plan"] == task["plan_number"]
    assert body["task_number"] == entry["number"] == task["number"]
    assert (body["firm"], body["organ"], body["result"]) == (
        task["firm_name"], task["organ_name"], "发现问题责令限期改正",
    )  # fmt: skip
    assert body["follow_up"] == "责令限期改正（京朝人社令〔2026〕1号）"
    assert len(body["checked"]) == 4
    assert entry["from_on"] == DAY
    [notice] = [
        each
        for each in await documents.of_matter("inspection_task", task_id)
        if each["kind"] == "inspection_result_notice"
    ]
    assert notice["snapshot"]["orders"][0]["number"] == ORDER["number"]


async def test_the_firm_is_told_once_also_before_the_public(cast):
    task_id = await build.a_task(cast, at=TaskStatus.SUBMITTED)
    with pytest.raises(errors.Refused):
        await issuing.tell_result(task_id, actor=cast.an, now=LATER)
    _first, second = await build.team_of(cast, task_id)
    await build.visiting.confirm(task_id, actor=second, now=NOW + timedelta(days=4))
    with pytest.raises(errors.NotFound):
        await issuing.tell_result(task_id, actor=cast.ding, now=LATER)
    assert await issuing.tell_result(task_id, actor=cast.an, now=LATER)
    assert not await issuing.tell_result(task_id, actor=cast.ann, now=LATER)
    await results.publish(task_id, actor=cast.an, now=LATER)
    kinds = [each["kind"] for each in await documents.of_matter("inspection_task", task_id)]
    assert kinds.count("inspection_result_notice") == 1


@pytest.mark.parametrize("unable", list(Unable))
async def test_a_visit_that_found_nobody_has_its_form_and_its_notice(cast, unable):
    task_id = await build.a_task(cast, at=TaskStatus.PUBLISHED, unable=unable)
    papers = {
        each["kind"]: each["snapshot"] for each in await documents.of_matter("inspection_task", task_id)
    }
    assert {each["result"] for each in papers["inspection_check_form"]["checks"]} == {""}
    assert papers["inspection_result_notice"]["unable"]
    assert papers["inspection_result_notice"]["is_transferred"] == (unable is Unable.REFUSED)


async def a_wrong_result(cast):
    task_id = await build.a_task(cast, at=TaskStatus.PUBLISHED, problem="displayed")
    return task_id, await tasks.at_desk(cast.an, task_id)


async def corrected(cast, task_id, outcome=Outcome.NO_PROBLEM, problems=(), *, now=LATER):
    number = await results.propose_correction(task_id, outcome, problems, reason=WHY, actor=cast.an, now=now)
    made = await database.value("select id from result_correction where number = $1", number)
    await results.decide_correction(made, True, actor=cast.bai, now=now)
    return number


async def test_a_correction_is_a_new_entry_and_the_old_one_stays(cast):
    task_id, task = await a_wrong_result(cast)
    number = await corrected(cast, task_id)
    entries = {each["number"]: each for each in await shown()}
    assert set(entries) == {task["number"], number}
    assert entries[task["number"]]["body"]["outcome"] == "ordered", "what was said stays as it was said"
    assert entries[number]["body"]["outcome"] == "no_problem"
    assert entries[number]["body"]["corrects"] == task["number"]
    assert entries[number]["body"]["correction_reason"] == WHY
    assert [each["kind"] for each in await integrity.facts(task["firm"])] == ["clean_visit"]
    assert (await tasks.at_desk(cast.an, task_id))["outcome"] == "no_problem"
    assert [each.act for each in await ledger.of_entity(str(task_id))][-2:] == ["publish", "correct"]


async def test_a_correction_of_a_correction_gives_the_firm_its_fact_back_once(cast):
    task_id, task = await a_wrong_result(cast)
    await corrected(cast, task_id)
    await corrected(cast, task_id, Outcome.ORDERED, ["displayed"], now=LATER + timedelta(days=1))
    assert [each["kind"] for each in await integrity.facts(task["firm"])] == ["finding"]
    assert len(await shown()) == 2, "the third is public from tomorrow"


async def test_two_people_correct_and_none_of_the_team(cast):
    task_id, _task = await a_wrong_result(cast)
    first, _second = await build.team_of(cast, task_id)
    both = with_office(first, Role.CLERK)
    with pytest.raises(errors.NotPermitted):
        await results.propose_correction(task_id, Outcome.NO_PROBLEM, (), reason=WHY, actor=both, now=LATER)
    with pytest.raises(errors.NotFound):
        await results.propose_correction(
            task_id, Outcome.NO_PROBLEM, (), reason=WHY, actor=cast.ding, now=LATER
        )
    with pytest.raises(errors.NotPermitted):
        await results.propose_correction(
            task_id, Outcome.NO_PROBLEM, (), reason=WHY, actor=cast.hao, now=LATER
        )
    await results.propose_correction(task_id, Outcome.NO_PROBLEM, (), reason=WHY, actor=cast.bai, now=LATER)
    with pytest.raises(errors.AlreadyMoved):
        await results.propose_correction(
            task_id, Outcome.NO_PROBLEM, (), reason=WHY, actor=cast.an, now=LATER
        )
    made = await database.value("select id from result_correction")
    for wrong, refusal in (
        (cast.bai, errors.NotPermitted), (cast.an, errors.NotPermitted), (cast.ding, errors.NotFound),
        (with_office(first, Role.DECIDER), errors.NotPermitted), (cast.jin, errors.NotPermitted),
    ):  # fmt: skip
        with pytest.raises(refusal):
            await results.decide_correction(made, True, actor=wrong, now=LATER)
    await results.decide_correction(made, True, actor=cast.bo, now=LATER)
    with pytest.raises(errors.AlreadyMoved):
        await results.decide_correction(made, True, actor=cast.bo, now=LATER)
    assert len(await shown()) == 2


async def test_a_declined_correction_changes_nothing_in_public(cast):
    task_id, task = await a_wrong_result(cast)
    await results.propose_correction(task_id, Outcome.NO_PROBLEM, (), reason=WHY, actor=cast.an, now=LATER)
    made = await database.value("select id from result_correction")
    with pytest.raises(errors.Invalid):
        await results.decide_correction(made, False, actor=cast.bai, now=LATER)
    await results.decide_correction(made, False, answer="原记录有照片为证", actor=cast.bai, now=LATER)
    assert [each["number"] for each in await shown()] == [task["number"]]
    assert (await tasks.at_desk(cast.an, task_id))["outcome"] == "ordered"


async def test_nothing_is_corrected_that_was_not_published_or_is_not_on_the_form(cast):
    task_id = await build.a_task(cast, at=TaskStatus.CONFIRMED, problem="displayed")
    with pytest.raises(errors.Refused):
        await results.propose_correction(
            task_id, Outcome.NO_PROBLEM, (), reason=WHY, actor=cast.an, now=LATER
        )
    await results.publish(task_id, actor=cast.an, now=LATER)
    with pytest.raises(errors.Invalid) as wrong:
        await results.propose_correction(
            task_id, Outcome.ORDERED, ["dispatch"], reason="错", actor=cast.an, now=LATER
        )
    assert set(wrong.value.errors) == {"problems", "reason"}


async def test_what_ended_is_hidden_and_its_leaf_stays(cast):
    task_id, _task = await a_wrong_result(cast)
    [entry] = await shown()
    await publication.end(entry["id"], on=DAY, reason="信用修复", actor=cast.bai, now=LATER)
    assert await shown() == []
    with pytest.raises(errors.NotFound):
        await disclosures.one(entry["id"], today=DAY)
    assert [each.act for each in await ledger.of_entity(str(entry["id"]))] == ["publish", "end"]
    assert [each.act for each in await ledger.of_entity(str(task_id))][-1] == "publish"


@pytest.mark.parametrize(("days", "told"), [(0, 0), (1, 2), (2, 0)])
async def test_who_answers_for_the_organ_is_told_the_day_after_a_result_was_due(cast, days, told):
    task_id = await build.a_task(cast, at=TaskStatus.CONFIRMED)
    due = await database.value("select due_on from clock where matter_id = $1 and kind = 'publish'", task_id)
    assert await results.remind_overdue(today=due + timedelta(days=days)) == (1 if told else 0)
    heard = await database.rows("select person_id from notice where kind = 'result_overdue'")
    assert {each["person_id"] for each in heard} == (
        {cast.bai.person_id, cast.bo.person_id} if told else set()
    )


async def test_a_result_in_public_is_not_overdue(cast):
    task_id = await build.a_task(cast, at=TaskStatus.PUBLISHED)
    due = await database.value("select due_on from clock where matter_id = $1 and kind = 'publish'", task_id)
    assert await results.remind_overdue(today=due + timedelta(days=1)) == 0
