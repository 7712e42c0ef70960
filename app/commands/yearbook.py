"""`zhiheng yearbook YEAR --out DIR`: the whole yearbook in every format, with a list of checksums.

What was published is written as it was published. A year without a release is computed from what is there at the
moment, and every file says so. The same data and program give the same bytes.
"""

import argparse
from pathlib import Path

from app.commands import speech
from app.settings import settings
from regulation import errors
from reports import pdf
from reports.statistics import book, bundle, editions
from reports.statistics.edition import Edition


async def run(args: argparse.Namespace) -> int:
    """Write the files; the exit status is 1 when the year has nothing to tabulate."""
    try:
        return await _write(args.year, args.out)
    finally:
        pdf.shutdown()


async def _write(year: int, out: Path) -> int:
    try:
        edition = await _edition(year)
    except errors.NotFound:
        speech.complain(
            f"{year}年度没有已报送的数据，没有可以编制的统计资料。",
            f"Nothing was reported for {year}, so there is nothing to tabulate.",
        )
        return 1
    written = await bundle.everything(edition)
    _keep(out, written)
    speech.say(
        f"{year}年度：{len(edition.tables)}张表，{len(written)}个文件，{'已发布' if edition.is_published else '未发布，供核对'}。",
        f"{year}: {len(edition.tables)} tables, {len(written)} files, "
        f"{'as published' if edition.is_published else 'not published, for checking'}.",
    )
    return 0


async def _edition(year: int) -> Edition:
    try:
        return await editions.published(year, base=settings().base_url)
    except errors.NotFound:
        return editions.of_book(await book.compute(year))


def _keep(out: Path, written: dict[str, bytes]) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for name, content in written.items():
        (out / name).write_bytes(content)
        speech.say(f"  {out / name}", f"  {out / name}")
