"""`zhiheng yearbook YEAR --out DIR`."""

import argparse
import hashlib
import json

from app.commands import yearbook
from tests.reports.statistics.conftest import city, plain_city  # noqa: F401 - fixtures


async def test_three_tables_in_every_format_with_checksums(plain_city, tmp_path, monkeypatch):  # noqa: F811
    monkeypatch.setattr(yearbook.pdf, "shutdown", lambda: None)
    out = tmp_path / "book"
    assert await yearbook.run(argparse.Namespace(year=2025, out=out)) == 0
    manifest = json.loads((out / "manifest.json").read_text())
    expected = {
        f"{table}.{ending}" for table in ("T01", "T02", "T03") for ending in ("csv", "xlsx", "pdf", "en.pdf")
    }
    assert set(manifest["sha256"]) == expected
    for name, digest in manifest["sha256"].items():
        assert hashlib.sha256((out / name).read_bytes()).hexdigest() == digest
    assert manifest["published"] is False
    assert "288" in (out / "T03.csv").read_text(encoding="utf-8-sig")


async def test_a_year_without_reports_is_refused(plain_city, tmp_path, monkeypatch, capsys):  # noqa: F811
    monkeypatch.setattr(yearbook.pdf, "shutdown", lambda: None)
    assert await yearbook.run(argparse.Namespace(year=1999, out=tmp_path / "none")) == 1
    assert "1999" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()
