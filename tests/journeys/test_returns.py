"""The accountant's last day: the statistical return takes over what the report says, a column is pasted, two persons file; another firm reports by workbook."""

import io
import re
from datetime import date, timedelta

import asyncpg
import openpyxl
import pypdf
import pytest

from regulation.annual_reports.queries.scope import scope_sql
from tests.conftest import address
from tests.journeys.office import CITY
from tests.journeys.test_4_annual_report import explain, groups

STAFF = {
    "staff_total": 21, "staff_edu_hs": 3, "staff_edu_college": 15, "staff_edu_post": 3, "staff_qual": 6, "staff_title": 2,
    "staff_age_35": 12, "staff_age_50": 7, "staff_age_over": 2,
}  # fmt: skip


@pytest.fixture(scope="module")
def known():
    return {}


@pytest.fixture(scope="module", autouse=True)
async def collecting(office):
    """The city's round was published in autumn; for these journeys it still takes a late return."""
    owner = await asyncpg.connect(address(CITY))
    was = await owner.fetchrow(
        "select id, gate, late_until from surveys.survey_round where kind = 'return' order by year desc limit 1"
    )
    change = "update surveys.survey_round set gate = $2, late_until = $3 where id = $1"
    await owner.execute(change, was["id"], "open", office.today + timedelta(days=30))
    # The other firm with a sign-in owes no report; for these journeys its signatory works for one that does.
    owing = await owner.fetchval(
        f"""select scope.firm from ({scope_sql("$1")}) as scope join firm on firm.id = scope.firm
             where firm.organ is not null and scope.firm not in (select firm from annual_report where year = $2)
             order by firm.number limit 1""",
        date(office.today.year - 1, 12, 31),
        office.today.year - 1,
    )
    works_for = """update firm_member set firm_id = $1 where person = (select person from account where login = 'firm2-signatory')"""
    theirs = await owner.fetchval(
        "select firm_id from firm_member where person = (select person from account where login = 'firm2-signatory')"
    )
    await owner.execute(works_for, owing)
    yield
    await owner.execute(change, *was)
    await owner.execute(works_for, theirs)
    await owner.close()


async def answer(firm):
    """Every open number 0 and every open choice the first; what is folded away says that the report's value stands."""
    for field in await firm.page.locator("form.cells input[inputmode]:visible").all():
        if not await field.input_value():
            await field.fill("0")
    for group in await firm.page.locator("form.cells fieldset:visible").all():
        if await group.locator("input").count() and not await group.locator("input:checked").count():
            await group.locator("input").first.check()
    for chosen in await firm.page.locator("form.cells select:visible").all():
        if not await chosen.input_value():
            await chosen.select_option(index=1)


async def fill_in(firm, home):
    """Every group of a form, with whatever adds up; what is asked depends on what was answered before."""
    done: list[str] = []
    while path := next((each for each in await groups(firm) if each not in done), ""):
        done.append(path)
        await firm.open(path)
        for name, number in STAFF.items():
            field = firm.page.locator(f"form.cells input[name={name}]")
            if await field.count():
                await field.fill(str(number))
        await answer(firm)
        await firm.press("保存，回到任务列表")
        assert firm.status == 200, await firm.text()
    await explain(firm, home)
    return done


async def test_the_home_says_what_is_due_and_the_return_takes_over_what_the_report_says(
    visitor, office, known
):
    firm = await visitor("firm-preparer")
    year = office.today.year - 1
    known["report"], known["return"] = f"/firm/annual-reports/{year}", f"/firm/returns/{year}"
    await firm.open("/firm")
    await firm.sees(f"{year}年度的报送", "经营情况年度报告", "统计年报", "年末持有人力资源服务许可证")
    await firm.open(known["report"])
    if await firm.page.get_by_role("button", name="开始填报").count():
        await firm.press("开始填报")
        await fill_in(firm, known["report"])
    await firm.open(known["return"])
    await firm.press("开始填报")
    await firm.sees("与经营情况报告相同的项目已经带入")
    await firm.open(f"{known['return']}/staff")
    await firm.sees("取自经营情况报告", "21 人")
    assert await firm.page.locator("form.cells input[inputmode]:visible").count() == 0


async def test_a_copied_column_is_pasted_and_enter_goes_from_cell_to_cell(visitor, known):
    firm = await visitor("firm-preparer")
    await firm.open(f"{known['return']}/finance")
    cells = firm.page.locator("form.cells input[inputmode]:visible")
    assert await cells.count() == 2
    await cells.first.focus()
    await firm.page.evaluate(
        """() => {
            const data = new DataTransfer();
            data.setData("text/plain", "812.40\\t备注\\n0.00\\n7\\n");
            document.activeElement.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
        }"""
    )
    assert [await cells.nth(at).input_value() for at in range(2)] == ["812.40", "0.00"]
    await firm.sees("已粘贴2项", "还有1个数值没有粘贴")
    await firm.page.get_by_role("button", name="撤销粘贴").click()
    assert [await cells.nth(at).input_value() for at in range(2)] == ["", ""]
    await cells.first.focus()
    await firm.page.keyboard.type("812.40")
    await firm.page.keyboard.press("Enter")
    await firm.page.keyboard.type("0")
    await firm.page.keyboard.press("ArrowUp")
    assert await firm.page.evaluate("document.activeElement.name") == await cells.first.get_attribute("name")
    assert await cells.nth(1).input_value() == "0"
    async with firm.page.expect_response(lambda response: response.request.method == "POST") as autosaved:
        await firm.page.keyboard.press("End")
        await firm.page.keyboard.press("Backspace")
        await firm.page.keyboard.type("1")
    assert (await autosaved.value).ok
    await firm.open(f"{known['return']}/finance")
    assert await cells.first.input_value() == "812.41"


async def test_preparer_and_signatory_file_the_return_together(visitor, known):
    preparer = await visitor("firm-preparer")
    await preparer.open(known["return"])
    await fill_in(preparer, known["return"])
    await preparer.open(f"{known['return']}/check")
    await preparer.sees("812.41")
    await preparer.press("标记为填报完毕")
    signatory = await visitor("firm-signatory")
    await signatory.open(f"{known['return']}/check")
    await signatory.press("报送统计年报")
    assert signatory.status == 422
    await signatory.tick(re.compile("承诺：报表内容真实"))
    await signatory.press("报送统计年报")
    await signatory.sees("统计年报已报送")
    number = await signatory.page.locator(".confirmation strong").inner_text()
    receipt = await signatory.download(f"{known['return']}/receipt.pdf")
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(receipt)).pages)
    assert number in text
    assert "812.41" not in text
    await signatory.open("/firm")
    await signatory.sees("区级统计人员正在审核")


async def test_another_firm_reports_by_workbook(visitor, office):
    year = office.today.year - 1
    home = f"/firm/annual-reports/{year}"
    firm = await visitor("firm2-signatory")
    await firm.open(home)
    await firm.press("开始填报")
    await firm.follow(re.compile("用表格填报"))
    book = openpyxl.load_workbook(io.BytesIO(await firm.download(f"{home}/workbook.xlsx")))
    sheet = book["填报"]
    rows = {sheet.cell(row, 1).value: row for row in range(8, sheet.max_row + 1)}
    values = {
        "identity_ok": "是", "operated": "是", "biz_types:CONSULT": "是", "branches_n": 0, "premises_area": 120, "fixed_sites_n": 0,
        "websites_n": 1, "rev_total": 830.5, "rev_onbehalf": 0, "rev_consult": 830.5, "profit_total": -12.3, "tax_total": 41,
        "emp_served": 151, "emp_served_mfg": 43, "persons_served": 317, "persons_placed": 33, "served_grad": 21, "served_migrant": 7,
        "served_hard": 1, "consult_emp": 88, "site_display": "是", "ledger_kept": "是", "infosec_rules": "是", "figures_public": "否",
        **STAFF,
    }  # fmt: skip
    for code, value in values.items():
        sheet.cell(rows[code], 6).value = value
    if sheet.cell(rows["inst_type"], 6).value is None:
        sheet.cell(rows["inst_type"], 6).value = "民营性质的服务企业"
    sheet.cell(rows["staff_qual"], 6).value = "=1+5"
    await give(firm, book)
    await firm.sees("是公式", "草稿没有改动")
    assert firm.status == 422
    sheet.cell(rows["staff_qual"], 6).value = 6
    await give(firm, book)
    await firm.sees("还没有保存", "830.50 万元")
    await firm.press("保存到草稿")
    await firm.sees("表格的内容已经保存到草稿")
    await explain(firm, home)
    await firm.open(f"{home}/check")
    await firm.tick(re.compile("承诺：报告内容真实"))
    await firm.press("报送年度报告")
    await firm.sees("已报送", "下载回执")


async def give(firm, book):
    """Upload a workbook on the page that is open."""
    file = io.BytesIO()
    book.save(file)
    await firm.page.set_input_files(
        "input[type=file]",
        {"name": "report.xlsx", "mimeType": "application/octet-stream", "buffer": file.getvalue()},
    )
    await firm.press("上传并预览")
