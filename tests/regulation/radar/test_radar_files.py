"""Lists as offices have them: long, bad in places, in an old encoding, with formulas, sent twice, and a worker that dies."""

from __future__ import annotations

import asyncio
import io
import zipfile
from datetime import UTC, date, datetime, timedelta

import openpyxl
import pytest

from regulation import database
from regulation.radar import queries
from regulation.radar.actions import matching, receiving
from regulation.radar.status import ListKind

NOW = datetime(2026, 11, 28, 4, tzinfo=UTC)
TODAY = date(2026, 11, 28)


def receive(cast, data, name="list.csv", kind=ListKind.ADVERT, who=None):
    return receiving.receive(
        data, name, kind, source="某网站", collected_on=TODAY, actor=who or cast.an, now=NOW
    )


async def test_ten_thousand_rows_with_bad_ones_among_them(cast):
    lines = ["名称,电话,内容"]
    for n in range(10_000):
        lines.append(
            {
                0: ",,",
                1: f"某某{'长' * 300}{n},,",
                2: "重复的名字,13700000000,一样",
            }.get(n % 100, f"招工{n:05d}号店,139{n:08d},<script>{n}</script>")
        )
    made = await receive(cast, "\n".join(lines).encode())
    assert await matching.work(NOW) == "9701 matched"
    found = await queries.one_list(cast.an, made)
    assert (found["rows_total"], found["rows_aside"]) == (9_701, 299)
    why = await database.rows("select why, count(*) as n from radar_aside group by 1 order by 1")
    assert [(each["why"], each["n"]) for each in why] == [("empty", 100), ("repeated", 99), ("too_long", 100)]
    total, shown = await queries.clusters(cast.an, statuses=["open"], limit=10)
    assert (total, len(shown)) == (9_701, 10)


async def test_a_csv_of_an_old_desktop_is_read_as_it_was_written(cast):
    await receive(
        cast, "名称,电话\r\n新起点招工（朝阳）,13800000001\r\n镕镕家政,13800000002".encode("gb18030")
    )
    await matching.work(NOW)
    assert [
        each["name"] for each in await database.rows("select name from radar_row order by row_number")
    ] == [
        "新起点招工（朝阳）",
        "镕镕家政",
    ]


def workbook(*rows, saved=()):
    """An XLSX; `saved` are results that a spreadsheet program wrote beside the formulas."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out, sheet = io.BytesIO(), "xl/worksheets/sheet1.xml"
    book.save(out)
    with zipfile.ZipFile(out) as made:
        parts = {name: made.read(name) for name in made.namelist()}
    for empty, full in saved:
        assert empty in parts[sheet]
        parts[sheet] = parts[sheet].replace(empty, full)
    again = io.BytesIO()
    with zipfile.ZipFile(again, "w") as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return again.getvalue()


async def test_of_a_formula_its_saved_result_is_read_and_numbers_are_telephones(cast):
    data = workbook(
        ["名称", "电话"],
        ["新起点招工", 13800000001],
        ["别家招聘部", "=B2+1"],
        saved=[(b"<f>B2+1</f><v></v>", b"<f>B2+1</f><v>13800000002</v>")],
    )
    await receive(cast, data, "list.xlsx")
    assert await matching.work(NOW) == "2 matched"
    rows = await database.rows("select phones from radar_row order by row_number")
    assert [each["phones"] for each in rows] == [["13800000001"], ["13800000002"]]


async def test_a_formula_without_a_result_is_refused_with_its_cell_and_never_computed(cast):
    made = await receive(
        cast, workbook(["名称", "电话"], ['=WEBSERVICE("http://x.example/")', 13800000001]), "list.xlsx"
    )
    assert await matching.work(NOW) == "1 unreadable"
    found = await queries.one_list(cast.an, made)
    assert (found["status"], found["rows_total"]) == ("failed", 0)
    assert found["note"].startswith("单元格 A2 是公式")


async def test_a_double_click_is_one_list(committed_db, cast):
    made = await asyncio.gather(*(receive(cast, b"name,phone\nx,13800000001") for _ in range(2)))
    assert made[0] == made[1]
    assert await database.value("select count(*) from radar_list") == 1
    await asyncio.gather(matching.work(NOW), matching.work(NOW))
    assert await database.value("select count(*) from radar_row") == 1


@pytest.fixture
async def half_done(cast):
    """A list whose worker was killed while it matched: claimed, counted, and nothing written."""
    made = await receive(cast, "名称,电话\n新起点招工,13800000001\n别家招聘部,13800000009".encode())
    await database.execute(
        "update radar_list set status = 'matching', started_at = $2, rows_done = 1, rows_total = 2 where id = $1",
        made,
        NOW,
    )
    return made


async def test_a_worker_that_was_killed_is_followed_by_another_and_nothing_is_twice(cast, half_done):
    assert await matching.work(NOW + matching.LONGEST) == ""
    assert await matching.work(NOW + matching.LONGEST + timedelta(seconds=1)) == "2 matched"
    assert await matching.work(NOW + timedelta(days=1)) == ""
    found = await queries.one_list(cast.an, half_done)
    assert (found["status"], found["rows_done"], found["rows_total"]) == ("matched", 2, 2)
    assert await database.value("select count(*) from radar_cluster") == 2


async def test_a_worker_that_was_only_slow_finds_the_list_in_other_hands(cast, monkeypatch):
    await receive(cast, "名称,电话\n新起点招工,13800000001".encode())
    known = matching.register.known

    async def slowly(today):
        # While this one asks the register, its time runs out and another takes the list.
        monkeypatch.setattr(matching.register, "known", known)
        assert await matching.work(NOW + matching.LONGEST * 2) == "1 matched"
        return await known(today)

    monkeypatch.setattr(matching.register, "known", slowly)
    assert await matching.work(NOW) == ""
    assert await database.value("select count(*) from radar_row") == 1
