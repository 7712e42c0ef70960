"""The firm's way through the yearly report, page by page, without scripts."""

import re
from datetime import UTC, datetime

import pytest

from app import clock
from regulation import database
from regulation.annual_reports.actions import review
from regulation.annual_reports.actions.filing import DESKS, FIRM_PAGES
from regulation.annual_reports.queries import reports
from regulation.annual_reports.status import Status
from regulation.indicators import catalogue
from regulation.indicators.indicator import FormKind
from tests.builders import annual_reports as build
from tests.builders.annual_reports import NOW, VALUES, YEAR
from tests.cast import post, sign_in

HOME = f"/firm/annual-reports/{YEAR}"


@pytest.fixture
def at(monkeypatch):
    """Sets the clock on the wall."""

    def set_clock(now):
        monkeypatch.setattr(clock, "now", lambda: now)
        monkeypatch.setattr(clock, "today", now.date)

    set_clock(NOW)
    return set_clock


@pytest.fixture
async def licensed(cast, at):
    await build.a_registration(cast.firm)
    await build.a_window(cast)
    return cast


def form_of(group, values=VALUES, **changes):
    sent = {key: texts if len(texts) > 1 else texts[0] for key, texts in build.typed(values, group).items()}
    return {**sent, "revision": "0", **changes}


async def test_a_firm_finds_what_it_owes_fills_in_files_and_holds_a_receipt(client, licensed):
    await sign_in(client, licensed.e)
    overview = await client.get("/firm/annual-reports")
    assert "2025年度经营情况报告" in overview.text
    assert "2026年3月31日" in overview.text
    assert "年末持有人力资源服务许可证" in overview.text
    started = await post(client, f"{HOME}/start")
    assert started.headers["location"] == HOME
    for group in catalogue.groups_of(1):
        answer = await post(client, f"{HOME}/{group.key}", form_of(group.key))
        assert answer.status_code == 303, (group.key, re.findall(r'field-error" id="e-(\w+)', answer.text))
    assert "校验位不符" in (await client.get(f"{HOME}/explanations")).text
    too_short = await post(client, f"{HOME}/explanations", {"reason-V001-identity_ok": "对"})
    assert too_short.status_code == 422
    await post(client, f"{HOME}/explanations", {"reason-V001-identity_ok": "登记机关录入有误"})
    tasks = await client.get(HOME)
    assert "可以报送" in tasks.text
    check = await client.get(f"{HOME}/check")
    assert "1,530.50" in check.text
    filed = await post(client, f"{HOME}/submit", {"declared": "true"})
    assert filed.headers["location"] == f"{HOME}/confirmation"
    confirmation = await client.get(f"{HOME}/confirmation")
    report = await reports.of_firm(licensed.firm, YEAR)
    assert report.number in confirmation.text
    assert report.status is Status.SUBMITTED
    paper = await client.get(f"{HOME}/receipt.pdf")
    assert paper.headers["content-type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF")
    again = await client.get(f"{HOME}/receipt.pdf")
    assert again.content == paper.content, "the same bytes ever after"


async def test_errors_stand_beside_their_cells_with_the_sum_and_the_rest_is_kept(client, licensed):
    await sign_in(client, licensed.e)
    await post(client, f"{HOME}/start")
    answer = await post(client, f"{HOME}/staff", form_of("staff", staff_edu_hs="4", staff_qual="六"))
    assert answer.status_code == 422
    assert "各部分相加为22，与从业人员总数21相差1" in answer.text
    assert "请填写数字，例如 1234" in answer.text
    assert 'value="六"' in answer.text, "what was typed stays"
    draft = (await reports.of_firm(licensed.firm, YEAR)).draft
    assert draft["staff_edu_hs"] == 4
    assert "staff_qual" not in draft


@pytest.mark.parametrize(
    ("typed", "words"),
    [("-1", "不能是负数"), ("1e9", "科学计数法"), ("12.5", "整数"), ("12人", "单位已经标在格后")],
)
async def test_numbers_that_cannot_be_taken(client, licensed, typed, words):
    await sign_in(client, licensed.e)
    await post(client, f"{HOME}/start")
    answer = await post(client, f"{HOME}/staff", form_of("staff", staff_total=typed, then="list"))
    assert answer.status_code == 422
    assert words in answer.text


async def test_full_width_and_grouped_numbers_are_taken(client, licensed):
    await sign_in(client, licensed.e)
    await post(client, f"{HOME}/start")
    answer = await post(
        client, f"{HOME}/finance", {"rev_total": "１,５３０．５０", "revision": "0", "then": "list"}
    )
    assert answer.headers["location"] == HOME
    assert str((await reports.of_firm(licensed.firm, YEAR)).draft["rev_total"]) == "1530.50"


async def test_a_cell_the_page_does_not_have_is_refused(client, licensed):
    await sign_in(client, licensed.e)
    await post(client, f"{HOME}/start")
    answer = await post(client, f"{HOME}/staff", form_of("staff", nonsense="1"))
    assert answer.status_code == 422
    assert "本页没有的项目" in answer.text
    other = await post(client, f"{HOME}/staff", form_of("staff", rev_total="1"))
    assert other.status_code == 422


async def test_last_year_stands_beside_the_cells(client, licensed, at):
    await build.a_window(licensed, year=2024)
    await build.a_report(
        licensed,
        year=2024,
        values={**VALUES, "staff_total": 19, "staff_edu_college": 13, "staff_age_35": 10},
        now=datetime(2025, 2, 1, tzinfo=UTC),
    )
    await sign_in(client, licensed.e)
    await post(client, f"{HOME}/start")
    staff = await client.get(f"{HOME}/staff")
    assert "上年" in staff.text
    assert "19</div>" in staff.text


async def test_the_page_saves_itself_and_warns_of_a_colleague(client, licensed):
    await sign_in(client, licensed.ee)
    await post(client, f"{HOME}/start")
    saved = await post(
        client,
        f"{HOME}/staff",
        {"staff_total": "21", "revision": "0"},
        headers={"x-requested-with": "autosave"},
    )
    assert saved.status_code == 200
    await sign_in(client, licensed.e)
    refused = await post(client, f"{HOME}/staff", form_of("staff"))
    assert refused.status_code == 409
    assert "鄂二" in refused.text


async def test_nothing_can_be_filled_in_before_the_window_or_after_it(client, licensed, at):
    await sign_in(client, licensed.e)
    at(datetime(2025, 12, 31, 15, 59, tzinfo=UTC))
    early = await post(client, f"{HOME}/start")
    assert early.status_code == 409
    assert "2026年1月1日" in early.text
    at(NOW)
    await post(client, f"{HOME}/start")
    at(datetime(2026, 3, 31, 16, 0, tzinfo=UTC))
    late = await post(client, f"{HOME}/staff", form_of("staff"))
    assert late.status_code == 409
    assert "2026年3月31日" in late.text
    assert "已经截止" in (await client.get(HOME)).text


async def test_at_midnight_of_the_last_day_the_report_is_refused_and_the_draft_kept(client, licensed, at):
    await build.a_draft(licensed)
    await sign_in(client, licensed.e)
    at(datetime(2026, 3, 31, 16, 0, tzinfo=UTC))
    refused = await post(client, f"{HOME}/submit", {"declared": "true"})
    assert refused.status_code == 409
    assert (await reports.of_firm(licensed.firm, YEAR)).draft["staff_total"] == 21
    at(datetime(2026, 3, 31, 15, 59, 59, tzinfo=UTC))
    assert (await post(client, f"{HOME}/submit", {"declared": "true"})).status_code == 303


async def test_a_preparer_hands_over_and_cannot_file(client, licensed):
    await build.a_draft(licensed)
    await sign_in(client, licensed.ee)
    assert "标记为填报完毕" in (await client.get(f"{HOME}/check")).text
    assert (await post(client, f"{HOME}/submit", {"declared": "true"})).status_code == 403
    assert (await post(client, f"{HOME}/prepare")).status_code == 303
    assert "鄂二" in (await client.get(HOME)).text


async def test_without_the_commitment_the_page_comes_back(client, licensed):
    await build.a_draft(licensed)
    await sign_in(client, licensed.e)
    answer = await post(client, f"{HOME}/submit", {})
    assert answer.status_code == 422
    assert "请勾选真实性承诺" in answer.text


async def test_an_incomplete_report_names_what_is_missing(client, licensed):
    await build.a_draft(licensed, values={key: value for key, value in VALUES.items() if key != "tax_total"})
    await sign_in(client, licensed.e)
    answer = await post(client, f"{HOME}/submit", {"declared": "true"})
    assert answer.status_code == 409
    assert "还有1项没有填写" in answer.text
    assert f"{HOME}/finance#f-tax_total" in answer.text


async def test_a_mistaken_unit_is_asked_about_and_converted(client, licensed):
    inflated = form_of("finance", rev_total="15305000", rev_recruit="5305000", rev_outsrc="10000000")
    await build.a_draft(licensed)
    await sign_in(client, licensed.e)
    await post(client, f"{HOME}/finance", {**inflated, "revision": "9"})
    page = await client.get(f"{HOME}/explanations")
    assert "是否把“元”当作“万元”填报" in page.text
    assert "改为1,530.50 万元" in page.text
    await post(client, f"{HOME}/explanations", {"unit-V024-rev_total": "convert"})
    assert str((await reports.of_firm(licensed.firm, YEAR)).draft["rev_total"]) == "1530.50"


async def test_a_returned_report_shows_the_marked_cells_and_is_filed_again(client, licensed, at):
    number = await build.a_report(licensed)
    await review.return_report(
        YEAR, number, 1, {"tax_total": "与税务数据不符"}, "请核对税金", actor=licensed.an, now=NOW
    )
    await sign_in(client, licensed.e)
    tasks = await client.get(HOME)
    assert "请核对税金" in tasks.text
    assert "有退回的项目" in tasks.text
    finance = await client.get(f"{HOME}/finance")
    assert "与税务数据不符" in finance.text
    await post(client, f"{HOME}/finance", form_of("finance", tax_total="42", revision="9"))
    await build.explain_all(licensed.firm, who=licensed.e)
    assert (await post(client, f"{HOME}/submit", {"declared": "true"})).status_code == 303
    assert [
        each.version for each in await reports.filings((await reports.of_firm(licensed.firm, YEAR)).id)
    ] == [2, 1]


async def test_what_was_filed_is_closed_to_writing(client, licensed):
    await build.a_report(licensed)
    await sign_in(client, licensed.e)
    assert (await client.get(f"{HOME}/staff")).headers["location"] == HOME
    assert (await post(client, f"{HOME}/staff", form_of("staff"))).status_code == 409
    assert (await post(client, f"{HOME}/submit", {"declared": "true"})).status_code == 409
    assert "登记机关正在审核" in (await client.get(HOME)).text


async def test_the_report_sent_twice_is_filed_once(client, licensed):
    await build.a_draft(licensed)
    await sign_in(client, licensed.e)
    assert (await post(client, f"{HOME}/submit", {"declared": "true"})).status_code == 303
    assert (await post(client, f"{HOME}/submit", {"declared": "true"})).status_code == 409
    assert await database.value("select count(*) from filed_report") == 1


async def test_a_firm_that_owes_nothing_is_told_so(client, licensed):
    await sign_in(client, licensed.f)
    assert "现在没有需要报送的报告" in (await client.get("/firm/annual-reports")).text
    for path in (HOME, f"{HOME}/staff", f"{HOME}/check", f"{HOME}/receipt.pdf"):
        assert (await client.get(path)).status_code == 404
    assert (await client.get("/firm/annual-reports/1999")).status_code == 404


@pytest.mark.parametrize(
    "path", ["", "/identity", "/profile", "/staff", "/finance", "/check", "/explanations"]
)
async def test_every_page_speaks_english(client, licensed, path):
    await build.a_draft(licensed)
    await sign_in(client, licensed.e)
    answer = await client.get(f"{HOME}{path}?lang=en")
    assert answer.status_code == 200
    body = re.sub(r"<(script|style).*?</\1>", "", answer.text, flags=re.DOTALL)
    text = re.sub(r"<[^>]+>", " ", body.split("<main")[1].split("</main>")[0])
    left = [
        word
        for word in re.findall(r"[一-鿿]+[^\s]*", text)
        if not any(known in word for known in ("测试", "鄂", "甲某", "北京", "属实"))
    ]
    assert left == []


async def test_a_receipt_is_offered_only_where_one_was_issued(client, licensed):
    await build.a_report_taken_over(licensed, {}, year=YEAR)
    await sign_in(client, licensed.e)
    taken_over = await client.get("/firm/annual-reports")
    assert "查看已报送的内容" in taken_over.text
    assert "receipt.pdf" not in taken_over.text
    year_page = await client.get(HOME)
    assert year_page.status_code == 200
    assert "receipt.pdf" not in year_page.text


async def test_the_overview_links_the_receipt_of_a_filed_report(client, licensed):
    await build.a_report(licensed)
    await sign_in(client, licensed.e)
    assert f"{HOME}/receipt.pdf" in (await client.get("/firm/annual-reports")).text


@pytest.mark.parametrize("kind", [FormKind.OPERATING, FormKind.DISPATCH])
async def test_a_filed_report_is_taken_back_and_filed_again(client, cast, at, kind):
    is_dispatch = kind is FormKind.DISPATCH
    home = f"{FIRM_PAGES[kind]}/{YEAR}"
    await build.a_registration(cast.firm, "dispatch_licence" if is_dispatch else "hr_licence")
    await build.a_window(cast, kind=kind)
    number = await (build.a_dispatch_report if is_dispatch else build.a_report)(cast)
    await sign_in(client, cast.ee)
    assert "由签署人撤回" in (await client.get(home)).text
    await sign_in(client, cast.e)
    assert f'action="{home}/recall"' in (await client.get(home)).text
    assert (await post(client, f"{home}/recall", {"version": "1"})).status_code == 422
    assert (await post(client, f"{home}/recall")).headers["location"] == home
    draft = (await client.get(home)).text
    for said in (
        "第1次报送已于2026年2月10日",
        "现在视为尚未报送",
        f"{home}/receipt.pdf?version=1",
        "核对并报送",
    ):
        assert said in draft
    assert (await client.get(f"{home}/receipt.pdf?version=1")).content.startswith(b"%PDF")
    assert (await client.get(f"{home}/receipt.pdf?version=2")).status_code == 404
    desk = f"{DESKS[kind]}/{YEAR}/{number}"
    await sign_in(client, cast.an)
    assert (await client.get(desk)).status_code == 404
    assert "已撤回" in (await client.get(f"{DESKS[kind]}?year={YEAR}")).text
    await sign_in(client, cast.e)
    await post(client, f"{home}/submit", {"declared": "true"})
    await sign_in(client, cast.an)
    assert "由机构撤回" in (await client.get(desk)).text
    await review.return_report(YEAR, number, 2, {}, "请核对收入", kind=kind, actor=cast.an, now=NOW)
    await sign_in(client, cast.e)
    await post(client, f"{home}/submit", {"declared": "true"})
    assert "已经开始审核，不能再撤回" in (await client.get(home)).text
    assert (await post(client, f"{home}/recall")).status_code == 409
