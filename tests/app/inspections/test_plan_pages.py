"""The plan at the desk and in public: overdue, versions, filing, numbers, the list of items as data."""

from datetime import UTC, datetime, timedelta

import pytest

from app import clock
from regulation import database
from regulation.inspections.status import PlanStatus
from tests.builders import inspections as build
from tests.cast import post, sign_in

NOW = build.NOW


@pytest.fixture
def at(monkeypatch):
    def set_clock(now):
        monkeypatch.setattr(clock, "now", lambda: now)
        monkeypatch.setattr(clock, "today", (now + timedelta(hours=8)).date)

    set_clock(NOW)
    return set_clock


async def test_a_year_without_a_plan_is_overdue_from_the_first_of_april(client, cast, at):
    await sign_in(client, cast.bai)
    for moment, words in (
        (datetime(2026, 3, 31, 15, 59, tzinfo=UTC), "本年度计划应在"),
        (datetime(2026, 3, 31, 16, 0, tzinfo=UTC), "不得进行计划内检查"),
    ):
        at(moment)
        shown = (await client.get("/desk/plans")).text
        assert words in shown
        assert "第六十七条" in shown
        assert "海淀" not in shown
        assert "本年度检查计划尚未公布" in (await client.get("/desk")).text
    await sign_in(client, cast.lu)
    assert "尚未公布的机关18个" in (await client.get("/desk/plans")).text
    await build.a_plan(cast)
    assert "尚未公布的机关17个" in (await client.get("/desk/plans")).text


async def test_a_plan_is_written_adopted_filed_and_changed_in_pages(client, cast, at):
    await build.some_firms(4)
    await sign_in(client, cast.an)
    address = (await post(client, "/desk/plans", {"year": "2026", "title": "朝阳区2026年度计划"})).headers[
        "location"
    ]
    assert (await client.get(f"{address}/edit")).status_code == 200
    head = {"title": "朝阳区2026年度行政检查计划", "body": "朝阳区人社局", "scope": "本区机构"}
    assert (await post(client, f"{address}/edit", {**head, "body": ""})).status_code == 422
    assert (await post(client, f"{address}/edit", head)).status_code == 303
    line = {
        "title": "上半年", "month": "6", "kinds": "hr_licence", "rate_a": "50", "rate_b": "50", "rate_c": "100",
        "rate_d": "100", "at_least": "1", "items": "displayed", "method": "on_site",
    }  # fmt: skip
    assert (await post(client, f"{address}/lines", {**line, "method": "telepathy"})).status_code == 422
    assert (await post(client, f"{address}/lines", line)).status_code == 303
    shown = (await client.get(address)).text
    assert "预计抽取" in shown
    assert "数量按今天的名录计算" in shown
    assert (
        await post(client, f"{address}/filing", {"filed_with": "市局", "filed_on": "2026-06-01"})
    ).status_code == 422
    await sign_in(client, cast.bai)
    assert (await post(client, f"{address}/adopt")).status_code == 303
    assert (await post(client, f"{address}/adopt")).status_code == 409
    await sign_in(client, cast.an)
    assert (
        await post(client, f"{address}/filing", {"filed_with": "市局", "filed_on": "2026-06-01"})
    ).status_code == 303
    assert (await post(client, f"{address}/change", {"change_reason": ""})).status_code == 422
    changed = (await post(client, f"{address}/change", {"change_reason": "增加批次"})).headers["location"]
    assert "增加批次" in (await client.get(changed)).text
    await sign_in(client, cast.ding)
    for path in (address, changed, f"{address}/edit"):
        assert (await client.get(path)).status_code == 404
    for path, data in ((f"{address}/change", {"change_reason": "x"}), (f"{address}/edit", head)):
        assert (await post(client, path, data)).status_code == 404
    await sign_in(client, cast.bai)
    assert (await post(client, f"{changed}/adopt")).status_code == 303
    await sign_in(client, None)
    old = (await client.get(address.replace("/desk/", "/draws/"))).text
    assert "已由新版本替换" in old
    assert "计划的各个版本" in old
    public = changed.replace("/desk/", "/draws/")
    data = (await client.get(f"{public}/plan.json")).json()
    assert (data["version"], data["change_reason"], data["rounds"][0]["rates"]["A"]) == (
        2,
        "增加批次",
        [1, 2],
    )
    assert sum(each["roster"] for each in data["rounds"][0]["expected"].values()) == 4
    assert (await client.get(f"{address.replace('/desk/', '/draws/')}/plan.json")).json()[
        "status"
    ] == "superseded"
    paper = await database.value("select id from document where kind = 'inspection_plan' limit 1")
    assert (await client.get(f"/documents/{paper}.pdf")).content.startswith(b"%PDF")


async def test_the_list_of_plans_is_searched_and_narrowed(client, cast, at):
    await build.a_plan(cast)
    await build.a_plan(cast, year=2025, at=PlanStatus.DRAFT)
    await sign_in(client, cast.an)
    assert "2025年度行政检查计划" in (await client.get("/desk/plans?year=2025&status=draft")).text
    narrowed = (await client.get("/desk/plans?year=2026")).text
    assert "2025年度行政检查计划" not in narrowed
    assert "还没有年度检查计划" in (await client.get("/desk/plans?q=没有这样的")).text


async def test_the_list_of_items_is_public_as_page_and_data(client, cast, at):
    page = (await client.get("/draws/items")).text
    assert "每年频次上限" in page
    data = (await client.get("/draws/items.json")).json()
    assert data["version"] == "2026-1"
    assert {each["kind"] for each in data["rows"]} == {"key", "general"}
    assert all(each["basis"] and each["problem"] for each in data["rows"])
    lines = (await client.get("/draws/items.csv")).content.decode("utf-8-sig").strip().splitlines()
    assert len(lines) == data["total"] + 1
    assert (await client.get("/draws/items/2026-1")).status_code == 200
    assert (await client.get("/draws/items/9999-9")).status_code == 404
    assert (await client.get("/draws/items?organ=nowhere")).status_code == 200
