"""A firm reports its year: one person fills in, another signs, the district returns it, the firm corrects, it is accepted."""

import io
import re

import pypdf
import pytest

FIGURES = {
    "profile": {"设立分支机构": "0", "经营场所面积": "120", "固定招聘（交流）场所": "1", "人力资源服务网站和应用": "1"},
    "staff": {
        "从业人员总数": "21", "高中及以下": "3", "大专及本科": "15", "研究生及以上": "4", "取得人力资源职业资格": "6",
        "取得人力资源管理专业职称": "2", "35岁及以下": "12", "36至50岁": "7", "51岁及以上": "2",
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def known():
    return {}


async def answer(firm, figures):
    """Numbers as given, every other number 0, and every yes or no the first choice."""
    for field in await firm.page.locator("form.cells input[inputmode]").all():
        if not await field.input_value():
            await field.fill("0")
    for label, number in figures.items():
        await firm.page.get_by_label(label, exact=True).fill(number)
    for group in await firm.page.locator("form.cells fieldset").all():
        ticks = group.locator("input")
        if await ticks.count() and not await group.locator("input:checked").count():
            await ticks.first.check()
    for chosen in await firm.page.locator("form.cells select").all():
        if not await chosen.input_value():
            await chosen.select_option(index=1)


async def groups(firm):
    """The groups of questions on the task list."""
    links = firm.page.locator(".task-list a")
    found = await links.evaluate_all("all => all.map(each => each.getAttribute('href'))")
    return [path for path in found if not path.endswith(("check", "explanations"))]


async def explain(firm, home):
    """A reason for every figure that looks odd."""
    await firm.open(f"{home}/explanations")
    for reason in await firm.page.locator("form textarea").all():
        await reason.fill("已经核对，情况属实")
    if await firm.page.get_by_role("button", name="保存说明").count():
        await firm.press("保存说明")


async def test_a_preparer_fills_in_and_errors_stand_beside_their_cells(visitor, office, known):
    firm = await visitor("firm-preparer")
    year = office.today.year - 1
    known["home"] = f"/firm/annual-reports/{year}"
    await firm.open("/firm")
    await firm.open("/firm/annual-reports")
    await firm.sees(f"{year}年度经营情况报告", "为什么要报送")
    await firm.open(known["home"])
    await firm.press("开始填报")
    done: list[str] = []
    # What is asked depends on what was answered before, so the list is read again each time.
    while path := next((each for each in await groups(firm) if each not in done), ""):
        done.append(path)
        await firm.open(path)
        key = path.rsplit("/", 1)[1]
        if key == "staff":
            await answer(firm, FIGURES["staff"])
            await firm.press("保存并继续")
            assert firm.status == 422
            field = firm.page.get_by_label("从业人员总数", exact=True)
            wrong = firm.page.locator(".has-error .field-error").first
            assert "22" in await wrong.inner_text()
            assert await field.input_value() == "21", "what was typed stays"
            await firm.fill({"研究生及以上": "3"})
        elif key == "finance":
            await answer(
                firm,
                {
                    "营业总收入": "１，５３０．５０",
                    "其中：人力资源招聘": "1530.50",
                    "利润总额": "-12.30",
                    "实缴税金": "41",
                },
            )
        else:
            await answer(firm, FIGURES.get(key, {}))
        await firm.press("保存，回到任务列表")
        assert firm.status == 200, await firm.text()
    await explain(firm, known["home"])
    assert len(done) >= 6
    await firm.open(f"{known['home']}/check")
    await firm.sees("1,530.50")
    assert await firm.page.get_by_role("button", name="报送年度报告").count() == 0
    await firm.press("标记为填报完毕")


async def test_the_signatory_files_and_holds_a_receipt(visitor, known):
    firm = await visitor("firm-signatory")
    await firm.open(known["home"])
    await firm.sees("标记为填报完毕，等待签署人报送")
    await firm.follow(re.compile("^核对并报送"))
    await firm.press("报送年度报告")
    assert firm.status == 422
    await firm.tick(re.compile("承诺：报告内容真实"))
    await firm.press("报送年度报告")
    await firm.sees("经营情况报告已报送")
    receipt = await firm.download(f"{known['home']}/receipt.pdf")
    number = await firm.page.locator(".confirmation strong").inner_text()
    assert number in "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(receipt)).pages)
    known["number"] = number


async def test_the_district_returns_it_with_reasons_and_accepts_what_was_corrected(visitor, office, known):
    year = office.today.year - 1
    clerk = await visitor("chaoyang-clerk")
    await clerk.open(f"/desk/annual-reports?year={year}&q={known['number']}")
    await clerk.page.locator("tbody tr a").first.click()
    await clerk.page.wait_for_url(re.compile(r"/desk/annual-reports/\d+/"))
    await clerk.look()
    review = clerk.path
    stale = await visitor("chaoyang-clerk")
    await stale.open(review)
    await clerk.tick("退回实缴税金")
    await clerk.fill({"实缴税金的问题": "与税务数据不符", "退回理由（机构可见）": "请核对税金"})
    await clerk.press("退回机构更正")
    await clerk.sees("已退回")
    await stale.press("审核通过")
    assert stale.status == 409
    await stale.sees("刷新")

    firm = await visitor("firm-signatory")
    await firm.open(known["home"])
    await firm.sees("请核对税金", "与税务数据不符")
    await firm.open(f"{known['home']}/finance")
    await firm.fill({"实缴税金": "42.5"})
    await firm.press("保存，回到任务列表")
    await explain(firm, known["home"])
    await firm.open(f"{known['home']}/check")
    await firm.tick(re.compile("承诺：报告内容真实"))
    await firm.press("报送年度报告")
    await firm.sees("经营情况报告已报送", "第2次")

    await clerk.open(review)
    await clerk.sees("前次：41.00")
    await clerk.press("审核通过")
    await clerk.sees("已审核通过")
    await firm.open(known["home"])
    await firm.sees("已通过审核")


async def test_the_pages_speak_english(visitor, known):
    firm = await visitor("firm-signatory", lang="en")
    await firm.open("/firm/annual-reports")
    assert (await firm.page.locator("h1").inner_text()).isascii()
    clerk = await visitor("chaoyang-clerk", lang="en")
    await clerk.open("/desk/annual-reports")
    assert (await clerk.page.locator("h1").inner_text()).isascii()
