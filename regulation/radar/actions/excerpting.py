"""Some rows of a list with the proof that they are from it, and nothing of the others."""

from __future__ import annotations

import asyncio
import secrets
from typing import TYPE_CHECKING, Any

from regulation import database
from regulation.firms.imports import reading as tables
from regulation.radar.numbers import list_number
from regulation.radar.rules import excerpts

if TYPE_CHECKING:
    from collections.abc import Collection

Row = dict[str, Any]
#: What of a list is read here.
COLUMNS = """list.id, list.serial, list.kind, list.source, list.collected_on, list.filename, list.file_hash, list.content,
             list.uploaded_at, list.actor_name, list.actor_number, list.rows_root, list.rows_secret, list.cut_on"""


async def of_list(listed: Row, wanted: Collection[int]) -> Row:
    """The excerpt of these lines of a list, in the caller's transaction; the same lines give the same bytes."""
    if listed["cut_on"] is not None:
        return excerpts.cut(excerpts.from_bytes(bytes(listed["content"])), wanted)
    secret = listed["rows_secret"] or secrets.token_hex(32)
    made = await asyncio.to_thread(_made, listed, secret, frozenset(wanted))
    if not listed["rows_root"]:
        # Matched before roots were kept: from today on this one holds.
        await database.execute(
            "update radar_list set rows_root = $2, rows_secret = $3 where id = $1",
            listed["id"],
            made["list"]["rows_root"],
            secret,
        )
    return made


def _made(listed: Row, secret: str, wanted: frozenset[int]) -> Row:
    table = tables.read_table(bytes(listed["content"]), listed["filename"])
    known = {
        "number": list_number(listed["serial"]),
        "kind": listed["kind"],
        "source": listed["source"],
        "collected_on": listed["collected_on"].isoformat(),
        "received_at": listed["uploaded_at"].isoformat(),
        "filename": listed["filename"],
        "file_sha256": listed["file_hash"],
    }
    lines = list(zip(table.numbers, table.rows, strict=True))
    return excerpts.make(known, table.header, lines, secret, wanted)
