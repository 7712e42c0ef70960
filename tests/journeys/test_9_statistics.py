"""Figures are closed until they are published; then the page, the chart and every file say the same."""

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


async def test_before_publication_only_who_is_on_the_list_looks(visitor, office, known):
    # The year before last is published; last year's figures are still being made.
    known["year"], coming = office.today.year - 2, office.today.year - 1
    desk = f"/desk/statistics/{coming}"
    for login in ("chaoyang-director", "city-director", "city-clerk"):
        other = await visitor(login)
        for path in (desk, f"{desk}/gate", f"{desk}/publish", f"{desk}/preview.xlsx", f"{desk}/preview.json"):
            assert (await other.context.request.get(f"{other.url}{path}")).status == 404, (login, path)
    person = await visitor("city-statistician")
    await person.open(f"{desk}/gate")
    await person.sees("提前查看数据的人员", "签署记录")
    if not await person.page.get_by_role("link", name="查看统计表").count():
        await person.page.locator("details", has_text="列入名单").locator("summary").click()
        await person.page.fill("#f-login", "city-statistician")
        await person.page.fill("#f-why", "核对统计表")
        await person.press("列入名单")
    await person.follow("查看统计表")
    await person.sees("未发布，不得外传", "保护机构数据")
    assert await person.page.locator(".chart svg").count() >= 1
    await person.open(f"{desk}/gate")
    await person.sees("查看记录")


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
