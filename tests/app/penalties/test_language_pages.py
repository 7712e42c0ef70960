"""The party asks for English on its page of the case; the clerk enters a letter; others see nothing to press."""

import re
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from app import clock
from regulation import database
from regulation.casework import documents, translations
from regulation.penalties import queries
from regulation.penalties.actions import notice
from regulation.penalties.status import CaseStatus
from tests import cast as people
from tests.builders import penalties as build


@pytest.fixture
async def case_id(cast):
    office = build.Office(cast.an, cast.bai, cast.fang, (cast.chen.person_id, cast.cui.person_id))
    on = clock.today() - timedelta(days=40)
    return await build.a_case(office, cast.firm, to=CaseStatus.NOTIFIED, on=on)


async def test_the_party_asks_and_the_clerk_enters_that_it_asks_no_longer(client, cast, case_id):
    own, desk = (f"/{side}/cases/{case_id}/language" for side in ("firm", "desk"))
    await people.sign_in(client, cast.e)
    assert own in (await client.get(f"/firm/cases/{case_id}")).text
    assert (await people.post(client, own, {"english": "true", "by": "x"})).status_code == 422
    assert (await people.post(client, own, {"english": "true"})).status_code == 303
    assert "此后制作的文书附英文" in (await client.get(own)).text
    await _an_order_asks_for_its_english(client, cast)
    await people.sign_in(client, cast.f)
    assert (await client.get(own)).status_code == 404
    assert (await people.post(client, own, {"english": "false"})).status_code == 404
    await people.sign_in(client, cast.an)
    assert desk in (await client.get(f"/desk/cases/{case_id}")).text
    given = {"english": "false", "asked_on": clock.today().isoformat()}
    refused = await people.post(client, desk, given)
    assert refused.status_code == 422
    assert 'id="e-how"' in refused.text
    assert 'id="e-by"' in refused.text
    assert (await people.post(client, desk, {**given, "how": "oral", "by": "法定代表人"})).status_code == 303
    assert "文书只用中文" in (await client.get(desk)).text


async def _an_order_asks_for_its_english(client, cast):
    """One page for every act: what will stand in the paper is asked for before the act runs, and the act's form comes along."""
    await people.sign_in(client, cast.an)
    given = {
        "request_key": uuid4().hex, "confirm": "yes", "source": "monitoring", "number": "巡查2026-1",
        "firm": await database.value("select number from firm where id = $1", cast.firm), "violation": "V-06",
        "found_on": clock.today().isoformat(), "facts": "未明示收费标准<b>。\r\n未明示电话。", "demands": "在前台挂出收费表", "days": "10",
    }  # fmt: skip
    counted = "select count(*) from correction_order"
    before = await database.value(counted)
    asked = await people.post(
        client, "/desk/orders/new", given, headers={"referer": "http://testserver.local/desk/orders/new"}
    )
    assert asked.status_code == 422
    assert await database.value(counted) == before
    assert "未明示收费标准&lt;b&gt;。" in asked.text
    assert re.search(r'name="facts" value="未明示收费标准&lt;b&gt;。\r?\n未明示电话。"', asked.text)
    marks = re.findall(r'name="_english_of" value="(\w+)"', asked.text)
    assert marks == [
        translations.mark(each) for each in ("未明示收费标准<b>。", "未明示电话。", "在前台挂出收费表")
    ]
    answers = {**given, "_english_of": marks, "_english_text": ["No fees shown.", "", "Show the fees."]}
    unsigned = await people.post(client, "/desk/orders/new", {**answers, "_english_by": ""})
    assert unsigned.status_code == 422
    assert 'id="e-_english_by"' in unsigned.text
    assert "No fees shown.</textarea>" in unsigned.text
    made = await people.post(client, "/desk/orders/new", {**answers, "_english_by": "译者甲"})
    assert made.status_code == 303
    paper = (await documents.of_matter("correction_order", UUID(made.headers["location"][-36:])))[0]
    assert [each["text"] for each in paper["snapshot"]["translations"]] == [
        "No fees shown.",
        "Show the fees.",
    ]


async def test_each_statement_is_answered_on_the_page_and_translated_beside_its_original(
    client, cast, case_id
):
    case = await queries.visible_case(cast.an, case_id)
    told = build.at(case["notice_served_on"], 11)
    for text in ("请从轻。", "主体有误。<script>"):
        await notice.state(case_id, text=text, actor=cast.e, now=told)
    desk = f"/desk/cases/{case_id}"
    await people.sign_in(client, cast.an)
    page = (await client.get(f"{desk}/handle/consider")).text
    assert "主体有误。&lt;script&gt;" in page
    answers = {
        "adopted_1": "all",
        "reason_1": "情节较轻属实",
        "adopted_2": "none",
        "reason_2": "",
        "discretion": "从轻",
    }
    refused = await people.post(client, f"{desk}/handle/consider", answers)
    assert refused.status_code == 422
    assert 'id="e-reason_2"' in refused.text
    assert 'id="e-reason_1"' not in refused.text
    answers["reason_2"] = "分支机构不是独立主体"
    assert (
        await people.post(client, f"{desk}/handle/consider", {**answers, "adopted_3": "all"})
    ).status_code == 422
    assert (await people.post(client, f"{desk}/handle/consider", answers)).status_code == 303
    page = (await client.get(f"{desk}/translations")).text
    assert "分支机构不是独立主体" in page
    seen = re.search(r'name="seen" value="(\w+)"', page)[1]
    given = {"seen": seen, "by": "译者甲", "text_1": "The firm filed no annual report."}
    assert (await people.post(client, f"{desk}/translations", {**given, "by": ""})).status_code == 422
    assert (await people.post(client, f"{desk}/translations", {**given, "seen": "x"})).status_code == 409
    assert (await people.post(client, f"{desk}/translations", given)).status_code == 303
    assert "The firm filed no annual report." in (await client.get(f"{desk}/translations")).text
    await people.sign_in(client, cast.bai)
    assert (await people.post(client, f"{desk}/translations", given)).status_code == 403
    assert "<textarea" not in (await client.get(f"{desk}/translations")).text


async def test_a_decider_sees_no_form_and_cannot_enter(client, cast, case_id):
    desk = f"/desk/cases/{case_id}/language"
    given = {"english": "true", "asked_on": clock.today().isoformat(), "how": "oral", "by": "某人"}
    await people.sign_in(client, cast.bai)
    page = await client.get(desk)
    assert '<form method="post" data-unsaved' not in page.text
    assert (await people.post(client, desk, given)).status_code == 403
