"""The public register as a stranger's browser and a program see it."""

import csv
import io
from datetime import UTC, date, datetime

import pytest

from regulation.actor import SYSTEM
from regulation.firms import actions, queries
from regulation.firms.status import FactSource, RegistrationKind, RegistrationStatus

NOW = datetime(2026, 11, 22, 2, tzinfo=UTC)


async def a_firm(name="测试页面人力有限公司", status=RegistrationStatus.VALID, **facts):
    held = {
        "name": name,
        "uscc": "91110105MA00QQQQ1X",
        "area": "110105",
        "domicile": "北京市朝阳区测试路1号",
        **facts,
    }
    firm_id = await actions.register_firm(held, source=FactSource.IMPORT, actor=SYSTEM, now=NOW)
    if status:
        await actions.project_registration(
            firm_id,
            RegistrationKind.HR_LICENCE,
            f"京朝人社许〔2026〕{firm_id.int % 10_000}号",
            status,
            issued_on=date(2024, 1, 1),
            expires_on=date(2098, 12, 31),
            now=NOW,
        )
    return await queries.firm(firm_id)


async def test_the_start_page_asks_the_one_question(client, cast):
    answer = await client.get("/")
    assert answer.status_code == 200
    assert 'action="/register"' in answer.text
    assert 'name="q"' in answer.text
    assert "Is this HR service firm lawful?" in (await client.get("/?lang=en")).text


async def test_the_list_its_json_and_its_csv_hold_the_same_firms(client, cast):
    firms = [await a_firm(f"测试页面{n}人力有限公司", uscc="") for n in range(3)]
    shown = await client.get("/register", params={"q": "测试页面"})
    assert all(firm.name in shown.text for firm in firms)
    data = (await client.get("/register.json", params={"q": "测试页面"})).json()
    assert data["total"] == 3
    assert {row["number"] for row in data["rows"]} == {firm.number for firm in firms}
    table = list(
        csv.reader(
            io.StringIO((await client.get("/register.csv", params={"q": "测试页面"})).text.lstrip("\ufeff"))
        )
    )
    assert {row[0] for row in table[1:]} == {firm.number for firm in firms}


async def test_the_facets_are_links_with_counts_that_keep_the_search(client, cast):
    await a_firm()
    answer = await client.get("/register", params={"q": "测试页面"})
    assert "/register?q=%E6%B5%8B%E8%AF%95%E9%A1%B5%E9%9D%A2&amp;district=110105" in answer.text
    data = (await client.get("/register.json", params={"q": "测试页面"})).json()
    assert data["facets"]["status"] == [{"value": "licensed", "count": 1}]


async def test_a_page_of_the_json_names_the_next(client, cast):
    for n in range(21):
        await a_firm(f"测试翻页{n}有限公司", status=None, uscc="")
    data = (await client.get("/register.json", params={"q": "测试翻页"})).json()
    assert (data["total"], len(data["rows"])) == (21, 20)
    rest = (await client.get(data["next_url"])).json()
    assert (len(rest["rows"]), rest["next_url"]) == (1, None)


@pytest.mark.parametrize("order", ["standing", "number", "name"])
async def test_every_order_can_be_turned_round(client, cast, order):
    for n in range(3):
        await a_firm(f"测试排序{n}有限公司", status=None, uscc="")
    there, back = [
        [
            row["number"]
            for row in (await client.get(f"/register.json?q=测试排序&sort={sign}{order}")).json()["rows"]
        ]
        for sign in ("", "-")
    ]
    assert len(there) == 3
    assert there == back[::-1]


@pytest.mark.parametrize("query", ["status=nonsense", "kind=%27", "status=licensed&status=x"])
async def test_a_filter_that_does_not_exist_is_a_clear_refusal(client, cast, query):
    assert (await client.get(f"/register?{query}")).status_code == 422
    assert (await client.get(f"/register.json?{query}")).status_code == 422


@pytest.mark.parametrize(
    "query",
    [
        "page=0",
        "page=-3",
        "page=x",
        "size=7",
        "sort=;drop",
        "q=%00",
        "q=" + "%E4%BA%BA" * 300,
        "district=%27",
    ],
)
async def test_nonsense_in_the_address_never_breaks_the_list(client, cast, query):
    assert (await client.get(f"/register?{query}")).status_code == 200
    assert (await client.get(f"/register.json?{query}")).status_code == 200


async def test_nothing_found_says_what_it_may_mean(client, cast):
    answer = await client.get("/register", params={"q": "不存在的机构"})
    assert answer.status_code == 200
    assert "可能没有取得许可" in answer.text


async def test_a_misspelt_name_is_offered_what_it_may_mean(client, cast):
    firm = await a_firm("测试鸿雁人力有限公司")
    answer = await client.get("/register", params={"q": "测试鸿燕人力有限公司"})
    assert f"/firms/{firm.number}" in answer.text
    assert "举报无证经营" in answer.text
    data = (await client.get("/register.json", params={"q": "测试鸿燕人力有限公司"})).json()
    assert (data["total"], [each["number"] for each in data["similar"]]) == (0, [firm.number])


async def test_the_sections_of_a_firm_stand_in_the_order_of_the_page(client, cast):
    firm = await a_firm()
    text = (await client.get(f"/firms/{firm.number}")).text
    places = [text.find(f'id="{key}"') for key in ("registrations", "particulars", "certificate", "past")]
    assert -1 not in places
    assert places == sorted(places)


async def test_the_page_of_a_firm_answers_in_its_first_sentence(client, cast):
    firm = await a_firm()
    for code in (firm.number, firm.number.lower(), firm.uscc):
        answer = await client.get(f"/firms/{code}")
        assert answer.status_code == 200
        assert "可以依法从事职业中介活动，有效期至2098年12月31日" in answer.text
        assert "京朝人社许" in answer.text
    english = await client.get(f"/firms/{firm.number}?lang=en")
    assert "may lawfully carry on job intermediation until 31 Dec 2098" in english.text


async def test_a_revoked_licence_stays_on_the_page_and_forbids(client, cast):
    firm = await a_firm(status=RegistrationStatus.REVOKED)
    answer = await client.get(f"/firms/{firm.number}")
    assert "已被吊销，不得从事职业中介活动" in answer.text
    assert "京朝人社许" in answer.text
    data = (await client.get(f"/firms/{firm.number}.json")).json()
    assert data["status"] == "revoked"
    assert data["registrations"][0]["status"] == "revoked"


async def test_firms_that_share_a_code_are_listed(client, cast):
    first, second = await a_firm(), await a_firm("测试同码人力有限公司")
    answer = await client.get(f"/firms/{first.uscc}")
    assert f"/firms/{first.number}" in answer.text
    assert f"/firms/{second.number}" in answer.text
    assert (await client.get(f"/firms/{first.uscc}.json")).json()["total"] == 2


async def test_an_unknown_code_is_not_found_and_helps_on(client, cast):
    answer = await client.get("/firms/F7777777")
    assert answer.status_code == 404
    assert 'action="/register"' in answer.text
    assert (await client.get("/firms/F7777777.json")).status_code == 404


async def test_a_name_with_markup_is_shown_as_text(client, cast):
    firm = await a_firm("测试<script>alert(1)</script>公司")
    for path in (f"/firms/{firm.number}", "/register?q=alert"):
        answer = await client.get(path)
        assert "<script>alert" not in answer.text
        assert "&lt;script&gt;alert" in answer.text


async def test_a_formula_in_a_name_does_not_run_in_a_spreadsheet(client, cast):
    await a_firm("=HYPERLINK(1)测试公式")
    text = (await client.get("/register.csv", params={"q": "测试公式"})).text
    assert ",=HYPERLINK" not in text
    assert "HYPERLINK" in text


async def test_strangers_get_no_cookie_from_the_programs_addresses(client, cast):
    assert "set-cookie" not in (await client.get("/register.json")).headers
    assert "set-cookie" not in (await client.get("/register.csv")).headers


async def test_a_page_past_the_end_leads_to_the_last_and_accuses_nobody(client, cast):
    answer = await client.get("/register?page=900")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/register?page=1"
    assert (await client.get("/register?q=无此机构&page=900")).status_code == 200
