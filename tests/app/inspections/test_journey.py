"""From the plan's form to the published result, page by page, as the people do it."""

from datetime import timedelta

import pytest

from app import clock
from app.commands import verify_draw
from regulation import database
from tests.builders import inspections as build
from tests.builders.pictures import JPEG
from tests.cast import post, sign_in

NOW = build.NOW


@pytest.fixture
def at(monkeypatch):
    """Sets the clock on the wall."""

    def set_clock(now):
        monkeypatch.setattr(clock, "now", lambda: now)
        monkeypatch.setattr(clock, "today", (now + timedelta(hours=8)).date)

    set_clock(NOW)
    return set_clock


async def planned(client, cast):
    """A plan adopted through its forms; the id of its line."""
    await sign_in(client, cast.an)
    made = await post(client, "/desk/plans", {"year": "2026", "title": "2026年度行政检查计划"})
    assert made.status_code == 303
    plan = made.headers["location"]
    line = {
        "month": "6", "title": "第一批随机抽查", "kinds": ["hr_licence"], "rate_a": "1", "rate_b": "50", "rate_c": "20",
        "rate_d": "100", "at_least": "1", "items": ["licence-scope", "displayed", "annual-report"],
    }  # fmt: skip
    assert (await post(client, f"{plan}/lines", line)).status_code == 303
    assert (await post(client, f"{plan}/adopt")).status_code == 403
    await sign_in(client, cast.bai)
    assert (await post(client, f"{plan}/adopt")).status_code == 303
    assert "第一批随机抽查" in (await client.get(plan.replace("/desk/plans", "/draws/plans"))).text
    return await database.value("select id from plan_line")


async def drawn(client, cast, at, tmp_path=None):
    """A draw run through its pages; its id."""
    await build.some_firms(6)
    line = await planned(client, cast)
    await sign_in(client, cast.an)
    sent = {"line": str(line), "title": "", "source": "dice", "session_at": "2026-06-02T11:00"}
    assert (await post(client, "/desk/draws", {**sent, "session_at": "2026-06-01T20:00"})).status_code == 422
    made = await post(client, "/desk/draws", sent)
    assert made.status_code == 303
    room = made.headers["location"]
    draw_id = room.rpartition("/")[2]
    assert draw_id == "BJ110105-2026-0001"
    assert (await client.get(f"/draws/{draw_id}")).status_code == 404
    assert (await post(client, f"{room}/commit")).status_code == 403
    await sign_in(client, cast.gu)
    assert "公布抽取承诺" in (await client.get(room)).text
    assert (await post(client, f"{room}/commit")).status_code == 303
    assert (await post(client, f"{room}/commit")).status_code == 409
    value = {"alternative": "0", "dice": build.THROWS, "witness_1": "证一", "witness_2": "证二", "note": ""}
    early = await post(client, f"{room}/entropy", value)
    assert early.status_code == 422
    assert "时间未到" in early.text
    at(NOW + timedelta(hours=25, minutes=5))
    alone = await post(client, f"{room}/entropy", {**value, "witness_2": ""})
    assert alone.status_code == 422
    assert "见证人" in alone.text
    assert (await post(client, f"{room}/entropy", {**value, "dice": "7" * 50})).status_code == 422
    assert (await post(client, f"{room}/entropy", value)).status_code == 303
    assert (await post(client, f"{room}/entropy", value)).status_code == 409
    assert "已抽取" in (await client.get(room)).text
    return draw_id


async def test_the_whole_journey(client, cast, at, tmp_path, capsys):
    draw_id = await drawn(client, cast, at)
    await sign_in(client, None)
    shown = (await client.get(f"/draws/{draw_id}")).text
    assert "怎样核验" in shown
    listed = (await client.get("/draws.json")).json()
    assert [(each["draw_id"], each["status"]) for each in listed["rows"]] == [(draw_id, "drawn")]
    assert draw_id in (await client.get("/draws.csv")).text
    await recomputed(client, draw_id, tmp_path, capsys)
    task = (await build.tasks_of(cast, draw_id))[0]
    await permitted(client, cast, draw_id, task["id"])
    await inspected(client, cast, task["id"])
    await published(client, cast, task)


async def recomputed(client, draw_id, tmp_path, capsys):
    """What anyone downloads is equal; one letter changed is not."""
    answer = await client.get(f"/draws/{draw_id}.json")
    file = tmp_path / "draw.json"
    file.write_bytes(answer.content)

    class Args:
        files = (file,)
        part = False

    assert verify_draw.run(Args) == 0
    assert "equal" in capsys.readouterr().out
    published_hash = answer.json()["expected"]["result_hash"]
    other = ("0" if published_hash[0] != "0" else "1") + published_hash[1:]
    file.write_bytes(answer.content.replace(published_hash.encode(), other.encode()))
    assert verify_draw.run(Args) == 1
    file.write_bytes(answer.content.replace(b'"certain"', b'"certaim"', 1))
    assert verify_draw.run(Args) in {1, 2}


async def permitted(client, cast, draw_id, task_id):
    """Proposed for the draw, approved and notified for the visit; nobody enters before."""
    first, _second = await build.team_of(cast, task_id)
    await sign_in(client, first)
    assert "检查须经批准" in (await client.get(f"/field/visits/{task_id}")).text
    told = {"place": "抽查路1号", "told": "true"}
    assert (await post(client, f"/field/visits/{task_id}/start", told)).status_code == 409
    await sign_in(client, cast.an)
    assert "检查待报批" in (await client.get("/desk")).text
    page = f"/desk/approvals/{draw_id}"
    assert draw_id in (await client.get("/desk/approvals")).text
    assert str(task_id) in (await client.get(page)).text
    sent = {
        "tasks": [str(task_id)], "visit_from": "2026-06-02", "visit_until": "2026-06-30", "assistants": "1",
        "announced": "true",
    }  # fmt: skip
    late = await post(client, page, {**sent, "visit_until": "2026-12-31"})
    assert late.status_code == 422
    assert "完成期限" in late.text
    assert (await post(client, page, sent)).status_code == 303
    address = f"/desk/visits/{task_id}"
    assert (await post(client, f"{address}/approve")).status_code == 403
    await sign_in(client, cast.ding)
    assert (await post(client, f"{address}/approve")).status_code == 404
    await sign_in(client, cast.bai)
    assert "检查待审批" in (await client.get("/desk")).text
    assert "一并批准" in (await client.get("/desk/approvals")).text
    assert (await post(client, "/desk/approvals/approve", {"tasks": [str(task_id)]})).status_code == 303
    assert (await post(client, "/desk/approvals/approve", {"tasks": [str(task_id)]})).status_code == 409
    assert (await post(client, f"{address}/approve")).status_code == 409
    await sign_in(client, cast.an)
    assert "作出检查通知书" in (await client.get(address)).text
    assert (await post(client, f"{address}/notify")).status_code == 303
    assert "人社检通〔2026〕1号" in (await client.get(address)).text


async def inspected(client, cast, task_id):
    first, second = await build.team_of(cast, task_id)
    address = f"/field/visits/{task_id}"
    await sign_in(client, first)
    assert str(task_id) in (await client.get("/field")).text
    code = (await build.a_scan(task_id)).code
    begin = {"place": "抽查路1号", "told": "true", "code": code, "why_typed": "not_shown"}
    for without in ("told", "code", "why_typed"):
        refused = await post(client, f"{address}/start", {**begin, without: ""})
        assert refused.status_code == 422, without
    other = await post(client, f"{address}/start", {**begin, "code": "91110108MA0000002B"})
    assert other.status_code == 422
    assert "这不是本次检查的机构的代码" in other.text
    assert (await post(client, f"{address}/start", begin)).status_code == 303
    assert "核对并签名" in (await client.get(address)).text
    for number, item in enumerate(("licence-scope", "annual-report"), start=1):
        saved = await post(client, f"{address}/items/{item}", {"answer": "compliant", "note": ""})
        assert saved.status_code == 303
        assert f"已检查 {number} / 3 项" in (await client.get(address)).text
    bare = await post(client, f"{address}/items/displayed", {"answer": "problem", "note": ""})
    assert bare.status_code == 303
    gaps = await post(client, f"{address}/submit")
    assert gaps.status_code == 422
    assert "请写明看到的事实" in gaps.text
    await post(client, f"{address}/items/displayed", {"answer": "problem", "note": "大厅未明示收费标准"})
    assert (await post(client, f"{address}/items/prices", {"answer": "compliant"})).status_code == 409
    photo = {"photo": ("大厅.jpg", JPEG, "image/jpeg")}
    assert (await post(client, f"{address}/photos", {"item": "displayed"}, files=photo)).status_code == 303
    fake = {"photo": ("大厅.jpg", b"<html>", "image/jpeg")}
    refused = await post(client, f"{address}/photos", {"item": "displayed"}, files=fake)
    assert refused.status_code == 422
    assert "文件内容与扩展名不符" in refused.text
    side = {"representative": "甲某", "representative_title": "经理", "statement": "无异议", "sign": "signed"}
    assert (await post(client, f"{address}/firm", side)).status_code == 303
    shown = (await client.get(address)).text
    assert "已检查 3 / 3 项" in shown
    assert "处没有完成" not in shown
    assert (await client.get("/field/sync")).status_code == 200
    await sign_in(client, second)
    assert (await post(client, f"{address}/submit")).status_code == 403
    await sign_in(client, first)
    assert (await post(client, f"{address}/submit")).status_code == 303
    assert (await post(client, f"{address}/confirm")).status_code == 403
    late = await post(client, f"{address}/items/displayed", {"answer": "compliant"})
    assert late.status_code == 409
    await sign_in(client, second)
    assert "确认并签名" in (await client.get(address)).text
    assert (await post(client, f"{address}/confirm")).status_code == 303
    assert "发现问题责令限期改正" in (await client.get(address)).text


async def published(client, cast, task):
    address = f"/desk/visits/{task['id']}"
    await sign_in(client, cast.an)
    assert "检查结果待公示" in (await client.get("/desk")).text
    assert "大厅未明示收费标准" in (await client.get(address)).text
    assert (await post(client, f"{address}/publish")).status_code == 303
    assert (await post(client, f"{address}/publish")).status_code == 409
    await sign_in(client, None)
    page = (await client.get(f"/firms/{task['firm_number']}")).text
    assert "随机抽查结果" in page
    assert "发现问题责令限期改正" in page
    assert (await client.get(f"/draws/BJ110105-2026-0001/firms/{task['firm_number']}")).status_code == 200
