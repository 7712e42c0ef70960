"""Leads as officials click them through: recorded, found to meet the standard, dismissed by two, made a case; late acts seen."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from app import clock
from regulation import database
from regulation.leads import supervision
from regulation.leads.actions import checking, raise_lead
from regulation.leads.rules_clocks import OFFICIAL
from tests import cast as people

FACTS = "在网络平台发布招聘信息，收取求职者押金二百元不予退还<script>alert(1)</script>"
KEY = "0123456789abcdef-lead"


def a_form(**more):
    return {
        "request_key": KEY,
        "source": "monitoring",
        "party_name": "某信息部",
        "facts": FACTS,
        "found_on": clock.today().isoformat(),
        **more,
    }


async def recorded(client, cast, **more):
    await people.sign_in(client, cast.an)
    answer = await people.post(client, "/desk/case-leads/new", a_form(**more))
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


async def test_a_lead_is_recorded_once_and_shown_without_running_its_script(client, cast):
    address = await recorded(client, cast)
    again = await people.post(client, "/desk/case-leads/new", a_form())
    assert again.headers["location"] == address
    shown = await client.get(address)
    assert "某信息部" in shown.text
    assert "<script>alert(1)" not in shown.text
    assert await database.value("select count(*) from case_lead") == 1
    listed = await client.get("/desk/case-leads?q=某信息部&status=recorded&source=monitoring&sort=-number")
    assert address in listed.text
    sheet = await client.get("/desk/case-leads.csv")
    assert "某信息部" in sheet.content.decode("utf-8-sig")


async def test_what_is_missing_is_said_at_its_field(client, cast):
    await people.sign_in(client, cast.an)
    answer = await people.post(
        client, "/desk/case-leads/new", a_form(source="transfer", facts="太短", party_name="")
    )
    assert answer.status_code == 422
    for words in ("请填写来源编号", "请填写当事人名称", "至少10个字"):
        assert words in answer.text


async def test_from_the_standard_to_the_form_of_the_case(client, cast):
    address = await recorded(client, cast)
    done = await people.post(
        client, f"{address}/meet_standard", {"reason": "符合公布的立案标准", "violations": ["V-01"]}
    )
    assert done.status_code == 303
    shown = await client.get(address)
    link = re.search(r'href="(/desk/cases/new[^"]+)"', shown.text)[1].replace("&amp;", "&")
    form = await client.get(link)
    number = await database.value("select number from case_lead")
    assert number in form.text
    assert "收取求职者押金二百元" in form.text
    assert urlsplit(link).query


async def test_a_dismissal_waits_for_the_decider(client, cast):
    address = await recorded(client, cast)
    asked = (await client.get(f"{address}/propose_dismissal?lang=en")).text
    assert "Administrative Penalty Law, Article 57" in asked
    assert "《中华人民共和国行政处罚法》" not in asked
    await client.get(f"{address}?lang=zh")
    asked = await people.post(
        client, f"{address}/propose_dismissal", {"reason": "经核实没有收费", "ground": "unproved"}
    )
    assert asked.status_code == 303
    assert (await client.get(f"{address}/dismiss")).status_code in {403, 404}
    await people.sign_in(client, cast.bai)
    assert (
        address in (await client.get("/desk")).text
        or address in (await client.get("/desk/work?role=decider")).text
    )
    done = await people.post(client, f"{address}/dismiss", {"reason": "同意不予立案"})
    assert done.status_code == 303
    assert await database.value("select status from case_lead") == "dismissed"


async def test_merged_and_split_by_hand(client, cast):
    address = await recorded(client, cast)
    other = await recorded(client, cast, request_key=KEY + "2", source="transfer", number="京公移〔2026〕8号")
    number = await database.value("select number from case_lead where source_kind = 'transfer'")
    form = await client.get(f"{address}/merge")
    assert number in form.text
    assert (
        await people.post(client, f"{address}/merge", {"reason": "同一事实", "into": "没有"})
    ).status_code == 422
    assert (
        await people.post(client, f"{address}/merge", {"reason": "同一事实", "into": number})
    ).status_code == 303
    assert number in (await client.get(address)).text
    divided = await people.post(
        client,
        f"{other}/split",
        {"reason": "另一违法行为", "violations": ["V-04"], "facts": "没有公示许可证和收费标准"},
    )
    assert divided.status_code == 303
    assert await database.value("select count(*) from case_lead where split_from is not null") == 1


async def test_the_neighbour_and_the_statistician_see_nothing(client, cast):
    address = await recorded(client, cast)
    for who in (cast.ding, cast.mo, cast.e):
        await people.sign_in(client, who)
        assert (await client.get(address)).status_code in {403, 404}


@pytest.mark.parametrize("path", ["/desk/supervision", "/desk/supervision.csv"])
async def test_the_supervisor_sees_late_acts_and_a_clerk_does_not(client, cast, path):
    long_ago = clock.now() - timedelta(days=60)
    made = await raise_lead("monitoring", "", party_name="某信息部", facts=FACTS, actor=cast.an, now=long_ago)
    await checking.meet_standard(
        made["id"],
        violations=("V-01",),
        reason="符合立案标准",
        actor=cast.an,
        now=long_ago + timedelta(days=30),
    )
    await people.sign_in(client, cast.lu)
    shown = await client.get(path)
    assert shown.status_code == 200
    text = shown.content.decode("utf-8-sig")
    assert "核查案件线索" in text
    assert "符合立案标准后立案" in text
    assert cast.an.name in text
    assert "第五十四条" in text
    assert text.count(made["number"]) == 2, "each act says of which matter"
    every = [{"matter_kind": kind, "matter_id": made["id"]} for kind, _act in OFFICIAL]
    assert await supervision.numbers(every) == {made["id"]: made["number"]}
    await people.sign_in(client, cast.an)
    assert (await client.get(path)).status_code in {403, 404}
