"""A respondent's way through the yearly return, page by page, without scripts."""

import re
from datetime import UTC, datetime

import pytest

from app import clock
from regulation import database
from regulation.surveys import entry, session
from regulation.surveys.queries import papers, returns, rounds
from regulation.surveys.status import Status
from tests.builders import annual_reports as operating
from tests.builders import surveys as build
from tests.builders.surveys import NOW, OWN, YEAR
from tests.cast import post, sign_in

HOME = f"/firm/returns/{YEAR}"


@pytest.fixture
def at(monkeypatch):
    """Sets the clock on the wall."""

    def set_clock(now):
        monkeypatch.setattr(clock, "now", lambda: now)
        monkeypatch.setattr(clock, "today", now.date)

    set_clock(NOW)
    return set_clock


@pytest.fixture
async def asked(cast, at):
    await operating.a_registration(cast.firm)
    await operating.a_window(cast)
    await build.a_round()
    return cast


async def form_of(cast, group, values=OWN, **changes):
    form = (await rounds.of_year(YEAR)).round.form
    shared = await build.shared_of(cast.firm)
    sent = build.typed(form, values, group, shared)
    return (
        {key: texts if len(texts) > 1 else texts[0] for key, texts in sent.items()}
        | {"revision": "0"}
        | changes
    )


async def test_the_home_lists_the_years_filings_what_by_when_why_and_what_next(client, asked):
    await sign_in(client, asked.e)
    home = await client.get("/firm")
    for said in (
        "2025年度的报送",
        "经营情况年度报告",
        "统计年报",
        "2026年3月31日",
        "2026年2月28日",
        "年末持有人力资源服务许可证",
    ):
        assert said in home.text
    await operating.a_report(asked)
    home = await client.get("/firm")
    assert "登记机关正在审核" in home.text


async def test_a_figure_of_the_report_is_shown_and_not_asked_and_the_return_is_filed_by_two(client, asked):
    await operating.a_report(asked)
    await sign_in(client, asked.ee)
    started = await post(client, f"{HOME}/start")
    assert started.headers["location"] == HOME
    staff = (await client.get(f"{HOME}/staff")).text
    assert "取自经营情况报告" in staff
    assert 'name="staff_total"' not in staff
    assert 'name="own-staff_total"' in staff
    form = (await rounds.of_year(YEAR)).round.form
    for group in form.groups():
        answer = await post(client, f"{HOME}/{group.key}", await form_of(asked, group.key))
        assert answer.status_code == 303, (group.key, re.findall(r'field-error" id="e-([\w-]+)', answer.text))
    assert "校验位不符" in (await client.get(f"{HOME}/explanations")).text
    await post(client, f"{HOME}/explanations", {"reason-V001-identity_ok": "登记机关录入有误"})
    assert "可以报送" in (await client.get(HOME)).text
    assert "812.40" in (await client.get(f"{HOME}/check")).text
    await post(client, f"{HOME}/prepare")
    assert (await post(client, f"{HOME}/submit", {"declared": "true"})).status_code == 403
    await sign_in(client, asked.e)
    assert (await post(client, f"{HOME}/submit", {})).status_code == 422
    filed = await post(client, f"{HOME}/submit", {"declared": "true"})
    assert filed.headers["location"] == f"{HOME}/confirmation"
    held = await returns.of_firm(asked.firm, str(YEAR))
    assert held.status is Status.SUBMITTED
    confirmation = await client.get(f"{HOME}/confirmation")
    assert held.number in confirmation.text
    paper = await client.get(f"{HOME}/receipt.pdf")
    assert paper.content.startswith(b"%PDF")
    assert (await client.get(f"{HOME}/receipt.pdf")).content == paper.content, "the same bytes ever after"
    assert "1,530.50" in (await client.get(HOME)).text


async def test_whoever_holds_the_receipt_can_check_it_and_reads_no_figure(client, asked):
    held = await build.a_return(asked)
    receipt = await papers.receipt_of(held.id)
    verified = (await client.get(f"/verify/{receipt['token']}")).text
    assert receipt["snapshot"]["content_hash"] in verified
    assert "测试甲人力资源有限公司" in verified
    assert "1,530.50" not in verified
    assert (await client.get(f"/documents/{receipt['id']}")).status_code == 404


async def test_a_difference_without_a_reason_comes_back_at_its_cell(client, asked):
    await operating.a_report(asked)
    await sign_in(client, asked.e)
    await post(client, f"{HOME}/start")
    answer = await post(
        client, f"{HOME}/staff", {"own-staff_qual": "5", "why-staff_qual": "", "revision": "0"}
    )
    assert answer.status_code == 422
    assert 'id="e-why-staff_qual"' in answer.text
    assert 'value="5"' in answer.text, "what was typed stays"
    sent = {
        "own-staff_qual": "5",
        "why-staff_qual": "统计只计在有效期内的证书",
        "revision": "1",
        "then": "list",
    }
    assert (await post(client, f"{HOME}/staff", sent)).status_code == 303
    held = await returns.of_firm(asked.firm, str(YEAR))
    assert held.differs["staff_qual"] == entry.Difference(5, "统计只计在有效期内的证书")
    assert "统计只计在有效期内的证书" in (await client.get(f"{HOME}/check")).text


async def test_hard_errors_block_and_name_the_cell_and_the_arithmetic(client, asked):
    await sign_in(client, asked.e)
    await post(client, f"{HOME}/start")
    form = (await rounds.of_year(YEAR)).round.form
    sent = {key: texts[0] for key, texts in build.typed(form, build.ALONE, "staff").items()}
    answer = await post(client, f"{HOME}/staff", {**sent, "staff_edu_hs": "4", "revision": "0"})
    assert answer.status_code == 422
    assert "各部分相加为22，与从业人员总数21相差1" in answer.text
    assert "高中及以下 4 + 大专及本科 15 + 研究生及以上 3" in answer.text


async def test_unknown_fields_another_firm_and_a_closed_round(client, asked, at):
    await sign_in(client, asked.e)
    await post(client, f"{HOME}/start")
    assert (await post(client, f"{HOME}/staff", {"nonsense": "1"})).status_code == 422
    assert (await client.get(f"{HOME}/nonsense")).status_code == 404
    assert (await client.get("/firm/returns/2019")).status_code == 404
    at(datetime(2026, 2, 28, 16, 0, tzinfo=UTC))
    late = await post(client, f"{HOME}/staff", {"staff_total": "21", "revision": "0"})
    assert late.status_code == 409
    assert "草稿已保留" in late.text
    assert "草稿已保留" in (await client.get(HOME)).text
    await sign_in(client, asked.f)
    assert (await client.get(HOME)).status_code == 404


async def test_an_unapproved_form_says_so_and_cannot_be_begun(client, cast, at):
    await operating.a_registration(cast.firm)
    await build.a_round(approval="")
    await sign_in(client, cast.e)
    start = await client.get(HOME)
    assert "没有录入批准或者备案文号" in start.text
    assert f'action="{HOME}/start"' not in start.text
    assert (await post(client, f"{HOME}/start")).status_code == 409


async def test_a_correction_shows_what_was_filed_and_what_is_filed_now(client, asked):
    held = await build.a_return(asked)
    async with session.statistics():
        await database.execute(
            """update statistical_return set status = 'returned', marks = '{"guide_persons": "与上年相差较大"}' where id = $1""",
            held.id,
        )
    await sign_in(client, asked.ee)
    assert "有退回的项目" in (await client.get(HOME)).text
    page = (await client.get(f"{HOME}/service")).text
    assert "与上年相差较大" in page
    sent = {
        **await form_of(asked, "service", build.ALONE),
        "guide_persons": "43",
        "revision": "1",
        "then": "list",
    }
    assert (await post(client, f"{HOME}/service", sent)).status_code == 303
    check = (await client.get(f"{HOME}/check")).text
    assert "与第1次报送相比的改动" in check
    assert re.search(r"就业创业指导.*?41 人次.*?43 人次", check, re.DOTALL)


async def test_officials_of_supervision_have_no_page_of_returns(client, asked):
    await build.a_return(asked)
    for who in (asked.an, asked.bai, asked.chen, asked.lu):
        await sign_in(client, who)
        assert (await client.get(HOME)).status_code in {403, 404}
