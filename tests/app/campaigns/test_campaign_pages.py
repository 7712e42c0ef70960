"""Campaigns over their pages: drafted, approved, counted, closed, reported; what districts and the public see."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import openpyxl
import pytest

from app import clock
from app.demo.standing import PAPER
from regulation import database
from tests import cast as people

AREA = "110105"
DRAFT = {
    "name": "清理整顿人力资源市场秩序专项行动",
    "problem": "招聘旺季乱收费、发布虚假信息问题多发。",
    "basis": "unplanned",
    "areas": [AREA],
    "targets": ["agency", "market"],
    "violations": ["V-01", "V-06"],
    "from_on": "2026-03-02",
    "until_on": "2026-06-30",
    "lead_department": "hrss",
    "joint_departments": ["police", "telecom"],
    "measures": "检查职业中介机构和自发劳务市场。",
    "halts_trade": "false",
}
TALLY = {
    "day": "2026-03-03", "department": "police", "area": AREA, "measure": "persons", "value": "24", "source": "<b>函</b>",
}  # fmt: skip


@pytest.fixture
def at(monkeypatch):
    def move(*day):
        monkeypatch.setattr(clock, "now", lambda: datetime(*day, 2, tzinfo=UTC))

    move(2026, 2, 20)
    return move


async def drafted(client, cast, **said):
    await people.sign_in(client, cast.an)
    return await people.post(client, "/desk/campaigns/new", {**DRAFT, **said})


async def approved(client, cast, home):
    await people.sign_in(client, cast.bai)
    form = {"government": "北京市朝阳区人民政府", "number": "朝政批〔2026〕8号", "on": "2026-02-18"}
    return await people.post(
        client, f"{home}/approve", form, files={"paper": ("a.pdf", PAPER, "application/pdf")}
    )


async def test_from_the_draft_to_the_public_totals(client, cast, at):
    sent = await drafted(client, cast)
    assert sent.status_code == 303, sent.text
    home = sent.headers["location"]
    assert (await client.get(home.replace("/desk", ""))).status_code == 404
    assert (await people.post(client, f"{home}/approve", {})).status_code in {403, 404}
    assert (await approved(client, cast, home)).status_code == 303
    public = home.replace("/desk", "")
    assert "朝政批〔2026〕8号" in (await client.get(public)).text
    await people.sign_in(client, cast.an)
    assert (await people.post(client, f"{home}/start", {})).status_code == 409
    at(2026, 3, 3)
    assert (await people.post(client, f"{home}/start", {})).status_code == 303
    assert (await people.post(client, f"{home}/tallies", TALLY)).status_code == 303
    assert (await people.post(client, f"{home}/tallies", TALLY)).status_code == 409
    shown = (await client.get(f"{home}/tallies")).text
    assert "&lt;b&gt;函" in shown
    assert "<b>函" not in shown
    serial = await database.value("select serial from campaign_tally")
    fixed = {
        "serial": str(serial),
        "state": "value",
        "corrected_value": "30",
        "corrected_source": "更正函",
        "reason": "漏报两个组",
    }
    assert (await people.post(client, f"{home}/tallies/correct", fixed)).status_code == 303
    shown = (await client.get(f"{home}/tallies")).text
    assert "<del>24</del>" in shown
    cube = (await client.get(f"{home}/cube?measure=persons&rows=department&columns=month")).text
    assert '<td class="num">30</td>' in cube
    assert "未报" in cube
    choice = {"measure": "persons", "rows": "department", "columns": "month"}
    for act, words in (("choose", "已列入报告"), ("drop", "已移出报告"), ("choose", "已列入报告")):
        sent = await people.post(client, f"{home}/cube", choice | {"act": act})
        assert sent.status_code == 303, sent.text
        assert words in (await client.get(sent.headers["location"])).text
    assert (
        await people.post(client, f"{home}/cube", choice | {"act": "choose", "rows": "sex"})
    ).status_code == 404
    book = openpyxl.load_workbook(io.BytesIO((await client.get(f"{home}/cube.xlsx")).content))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert rows[1][0].startswith("出动人员")
    assert rows[1][-2] == 30
    account = dict.fromkeys(("done", "found", "next"), "联合开展检查并且公布案例。")
    assert (await people.post(client, f"{home}/close", account)).status_code == 303
    assert (await people.post(client, f"{home}/tallies", {**TALLY, "day": "2026-03-02"})).status_code == 409
    assert "没有部门填报的指标不列出" not in (await client.get(public)).text
    await people.sign_in(client, cast.bai)
    assert "通信管理部门" in (await client.get(home)).text
    assert (await people.post(client, f"{home}/report", {})).status_code == 303
    paper = await database.value("select id from document where kind = 'campaign_report'")
    assert f"/documents/{paper}.pdf" in (await client.get(home)).text
    told = (await client.get(public)).text
    assert "30" in told
    assert "朝阳公安" not in told
    assert "专项行动结果" in (await client.get("/disclosures?kind=campaign_result")).text


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"halts_trade": "true"}, "第五十九条"),
        ({"measures": "对全区职业中介机构一律停业七日整顿。"}, "第五十九条"),
        ({"basis": "plan"}, "年度检查计划"),
        ({"from_on": "2026-02-19"}, "先批准后开始"),
        ({"areas": ["110108"]}, "只能选择本区"),
        ({"violations": ["V-99"]}, "违法行为目录"),
    ],
)
async def test_what_the_law_does_not_allow_is_refused_at_its_field(client, cast, at, said, words):
    sent = await drafted(client, cast, **said)
    assert sent.status_code == 422
    assert words in sent.text
    assert await database.value("select count(*) from campaign") == 0


async def test_whoever_acts_next_finds_it_on_the_desk_and_in_the_work_list(client, cast, at):
    home = (await drafted(client, cast)).headers["location"]

    async def finds(what):
        for place in ("/desk", "/desk/work"):
            shown = await client.get(place)
            assert shown.status_code == 200
            assert (what in shown.text) is (home in shown.text), place
        return home in shown.text

    assert not await finds("批准专项行动")
    await people.sign_in(client, cast.bai)
    assert await finds("批准专项行动")
    await approved(client, cast, home)
    assert not await finds("批准专项行动")
    await people.sign_in(client, cast.an)
    at(2026, 3, 4)
    assert await finds("开始专项行动")
    await people.post(client, f"{home}/start", {})
    assert not await finds("专项行动期间已过")
    assert "期间共121天，今天是第3天" in (await client.get(home)).text
    at(2026, 7, 1)
    assert "2026年6月30日届满" in (await client.get(home)).text
    assert await finds("专项行动期间已过")


async def test_without_the_government_nothing_is_approved(client, cast, at):
    home = (await drafted(client, cast)).headers["location"]
    await people.sign_in(client, cast.bai)
    bare = await people.post(client, f"{home}/approve", {})
    assert bare.status_code == 422
    assert "须经市或者区人民政府批准" in bare.text
    assert await database.value("select status from campaign") == "draft"


@pytest.mark.parametrize("who", ["ding", "f", "gu", "chen"])
async def test_not_yours_is_not_there(client, cast, at, who):
    home = (await drafted(client, cast)).headers["location"]
    await approved(client, cast, home)
    await people.sign_in(client, getattr(cast, who))
    for part in ("", "/cube", "/cube.xlsx", "/matters", "/tallies"):
        assert (await client.get(home + part)).status_code in {403, 404}, part
