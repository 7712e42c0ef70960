"""Leads and special inspections at the desk, in the firm's portal and in public."""

import re
from datetime import timedelta

import pytest

from app import clock
from regulation import database
from tests.builders import inspections as build
from tests.cast import post, sign_in

NOW = build.NOW
SPECIAL = {
    "title": "劳务派遣专项检查", "problem": "多起投诉反映派遣机构扣留求职者押金。", "kinds": "hr_licence", "rate_a": "0",
    "rate_b": "10", "rate_c": "50", "rate_d": "100", "at_least": "1", "items": "fees-deposits", "from_on": "2026-06-01",
    "until_on": "2026-07-31",
}  # fmt: skip
APPROVAL = {
    "government": "北京市朝阳区人民政府", "number": "朝政批〔2026〕7号", "on": "2026-05-28",
    "filed_with": "北京市人力资源和社会保障局", "filed_on": "2026-05-29",
}  # fmt: skip
PAPER = {"paper": ("批准.pdf", b"%PDF-1.4\n%%EOF\n", "application/pdf")}


@pytest.fixture
def at(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", (NOW + timedelta(hours=8)).date)


async def test_a_lead_goes_from_its_record_to_the_draw_of_its_officers(client, cast, at):
    await sign_in(client, cast.an)
    number = await database.value("select number from firm where id = $1", cast.firm)
    assert "登记线索" in (await client.get(f"/desk/leads/new?firm={number}&number=12345-9")).text
    typed = {
        "firm": number,
        "kind": "complaint",
        "source_number": "12345-9",
        "facts": "没有明示收费标准",
        "items": "displayed",
    }
    for changed in ({"firm": "F9999999"}, {"items": "nothing"}, {"facts": ""}, {"officer": "chen"}):
        assert (await post(client, "/desk/leads/new", typed | changed)).status_code == 422, changed
    key = re.search(r'name="request_key" value="([^"]+)"', (await client.get("/desk/leads/new")).text)[1]
    pressed = [await post(client, "/desk/leads/new", typed | {"request_key": key}) for _twice in range(2)]
    assert pressed[0].headers["location"] == pressed[1].headers["location"]
    address = pressed[0].headers["location"]
    assert (await post(client, f"{address}/approve", {"reason": "x"})).status_code == 403
    await sign_in(client, cast.ding)
    assert (await client.get(address)).status_code == 404
    for act, data in (("approve", {"reason": "x"}), ("dismiss", {"refusal": "x"})):
        assert (await post(client, f"{address}/{act}", data)).status_code == 404
    await sign_in(client, cast.bai)
    assert "按线索检查不占频次" in (await client.get(address)).text
    assert (await post(client, f"{address}/approve", {"reason": ""})).status_code == 422
    assert (await post(client, f"{address}/approve", {"reason": "需要核查"})).status_code == 303
    assert (await post(client, f"{address}/approve", {"reason": "再一次"})).status_code == 409
    await sign_in(client, cast.an)
    assert "/desk/draws/new?leads=1" in (await client.get(address)).text
    listed = await client.get("/desk/leads?status=approved&kind=complaint&q=12345&sort=firm")
    assert "已批准检查" in listed.text
    assert "没有检查线索" in (await client.get("/desk/leads?status=merged")).text


async def test_two_leads_are_merged_on_the_page_of_one(client, cast, at):
    await sign_in(client, cast.an)
    number = await database.value("select number from firm where id = $1", cast.firm)
    made = []
    for source, item in (("甲1", "displayed"), ("乙2", "ledger")):
        typed = {
            "firm": number,
            "kind": "transfer",
            "source_number": source,
            "facts": "转办情况",
            "items": item,
        }
        made.append((await post(client, "/desk/leads/new", typed)).headers["location"])
    await sign_in(client, cast.bai)
    shown = (await client.get(made[0])).text
    assert "并入同一机构的另一线索" in shown
    sent = {"into": made[1].rpartition("/")[2], "merge_reason": "同一机构"}
    assert (await post(client, f"{made[0]}/merge", {**sent, "into": "x"})).status_code == 422
    done = await post(client, f"{made[0]}/merge", sent)
    assert done.headers["location"] == made[1]
    assert "并入的线索" in (await client.get(made[1])).text


async def test_a_firm_asks_and_sees_what_is_left_of_the_cap(client, cast, at):
    await sign_in(client, cast.e)
    shown = (await client.get("/firm/visits/request")).text
    assert "剩余" in shown
    assert (
        await post(client, "/firm/visits/request", {"facts": "", "items": "displayed"})
    ).status_code == 422
    sent = {"facts": "整改完成，请核查", "items": "displayed"}
    assert (await post(client, "/firm/visits/request", sent)).status_code == 303
    assert (await post(client, "/firm/visits/request", sent)).status_code == 409
    assert "申请正在等待机关决定" in (await client.get("/firm/visits/request")).text
    await sign_in(client, cast.f)
    assert "整改完成" not in (await client.get("/firm/visits/request")).text
    await sign_in(client, cast.an)
    assert (await client.get("/firm/visits/request")).status_code in {403, 404}


async def test_a_special_inspection_is_public_with_its_approval_and_not_before(client, cast, at):
    await sign_in(client, cast.an)
    assert "拟订专项检查" in (await client.get("/desk/specials")).text
    assert (await client.get("/desk/specials/new")).status_code == 200
    assert (await post(client, "/desk/specials/new", SPECIAL | {"problem": "乱"})).status_code == 422
    key = re.search(r'name="request_key" value="([^"]+)"', (await client.get("/desk/specials/new")).text)[1]
    pressed = [
        await post(client, "/desk/specials/new", SPECIAL | {"request_key": key}) for _twice in range(2)
    ]
    assert pressed[0].headers["location"] == pressed[1].headers["location"]
    address = pressed[0].headers["location"]
    public = address.replace("/desk/", "/draws/")
    assert (await client.get(public)).status_code == 404
    assert "劳务派遣专项检查" not in (await client.get("/draws/specials")).text
    assert (await client.get(f"{address}/edit")).status_code == 200
    assert (await post(client, f"{address}/edit", SPECIAL | {"rate_b": "20"})).status_code == 303
    assert (await post(client, f"{address}/approve", APPROVAL)).status_code == 403
    await sign_in(client, cast.ding)
    for path in (address, f"{address}/edit"):
        assert (await client.get(path)).status_code == 404
    assert (await post(client, f"{address}/approve", APPROVAL, files=PAPER)).status_code == 404
    await sign_in(client, cast.bai)
    for wrong in ({"government": "某街道办事处"}, {"on": "2026-06-02"}, {"number": ""}):
        assert (await post(client, f"{address}/approve", APPROVAL | wrong, files=PAPER)).status_code == 422
    fake = {"paper": ("批准.pdf", b"no pdf", "application/pdf")}
    assert (await post(client, f"{address}/approve", APPROVAL, files=fake)).status_code == 422
    assert (await post(client, f"{address}/approve", APPROVAL)).status_code == 422
    assert (await post(client, f"{address}/approve", APPROVAL, files=PAPER)).status_code == 303
    shown = (await client.get(address)).text
    assert "批准.pdf" in shown
    file = await database.value("select id from attachment")
    kept = await client.get(f"{address}/files/{file}")
    assert kept.content.startswith(b"%PDF")
    await sign_in(client, None)
    assert (await client.get(f"{address}/files/{file}")).status_code == 303
    seen = (await client.get(public)).text
    assert "朝政批〔2026〕7号" in seen
    assert "20%" in seen
    assert "劳务派遣专项检查" in (await client.get("/draws/specials")).text
    assert "Special inspections" in (await client.get("/draws/specials?lang=en")).text


async def test_a_draft_is_discarded_with_a_reason_and_an_approved_one_closed(client, cast, at):
    await sign_in(client, cast.an)
    address = (await post(client, "/desk/specials/new", SPECIAL)).headers["location"]
    assert (await post(client, f"{address}/discard", {"reason": ""})).status_code == 422
    assert (await post(client, f"{address}/discard", {"reason": "不再需要"})).status_code == 303
    other = (await post(client, "/desk/specials/new", SPECIAL)).headers["location"]
    await sign_in(client, cast.bai)
    await post(client, f"{other}/approve", APPROVAL, files=PAPER)
    await sign_in(client, cast.ning)
    assert (await post(client, f"{other}/close", {"reason": "旁观者"})).status_code == 403
    await sign_in(client, cast.an)
    assert (await post(client, f"{other}/close", {"reason": ""})).status_code == 422
    assert (await post(client, f"{other}/close", {"reason": "检查完毕"})).status_code == 303
    assert "检查完毕" in (await client.get(other.replace("/desk/", "/draws/"))).text
