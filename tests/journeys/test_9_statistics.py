"""The statistician publishes a year; the page, the chart and every file say the same figures."""

import asyncio
import csv
import hashlib
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


async def tables_of(person, year):
    """The addresses of the tables, as the contents of the year list them."""
    await person.open(f"/statistics/{year}")
    return await person.page.locator(".stat-chapter li > a").evaluate_all(
        "all => all.map(each => each.getAttribute('href'))"
    )


async def test_page_and_files_agree(visitor, known):
    someone = await visitor()
    tables = await tables_of(someone, known["year"])
    assert len(tables) >= 3
    charts = 0
    for table in tables:
        assert re.fullmatch(rf"/statistics/{known['year']}/v1/T\d\d", table), "an address that stays"
        await someone.open(table)
        shown = await numbers_on(someone)
        charts += await someone.page.locator(".chart svg").count()
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
    assert charts >= 1


async def test_somebody_downloads_the_book_and_checks_it(visitor, known):
    someone = await visitor()
    here = f"/statistics/{known['year']}/v1"
    await someone.open(here)
    assert (
        hashlib.sha256(await someone.download(f"{here}/yearbook.json")).hexdigest()
        in await someone.page.content()
    )
    for _ in range(60):
        answer = await someone.context.request.get(f"{someone.url}{here}/yearbook.zh.pdf")
        if answer.status == 200:
            break
        assert answer.status == 202, "being made"
        await asyncio.sleep(2)
    content = await answer.body()
    manifest = json.loads(await someone.download(f"{here}/manifest.json"))
    assert manifest["sha256"]["yearbook.zh.pdf"] == hashlib.sha256(content).hexdigest()
    reader = pypdf.PdfReader(io.BytesIO(content))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert manifest["address"] in "".join(reader.pages[1].extract_text().split())


@pytest.mark.parametrize("width", [390, 1440])
async def test_the_pages_around_the_tables_are_fit_for_everybody(visitor, known, width):
    someone = await visitor(width=width)
    for path in ("", "/revisions", "/method", "/quality"):
        await someone.open(f"/statistics/{known['year']}/v1{path}")
        await someone.look()
    await someone.open("/statistics/calendar")
    await someone.sees("已经发布")
    await someone.look()


async def test_the_public_pages_speak_english(visitor, known):
    someone = await visitor(lang="en", width=390)
    await someone.open("/statistics")
    await someone.open(f"/statistics/{known['year']}")
    assert (await someone.page.locator("h1").inner_text()).isascii()
    await someone.page.locator(".stat-chapter li > a").first.click()
    await someone.page.wait_for_url(re.compile(rf"/statistics/{known['year']}/"))
    await someone.look()
