"""All files of an edition, with the list of their checksums."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from reports.statistics import files, printing, sdmx, workbook
from reports.statistics.edition import Edition
from reports.statistics.table import Table

DATA, MANIFEST, STRUCTURE, SDMX_DATA, WORKBOOK = (
    "yearbook.json",
    "manifest.json",
    "structure.xml",
    "yearbook.sdmx.csv",
    "yearbook.xlsx",
)
BOOKS = {"zh": "yearbook.zh.pdf", "en": "yearbook.en.pdf"}
#: Names of the files that hold the whole, in the order in which they are offered.
WHOLE = (*BOOKS.values(), WORKBOOK, SDMX_DATA, STRUCTURE, DATA, MANIFEST)


async def everything(edition: Edition) -> dict[str, bytes]:
    """Every file by its name. Both books are printed at once, on two cores."""
    chinese, english, sheets = await asyncio.gather(
        printing.book(edition, "zh"), printing.book(edition, "en"), workbook.workbook(edition)
    )
    written = {
        **{f"{table.number}.csv": files.as_csv(table) for table in edition.tables},
        BOOKS["zh"]: chinese,
        BOOKS["en"]: english,
        WORKBOOK: sheets,
        SDMX_DATA: sdmx.as_csv(edition),
        STRUCTURE: sdmx.as_structure(edition),
        DATA: edition.data,
    }
    return {**written, MANIFEST: manifest(edition, written)}


def manifest(edition: Edition, written: Mapping[str, bytes]) -> bytes:
    """What the files are and the SHA-256 of each."""
    said: dict[str, Any] = {
        "year": edition.year,
        "vintage": edition.vintage,
        "published": edition.is_published,
        "line": {"zh": edition.line().zh, "en": edition.line().en},
        "instant": edition.instant.isoformat(),
        "address": edition.address,
        "snapshot_sha256": edition.snapshot_hash,
        "code_version": edition.code_version,
        "parameters": dict(edition.parameters),
        "tables": {table.number: _named(table) for table in edition.tables},
        "sha256": {name: hashlib.sha256(content).hexdigest() for name, content in sorted(written.items())},
    }
    return json.dumps(said, ensure_ascii=False, indent=2, sort_keys=True).encode()


def _named(table: Table) -> dict[str, str]:
    return {"zh": table.title.zh, "en": table.title.en}
