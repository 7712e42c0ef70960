"""Publishing and reading statistics."""

import csv
import io
import json
import zipfile
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import asyncpg
import pytest

from app import clock
from regulation import database, errors
from regulation.releases import queries
from regulation.releases.rules import Kind
from regulation.surveys.actions import gate
from reports.statistics import book
from tests.builders import release
from tests.cast import post, sign_in
from tests.reports.statistics.conftest import City, city, plain_city  # noqa: F401 - fixtures

TODAY = datetime(2026, 6, 1, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def at(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: TODAY)
    monkeypatch.setattr(clock, "today", TODAY.date)


async def published(client, place: City, *, note="", signers=None):
    """Publish the year as the statisticians do: through the gate, and with the last act on the page."""
    kind = Kind.REVISED if signers else Kind.FINAL
    if signers:
        await gate.reopen(2025, note, actor=place.cast.mo, now=TODAY)
    place.signers = await release.walk(
        place.cast, kind=kind, now=TODAY - timedelta(seconds=1), until=TODAY, signers=signers
    )
    await sign_in(client, place.cast.mo)
    return await post(client, "/desk/statistics/2025/publish", {"confirmed": "true", "note": note})


async def test_before_publication_the_public_sees_nothing(client, plain_city):  # noqa: F811
    assert "还没有发布统计资料" in (await client.get("/statistics")).text
    for path in (
        "/statistics/2025",
        "/statistics/2025/main-indicators",
        "/statistics/2025/main-indicators.csv",
    ):
        assert (await client.get(path)).status_code == 404


async def test_what_was_signed_is_published_and_everybody_reads_it(client, plain_city):  # noqa: F811
    answer = await published(client, plain_city)
    assert answer.headers["location"] == "/statistics/2025"
    await sign_in(client, None)
    for path in ("/statistics", "/statistics/2025"):
        page = await client.get(path)
        assert "人力资源服务业主要指标" in page.text
    table = await client.get("/statistics/2025/staff-by-education")
    assert "288" in table.text
    assert "<svg" in table.text
    assert "报送率" in table.text


async def test_without_the_tick_nothing_is_published(client, plain_city):  # noqa: F811
    await release.walk(plain_city.cast, now=TODAY - timedelta(seconds=1), until=TODAY)
    await sign_in(client, plain_city.cast.mo)
    assert "发布后不能撤回或者修改" in (await client.get("/desk/statistics/2025/publish")).text
    assert (await post(client, "/desk/statistics/2025/publish", {})).status_code == 422
    assert await database.value("select count(*) from release") == 0


async def test_one_second_before_the_embargo_ends_the_page_refuses(client, plain_city):  # noqa: F811
    await release.walk(plain_city.cast, now=TODAY, until=TODAY + timedelta(seconds=1))
    await sign_in(client, plain_city.cast.mo)
    assert "设定的发布时间未到" in (await client.get("/desk/statistics/2025/publish")).text
    answer = await post(client, "/desk/statistics/2025/publish", {"confirmed": "true"})
    assert answer.status_code == 409
    assert "现在不能发布" in answer.text
    assert await database.value("select count(*) from release") == 0


async def test_a_release_is_frozen_and_a_correction_is_a_new_vintage(client, plain_city):  # noqa: F811
    await published(client, plain_city)
    signers = plain_city.signers
    first = (await client.get("/statistics/2025/main-indicators.csv")).content
    again = await post(client, "/desk/statistics/2025/publish", {"confirmed": "true"})
    assert again.status_code == 409, "published already"
    for _ in range(3):  # one alone would be told by subtraction, and the new figure withheld
        await plain_city.filer(edu=(1, 2, 1), rev_total=Decimal(100))
    assert (await client.get("/statistics/2025/main-indicators.csv")).content == first
    assert (await published(client, plain_city, note="补充三份报告", signers=signers)).status_code == 303
    newest = await client.get("/statistics/2025/main-indicators")
    assert "300 (r)" in newest.text
    old = await client.get("/statistics/2025/main-indicators?vintage=1")
    assert "288" in old.text
    assert "已有新版" in old.text
    assert (await client.get("/statistics/2025/main-indicators.csv?vintage=1")).content == first
    assert "补充三份报告" in (await client.get("/statistics/2025")).text
    assert (await client.get("/statistics/2025?vintage=9")).status_code == 404
    kept = (await queries.release(book.SERIES, 2025)).revisions
    assert {"old": "288", "new": "300", "reason": "补充三份报告"}.items() <= next(
        each for each in kept if each["row"] == "staff_total" and each["column"] == "2025"
    ).items()


async def test_the_database_refuses_to_change_a_published_cell(client, plain_city):  # noqa: F811
    await published(client, plain_city)
    for statement in ("update published_cell set value = 1", "delete from release"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with database.unit_of_work():
                await database.execute(statement)


async def test_the_files_say_what_the_page_says(client, plain_city):  # noqa: F811
    await plain_city.filer(inst_type="ENT_FOR", edu=(3, 9, 2))
    await published(client, plain_city)
    path = "/statistics/2025/staff-by-education"
    text = (await client.get(f"{path}.csv")).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0][:3] == ["机构类型、区", "Type of institution, district", "合计 Total"]
    foreign = next(row for row in rows if row[0] == "外资企业")
    assert foreign[2:6] == ["x", "x", "x", "x"]
    data = json.loads((await client.get(f"{path}.json")).content)
    assert data["release"]["vintage"] == 1
    hidden = [cell for cell in data["cells"] if cell["symbol"] == "x"]
    assert hidden
    assert all(cell["value"] is None for cell in hidden)
    assert "contributors" not in data["cells"][0]
    book_file = await client.get(f"{path}.xlsx")
    assert zipfile.ZipFile(io.BytesIO(book_file.content)).testzip() is None
    paper = await client.get(f"{path}.pdf")
    assert paper.content.startswith(b"%PDF")
    assert (await client.get(f"{path}.exe")).status_code == 404
    assert (await client.get("/statistics/2025/nothing")).status_code == 404


async def test_numbers_of_tables_are_addresses_too(client, plain_city):  # noqa: F811
    await published(client, plain_city)
    assert (await client.get("/statistics/2025/t02")).status_code == 200


async def test_the_withheld_never_leave_the_office(client, plain_city):  # noqa: F811
    await plain_city.filer(inst_type="ENT_FOR", edu=(3, 9, 2))
    await published(client, plain_city)
    kept = await database.rows("select value, symbol from published_cell where symbol = 'x'")
    assert kept
    assert all(row["value"] is None for row in kept)


@pytest.mark.parametrize("path", ["/statistics", "/statistics/2025", "/statistics/2025/firms-by-type"])
async def test_the_pages_speak_english(client, plain_city, path):  # noqa: F811
    import re

    await published(client, plain_city)
    await sign_in(client, None)
    page = await client.get(f"{path}?lang=en")
    text = re.sub(
        r"<[^>]+>",
        " ",
        re.sub(r"<svg.*?</svg>", "", page.text.split("<main")[1].split("</main>")[0], flags=re.DOTALL),
    )
    assert not re.findall(r"[一-鿿]+", text)


async def test_no_release_is_no_page(plain_city):  # noqa: F811
    with pytest.raises(errors.NotFound):
        await queries.release(book.SERIES, 1999)
