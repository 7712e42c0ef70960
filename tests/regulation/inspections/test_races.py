"""Two people at once, on real connections: one act stands, the other is told."""

import asyncio
from datetime import timedelta

from regulation import database
from regulation.inspections import sources
from regulation.inspections.actions import (
    amending,
    approving,
    doors,
    drawing,
    issuing,
    leads,
    preparing,
    results,
    rosters,
)
from regulation.inspections.actions.composing import Terms
from regulation.inspections.draw import record, verify
from regulation.inspections.queries import draws, tasks
from regulation.inspections.queries import rosters as lists
from regulation.inspections.status import DrawStatus, Outcome, TaskStatus
from regulation.ledger import jcs
from tests.builders import inspections as build
from tests.builders.inspections import NOW

SESSION = NOW + timedelta(hours=25)


async def outcomes(*acts):
    found = await asyncio.gather(*acts, return_exceptions=True)
    return sorted("done" if not isinstance(each, BaseException) else type(each).__name__ for each in found)


async def test_two_supervisors_commit_at_once(committed_db, cast):
    draw_id = await build.a_draw(cast, at=DrawStatus.PREPARED)
    acts = [drawing.commit(draw_id, actor=cast.gu, now=NOW) for _ in range(2)]
    assert await outcomes(*acts) == ["AlreadyMoved", "done"]
    assert await database.value("select count(*) from draw_commitment") == 1


async def test_a_roster_edited_while_the_commitment_is_made_is_in_it_or_refused(committed_db, cast):
    draw_id = await build.a_draw(cast, at=DrawStatus.PREPARED)
    found = await draws.draw(cast.an, draw_id)
    subject = (await lists.subjects(found["id"]))[0]["subject"]
    edit = rosters.edit_subject(
        draw_id, subject, "excluded", "suspended", explanation="已申报歇业", actor=cast.an, now=NOW
    )
    await outcomes(edit, drawing.commit(draw_id, actor=cast.gu, now=NOW))
    committed = await draws.draw(cast.an, draw_id)
    material = await draws.material(committed)
    assert (
        build.record.commitment.manifest(material["params"], material["subjects"], material["inspectors"])
        == committed["manifest"]
    )


async def test_the_value_entered_twice_at_once_is_entered_once(committed_db, cast):
    draw_id = await build.a_draw(cast, at=DrawStatus.COMMITTED)
    acts = [
        drawing.enter_entropy(draw_id, value, witnesses=["证一", "证二"], actor=cast.gu, now=SESSION)
        for value in (build.THROWS, build.THROWS[::-1])
    ]
    assert await outcomes(*acts) == ["AlreadyMoved", "done"]


async def test_two_prepared_at_once_take_two_numbers(committed_db, cast):
    await build.some_firms(2)
    line = (await build.a_plan(cast))[1]
    acts = [
        rosters.prepare(line, source="dice", session_at=SESSION, actor=actor, now=NOW)
        for actor in (cast.an, cast.ann)
    ]
    assert sorted(await asyncio.gather(*acts)) == ["BJ110105-2026-0001", "BJ110105-2026-0002"]


async def test_a_result_concluded_twice_at_once_assigns_once(committed_db, cast):
    draw_id = await build.a_draw(cast, at=DrawStatus.ENTROPY)
    result = record.run(await draws.material(await draws.draw(cast.gu, draw_id)))
    acts = [drawing.conclude(draw_id, result, actor=cast.gu, now=SESSION) for _ in range(2)]
    assert await outcomes(*acts) == ["AlreadyMoved", "done"]
    assert await database.value("select count(*) from inspection_task") == len(result["assignment"]["teams"])


async def test_two_supervisors_grant_one_request_at_once(committed_db, cast):
    await build.more_inspectors(cast, 2)
    task_id = await build.a_task(cast)
    leaver = (await build.tasks.members(task_id))[0]
    request = await amending.ask(
        task_id, "replace_inspector", "left-office", "已调往其他部门，见通知", inspector=leaver["pseudonym"], actor=cast.an, now=SESSION
    )  # fmt: skip
    acts = [build.amended(cast, request, now=SESSION) for _ in range(3)]
    found = await outcomes(*acts)
    assert found.count("done") == 1
    assert set(found) <= {"AlreadyMoved", "OutOfStep", "done"}
    assert await database.value("select count(*) from draw_amendment") == 1
    assert len(await build.tasks.members(task_id)) == 2


async def test_two_requests_granted_at_once_make_one_chain(committed_db, cast):
    """What was computed on an old end of the chain is refused; computed anew it fits."""
    await build.more_inspectors(cast, 4)
    draw_id = await build.a_draw(cast, firms=6)
    asked = []
    for task in (await build.tasks_of(cast, draw_id))[:2]:
        leaver = (await build.tasks.members(task["id"]))[0]
        request = await amending.ask(
            task["id"], "replace_inspector", "ill", "因病不能执行，见医院证明", inspector=leaver["pseudonym"], actor=cast.an, now=SESSION
        )  # fmt: skip
        asked.append(request)
    found = await outcomes(*(build.amended(cast, request, now=SESSION) for request in asked))
    assert found in (["OutOfStep", "done"], ["done", "done"])
    for request in asked:
        await outcomes(build.amended(cast, request, now=SESSION))
    file = await draws.published_file(await draws.public_draw(draw_id))
    assert len(file["expected"]["amendments"]) == 2
    assert verify.verify_text(jcs.encode(file)).code == verify.EQUAL


async def test_the_same_lead_goes_into_one_draw(committed_db, cast):
    lead = await leads.record_lead(
        cast.firm, "complaint", source_number="1", facts="反映未明示收费标准。", item_ids=["displayed"], actor=cast.an, now=NOW
    )  # fmt: skip
    await leads.approve(lead, reason="情况具体，需要核查", actor=cast.bai, now=NOW)
    terms = Terms(sources.preset("drand", NOW + timedelta(minutes=15)))
    acts = [preparing.prepare_for_leads([lead], terms, actor=actor, now=NOW) for actor in (cast.an, cast.ann)]
    assert await outcomes(*acts) == ["AlreadyMoved", "done"]


async def test_two_deciders_approve_at_once_and_one_form_is_issued(committed_db, cast):
    task_id = await build.a_task(cast, at=TaskStatus.PROPOSED)
    acts = [approving.approve(task_id, actor=actor, now=SESSION) for actor in (cast.bai, cast.bo)]
    assert await outcomes(*acts) == ["AlreadyMoved", "done"]
    assert await database.value("select count(*) from document where kind = 'inspection_approval'") == 1


async def test_a_form_is_proposed_once_by_two_clerks(committed_db, cast):
    task_id = await build.a_task(cast)
    day = SESSION.date()
    acts = [
        approving.propose(task_id, visit_from=day, visit_until=day, actor=actor, now=SESSION)
        for actor in (cast.an, cast.ann)
    ]
    assert await outcomes(*acts) == ["AlreadyMoved", "done"]
    assert await database.value("select count(*) from inspection_approval") == 1


async def test_a_visit_rated_twice_at_once_is_rated_once(committed_db, cast):
    task_id = await build.a_task(cast, at=TaskStatus.PUBLISHED)
    task = await tasks.any_task(task_id)
    said = doors.Rating(4, showed_code=True, showed_certificates=True, kept_to_form=True)
    acts = [doors.rate(task, said, actor=None, now=task["confirmed_at"]) for _ in range(3)]
    assert await outcomes(*acts) == ["AlreadyMoved", "AlreadyMoved", "done"]


async def test_a_correction_decided_twice_at_once_is_published_once(committed_db, cast):
    task_id = await build.a_task(cast, at=TaskStatus.PUBLISHED, problem="displayed")
    later = NOW + timedelta(days=6)
    await results.propose_correction(
        task_id, Outcome.NO_PROBLEM, (), reason="复核照片，原记录有误，见附件", actor=cast.an, now=later
    )
    made = await database.value("select id from result_correction")
    acts = [results.decide_correction(made, True, actor=actor, now=later) for actor in (cast.bai, cast.bo)]
    assert await outcomes(*acts) == ["AlreadyMoved", "done"]
    assert await database.value("select count(*) from publication where kind = 'inspection_result'") == 2


async def test_the_firm_is_told_the_result_once_by_two_clerks(committed_db, cast):
    task_id = await build.a_task(cast, at=TaskStatus.CONFIRMED)
    later = NOW + timedelta(days=6)
    told = await asyncio.gather(
        *(issuing.tell_result(task_id, actor=actor, now=later) for actor in (cast.an, cast.ann))
    )
    assert sorted(told) == [False, True]
