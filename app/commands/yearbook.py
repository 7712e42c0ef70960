"""`zhiheng yearbook YEAR --out DIR`: the year's tables as PDF, XLSX and CSV, with a list of checksums.

What was published is written as it was published. A year without a release is computed from the
filings of the moment, and every file says so.
"""

import argparse
import hashlib
import json
from pathlib import Path
from typing import Any

from app.commands import speech
from regulation import errors
from regulation.releases import queries
from reports import pdf
from reports.statistics import book, files, vintages
from reports.statistics.table import Table


async def run(args: argparse.Namespace) -> int:
    """Write the files; the exit status is 1 when the year has no reports at all."""
    try:
        return await _write(args.year, args.out)
    finally:
        pdf.shutdown()


async def _write(year: int, out: Path) -> int:
    tables, vintage, is_published = await _tables(year)
    if not any(table.cells for table in tables) or (tables[0].coverage.counted == 0 and not is_published):
        speech.complain(
            f"{year}年度没有已报送的年度报告，没有可以编制的统计资料。",
            f"No reports were filed for {year}, so there is nothing to tabulate.",
        )
        return 1
    written: dict[str, bytes] = {}
    for table in tables:
        written[f"{table.number}.csv"] = files.as_csv(table)
        written[f"{table.number}.xlsx"] = files.as_xlsx(table, vintage=vintage.zh)
        for lang, name in (("zh", f"{table.number}.pdf"), ("en", f"{table.number}.en.pdf")):
            written[name] = await files.as_pdf(
                [table],
                lang,  # type: ignore[arg-type]
                vintage=vintage(lang),
                organ=vintages.ORGAN(lang),
                is_published=is_published,
            )
    manifest: dict[str, Any] = {
        "year": year,
        "published": is_published,
        "vintage": vintage.en,
        "tables": {table.number: table.title.en for table in tables},
        "sha256": {name: hashlib.sha256(content).hexdigest() for name, content in written.items()},
    }
    written["manifest.json"] = json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True).encode()
    _keep(out, written)
    speech.say(
        f"{year}年度：{len(tables)}张表，{len(written)}个文件，{'已发布' if is_published else '未发布，供核对'}。",
        f"{year}: {len(tables)} tables, {len(written)} files, "
        f"{'as published' if is_published else 'not published, for checking'}.",
    )
    return 0


async def _tables(year: int) -> tuple[list[Table], Any, bool]:
    try:
        release = await queries.release(book.SERIES, year)
    except errors.NotFound:
        computed = await book.compute(year)
        return list(computed.tables), vintages.unpublished(computed), False
    cells = await queries.cells(release.id)
    return (
        [book.of_release(frame, cells) for frame in release.tables],
        vintages.of(release),
        True,
    )


def _keep(out: Path, written: dict[str, bytes]) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for name, content in written.items():
        (out / name).write_bytes(content)
        speech.say(f"  {out / name}", f"  {out / name}")
