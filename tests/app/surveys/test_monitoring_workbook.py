"""A month through a workbook: previewed, taken over whole, or refused with every cell that is wrong."""

import io
import re

import openpyxl
import pytest

from app import clock
from regulation.indicators.indicator import FormKind
from regulation.surveys.queries import answers
from tests import cast as people
from tests.builders.monitoring import FILING, VALUES, a_filed_month, a_month, a_quick_survey

PAGE = "/firm/monitoring/2026-01"
NUMBERS = {key: float(value) for key, value in VALUES.items() if key != "sd_expect"}


@pytest.fixture(autouse=True)
def in_the_window(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: FILING)


def filled(data, values):
    book = openpyxl.load_workbook(io.BytesIO(data))
    page = book["填报"]
    rows = {page.cell(row, 1).value: row for row in range(1, page.max_row + 1)}
    for code, value in values.items():
        page.cell(rows[code], 6).value = value
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


async def upload(client, content):
    page = await client.get(f"{PAGE}/workbook")
    token = re.search(r'name="_csrf_token" value="([^"]+)"', page.text)
    return await client.post(
        f"{PAGE}/workbook",
        data={"_csrf_token": token[1]},
        files={"file": ("filled.xlsx", content, "application/octet-stream")},
    )


def carried(text):
    form = text[text.index("/workbook/take") :]
    return {
        name: value
        for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
        if "csrf" not in name
    }


async def test_a_month_is_taken_over_after_a_preview(client, cast):
    await a_month(cast)
    await people.sign_in(client, cast.ee)
    template = await client.get(f"{PAGE}/workbook.xlsx")
    preview = await upload(client, filled(template.content, {**NUMBERS, "sd_expect": "增加"}))
    assert preview.status_code == 200
    assert (await answers.of_firm(cast.firm, FormKind.MONTHLY, "2026-01")).draft == {}
    taken = await people.post(client, f"{PAGE}/workbook/take", carried(preview.text))
    assert taken.headers["location"] == PAGE
    assert (await answers.of_firm(cast.firm, FormKind.MONTHLY, "2026-01")).draft == VALUES


async def test_a_formula_text_and_another_month_are_refused(client, cast):
    from datetime import UTC, datetime

    await a_month(cast)
    await people.sign_in(client, cast.ee)
    template = (await client.get(f"{PAGE}/workbook.xlsx")).content
    bad = await upload(client, filled(template, {"sd_demand_new": "=1+1", "sd_seek_new": "六十人"}))
    assert bad.status_code == 422
    assert bad.text.count("<li>") >= 2
    assert (await answers.of_firm(cast.firm, FormKind.MONTHLY, "2026-01")).draft == {}
    later = datetime(2026, 3, 5, 2, tzinfo=UTC)
    await a_month(cast, "2026-02", now=later)
    book = openpyxl.load_workbook(io.BytesIO(template))
    hidden = next(sheet for sheet in book.worksheets if sheet.sheet_state != "visible")
    for row in hidden.iter_rows():
        for cell in row:
            if cell.value == "2026-01":
                cell.value = "2026-02"
    file = io.BytesIO()
    book.save(file)
    assert (await upload(client, file.getvalue())).status_code == 422


async def test_there_is_no_workbook_once_filed_nor_for_others_nor_for_quick_surveys(client, cast):
    await a_month(cast)
    await a_filed_month(cast, cast.e)
    await a_quick_survey(cast)
    await people.sign_in(client, cast.e)
    assert (await client.get(f"{PAGE}/workbook.xlsx")).status_code == 404
    assert (await client.get("/firm/monitoring/hiring/workbook")).status_code == 404
    await people.sign_in(client, cast.an)
    assert (await client.get(f"{PAGE}/workbook")).status_code in {403, 404}
