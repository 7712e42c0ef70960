"""Two people at once, on real connections: one act stands, the other is told."""

import asyncio
from datetime import timedelta

from regulation import database
from regulation.inspections.actions import drawing, rosters
from regulation.inspections.draw import record
from regulation.inspections.queries import draws
from regulation.inspections.queries import rosters as lists
from regulation.inspections.status import DrawStatus
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
