"""A yearbook as it is given out: the tables of one vintage, and what must be said of them. Pure.

Everything that is printed, written or shown of a yearbook is made of an edition alone, so page, book and file
agree, and the same edition gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from regulation.law import beijing
from reports.statistics.revisions import Revision, Triangle
from reports.statistics.table import Table, Text

#: What the line under a table says of the kind of a release; a final one needs no word.
KINDS = {
    "p": Text("（初步数）", " (preliminary)"),
    "final": Text("", ""),
    "r": Text("（修订数）", " (revised)"),
}


@dataclass(frozen=True, slots=True)
class Vintage:
    """One publication of the year, as the list of vintages names it."""

    number: int
    published_at: datetime
    snapshot_hash: str
    note: str = ""


@dataclass(frozen=True)
class Edition:
    """The tables of a year in one vintage; vintage 0 is a calculation that nobody has published."""

    year: int
    vintage: int
    tables: tuple[Table, ...]
    #: When it was published, else when its data were frozen: the date of every file.
    instant: datetime
    snapshot_hash: str
    code_version: str
    #: Rules of disclosure control as they were in force.
    parameters: Mapping[str, Any]
    organ: Text
    #: The permanent address, without a final slash.
    address: str = ""
    note: str = ""
    vintages: tuple[Vintage, ...] = ()
    revisions: tuple[Revision, ...] = ()
    triangles: tuple[Triangle, ...] = ()
    #: Rule, level and how often it fired in the filings counted: the failure rates of the edits.
    edits: tuple[tuple[str, str, int], ...] = field(default=())
    #: "p" preliminary, "final", or "r" revised.
    kind: str = "final"

    @property
    def is_published(self) -> bool:
        """Whether it stands in the list of vintages."""
        return self.vintage > 0

    def table(self, name: str) -> Table | None:
        """A table by its number or its key."""
        return next((each for each in self.tables if name.lower() in {each.number.lower(), each.key}), None)

    @cached_property
    def data(self) -> bytes:
        """All tables with their cells in one canonical file: what the printed checksum is the checksum of."""
        said = {
            "year": self.year,
            "vintage": self.vintage,
            "tables": [as_plain(table) for table in self.tables],
        }
        return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    @cached_property
    def checksum(self) -> str:
        """SHA-256 of `data`, the file `yearbook.json`."""
        return hashlib.sha256(self.data).hexdigest()

    def line(self) -> Text:
        """The line under every table: which vintage of which data this is."""
        if not self.is_published:
            return Text(
                f"未发布，供核对。数据快照{self.snapshot_hash[:16]}",
                f"Not published, for checking. Data snapshot {self.snapshot_hash[:16]}",
            )
        day = beijing.legal_day(self.instant)
        return Text(
            f"{self.year}年度第{self.vintage}版{KINDS[self.kind].zh}，{day.year}年{day.month}月{day.day}日发布，数据快照{self.snapshot_hash[:16]}",
            f"Reference year {self.year}, vintage {self.vintage}{KINDS[self.kind].en}, published {day.isoformat()}, data snapshot"
            f" {self.snapshot_hash[:16]}",
        )


def as_plain(table: Table) -> dict[str, Any]:
    """A table with its cells as JSON holds them; a withheld cell has its sign, no value and no reason."""
    return {
        **table.frame(),
        "cells": [
            {
                "row": cell.row,
                "column": cell.column,
                "value": None if cell.value is None else _number(cell.rounded(), cell.decimals),
                "symbol": cell.symbol,
                "status": cell.status,
                "decimals": cell.decimals,
            }
            for cell in table.cells
        ],
    }


def _number(value: Decimal, decimals: int) -> int | str:
    """Whole numbers as numbers, others as text: no reader may round them."""
    return int(value) if decimals == 0 else format(value, "f")
