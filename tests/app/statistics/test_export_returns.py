"""`zhiheng export-returns YEAR --out FILE`: a recount from the file gives the figures of the tables."""

import argparse
import csv
import stat
from decimal import Decimal

import pytest

from app.commands import export_returns
from regulation import database
from reports.statistics import from_returns, gathering
from reports.statistics.disclosure import TOTAL
from tests.builders import returns


@pytest.fixture
async def city(cast):
    await returns.a_round(2025)
    made = returns.City(cast)
    for at in range(6):
        await made.respondent(edu=(1, 2 + at, 1), rev_total=Decimal("100.25") + at, lines=("TRAIN",))
    await made.firm()
    return made


def read(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [{name.split(" ")[0]: value for name, value in row.items()} for row in csv.DictReader(file)]


async def test_a_recount_of_the_file_gives_the_tables(city, tmp_path, capsys):
    out = tmp_path / "rows.csv"
    assert await export_returns.run(argparse.Namespace(year=2025, out=out)) == 0
    rows, estimates = read(out), read(tmp_path / "rows-estimates.csv")
    assert out.read_bytes().startswith(b"\xef\xbb\xbfyear ")
    assert len(rows) == 7
    staff = sum(int(row["staff_total"] or 0) for row in rows)
    estimated = sum(Decimal(cell["value"]) for cell in estimates if cell["key"] == "staff_total")
    microdata = (await gathering.gather(2025)).microdata
    tables = {draft.table.number: draft.table for draft in from_returns.drafts(microdata, 2025)}
    assert staff == sum(4 + at for at in range(6))
    assert estimated > 0
    assert tables["T04"].cell(TOTAL, TOTAL).value == staff + estimated
    revenue = sum(Decimal(row["rev_total"] or 0) for row in rows)
    assert revenue == Decimal("616.50")
    assert {row["state"] for row in rows} == {"A", "I"}
    said = capsys.readouterr().out
    assert microdata.digest in said
    assert "不得带出" in said or "may not leave" in said


async def test_the_file_is_its_owners_alone_and_names_nobody(city, tmp_path):
    out = tmp_path / "rows.csv"
    await export_returns.run(argparse.Namespace(year=2025, out=out))
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    text = out.read_text(encoding="utf-8-sig")
    for row in await database.rows("select number, name from firm"):
        assert row["number"] not in text
        assert row["name"] not in text


async def test_a_year_without_returns_is_refused(city, tmp_path, capsys):
    assert await export_returns.run(argparse.Namespace(year=2019, out=tmp_path / "none.csv")) == 1
    assert "2019" in capsys.readouterr().err
    assert not (tmp_path / "none.csv").exists()


async def test_without_the_rights_of_the_statistics_nothing_is_written(city, tmp_path, capsys, monkeypatch):
    """The role of supervision in place of that of the statistics, as a server whose logins are set so would have it."""
    from piccolo_conf import DB
    from regulation.rights import STATISTICS, SUPERVISION

    role = DB.server_settings(SUPERVISION)["role"]
    path = DB.server_settings(STATISTICS)["search_path"]
    monkeypatch.setitem(DB._configs, STATISTICS, {"server_settings": {"role": role, "search_path": path}})

    class GoBackError(Exception):
        """The refused statement spoils its savepoint."""

    with pytest.raises(GoBackError, match="1"):
        async with database.unit_of_work():
            raise GoBackError(
                await export_returns.run(argparse.Namespace(year=2025, out=tmp_path / "none.csv"))
            )
    assert "rights of the statistics" in capsys.readouterr().err
    assert not (tmp_path / "none.csv").exists()
