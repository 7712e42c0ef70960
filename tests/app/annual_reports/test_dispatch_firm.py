"""The firm's pages of the report on dispatch: from the start page to the receipt, and what it cannot reach."""

import pytest

from app import clock
from regulation.annual_reports.queries import reports
from regulation.annual_reports.status import Status
from regulation.indicators import catalogue
from regulation.indicators.indicator import FormKind
from tests.builders import annual_reports as build
from tests.builders.annual_reports import DISPATCH_VALUES, NOW, YEAR
from tests.cast import post, sign_in

HOME = f"/firm/dispatch-reports/{YEAR}"
DISPATCH = FormKind.DISPATCH


@pytest.fixture(autouse=True)
def at(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", NOW.date)


@pytest.fixture
async def dispatching(cast):
    await build.a_registration(cast.firm, "dispatch_licence")
    await build.a_window(cast, kind=DISPATCH)
    return cast


async def fill(client, *, without=()):
    for group in catalogue.groups_of(1, DISPATCH):
        sent = build.typed(DISPATCH_VALUES, group.key, DISPATCH, without=without)
        answer = await post(client, f"{HOME}/{group.key}", {**sent, "revision": "0"})
        assert answer.status_code == 303, (group.key, answer.text)


async def test_from_the_start_page_to_the_receipt(client, dispatching):
    await sign_in(client, dispatching.e)
    assert "劳务派遣经营情况报告" in (await client.get("/firm")).text
    start = await client.get(HOME)
    assert "年末持有劳务派遣经营许可证" in start.text
    assert "第二十二条" in start.text
    assert (await post(client, f"{HOME}/start")).status_code == 303
    assert "填写用工单位和派遣协议" in (await client.get(HOME)).text
    await fill(client)
    assert "校验位不符" in (await client.get(f"{HOME}/explanations")).text
    await post(client, f"{HOME}/explanations", {"reason-V001-identity_ok": "登记机关录入有误"})
    check = await client.get(f"{HOME}/check")
    assert "甲厂 · 70 · 辅助性 · 12 · 8" in check.text
    filed = await post(client, f"{HOME}/submit", {"declared": "true"})
    assert filed.headers["location"] == f"{HOME}/confirmation"
    assert "京朝派报〔2026〕1号" in (await client.get(f"{HOME}/confirmation")).text
    receipt = await client.get(f"{HOME}/receipt.pdf")
    assert receipt.content.startswith(b"%PDF")
    # Without a signed head of the log there is nothing to prove against yet, but the address knows the report.
    assert (await client.get(f"{HOME}/log-proof")).status_code == 503
    assert "京朝派报〔2026〕1号" in (await client.get(HOME)).text


async def test_what_the_operating_report_holds_is_shown_and_has_no_field(client, dispatching):
    cast = dispatching
    await build.a_registration(cast.firm)
    await build.a_window(cast)
    values = {
        **build.VALUES,
        "biz_types": ("RECRUIT", "OUTSRC", "DISPATCH"),
        "disp_workers": 120,
        "disp_emp": 2,
    }
    await build.a_draft(cast, who=cast.e, values=values)
    await sign_in(client, cast.e)
    await post(client, f"{HOME}/start")
    page = (await client.get(f"{HOME}/disp_staff")).text
    assert "取自经营情况年度报告，不用重复填写" in page
    assert 'name="disp_workers"' not in page
    assert 'name="disp_signed"' in page
    assert (await post(client, f"{HOME}/disp_staff", {"disp_workers": "7"})).status_code == 422


async def test_a_line_that_cannot_be_read_comes_back_at_its_cell_with_what_was_typed(client, dispatching):
    await sign_in(client, dispatching.e)
    await post(client, f"{HOME}/start")
    sent = {"disp_unit_list": "甲厂\t七十\t辅助性\t12\t8", "disp_agreements_n": "2", "revision": "0"}
    answer = await post(client, f"{HOME}/disp_units", sent)
    assert answer.status_code == 422
    assert "第1行的“派遣人数”应为整数" in answer.text
    assert "七十" in answer.text
    report = await reports.of_firm(dispatching.firm, YEAR, DISPATCH)
    assert report.draft["disp_agreements_n"] == 2


async def test_a_preparer_fills_in_and_does_not_file(client, dispatching):
    await sign_in(client, dispatching.ee)
    await post(client, f"{HOME}/start")
    await fill(client)
    assert (await post(client, f"{HOME}/submit", {"declared": "true"})).status_code == 403
    assert (await post(client, f"{HOME}/prepare")).status_code == 303
    report = await reports.of_firm(dispatching.firm, YEAR, DISPATCH)
    assert report.status is Status.DRAFT


async def test_another_firm_and_a_firm_without_the_licence_find_nothing(client, dispatching):
    await sign_in(client, dispatching.f)
    assert (await client.get(HOME)).status_code == 404
    assert (await post(client, f"{HOME}/start")).status_code in {404, 409}
    assert "现在没有需要报送的报告" in (await client.get("/firm/dispatch-reports")).text


async def test_pages_of_the_other_form_are_not_there(client, dispatching):
    await sign_in(client, dispatching.e)
    await post(client, f"{HOME}/start")
    assert (await post(client, f"{HOME}/finance", {"rev_total": "1"})).status_code == 404
    assert (await client.get(f"{HOME}/nonsense")).status_code == 404


async def test_filed_twice_in_a_row_it_is_filed_once(client, dispatching):
    await build.a_dispatch_draft(dispatching)
    await sign_in(client, dispatching.e)
    assert (await post(client, f"{HOME}/submit", {"declared": "true"})).status_code == 303
    assert (await post(client, f"{HOME}/submit", {"declared": "true"})).status_code == 409


async def test_in_english_a_table_is_refused_with_its_columns_in_english(client, dispatching):
    await sign_in(client, dispatching.e)
    await post(client, f"{HOME}/start")
    await client.get(f"{HOME}?lang=en")
    pasted = {"revision": "0", "disp_unit_list": "甲厂\t70\tNIGHT\t12\t8"}
    group = catalogue.BY_KEY["disp_unit_list"].group_on(DISPATCH)
    refused = (await post(client, f"{HOME}/{group}", pasted)).text
    assert "Line 1: “Kind of post” must be one of" in refused
    assert "岗位性质" not in refused
