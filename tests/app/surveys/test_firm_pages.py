"""A respondent's way through the yearly return, page by page, without scripts."""

import io
import re
from datetime import UTC, datetime

import openpyxl
import pytest

from app import clock
from regulation import database
from regulation.surveys import entry, session
from regulation.surveys.actions import drafting, reminders, review
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


# --- as a workbook ---------------------------------------------------------------------------------


async def upload(client, url, content, name="filled.xlsx"):
    """Give a file on a page, with the token of the page."""
    page = await client.get(url)
    token = re.search(r'name="_csrf_token" value="([^"]+)"', page.text)
    field = {token[0].split('"')[1]: token[1]} if token else {}
    return await client.post(url, data=field, files={"file": (name, content, "application/octet-stream")})


def hidden(text):
    """The fields that the preview carries on."""
    form = text[text.index("/workbook/take") :]
    found = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form):
        found.setdefault(name, []).append(value)
    return {
        name: values if len(values) > 1 else values[0] for name, values in found.items() if "csrf" not in name
    }


def filled(data, values, *, sheet="填报"):
    """The template with values typed into it by their codes."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    page = book[sheet]
    rows = {page.cell(row, 1).value: row for row in range(8, page.max_row + 1)}
    for code, value in values.items():
        page.cell(rows[code], 6).value = value
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


async def test_a_return_is_filled_in_through_a_workbook_after_a_preview(client, asked):
    await operating.a_report(asked)
    await sign_in(client, asked.ee)
    await post(client, f"{HOME}/start")
    template = await client.get(f"{HOME}/workbook.xlsx")
    assert template.headers["content-disposition"].startswith("attachment")
    data = filled(template.content, {key: float(value) for key, value in OWN.items()})
    preview = await upload(client, f"{HOME}/workbook", data)
    assert preview.status_code == 200
    assert "还没有保存" in preview.text
    assert "812.40 万元" in preview.text
    held = await returns.of_firm(asked.firm, str(YEAR))
    assert "assets_total" not in held.draft, "a preview saves nothing"
    taken = await post(client, f"{HOME}/workbook/take", hidden(preview.text))
    assert taken.headers["location"] == HOME
    held = await returns.of_firm(asked.firm, str(YEAR))
    assert {key: held.draft[key] for key in OWN} == OWN


async def test_a_bad_workbook_is_refused_with_every_cell_and_the_draft_is_kept(client, asked):
    await operating.a_report(asked)
    await sign_in(client, asked.ee)
    await post(client, f"{HOME}/start")
    template = (await client.get(f"{HOME}/workbook.xlsx")).content
    before = await returns.of_firm(asked.firm, str(YEAR))
    answer = await upload(
        client,
        f"{HOME}/workbook",
        filled(template, {"assets_total": "=1+1", "fairs_grad": "一场", "staff_total": 99}),
    )
    assert answer.status_code == 422
    for said in ("是公式", "高校毕业生专场", "一场", "取自经营情况报告", "草稿没有改动"):
        assert said in answer.text
    other = await upload(client, f"/firm/annual-reports/{YEAR}/workbook", template)
    assert other.status_code == 404, "the report is filed, nothing can be taken"
    assert (await upload(client, f"{HOME}/workbook", b"x", "notes.txt")).status_code == 422
    assert await returns.of_firm(asked.firm, str(YEAR)) == before


async def test_a_colleague_who_saved_after_the_preview_is_not_overwritten(client, asked):
    await operating.a_report(asked)
    await sign_in(client, asked.ee)
    await post(client, f"{HOME}/start")
    template = (await client.get(f"{HOME}/workbook.xlsx")).content
    preview = await upload(client, f"{HOME}/workbook", filled(template, {"guide_persons": 99}))
    shared = await build.shared_of(asked.firm)
    await drafting.save_page(
        asked.firm, str(YEAR), "service", {"guide_persons": ["41"]}, 0, shared=shared, actor=asked.e, now=NOW
    )
    late = await post(client, f"{HOME}/workbook/take", hidden(preview.text))
    assert late.status_code == 409
    assert "鄂一" in late.text
    assert (await returns.of_firm(asked.firm, str(YEAR))).draft["guide_persons"] == 41


async def test_an_operating_report_of_another_year_or_firm_is_refused_as_a_workbook(client, asked):
    url = f"/firm/annual-reports/{YEAR}/workbook"
    await sign_in(client, asked.e)
    await post(client, f"/firm/annual-reports/{YEAR}/start")
    mine = (await client.get(f"{url}.xlsx")).content
    preview = await upload(client, url, filled(mine, {"staff_total": 21, "rev_total": 12345.67}))
    assert preview.status_code == 200
    assert "12,345.67 万元" in preview.text
    book = openpyxl.load_workbook(io.BytesIO(mine))
    for row in book["_zhiheng"].iter_rows():
        if row[0].value == "firm":
            row[1].value = "F9999999"
    file = io.BytesIO()
    book.save(file)
    assert "登记编号F9999999" in (await upload(client, url, file.getvalue())).text
    await post(client, f"{HOME}/start")
    assert "这是另一种报表的模板" in (await upload(client, f"{HOME}/workbook", mine)).text


async def test_a_return_is_taken_back_before_the_review_and_both_receipts_stay(client, asked):
    await operating.a_report(asked)
    shared = await build.shared_of(asked.firm)
    await build.a_return(asked, values=OWN, shared=shared)
    await sign_in(client, asked.ee)
    assert "由签署人撤回" in (await client.get(HOME)).text
    await sign_in(client, asked.e)
    filed = await client.get(HOME)
    assert f'action="{HOME}/recall"' in filed.text
    back = await post(client, f"{HOME}/recall")
    assert back.headers["location"] == HOME
    draft = (await client.get(HOME)).text
    for said in ("第1次报送已于", "现在视为尚未报送", "已撤回", f"{HOME}/receipt.pdf?version=1"):
        assert said in draft
    assert (await client.get(f"{HOME}/receipt.pdf?version=1")).content.startswith(b"%PDF")
    await drafting.prepare(asked.firm, str(YEAR), actor=asked.ee, now=NOW)
    filed = await post(client, f"{HOME}/submit", {"declared": "true"})
    assert filed.status_code == 303
    again = (await client.get(HOME)).text
    assert f"{HOME}/receipt.pdf?version=1" in again
    assert f"{HOME}/receipt.pdf?version=2" in again
    number = await database.value("select number from firm where id = $1", asked.firm)
    await review.pass_return(YEAR, number, 2, actor=asked.pan, now=NOW)
    refused = (await client.get(HOME)).text
    assert "已经开始审核，不能再撤回" in refused
    assert f'action="{HOME}/recall"' not in refused
    assert (await post(client, f"{HOME}/recall")).status_code == 409


async def test_a_firm_finds_its_written_reminders_in_its_language(client, asked, at):
    number = await database.value("select number from firm where id = $1", asked.firm)
    after = datetime(2026, 3, 6, 2, tzinfo=UTC)
    at(after)
    paper = await reminders.remind_in_writing(YEAR, number, actor=asked.pan, now=after)
    await sign_in(client, asked.e)
    letter = f"/firm/returns/reminders/{paper['id']}"
    for page in ("/firm/returns", HOME):
        assert letter in (await client.get(page)).text
    assert (await client.get(letter)).content.startswith(b"%PDF")
    assert "2026年3月16日前补报" in (await client.get("/firm")).text
    home = (await client.get("/firm?lang=en")).text
    assert "16 Mar 2026" in home
    assert "2026-03-16" not in home
    await sign_in(client, asked.f)
    assert (await client.get(letter)).status_code == 404
    assert letter not in (await client.get("/firm/returns")).text
