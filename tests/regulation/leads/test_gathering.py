"""What other matters leave behind becomes a lead once: results of visits, false promises, orders of an inspection."""

from __future__ import annotations

from datetime import timedelta

import pytest

from regulation import database
from regulation.endings.status import EndingStatus, Ground
from regulation.inspections import items
from regulation.inspections.actions import leads as checks
from regulation.inspections.queries import lists
from regulation.inspections.status import TaskStatus, Unable
from regulation.law import beijing
from regulation.leads import queries, supervision
from regulation.leads.actions import raise_lead, watching
from regulation.licensing.status import Track
from regulation.penalties.status import OrderStatus, Source
from tests.builders import endings, inspections, licensing
from tests.builders import penalties as build
from tests.builders.endings import MONDAY

LATER = inspections.NOW + timedelta(days=5)


async def only_lead():
    (found,) = await database.rows("select * from case_lead")
    return found


GRAVE = next(each.id for each in items.ITEM_LIST.values[-1].value.items if each.is_grave)


@pytest.mark.parametrize(
    "how", [{"unable": Unable.REFUSED}, {"problem": GRAVE}], ids=["refused", "transferred"]
)
async def test_a_visit_that_was_refused_or_found_something_grave_leaves_one_lead(cast, how):
    task_id = await inspections.a_task(cast, at=TaskStatus.CONFIRMED, **how)
    task = await database.row("select number, firm, organ from inspection_task where id = $1", task_id)
    assert await watching.gather(now=LATER) == 1
    assert await watching.gather(now=LATER) == 0
    lead = await only_lead()
    assert (lead["source_kind"], lead["source_number"], lead["firm"], lead["organ"]) == (
        "finding",
        task["number"],
        task["firm"],
        task["organ"],
    )
    assert lead["found_on"] == beijing.legal_day(inspections.NOW + timedelta(days=3))
    assert lead["raised_by"] is None


@pytest.mark.parametrize("how", [{}, {"problem": "x", "corrected": True}, {"unable": Unable.UNREACHABLE}])
async def test_other_results_leave_none(cast, how):
    if "problem" in how:
        how["problem"] = next(each.id for each in items.ITEM_LIST.values[-1].value.items if not each.is_grave)
    await inspections.a_task(cast, at=TaskStatus.CONFIRMED, **how)
    assert await watching.gather(now=LATER) == 0


async def test_a_false_promise_leaves_a_lead_when_the_licence_is_set_aside(cast, tmp_path):
    licence = await licensing.a_licence(cast, track=Track.COMMITMENT, folder=tmp_path)
    await endings.a_matter(cast, licence, at=EndingStatus.ENDED, ground=Ground.FALSE_PROMISE)
    assert await watching.gather(now=MONDAY + timedelta(days=1)) == 1
    lead = await only_lead()
    assert (lead["source_kind"], lead["firm"]) == ("false_promise", cast.firm)
    assert lead["source_number"] == await database.value("select decision_number from ending")
    assert await watching.gather(now=MONDAY + timedelta(days=1)) == 0


async def test_an_order_of_an_inspection_that_was_not_corrected_leaves_a_lead(cast):
    office = build.Office(cast.an, cast.bai, cast.fang, (cast.chen.person_id, cast.cui.person_id))
    task_id = await inspections.a_task(cast, at=TaskStatus.PUBLISHED, problem="displayed")
    task = await database.row("select number, firm from inspection_task where id = $1", task_id)
    day = beijing.legal_day(LATER)
    order = await build.an_order(
        office,
        task["firm"],
        to=OrderStatus.REFUSED,
        on=day,
        source_kind=Source.FINDING,
        source_number=task["number"],
    )
    lead = await only_lead()
    assert (lead["source_kind"], lead["firm"]) == ("order", task["firm"])
    assert lead["source_number"] == await database.value(
        "select number from correction_order where id = $1", order
    )


async def test_a_lead_brings_a_check_forward_and_shows_what_it_found(cast):
    made = await raise_lead(
        "monitoring",
        "",
        firm_id=cast.firm,
        facts="监测发现其网络招聘页面没有许可证编号",
        actor=cast.an,
        now=inspections.NOW,
    )
    lead = await queries.visible(cast.an, made["id"])
    assert await queries.checks(lead) == []
    list_ = (await lists.current(cast.an.organ_id, beijing.legal_day(inspections.NOW))).list
    await checks.record_lead(
        cast.firm, "monitoring", source_number=lead["number"], facts="提前检查", item_ids=[list_.ids[0]],
        actor=cast.an, now=inspections.NOW,
    )  # fmt: skip
    (asked,) = await queries.checks(lead)
    assert (asked["status"], asked["task_number"], asked["outcome"]) == ("recorded", None, None)


async def test_a_late_answer_to_an_application_is_a_breach_that_leads_to_the_application(cast, tmp_path):
    number = await licensing.an_application(cast, folder=tmp_path)
    due = await database.value(
        "select min(due_on) from clock where matter_kind = 'application' and kind = 'triage'"
    )
    after = due + timedelta(days=1)
    total, rows, _facets = await supervision.late(cast.lu, since=due, today=after, chosen={})
    assert total == 1
    assert [(each["act"], each["application_number"]) for each in rows] == [("application/triage", number)]
    assert (await supervision.late(cast.lu, since=due, today=due, chosen={}))[0] == 0
