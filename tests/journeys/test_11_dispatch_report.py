"""A dispatch firm reports: one prepares, another signs; the district verifies, and the result stands in the firm's record."""

import io
import re
from datetime import date, timedelta
from uuid import uuid4

import asyncpg
import pypdf
import pytest

from regulation.indicators import catalogue, reading
from regulation.indicators.indicator import FormKind
from tests.builders.annual_reports import DISPATCH_VALUES
from tests.conftest import address
from tests.journeys.office import CITY
from tests.journeys.test_4_annual_report import explain, groups


@pytest.fixture(scope="module", autouse=True)
async def dispatching(office):
    """The firm with sign-ins holds a dispatch licence for this journey; its report is still taken, and signed by a second person."""
    owner = await asyncpg.connect(address(CITY))
    firm = await owner.fetchval(
        "select firm_id from firm_member where person = (select person from account where login = 'firm-preparer')"
    )
    licence = uuid4()
    await owner.execute(
        """insert into registration_entry (id, firm, kind, number, status, issued_on, expires_on, scope, conditions, updated_at)
           values ($1, $2, 'dispatch_licence', '京派测〔2023〕1号', 'valid', $3, $4, '{}', '', now())""",
        licence,
        firm,
        date(office.today.year - 3, 5, 8),
        date(office.today.year + 2, 5, 7),
    )
    was = await owner.fetchrow(
        "select id, late_until, two_persons from report_window where kind = 'dispatch' order by year desc limit 1"
    )
    change = "update report_window set late_until = $2, two_persons = $3 where id = $1"
    await owner.execute(change, was["id"], office.today + timedelta(days=30), True)
    yield
    await owner.execute(change, *was)
    await owner.execute("delete from registration_entry where id = $1", licence)
    await owner.close()


def typed(name):
    found = reading.typed(catalogue.BY_KEY[name], DISPATCH_VALUES[name])
    return found if isinstance(found, str) else found[0]


async def fill_in(firm, home):
    """Every page of the report, by the names of its cells; twice, for what is asked only after another answer."""
    for path in (await groups(firm)) * 2:
        await firm.open(path)
        for indicator in catalogue.of_group(1, path.rsplit("/", 1)[1], FormKind.DISPATCH):
            cell = firm.page.locator(f"form.cells [name={indicator.key}]")
            if indicator.key not in DISPATCH_VALUES or not await cell.count():
                continue
            value = typed(indicator.key)
            if await cell.first.get_attribute("type") in {"radio", "checkbox"}:
                await firm.page.locator(f"form.cells [name={indicator.key}][value='{value}']").check()
            else:
                await cell.fill(value)
        await firm.press("保存，回到任务列表")
        assert firm.status == 200, await firm.text()
        await firm.open(home)
    await explain(firm, home)


async def test_from_the_preparer_to_the_firms_record(visitor, office):
    year = office.today.year - 1
    home = f"/firm/dispatch-reports/{year}"
    preparer = await visitor("firm-preparer")
    await preparer.open("/firm")
    await preparer.sees("劳务派遣经营情况报告", "年末持有劳务派遣经营许可证")
    await preparer.open(home)
    await preparer.press("开始填报")
    await fill_in(preparer, home)
    await preparer.open(f"{home}/check")
    await preparer.sees("甲厂 · 70 · 辅助性 · 12 · 8")
    await preparer.press("标记为填报完毕")

    signatory = await visitor("firm-signatory")
    await signatory.open(f"{home}/check")
    await signatory.tick(re.compile("承诺：报告内容真实"))
    await signatory.press(re.compile("^报送"))
    await signatory.sees("已报送", "逾期报送")
    number = await signatory.page.locator(".confirmation strong").inner_text()
    receipt = await signatory.download(f"{home}/receipt.pdf")
    assert number in "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(receipt)).pages)
    await signatory.look()

    clerk = await visitor("chaoyang-clerk")
    await clerk.open(f"/desk/dispatch-reports?year={year}&status=submitted&q={number}")
    await clerk.page.locator("table tbody a").first.click()
    await clerk.sees("甲厂", number)
    await clerk.page.locator("form[action$=verify] [name=result]").first.wait_for(state="attached")
    await verify(clerk, "problems", "乙店的临时性岗位已满六个月，请说明")
    await clerk.sees("已核验，结果已记入机构的信用记录")

    await signatory.open(home)
    await signatory.sees("核验发现问题", "乙店的临时性岗位已满六个月")
    await signatory.open("/firm/integrity")
    await signatory.sees("劳务派遣经营情况报告")


async def verify(clerk, result, facts):
    """Fill in what the verification found, and enter it."""
    form = clerk.page.locator("form[action$=verify]")
    choice = form.locator(f"[name=result][value={result}]")
    if await choice.count():
        await choice.check()
    else:
        await form.locator("select[name=result]").select_option(result)
    await form.locator("[name=facts]").fill(facts)
    await form.locator("button[type=submit]").click()
    await clerk.page.wait_for_load_state()
