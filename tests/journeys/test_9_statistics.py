"""The statistician publishes a year; the page, the chart and every file say the same figures."""

import csv
import io
import json
import re

import openpyxl
import pypdf
import pytest


@pytest.fixture(scope="module")
def known():
    return {}


async def test_the_statistician_looks_twice_and_publishes(visitor, office, known):
    year = known["year"] = office.today.year - 2
    other = await visitor("chaoyang-director")
    assert (await other.context.request.get(f"{other.url}/desk/statistics/{year}/publish")).status == 403
    person = await visitor("city-statistician")
    await person.open("/desk/statistics")
    await person.follow(re.compile(rf"预览\s*{year}"))
    await person.sees("保护机构数据", "主要")
    assert await person.page.locator(".chart svg").count() >= 1
    await person.follow("去发布")
    await person.sees("发布后不能撤回或者修改")
    await person.press("发布统计资料")
    assert person.status == 422
    await person.tick("已核对上面的表，确认向社会发布")
    await person.press("发布统计资料")
    await person.open("/statistics")
    await person.sees(f"{year}年度")


async def numbers_on(person):
    """The figures of the table as they are shown, without their commas."""
    cells = await person.page.locator(".stat-table tbody td:not(.symbol)").all_inner_texts()
    return [cell.replace(",", "") for cell in cells if re.fullmatch(r"-?[\d,]+(\.\d+)?", cell)]


async def test_page_and_files_agree(visitor, known):
    someone = await visitor()
    await someone.open(f"/statistics/{known['year']}")
    tables = await someone.page.locator("section h2 a").evaluate_all(
        "all => all.map(each => each.getAttribute('href').split('?')[0])"
    )
    assert len(tables) == 3
    for table in tables:
        await someone.open(table)
        shown = await numbers_on(someone)
        assert len(shown) > 5
        assert await someone.page.locator(".chart svg").count() == 1
        title = (await someone.page.locator("h1").inner_text()).split("（")[0]
        sheet = (await someone.download(f"{table}.csv")).decode("utf-8-sig")
        from_csv = " ".join(cell for line in csv.reader(io.StringIO(sheet)) for cell in line).replace(",", "")
        book = openpyxl.load_workbook(io.BytesIO(await someone.download(f"{table}.xlsx")))
        from_xlsx = {
            float(cell)
            for page in book
            for line in page.values
            for cell in line
            if isinstance(cell, int | float)
        }
        pages = pypdf.PdfReader(io.BytesIO(await someone.download(f"{table}.pdf"))).pages
        from_pdf = "".join(page.extract_text() for page in pages).replace(",", "")
        assert title.split()[-1] in from_pdf.replace("\n", "")
        json.loads(await someone.download(f"{table}.json"))
        for number in shown:
            assert number in from_csv, (table, number)
            assert number in from_pdf, (table, number)
            assert float(number) in from_xlsx, (table, number)


async def test_the_public_pages_speak_english(visitor, known):
    someone = await visitor(lang="en", width=390)
    await someone.open("/statistics")
    await someone.open(f"/statistics/{known['year']}")
    assert (await someone.page.locator("h1").inner_text()).isascii()
    await someone.page.locator("section h2 a").first.click()
    await someone.page.wait_for_url(re.compile(rf"/statistics/{known['year']}/"))
    await someone.look()
