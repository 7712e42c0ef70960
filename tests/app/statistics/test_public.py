"""The yearbook on the web: permanent addresses, files with checksums, revisions, methods, calendar, in both languages."""

import asyncio
import dataclasses
import hashlib
import io
import json
import re
from datetime import UTC, datetime
from decimal import Decimal

import pypdf
import pytest

from app import clock
from app.statistics import library
from regulation.surveys import session
from reports.statistics import bundle
from tests import cast as people
from tests.app.statistics.test_pages import published
from tests.builders import returns
from tests.cast import sign_in
from tests.conftest import browser, rolled_back
from tests.reports.statistics.conftest import begun, filed

TODAY = datetime(2026, 6, 1, 2, tzinfo=UTC)
PAGES = ("", "/v1", "/v1/T01", "/v1/method", "/v1/quality", "/v1/revisions")


def set_clock_and_folder(patch, kept):
    patch.setattr(clock, "now", lambda: TODAY)
    patch.setattr(clock, "today", TODAY.date)
    patch.setattr(library, "folder", lambda of: kept / f"{of.year}-v{of.vintage}-{of.checksum[:16]}")
    library._editions.clear()


@pytest.fixture(autouse=True)
def at(monkeypatch, tmp_path):
    set_clock_and_folder(monkeypatch, tmp_path)


@pytest.fixture(scope="module")
def printed():
    """What was printed for this file, by checksum and address: the same edition has the same bytes again (test_printing.py)."""
    return {}


@pytest.fixture
def printed_once(monkeypatch, printed):
    """The real printer, which need not print the same edition a second time; when it is printed and kept is asked here."""
    everything = bundle.everything

    async def once(edition):
        key = (edition.checksum, edition.address)
        if key not in printed:
            printed[key] = await everything(edition)
        return printed[key]

    monkeypatch.setattr(bundle, "everything", once)


@pytest.fixture(scope="module")
async def released(database, application, tmp_path_factory):
    """A year that was published once, for all tests of this file."""
    async with rolled_back():
        place = await filed(await begun(await people.assemble()))
        with pytest.MonkeyPatch.context() as patch:
            set_clock_and_folder(patch, tmp_path_factory.mktemp("yearbooks"))
            await published(browser(application), place)
        yield place


@pytest.fixture
def release(released, client):
    """The published year; what a test adds to it is taken back."""
    return dataclasses.replace(released, firms=[*released.firms])


@pytest.mark.parametrize("path", PAGES)
async def test_every_page_of_a_vintage_is_there_for_everybody(client, release, path):
    answer = await client.get(f"/statistics/2025{path}")
    assert answer.status_code == 200
    assert "第1版" in answer.text or "v1" in answer.text


@pytest.mark.parametrize("path", [*PAGES, "/v1/T02", "/../calendar"])
async def test_every_page_speaks_english(client, release, path):
    page = await client.get(f"/statistics/2025{path}".replace("/2025/../", "/") + "?lang=en")
    main = page.text.split("<main")[1].split("</main>")[0]
    main = re.sub(r"<svg.*?</svg>", "", main, flags=re.DOTALL)
    main = re.sub(r"<(\w+)[^>]*lang=\"zh-CN\"[^>]*>.*?</\1>", "", main, flags=re.DOTALL)
    assert not re.findall(r"[一-鿿]+", re.sub(r"<[^>]+>", " ", main))


@pytest.mark.parametrize(
    "path",
    [
        "/2025/v2",
        "/2025/v0",
        "/2025/v1/T99",
        "/2025/v1/nothing.csv",
        "/2025/x1/T01",
        "/2025/v1/T01.exe",
        "/2024/v1",
        "/2025/v1/../../secret",
    ],
)
async def test_what_is_not_there_is_not_found(client, release, path):
    assert (await client.get(f"/statistics{path}")).status_code == 404


async def test_a_vintage_keeps_its_address_and_its_bytes_when_the_next_is_out(client, release):
    first = (await client.get("/statistics/2025/v1/T01.csv")).content
    data = (await client.get("/statistics/2025/v1/yearbook.json")).content
    for _ in range(3):  # one alone would be told by subtraction, and the new figure withheld
        await release.filer(edu=(1, 2, 1), rev_total=Decimal(100))
    await published(client, release, note="补充三份报告", signers=release.signers)
    await sign_in(client, None)
    assert (await client.get("/statistics/2025/v1/T01.csv")).content == first
    assert (await client.get("/statistics/2025/v1/yearbook.json")).content == data
    assert (await client.get("/statistics/2025/T01.csv")).content != first
    old = await client.get("/statistics/2025/v1")
    assert "已有新版" in old.text
    assert "已有新版" not in (await client.get("/statistics/2025/v2")).text


async def test_the_revision_log_names_every_changed_figure_with_both_values(client, release):
    assert "没有修订过" in (await client.get("/statistics/2025/v1/revisions")).text
    for _ in range(3):  # one alone would be told by subtraction, and the new figure withheld
        await release.filer(edu=(1, 2, 1), rev_total=Decimal(100))
    await published(client, release, note="补充三份报告", signers=release.signers)
    await sign_in(client, None)
    page = (await client.get("/statistics/2025/revisions")).text
    assert "补充三份报告" in page
    assert "288" in page
    assert "300" in page
    assert "修订三角" in page
    assert "没有修订过" in (await client.get("/statistics/2025/v1/revisions")).text, (
        "v1 itself revises nothing"
    )


async def test_the_data_file_has_the_checksum_that_the_page_prints(client, release):
    data = (await client.get("/statistics/2025/v1/yearbook.json")).content
    assert hashlib.sha256(data).hexdigest() in (await client.get("/statistics/2025/v1")).text
    assert json.loads(data)["vintage"] == 1


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("yearbook.xlsx", b"PK"),
        ("yearbook.sdmx.csv", b"DATAFLOW"),
        ("structure.xml", b"<?xml"),
        ("yearbook.json", b"{"),
    ],
)
async def test_files_that_are_quick_are_made_at_once(client, release, name, begins):
    answer = await client.get(f"/statistics/2025/v1/{name}")
    assert answer.status_code == 200
    assert answer.content.startswith(begins)
    assert f"2025-v1-{name}" in answer.headers["content-disposition"]


async def test_a_book_is_begun_by_who_asks_first_and_then_given_out_with_its_checksum(
    client, release, printed_once
):
    first = await client.get("/statistics/2025/v1/yearbook.zh.pdf")
    assert first.status_code == 202
    assert "正在制作" in first.text
    assert first.headers["retry-after"]
    await asyncio.gather(*library._making.values())
    book = await client.get("/statistics/2025/v1/yearbook.zh.pdf")
    assert book.status_code == 200
    assert len(pypdf.PdfReader(io.BytesIO(book.content)).pages) > 10
    manifest = json.loads((await client.get("/statistics/2025/v1/manifest.json")).content)
    digest = hashlib.sha256(book.content).hexdigest()
    assert manifest["sha256"]["yearbook.zh.pdf"] == digest
    assert digest in (await client.get("/statistics/2025/v1")).text
    for name in ("T01.csv", "yearbook.json", "yearbook.sdmx.csv"):
        content = (await client.get(f"/statistics/2025/v1/{name}")).content
        assert manifest["sha256"][name] == hashlib.sha256(content).hexdigest(), name


async def test_the_nightly_job_makes_what_nobody_asked_for(client, release, printed_once):
    assert await library.make_missing() == 1
    assert await library.make_missing() == 0
    assert (await client.get("/statistics/2025/v1/yearbook.en.pdf")).status_code == 200


async def test_the_calendar_tells_what_is_planned_and_what_is_out(client, release):
    page = (await client.get("/statistics/calendar")).text
    assert 'href="/statistics/2025/v1"' in page
    assert "计划2026年10月" in page
    from regulation import database

    async with session.statistics():
        await database.execute("update survey_round set year = 2019")  # long ago: its plan is past
    page = (await client.get("/statistics/calendar")).text
    assert "目前没有排定的发布" in page


async def test_an_embargo_shows_its_instant(client, release):
    await returns.gate(2024, "archived")
    await returns.gate(2025, "embargoed")
    async with session.statistics():
        from regulation import database

        await database.execute(
            "update survey_round set embargo_until = $1 where year = 2025",
            datetime(2026, 6, 30, 1, tzinfo=UTC),
        )
    page = (await client.get("/statistics/calendar")).text
    assert "2026年6月30日" in page
    assert "计划" not in page.split("已经发布")[0].split("将要发布")[-1].split("</table>")[0]
