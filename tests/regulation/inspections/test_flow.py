"""From the plan to the published result, and what stands in the way of short cuts."""

from datetime import timedelta

import asyncpg
import pytest

from regulation import database, errors
from regulation.casework import clocks, documents, publication
from regulation.casework.calendar import current
from regulation.inspections.actions import drawing, plans, results, rosters, visiting
from regulation.inspections.draw import record
from regulation.inspections.queries import draws, tasks
from regulation.inspections.queries import rosters as lists
from regulation.inspections.status import Answer, DrawStatus, Outcome, PlanStatus, TaskStatus, Unable
from regulation.integrity import queries as integrity
from tests.builders import inspections as build
from tests.builders.inspections import NOW

SESSION = NOW + timedelta(hours=25)


async def status_of(draw_id):
    return await database.value("select status from inspection_draw where draw_id = $1", draw_id)


async def test_a_plan_leads_to_a_published_result(cast):
    task_id = await build.a_task(cast, at=TaskStatus.PUBLISHED, problem="displayed")
    task = await tasks.at_desk(cast.an, task_id)
    assert (task["status"], task["outcome"]) == (TaskStatus.PUBLISHED, Outcome.ORDERED)
    shown = await publication.current(today=NOW.date() + timedelta(days=30), kinds=["inspection_result"])
    assert [each["number"] for each in shown] == [task["number"]]
    assert shown[0]["body"]["problems"] == ["在服务场所明示证照、服务项目、监督机关和电话"]
    facts = await integrity.facts(task["firm"])
    assert [(each["kind"], each["source_number"]) for each in facts] == [("finding", task["number"])]
    papers = await documents.of_matter("inspection_task", task_id)
    assert [each["kind"] for each in papers] == ["inspection_record"]
    held = {each.kind: each for each in await clocks.of(task_id, calendar=await current())}
    assert held["publish"].met_on is not None
    assert held["visit"].met_on is not None
