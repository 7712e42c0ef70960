"""`zhiheng yearbook YEAR --out DIR`."""

import argparse
import hashlib
import json

import pypdf

from app.commands import yearbook
from tests.reports.statistics.conftest import city, plain_city  # noqa: F401 - fixtures

WHOLE = {
    "yearbook.zh.pdf",
    "yearbook.en.pdf",
    "yearbook.xlsx",
    "yearbook.json",
    "yearbook.sdmx.csv",
    "structure.xml",
}


async def test_every_format_with_checksums(plain_city, tmp_path, monkeypatch):  # noqa: F811
    monkeypatch.setattr(yearbook.pdf, "shutdown", lambda: None)
    out = tmp_path / "book"
    assert await yearbook.run(argparse.Namespace(year=2025, out=out)) == 0
    manifest = json.loads((out / "manifest.json").read_text())
    tables = set(manifest["tables"])
    assert {"T01", "T02"} <= tables
    assert set(manifest["sha256"]) == WHOLE | {f"{number}.csv" for number in tables}
    assert {each.name for each in out.iterdir()} == {*manifest["sha256"], "manifest.json"}
    for name, digest in manifest["sha256"].items():
        assert hashlib.sha256((out / name).read_bytes()).hexdigest() == digest
    assert manifest["published"] is False
    assert "未发布" in pypdf.PdfReader(out / "yearbook.zh.pdf").pages[0].extract_text()


async def test_a_year_without_reports_is_refused(plain_city, tmp_path, monkeypatch, capsys):  # noqa: F811
    monkeypatch.setattr(yearbook.pdf, "shutdown", lambda: None)
    assert await yearbook.run(argparse.Namespace(year=1999, out=tmp_path / "none")) == 1
    assert "1999" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()
