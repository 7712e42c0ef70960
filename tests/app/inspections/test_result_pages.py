"""Telling, publishing, correcting at the desk; the chain of a visit; the public list with its data."""

import csv
import io
from datetime import timedelta

import pytest

from app import clock
from regulation import database
from regulation.inspections.actions import doors
from regulation.inspections.status import TaskStatus
from regulation.penalties.actions import orders
from tests.builders import inspections as build
from tests.cast import post, sign_in

NOW = build.NOW
LATER = NOW + timedelta(days=6)
WHY = "复核照片，收费标准张贴在前台左侧，原记录有误"


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: LATER)
    monkeypatch.setattr(clock, "today", (LATER + timedelta(hours=8)).date)


async def test_an_order_that_follows_stands_in_notice_chain_and_public_entry(client, cast):
    task_id = await build.a_task(cast, at=TaskStatus.CONFIRMED, problem="displayed")
    task = await database.row("select number, firm from inspection_task where id = $1", task_id)
    order = await orders.issue_order(
        "finding", task["number"], task["firm"], "V-06", found_on=LATER.date(), facts="大厅没有明示收费标准和监督电话",
        demands=["明示收费标准"], actor=cast.an, now=LATER,
    )  # fmt: skip
    page = f"/desk/visits/{task_id}"
    await sign_in(client, cast.an)
    text = (await client.get(page)).text
    assert "作出结果告知书" in text
    assert order["number"] in text
    assert "已作出，待送达" in text
    assert (await post(client, f"{page}/tell")).status_code == 303
    assert "作出结果告知书" not in (await client.get(page)).text
    assert (await post(client, f"{page}/publish")).status_code == 303
    await sign_in(client, None)
    entry = (await client.get("/draws/results.json")).json()["rows"][0]
    assert order["number"] in entry["follow_up"]
    assert entry["task_number"] == task["number"]


async def test_a_result_is_corrected_by_two_and_both_entries_stay(client, cast):
    task_id = await build.a_task(cast, at=TaskStatus.PUBLISHED, problem="displayed")
    page = f"/desk/visits/{task_id}"
    await sign_in(client, cast.an)
    assert "公示的结果有误" in (await client.get(page)).text
    sent = {"outcome": "no_problem", "reason": WHY}
    short = await post(client, f"{page}/correct", {**sent, "reason": "错了"})
    assert short.status_code == 422
    assert "不少于10个字" in short.text
    assert (await post(client, f"{page}/correct", {**sent, "outcome": "fine"})).status_code == 422
    assert (await post(client, f"{page}/correct", sent)).status_code == 303
    assert (await post(client, f"{page}/correct", sent)).status_code == 409
    made = await database.value("select id from result_correction")
    decision = {"decision": "publish", "answer": ""}
    assert (await post(client, f"{page}/corrections/{made}", decision)).status_code == 403
    await sign_in(client, cast.ding)
    assert (await post(client, f"{page}/corrections/{made}", decision)).status_code == 404
    await sign_in(client, cast.bai)
    assert "更正公示待审批" in (await client.get("/desk")).text
    other = (await build.tasks_of(cast, (await database.value("select draw_id from inspection_draw"))))[1][
        "id"
    ]
    assert other != task_id
    elsewhere = await post(client, f"/desk/visits/{other}/corrections/{made}", decision)
    assert elsewhere.status_code == 404, "a correction of another visit"
    assert "同意更正并公示" in (await client.get(page)).text
    assert (await post(client, f"{page}/corrections/{made}", {"decision": "decline"})).status_code == 422
    assert (await post(client, f"{page}/corrections/{made}", decision)).status_code == 303
    assert (await post(client, f"{page}/corrections/{made}", decision)).status_code == 409
    await sign_in(client, None)
    rows = (await client.get("/draws/results.json")).json()["rows"]
    by_outcome = {each["outcome"]: each for each in rows}
    assert set(by_outcome) == {"no_problem", "ordered"}
    assert by_outcome["ordered"]["corrected_by"] == by_outcome["no_problem"]["number"]
    assert by_outcome["no_problem"]["corrected_by"] is None
    assert by_outcome["no_problem"]["correction_reason"] == WHY
    text = (await client.get("/draws/results")).text
    assert "已更正" in text
    firm = by_outcome["ordered"]["firm_number"]
    assert "已更正" in (await client.get(f"/firms/{firm}")).text
    assert WHY in (await client.get(by_outcome["no_problem"]["url"])).text
    old = (await client.get(by_outcome["ordered"]["url"])).text
    assert "本公示已更正" in old
    assert by_outcome["no_problem"]["url"] in old
    assert "本公示已更正" not in (await client.get(by_outcome["no_problem"]["url"])).text


async def test_the_data_has_the_columns_of_the_credit_system(client, cast):
    await build.a_task(cast, at=TaskStatus.PUBLISHED, problem="displayed")
    sheet = (await client.get("/draws/results.csv")).content.decode("utf-8-sig")
    [row] = csv.DictReader(io.StringIO(sheet))
    assert list(row) == [
        "计划或者线索编号", "任务编号", "机构", "统一社会信用代码", "检查事项", "机关", "检查日期", "结果代码", "结果", "后续处理",
        "公示日期", "公示编号", "更正",
    ]  # fmt: skip
    assert row["结果代码"] == "ordered"
    assert row["检查事项"].count("；") == 3
    assert (await client.get("/draws/results?outcome=no_problem")).status_code == 200
    assert (await client.get("/draws/results.json?outcome=no_problem")).json()["total"] == 0
    assert (await client.get("/draws/results?lang=en&q=抽查")).status_code == 200


@pytest.mark.parametrize("at", sorted(set(TaskStatus) - {TaskStatus.REPLACED}))
async def test_the_chain_says_whose_turn_it_is_in_every_state(client, cast, at):
    task_id = await build.a_task(cast, at=at)
    await sign_in(client, cast.an)
    for lang in ("", "?lang=en"):
        answer = await client.get(f"/desk/visits/{task_id}{lang}")
        assert answer.status_code == 200
        is_over = at in {TaskStatus.PUBLISHED, TaskStatus.CARRIED}
        assert ("Now " in answer.text if lang else "现在由" in answer.text) != is_over


async def test_the_desk_sees_the_rating_and_a_member_of_the_team_after_the_close_alone(client, cast):
    task_id = await build.a_task(cast, at=TaskStatus.STARTED)
    task = await build.tasks.any_task(task_id)
    await doors.rate(task, doors.Rating(2, True, True, True), actor=None, now=LATER)
    first, _second = await build.team_of(cast, task_id)
    await database.execute(
        """insert into appointment (id, person, organ, role, from_on) values (gen_random_uuid(), $1, $2, 'clerk', '2020-01-01')""",
        first.person_id,
        first.organ_id,
    )
    await sign_in(client, cast.an)
    assert "2分" in (await client.get(f"/desk/visits/{task_id}")).text
    await sign_in(client, first)
    assert "2分" not in (await client.get(f"/desk/visits/{task_id}")).text
