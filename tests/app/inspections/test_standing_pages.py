"""Pages of what stands beside plans and draws: values by decree, the do-not-disturb list, rosters, lists of items, conflicts."""

from datetime import timedelta

import pytest

from app import clock
from regulation import database
from tests.builders import inspections as build
from tests.cast import post, sign_in

NOW = build.NOW


@pytest.fixture
def at(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", (NOW + timedelta(hours=8)).date)


DECREE = {
    "decree_number": "京人社发〔2026〕12号", "decreed_on": "2026-05-20", "issued_by": "北京市人民政府",
    "text": "D级机构每年不超过两次。", "from_on": "2026-06-01",
}  # fmt: skip


async def test_a_number_is_set_by_a_decree_in_pages_and_the_plan_shows_it(client, cast, at):
    await sign_in(client, cast.an)
    assert "起始值" in (await client.get("/values")).text
    shown = (await client.get("/desk/values")).text
    assert "按文件填写新数值" in shown
    assert (await client.get("/desk/values/new/inspections.rates")).status_code == 200
    assert (await client.get("/desk/values/new/inspections.waits")).status_code == 404
    rates = {"A": "0.5", "B": "5", "C": "25", "D": "100"}
    for wrong in ({"A": "half"}, {"D": "101"}, {"from_on": "2026-05-31"}, {"decree_number": ""}, {"E": "1"}):
        sent = {**rates, **DECREE, **wrong}
        assert (await post(client, "/desk/values/new/inspections.rates", sent)).status_code == 422, wrong
    address = (await post(client, "/desk/values/new/inspections.rates", {**rates, **DECREE})).headers[
        "location"
    ]
    assert (await post(client, "/desk/values/new/inspections.rates", {**rates, **DECREE})).status_code == 409
    assert (await post(client, f"{address}/adopt")).status_code == 403
    await sign_in(client, cast.ding)
    assert (await client.get(address)).status_code == 404
    assert (await post(client, f"{address}/adopt")).status_code == 404
    await sign_in(client, cast.bai)
    assert "0.5" in (await client.get(address)).text
    assert (await post(client, f"{address}/adopt")).status_code == 303
    assert (await post(client, f"{address}/adopt")).status_code == 409
    await sign_in(client, cast.ding)
    assert "0.5" in (await client.get(address)).text, "what is public is no secret from the neighbour"
    assert (await post(client, f"{address}/discard", {"reason": "不采用"})).status_code == 403
    public = (await client.get("/values")).text
    assert "京人社发〔2026〕12号" in public
    assert "D级机构每年不超过两次。" in public
    await sign_in(client, cast.an)
    plan = (await post(client, "/desk/plans", {"year": "2026", "title": "计划"})).headers["location"]
    form = (await client.get(plan)).text
    assert 'value="0.5"' in form
    assert "京人社发〔2026〕12号" in form
    assert "Local values" in (await client.get("/values?lang=en")).text


async def test_a_draft_of_a_value_is_given_up_with_a_reason(client, cast, at):
    await sign_in(client, cast.an)
    sent = {"months": "6", **DECREE}
    address = (await post(client, "/desk/values/new/inspections.recent_months", sent)).headers["location"]
    assert (await post(client, f"{address}/discard", {"reason": ""})).status_code == 422
    assert (await post(client, f"{address}/discard", {"reason": "文号有误"})).status_code == 303
    assert "文号有误" in (await client.get(address)).text


async def test_the_do_not_disturb_list_goes_from_proposal_to_the_public_page(client, cast, at):
    await sign_in(client, cast.an)
    number = await database.value("select number from firm where id = $1", cast.firm)
    other = await database.value("select number from firm where id = $1", cast.other_firm)
    sent = {
        "firm": number,
        "ground": "credit",
        "facts": "连续三年A级",
        "from_on": "2026-06-01",
        "until_on": "2026-12-31",
    }
    assert (await client.get(f"/desk/undisturbed/new?firm={number}")).status_code == 200
    for wrong in ({"firm": other}, {"ground": "x"}, {"until_on": "2026-05-01"}, {"facts": ""}):
        assert (await post(client, "/desk/undisturbed/new", sent | wrong)).status_code == 422, wrong
    address = (await post(client, "/desk/undisturbed/new", sent)).headers["location"]
    assert (await post(client, "/desk/undisturbed/new", sent)).status_code == 409
    assert (await post(client, f"{address}/enter")).status_code == 403
    assert (await client.get("/draws/undisturbed.json")).json()["total"] == 0
    await sign_in(client, cast.ding)
    assert (await client.get(address)).status_code == 404
    for act in ("enter", "refuse", "end"):
        assert (
            await post(client, f"{address}/{act}", {"reason": "x"} if act != "enter" else {})
        ).status_code == 404
    await sign_in(client, cast.bai)
    assert "无事不扰" in (await client.get("/desk")).text
    assert (await post(client, f"{address}/enter")).status_code == 303
    await sign_in(client, None)
    assert number in (await client.get("/draws/undisturbed")).text
    [row] = (await client.get("/draws/undisturbed.json")).json()["rows"]
    assert (row["firm_number"], row["until"]) == (number, "2026-12-31")
    assert number.encode() in (await client.get("/draws/undisturbed.csv")).content
    assert "名单是空的" in (await client.get("/draws/undisturbed?q=没有")).text
    await sign_in(client, cast.bai)
    assert (await post(client, f"{address}/end", {"reason": ""})).status_code == 422
    assert (await post(client, f"{address}/end", {"reason": "收到投诉"})).status_code == 303
    assert (await client.get("/draws/undisturbed.json")).json()["total"] == 0
    await sign_in(client, cast.an)
    assert "已移出" in (await client.get("/desk/undisturbed?status=ended&sort=-until")).text


async def test_the_roster_of_subjects_says_who_is_left_out_and_is_published_in_versions(client, cast, at):
    made = await build.some_firms(30)
    await database.execute("update firm set business_state = 'suspended' where id = $1", made[0])
    await sign_in(client, cast.an)
    shown = (await client.get("/desk/rosters?sort=-name&size=50")).text
    assert "没有检查过" in shown
    assert "0 / 1" in shown
    left_out = (await client.get("/desk/rosters?reason=suspended")).text
    assert "抽查001" in left_out
    assert "抽查002" not in left_out
    assert "没有符合条件的机构" in (await client.get("/desk/rosters?q=不存在的")).text
    assert "海淀" not in (await client.get("/desk/rosters?organ=110105")).text
    assert (await client.get("/desk/rosters?organ=110108")).status_code == 404
    assert (await post(client, "/desk/rosters/versions/subjects")).status_code == 303
    assert (await post(client, "/desk/rosters/versions/secrets")).status_code == 404
    await sign_in(client, cast.hao)
    assert "抽查001" in (await client.get("/desk/rosters?organ=110105")).text
    await sign_in(client, None)
    data = (await client.get("/draws/rosters.json?organ=110105")).json()
    assert (data["version"], data["total"], data["kind"]) == (1, 30, "subjects")
    assert set(data["rows"][0]) == {"number", "name", "area", "registrations", "tier"}
    page = (await client.get("/draws/rosters?organ=110105&q=抽查007")).text
    assert "抽查007" in page
    assert "抽查008" not in page
    assert (await client.get("/draws/rosters?organ=110105&version=9")).status_code == 404
    assert (await client.get("/draws/rosters?organ=nowhere&version=x")).status_code == 200
    lines = (
        (await client.get("/draws/rosters.csv?organ=110105")).content.decode("utf-8-sig").strip().splitlines()
    )
    assert len(lines) == 31


async def test_the_roster_of_officers_is_kept_at_the_desk_and_public_without_names(client, cast, at):
    await sign_in(client, cast.an)
    address = f"/desk/rosters/officers/{cast.chen.person_id}"
    assert cast.chen.name in (await client.get("/desk/rosters/officers")).text
    assert (await client.get(address)).status_code == 200
    entry = {"quals": "online", "capacity": "12", "note": "资格考试"}
    assert (await post(client, f"{address}/entry", {**entry, "quals": "magic"})).status_code == 422
    assert (await post(client, f"{address}/entry", {**entry, "capacity": "2000"})).status_code == 422
    assert (await post(client, f"{address}/entry", entry)).status_code == 303
    leave = {"kind": "sick", "from_on": "2026-06-01", "to_on": "2026-06-05"}
    assert (await post(client, f"{address}/leave", {**leave, "to_on": "2026-05-01"})).status_code == 422
    assert (await post(client, f"{address}/leave", leave)).status_code == 303
    assert "不在岗" in (await client.get("/desk/rosters/officers?standing=on_leave")).text
    made = await database.value("select id from inspection_officer_leave")
    wrong = f"/desk/rosters/officers/{cast.cui.person_id}/leave/{made}/cancel"
    assert (await post(client, wrong)).status_code == 404
    assert (await post(client, f"{address}/leave/{made}/cancel")).status_code == 303
    assert (await post(client, "/desk/rosters/versions/officers")).status_code == 303
    await sign_in(client, cast.ding)
    assert (await client.get(address)).status_code == 404
    assert (await post(client, f"{address}/entry", entry)).status_code == 404
    await sign_in(client, None)
    public = (await client.get("/draws/rosters?kind=officers&organ=110105")).text
    assert cast.chen.name not in public
    assert "网络招聘检查" in public


async def test_an_officer_declares_a_conflict_and_a_decider_ends_it(client, cast, at):
    number = await database.value("select number from firm where id = $1", cast.firm)
    await sign_in(client, cast.e)
    assert (await client.get("/account/conflicts")).status_code == 404
    await sign_in(client, cast.chen)
    sent = {"firm": number, "kind": "relative", "reason": "配偶在该机构任职", "from_on": "2026-06-01"}
    assert (await post(client, "/account/conflicts", {**sent, "kind": "x"})).status_code == 422
    assert (await post(client, "/account/conflicts", {**sent, "firm": "F999"})).status_code == 422
    assert (await post(client, "/account/conflicts", sent)).status_code == 303
    assert "近亲属" in (await client.get("/account/conflicts")).text
    made = await database.value("select id from conflict")
    address = f"/desk/rosters/officers/{cast.chen.person_id}"
    ended = f"{address}/conflicts/end"
    await sign_in(client, cast.an)
    assert "配偶在该机构任职" in (await client.get(address)).text
    assert (await post(client, ended, {"conflict": str(made), "end_reason": "x"})).status_code == 403
    await sign_in(client, cast.bai)
    assert (await post(client, ended, {"conflict": str(made), "end_reason": ""})).status_code == 422
    assert (await post(client, ended, {"conflict": str(made), "end_reason": "已离职"})).status_code == 303
    assert (await post(client, ended, {"conflict": str(made), "end_reason": "再次"})).status_code == 404


async def test_a_list_of_items_is_edited_and_adopted_without_touching_code(client, cast, at):
    await sign_in(client, cast.an)
    assert (await post(client, "/desk/items", {"note": ""})).status_code == 422
    address = (await post(client, "/desk/items", {"note": "增加招聘会事项"})).headers["location"]
    assert (await client.get(f"{address}/item")).status_code == 200
    assert "第三十二条" in (await client.get(f"{address}/item?id=displayed")).text
    assert (await client.get(f"{address}/item?id=nothing")).status_code == 404
    item = {
        "before": "", "id": "job-fair", "label": "招聘会有安全预案", "is_key": "true", "way": "papers", "method": "查看预案",
        "problem": "没有预案", "basis": "《人力资源市场暂行条例》第二十八条", "yearly": "1", "level": "both",
        "department": "公安", "only": "",
    }  # fmt: skip
    for wrong in (
        {"basis": "某法第一条"},
        {"id": "Job Fair"},
        {"yearly": "0"},
        {"way": "x"},
        {"secret": "1"},
    ):
        assert (await post(client, f"{address}/item", item | wrong)).status_code == 422, wrong
    assert (await post(client, f"{address}/item", item)).status_code == 303
    assert (await post(client, f"{address}/remove", {"item": "prices"})).status_code == 303
    shown = (await client.get(address)).text
    assert "新增" in shown
    assert "删除" in shown
    decree = {
        "decree_number": "朝人社发〔2026〕3号",
        "decreed_on": "2026-05-25",
        "issued_by": "朝阳区人社局",
        "from_on": "2026-06-01",
    }
    assert (await post(client, f"{address}/adopt", decree)).status_code == 403
    await sign_in(client, cast.ding)
    assert (await client.get(address)).status_code == 404
    assert (await post(client, f"{address}/adopt", decree)).status_code == 404
    await sign_in(client, cast.bai)
    assert (await post(client, f"{address}/adopt", {**decree, "from_on": "2026-05-01"})).status_code == 422
    assert (await post(client, f"{address}/adopt", decree)).status_code == 303
    await sign_in(client, None)
    data = (await client.get("/draws/items.json?organ=110105")).json()
    assert (data["version"], data["decree"]) == ("110105-2026-1", "朝人社发〔2026〕3号")
    [fair] = [each for each in data["rows"] if each["id"] == "job-fair"]
    assert (fair["department"], fair["kind"], fair["way"]) == ("公安", "key", "papers")
    assert "与版本2026-1的差别" in (await client.get("/draws/items/110105-2026-1")).text
    assert (await client.get("/draws/items.json")).json()["version"] == "2026-1"
    await sign_in(client, cast.an)
    assert "110105-2026-1" in (await client.get("/desk/items")).text


async def test_the_page_of_a_firm_shows_what_is_left_of_the_cap_and_leads_to_lead_and_list(client, cast, at):
    number = await database.value("select number from firm where id = $1", cast.firm)
    await sign_in(client, cast.an)
    shown = (await client.get(f"/desk/firms/{number}")).text
    assert "上限1次，已用0次，还剩1次" in shown
    assert f"/desk/leads/new?firm={number}" in shown
    assert f"/desk/undisturbed/new?firm={number}" in shown
    await sign_in(client, cast.hao)
    city = (await client.get(f"/desk/firms/{number}")).text
    assert "还剩1次" in city
    assert "/desk/leads/new" not in city
