"""What goes wrong at an accountant's desk, on each of the three forms: a clear answer, and the draft as it was."""

import io
import re
from dataclasses import dataclass
from datetime import UTC, datetime

import openpyxl
import pytest

from app import clock
from regulation.annual_reports.queries import reports
from regulation.indicators.indicator import FormKind
from regulation.surveys.queries import returns
from tests.builders import annual_reports as operating
from tests.builders import surveys
from tests.builders.annual_reports import NOW, YEAR
from tests.cast import post, sign_in


@dataclass(frozen=True)
class Form:
    kind: FormKind
    home: str
    #: A page with a whole number on it, and the number.
    page: str
    count: str
    #: The second after the last day.
    after: datetime


FORMS = {
    "operating": Form(
        FormKind.OPERATING,
        "/firm/annual-reports",
        "staff",
        "staff_total",
        datetime(2026, 3, 31, 16, tzinfo=UTC),
    ),
    "dispatch": Form(
        FormKind.DISPATCH,
        "/firm/dispatch-reports",
        "disp_staff",
        "disp_workers",
        datetime(2026, 3, 31, 16, tzinfo=UTC),
    ),
    "return": Form(
        FormKind.RETURN, "/firm/returns", "staff", "staff_total", datetime(2026, 2, 28, 16, tzinfo=UTC)
    ),
}


@pytest.fixture(params=FORMS)
def form(request):
    return FORMS[request.param]


@pytest.fixture
def at(monkeypatch):
    def set_clock(now):
        monkeypatch.setattr(clock, "now", lambda: now)
        monkeypatch.setattr(clock, "today", now.date)

    set_clock(NOW)
    return set_clock


@pytest.fixture
async def begun(client, cast, at, form):
    """The form begun by E's preparer, with one number saved."""
    await operating.a_registration(cast.firm)
    await operating.a_registration(cast.firm, "dispatch_licence")
    if form.kind is FormKind.RETURN:
        await surveys.a_round()
    else:
        await operating.a_window(cast, kind=form.kind)
    await sign_in(client, cast.ee)
    home = f"{form.home}/{YEAR}"
    await post(client, f"{home}/start")
    await post(client, f"{home}/{form.page}", {form.count: "21", "revision": "0"})
    return cast, home


async def draft(cast, form):
    held = await (
        returns.of_firm(cast.firm, str(YEAR))
        if form.kind is FormKind.RETURN
        else reports.of_firm(cast.firm, YEAR, form.kind)
    )
    return held.draft.get(form.count)


async def template(client, home):
    return openpyxl.load_workbook(io.BytesIO((await client.get(f"{home}/workbook.xlsx")).content))


def fill(book, code, value):
    sheet = book["填报"]
    row = next(row for row in range(8, sheet.max_row + 1) if sheet.cell(row, 1).value == code)
    sheet.cell(row, 6).value = value
    return f"F{row}"


def identify(book, key, value):
    for row in book["_zhiheng"].iter_rows():
        if row[0].value == key:
            row[1].value = value


async def upload(client, home, book):
    file = io.BytesIO()
    book.save(file)
    token = re.search(r'name="_csrf_token" value="([^"]+)"', (await client.get(f"{home}/workbook")).text)
    return await client.post(
        f"{home}/workbook",
        data={"_csrf_token": token[1]},
        files={"file": ("filled.xlsx", file.getvalue(), "application/octet-stream")},
    )


async def test_two_colleagues_save_the_same_page_and_the_second_is_told(client, begun, form):
    cast, home = begun
    await sign_in(client, cast.e)
    answer = await post(client, f"{home}/{form.page}", {form.count: "99", "revision": "0"})
    assert answer.status_code == 409
    assert "鄂二" in answer.text
    assert "保存过本页" in answer.text
    assert "您填写而没有保存的内容" in answer.text
    assert "99 人" in answer.text, "what was typed is shown beside what the colleague saved"
    assert await draft(cast, form) == 21


async def test_a_second_after_the_last_day_nothing_is_taken_and_the_draft_stays(client, begun, form, at):
    cast, home = begun
    await sign_in(client, cast.e)
    at(form.after)
    for path, sent in (
        ("submit", {"declared": "true"}),
        (form.page, {form.count: "99", "revision": "1"}),
    ):
        refused = await post(client, f"{home}/{path}", sent)
        assert refused.status_code == 409, path
        assert "已经截止" in refused.text
    assert await draft(cast, form) == 21
    kept = await client.get(home)
    assert kept.status_code == 200
    assert "草稿" in kept.text


@pytest.mark.parametrize(
    "wrong",
    [("period", "2019", "这是2019年度的模板"), ("firm", "F9999999", "登记编号F9999999")],
)
async def test_a_workbook_of_another_year_or_firm(client, begun, form, wrong):
    cast, home = begun
    key, value, said = wrong
    book = await template(client, home)
    identify(book, key, value)
    fill(book, form.count, 99)
    refused = await upload(client, home, book)
    assert refused.status_code == 422
    assert said in refused.text
    assert await draft(cast, form) == 21


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("=1+5", "是公式"),
        ("约九十人", "应填写数字"),
        ("99人", "单位已经标在格后"),
        ("1e5", "科学计数法"),
        (9.5, "应为整数"),
    ],
)
async def test_a_number_cell_that_holds_something_else_is_named(client, begun, form, value, said):
    cast, home = begun
    book = await template(client, home)
    cell = fill(book, form.count, value)
    refused = await upload(client, home, book)
    assert refused.status_code == 422
    assert cell in refused.text
    assert said in refused.text
    assert await draft(cast, form) == 21


async def test_a_workbook_of_ten_thousand_rows(client, begun, form):
    cast, home = begun
    book = await template(client, home)
    sheet = book["填报"]
    fill(book, form.count, 99)
    for row in range(sheet.max_row + 1, 10_001):
        sheet.cell(row, 1).value = f"row{row}"
        sheet.cell(row, 6).value = row
    refused = await upload(client, home, book)
    assert refused.status_code == 422
    assert "行被增删" in refused.text
    assert await draft(cast, form) == 21


async def test_a_typed_text_among_numbers_is_said_at_its_field(client, begun, form):
    cast, home = begun
    answer = await post(client, f"{home}/{form.page}", {form.count: "二十一人", "revision": "1"})
    assert answer.status_code == 422
    assert f'id="e-{form.count}"' in answer.text
    assert "二十一人" in answer.text
    assert await draft(cast, form) == 21
