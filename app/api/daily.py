"""The daily files of the register under `var/open-data`: CSV and JSON Lines with a manifest, each day at addresses of its own.

A day appears whole or not at all. Publications end, so their files are kept with the newest day alone, and are written
anew as soon as one of them has ended: nobody fetches from us what is no longer public.
"""

from __future__ import annotations

import asyncio
import csv as csv_format
import hashlib
import io
import json
import shutil
import tempfile
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from app.settings import settings
from regulation import database
from regulation.following import extract, rules
from regulation.law import beijing
from reports.exports import csv
from reports.exports.columns import Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    import asyncpg

MANIFEST: Final = "manifest.json"
VERSION: Final = 1
FORMATS: Final = {"csv": "text/csv; charset=utf-8", "jsonl": "application/jsonl"}
NAMES: Final = frozenset(f"{each.name}.{ending}" for each in extract.ALL for ending in FORMATS) | {MANIFEST}
#: Any number; who writes files or looks whether to write takes turns by it.
TURN: Final = 20261128
_TEXT: Final = Column("", "text")


@dataclass(frozen=True, slots=True)
class File:
    """One file of a day, as its manifest describes it."""

    name: str
    rows: int
    bytes: int
    sha256: str


def folder() -> Path:
    """Where the days are."""
    return settings().var_dir / "open-data"


def days() -> list[date]:
    """The days that there are, the newest first."""
    if not folder().is_dir():
        return []
    found = []
    for path in folder().iterdir():
        try:
            day = date.fromisoformat(path.name)
        except ValueError:
            continue
        if (path / MANIFEST).is_file():
            found.append(day)
    return sorted(found, reverse=True)


def manifest(day: date) -> dict[str, Any] | None:
    """What is known of a day's files; None when there are none."""
    try:
        read: dict[str, Any] = json.loads((folder() / day.isoformat() / MANIFEST).read_text())
    except FileNotFoundError:
        return None
    return read


async def write(now: datetime) -> str:
    """Write the files of this day, unless they are there; then thin out the days before. A daily job."""
    day = beijing.legal_day(now)
    async with database.unit_of_work():
        await database.execute("select pg_advisory_xact_lock($1)", TURN)
        if manifest(day) is not None:
            return "there already"
        folder().mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(dir=folder(), prefix=".new-"))
        try:
            files = await _write_day(work, extract.ALL, day, now)
            await asyncio.to_thread(_appear, work, day)
        except BaseException:
            shutil.rmtree(work, ignore_errors=True)
            raise
        gone = _thin(day)
    tables = [each for each in files if each.name.endswith(".csv")]
    counted = ", ".join(f"{each.name.removesuffix('.csv')} {each.rows}" for each in tables)
    return f"{sum(each.rows for each in tables)} rows, {counted}, {gone} days thinned"


def _appear(work: Path, day: date) -> None:
    """The whole folder takes its name at once: no reader finds half a day."""
    work.chmod(0o755)
    work.rename(folder() / day.isoformat())


async def _write_day(work: Path, wanted: Sequence[extract.Extract], day: date, now: datetime) -> list[File]:
    async with database.snapshot() as on:
        last_change = await on.fetchval("select coalesce(max(seq), 0) from register_change")
        files = [file for each in wanted for file in await _write_extract(work, each, on, day)]
    _write_manifest(
        work,
        {
            "version": VERSION,
            "day": day.isoformat(),
            "extracted_at": _instant(now),
            "last_change": last_change,
            "changes": f"{settings().base_url}/register/changes.json?after={last_change}",
            "licence": settings().open_data_licence or None,
            "encoding": "UTF-8; CSV with byte order mark, text that a spreadsheet would run begins with an apostrophe",
            "files": [asdict(file) for file in files],
            "fields": {each.name: list(each.fields) for each in wanted},
        },
    )
    return files


async def _write_extract(
    work: Path, wanted: extract.Extract, on: asyncpg.Connection, day: date
) -> list[File]:
    count = 0
    with ExitStack() as opened:
        table = _Hashing(opened.enter_context((work / f"{wanted.name}.csv").open("wb")))
        lines = _Hashing(opened.enter_context((work / f"{wanted.name}.jsonl").open("wb")))
        table.write(("\ufeff" + _line(list(wanted.fields))).encode())
        async for row in extract.rows(wanted, on, today=day):
            table.write(_line([_cell(row[name]) for name in wanted.fields]).encode())
            said = {name: _plain(row[name]) for name in wanted.fields}
            lines.write(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
            count += 1
    return [
        File(f"{wanted.name}.{ending}", count, written.size, written.digest.hexdigest())
        for ending, written in (("csv", table), ("jsonl", lines))
    ]


class _Hashing:
    """A file whose checksum is known when it is written."""

    def __init__(self, file: Any) -> None:
        self.file, self.digest, self.size = file, hashlib.sha256(), 0

    def write(self, data: bytes) -> None:
        self.file.write(data)
        self.digest.update(data)
        self.size += len(data)


def _line(cells: list[str]) -> str:
    buffer = io.StringIO(newline="")
    csv_format.writer(buffer, lineterminator="\r\n").writerow(cells)
    return buffer.getvalue()


def _cell(value: Any) -> str:
    return csv.written(_TEXT, "、".join(value) if isinstance(value, list) else value)


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return value
    if isinstance(value, Decimal):
        return f"{value}"
    return None if value is None or value == "" else str(value)


def _instant(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _write_manifest(work: Path, content: dict[str, Any]) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    fresh = work / f".{MANIFEST}"
    fresh.write_text(text)
    fresh.rename(work / MANIFEST)


def _thin(today: date) -> int:
    """Remove the days that the rule does not keep, and the publications of all days but the newest."""
    held = days()
    kept = rules.kept(held, today)
    for day in held:
        place = folder() / day.isoformat()
        if day not in kept:
            shutil.rmtree(place)
        elif day != held[0]:
            _drop_publications(place)
    return len(held) - len(kept)


def _drop_publications(place: Path) -> None:
    known: dict[str, Any] = json.loads((place / MANIFEST).read_text())
    names = {f"{extract.PUBLICATIONS.name}.{ending}" for ending in FORMATS}
    left = [each for each in known["files"] if each["name"] not in names]
    if left != known["files"]:
        # First the manifest: it never names a file that is not there.
        _write_manifest(place, known | {"files": left})
        for name in names:
            (place / name).unlink(missing_ok=True)


async def refresh(now: datetime) -> str:
    """Write the newest day's publications anew when one of them has ended. At every waking of the worker."""
    held = days()
    if not held or not await _has_ended(manifest(held[0]) or {}):
        return ""
    async with database.unit_of_work():
        await database.execute("select pg_advisory_xact_lock($1)", TURN)
        place = folder() / held[0].isoformat()
        known = manifest(held[0]) or {}
        if not await _has_ended(known):
            return ""
        work = Path(tempfile.mkdtemp(dir=folder(), prefix=".new-"))
        try:
            async with database.snapshot() as on:
                reached = await on.fetchval("select coalesce(max(seq), 0) from register_change")
                files = await _write_extract(work, extract.PUBLICATIONS, on, beijing.legal_day(now))
            names = {each.name for each in files}
            left = [each for each in known["files"] if each["name"] not in names]
            for name in names:
                (work / name).rename(place / name)
            again = {
                "files": [*left, *(asdict(each) for each in files)],
                "publications_extracted_at": _instant(now),
                "publications_change": reached,
            }
            _write_manifest(place, known | again)
        finally:
            shutil.rmtree(work, ignore_errors=True)
    return f"{files[0].rows} publications"


async def _has_ended(known: dict[str, Any]) -> bool:
    """Whether a publication has ended since these files were written."""
    found: bool = await database.value(
        """select exists (select from register_change as change join leaf on leaf.seq = change.leaf
                           where change.seq > $1 and leaf.type = 'publication' and leaf.act = 'end')""",
        known.get("publications_change", known.get("last_change", 0)),
    )
    return found
