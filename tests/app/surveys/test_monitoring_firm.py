"""A point fills in its month on one page, hands it over, files it; nobody else sees it."""

from datetime import UTC, datetime

import pytest

from app import clock
from regulation.indicators.indicator import FormKind
from regulation.surveys.queries import answers, monitoring
from regulation.surveys.status import Status
from tests import cast as people
from tests.builders.monitoring import FILING, VALUES, a_filed_month, a_month, typed

PAGE = "/firm/monitoring/2026-01"
SENT = {key: texts[0] for key, texts in typed(VALUES).items()}


@pytest.fixture(autouse=True)
def in_the_window(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: FILING)


async def fill(client, changes=None, *, then="save", revision="0", **more):
    return await people.post(
        client, PAGE, {**SENT, **(changes or {}), "then": then, "revision": revision, **more}
    )


async def held(cast):
    return await answers.of_firm(cast.firm, FormKind.MONTHLY, "2026-01")


async def test_the_list_says_what_is_due_and_why(client, cast):
    await a_month(cast)
    await people.sign_in(client, cast.ee)
    text = (await client.get("/firm/monitoring")).text
    assert "2026年1月供求监测月报" in text
    assert "统计法" in text
    assert PAGE in text
    english = (await client.get("/firm/monitoring?lang=en")).text
    assert "January 2026" in english


async def test_one_page_holds_the_whole_form(client, cast):
    await a_month(cast)
    await people.sign_in(client, cast.ee)
    text = (await client.get(PAGE)).text
    assert 'name="sd_occ_e_dev"' in text
    assert 'name="sd_sex_d_m"' not in text
    assert "京统函〔2025〕9号" in text
    assert 'name="sd_ratio"' not in text


async def test_the_preparer_hands_over_and_the_signatory_files(client, cast):
    await a_month(cast)
    await people.sign_in(client, cast.ee)
    assert (await fill(client, then="prepare")).status_code == 303
    assert (await held(cast)).prepared_name == "鄂二"
    await people.sign_in(client, cast.e)
    assert "求人倍率" in (await client.get(PAGE)).text
    refused = await fill(client, then="file", revision="1")
    assert refused.status_code == 422
    assert "真实性承诺" in refused.text
    done = await fill(client, then="file", revision="2", declared="true")
    assert done.status_code == 303
    assert (await held(cast)).status is Status.SUBMITTED
    text = (await client.get(PAGE)).text
    assert "已报送" in text
    assert 'name="sd_demand_new"' not in text
    assert "1.20" in text


async def test_a_preparer_alone_cannot_file(client, cast):
    await a_month(cast)
    await people.sign_in(client, cast.ee)
    answer = await fill(client, then="file", declared="true")
    assert answer.status_code == 409
    assert (await held(cast)).status is Status.DRAFT


async def test_what_does_not_add_up_is_named_at_its_cell_and_kept(client, cast):
    await a_month(cast)
    await people.sign_in(client, cast.ee)
    answer = await fill(client, {"sd_age_s_25": "59", "sd_cv_online": "九百"})
    assert answer.status_code == 422
    assert "年龄，求职：各类相加为99，与总数100相差1" in answer.text
    assert "#f-sd_age_s_16" in answer.text
    assert "#f-sd_cv_online" in answer.text
    assert 'value="59"' in answer.text
    assert (await held(cast)).draft["sd_demand_valid"] == 120


async def test_a_draft_may_lack_cells_but_not_a_filing(client, cast):
    await a_month(cast)
    await people.sign_in(client, cast.e)
    assert (await people.post(client, PAGE, {"sd_demand_new": "3", "then": "save"})).status_code == 303
    answer = await people.post(client, PAGE, {"then": "file", "declared": "true", "revision": "1"})
    assert answer.status_code == 422
    assert "#f-sd_demand_valid" in answer.text
    assert "#f-sd_expect" in answer.text


async def test_what_is_unusual_asks_for_a_reason_on_the_same_page(client, cast):
    await a_month(cast)
    await people.sign_in(client, cast.e)
    low = {"sd_salary_p25": "6", "sd_salary_p50": "8", "sd_salary_p75": "12"}
    answer = await fill(client, low, then="file", declared="true")
    assert answer.status_code == 422
    assert 'name="why-V087-sd_salary_p50"' in answer.text
    again = {**low, "why-V087-sd_salary_p50": "按小时计的岗位"}
    assert (await fill(client, again, then="file", declared="true", revision="1")).status_code == 303


async def test_from_a_spreadsheet(client, cast):
    await a_month(cast)
    await people.sign_in(client, cast.ee)
    template = await client.get(f"{PAGE}.csv")
    assert template.headers["content-type"].startswith("text/csv")
    lines = template.text.removeprefix("﻿").splitlines()
    assert lines[1].startswith("sd_demand_new,")
    pasted = "代号\t项目\t单位\t数值\n" + "\n".join(
        f"{key}\t项目\t人\t{value}" for key, value in SENT.items()
    )
    assert (await people.post(client, PAGE, {"then": "save", "pasted": pasted})).status_code == 303
    assert (await held(cast)).draft == VALUES
    wrong = await people.post(client, PAGE, {"then": "save", "pasted": "不知道\t1", "revision": "1"})
    assert wrong.status_code == 422
    assert "不能识别" in wrong.text


async def test_a_formula_in_the_spreadsheet_is_no_number(client, cast):
    await a_month(cast)
    await people.sign_in(client, cast.ee)
    answer = await people.post(client, PAGE, {"then": "save", "pasted": "sd_demand_new\t=1+1"})
    assert answer.status_code == 422
    assert "#f-sd_demand_new" in answer.text
    assert "sd_demand_new" not in (await held(cast)).draft


async def test_two_colleagues(client, cast):
    await a_month(cast)
    await people.sign_in(client, cast.ee)
    await fill(client)
    await people.sign_in(client, cast.e)
    answer = await fill(client, {"sd_posts_online": "1"}, revision="0")
    assert answer.status_code == 409
    assert "鄂二" in answer.text
    assert (await held(cast)).draft["sd_posts_online"] == 200


async def test_the_page_saves_itself(client, cast):
    await a_month(cast)
    await people.sign_in(client, cast.ee)
    answer = await people.post(
        client, PAGE, {**SENT, "revision": "0"}, headers={"x-requested-with": "autosave"}
    )
    assert (answer.status_code, answer.text) == (200, "")
    assert (await held(cast)).draft == VALUES


async def test_unknown_fields_are_refused(client, cast):
    await a_month(cast)
    await people.sign_in(client, cast.ee)
    assert (await fill(client, {"rev_total": "1"})).status_code == 422


async def test_what_was_sent_back_is_marked(client, cast):
    from regulation.surveys.actions import monthly

    await a_month(cast)
    await a_filed_month(cast, cast.e)
    row = next(each for each in await monitoring.month("2026-01") if each.values)
    await monthly.send_back(
        "2026-01", row.number, {"sd_posts_online": "与平台不符"}, "请核对岗位数", actor=cast.mo, now=FILING
    )
    await people.sign_in(client, cast.e)
    text = (await client.get(PAGE)).text
    assert "与平台不符" in text
    assert (await fill(client, then="file", declared="true", revision="9")).status_code == 303


async def test_after_the_last_day_the_page_is_for_reading(client, cast, monkeypatch):
    await a_month(cast)
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 2, 15, 16, 0, tzinfo=UTC))
    await people.sign_in(client, cast.e)
    text = (await client.get(PAGE)).text
    assert 'name="sd_demand_new"' not in text
    answer = await fill(client, then="file", declared="true")
    assert answer.status_code == 409


async def test_another_firm_and_supervision_find_nothing(client, cast):
    await a_month(cast)
    outside = await people.a_firm("测试丙人力资源有限公司", "91110105MA0000003C", people.CHAOYANG)
    stranger = await people._firm_user("g", "葛一", outside, next(iter(cast.e.roles)))
    await people.sign_in(client, stranger)
    assert (await client.get(PAGE)).status_code == 404
    assert (await fill(client)).status_code == 404
    assert (await client.get(f"{PAGE}.csv")).status_code == 404
    assert (await client.get("/firm/monitoring/2026-07")).status_code == 404
    for who in (cast.an, cast.chen, cast.mo):
        await people.sign_in(client, who)
        assert (await client.get(PAGE)).status_code in {403, 404}
