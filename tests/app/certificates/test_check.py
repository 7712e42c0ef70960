"""A list of suppliers as a stranger's browser sends it: answered on a page, as a workbook, with a certificate; or refused."""

import io
import json
import re
import time
from datetime import UTC, date, datetime

import openpyxl
import pytest

from regulation import database
from regulation.actor import SYSTEM
from regulation.firms import actions, queries
from regulation.firms.status import FactSource, RegistrationKind, RegistrationStatus
from tests.cast import post

NOW = datetime(2026, 2, 20, 2, tzinfo=UTC)


@pytest.fixture
async def firm(cast):
    firm_id = await actions.register_firm(
        {"name": "测试核对鸿雁人力有限公司", "uscc": "91110105MA00QQQQ1A", "area": "110105"},
        source=FactSource.IMPORT, actor=SYSTEM, now=NOW,
    )  # fmt: skip
    await actions.project_registration(
        firm_id, RegistrationKind.HR_LICENCE, "测核1号", RegistrationStatus.VALID, issued_on=date(2024, 1, 1),
        expires_on=date(2098, 12, 31), now=NOW,
    )  # fmt: skip
    return await queries.firm(firm_id)


LIST = "测试核对鸿雁人力有限公司\n\n测试核对鸿燕人力有限公司\n查无此名的公司\n91110105MA00QQQQ1A"


def again(text):
    """What the page sends for the workbook and the certificate."""
    found = re.search(r'<textarea name="list" hidden>(.*?)</textarea>', text, re.DOTALL)[1]
    return {"list": found.replace("&#34;", '"')}


async def test_every_line_has_its_answer_on_the_page(client, firm):
    answer = await post(client, "/register/check", {"list": LIST})
    assert answer.status_code == 200
    assert answer.text.count(f"/firms/{firm.number}") == 3
    assert "测核1号" in answer.text
    assert "可能没有取得许可" in answer.text
    assert 'href="/complaints"' in answer.text
    assert "名称相近" in answer.text
    english = await post(client, "/register/check?lang=en", {"list": LIST})
    assert "may be operating without a licence" in english.text


async def test_the_workbook_holds_every_line_under_its_number(client, firm):
    page = await post(client, "/register/check", {"list": LIST})
    answer = await post(client, "/register/check.xlsx", again(page.text))
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert [row[0] for row in rows[1:]] == [1, 2, 3, 4, 5]
    assert [row[4] or None for row in rows[1:]] == [firm.number, None, None, None, firm.number]
    assert len(book.worksheets) == 2


async def test_a_certificate_of_the_list_keeps_it_and_nothing_else_does(client, firm):
    page = await post(client, "/register/check", {"list": LIST})
    assert await database.value("select count(*) from certificate") == 0
    answer = await post(client, "/register/check/certificate", again(page.text))
    address = answer.headers["location"]
    said = json.loads((await client.get(f"{address}.json")).content)
    assert said["counts"] == {"found": 2, "similar": 1, "not_found": 1, "empty": 1}
    assert [row["line"] for row in said["rows"]] == [1, 2, 3, 4, 5]
    assert said["rows"][0]["firms"][0]["number"] == firm.number
    assert (await client.get(address)).status_code == 200


async def test_a_file_is_taken_like_a_pasted_list(client, firm):
    content = "机构名称,统一社会信用代码\r\n测试核对鸿雁人力有限公司,91110105MA00QQQQ1A\r\n".encode("gb18030")
    answer = await post(client, "/register/check", {}, files={"file": ("名单.csv", content, "text/csv")})
    assert answer.status_code == 200
    assert f"/firms/{firm.number}" in answer.text
    plain = await post(client, "/register/check", {}, files={"file": ("a.txt", LIST.encode(), "text/plain")})
    assert plain.text.count(f"/firms/{firm.number}") == 3


@pytest.mark.parametrize(
    ("data", "files", "status"),
    [
        ({}, None, 422),
        ({"list": " \n "}, None, 422),
        ({"list": "\n".join(f"公司{n}" for n in range(5_001))}, None, 422),
        ({"list": "甲公司"}, {"file": ("a.txt", b"x", "text/plain")}, 422),
        ({}, {"file": ("a.pdf", b"%PDF-1.7 %%EOF", "application/pdf")}, 422),
        ({}, {"file": ("a.xlsx", b"PK\x03\x04", "application/zip")}, 422),
        ({"list": "甲公司", "nonsense": "1"}, None, 422),
    ],
)
async def test_what_cannot_be_checked_is_refused_on_the_page(client, cast, data, files, status):
    answer = await post(client, "/register/check", data, files=files)
    assert answer.status_code == status
    assert "error-summary" in answer.text


@pytest.mark.parametrize("sent", ["", "x", "{}", '[["a","b"]]', "[]"])
async def test_a_list_that_was_tampered_with_is_refused(client, cast, sent):
    assert (await post(client, "/register/check.xlsx", {"list": sent})).status_code == 422
    assert (await post(client, "/register/check/certificate", {"list": sent})).status_code == 422


async def test_markup_in_a_list_is_shown_as_text(client, cast):
    answer = await post(client, "/register/check", {"list": "<script>alert(1)</script>\n=HYPERLINK(1)"})
    assert "<script>alert" not in answer.text
    book = await post(
        client, "/register/check.xlsx", again(answer.text.replace("&lt;", "<").replace("&gt;", ">"))
    )
    cell = openpyxl.load_workbook(io.BytesIO(book.content)).worksheets[0]["B3"]
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")


async def test_five_thousand_unknown_names_are_answered_soon_and_the_limit_holds(client, firm):
    lines = "\n".join(f"查无此名{n}人力资源管理有限公司" for n in range(5_000))
    begun = time.perf_counter()
    answer = await post(client, "/register/check", {"list": lines})
    assert answer.status_code == 200
    assert "单独查询" in answer.text
    # Far above what it takes; a list that is looked up name by name takes minutes.
    assert time.perf_counter() - begun < 20
    for _n in range(29):
        await post(client, "/register/check", {"list": "甲公司"})
    assert (await post(client, "/register/check", {"list": "甲公司"})).status_code == 429
