"""A table as files: CSV and XLSX that serve readers of both languages, JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Literal

from reports.exports import csv, xlsx
from reports.exports.columns import Column
from reports.statistics.table import Cell, Heading, Table

Lang = Literal["zh", "en"]


def _columns(table: Table) -> list[Column]:
    stubs = [Column(table.stub.zh, width=28), Column(table.stub.en, width=36)]
    has_units = any(row.unit for row in table.rows)
    units = [Column("单位", width=10), Column("Unit", width=18)] if has_units else []
    kind: Literal["number", "count"] = "number" if any(cell.decimals for cell in table.cells) else "count"
    return [
        *stubs,
        *units,
        *(Column(_named(each), kind, 16) for each in table.columns),
    ]


def _named(column: Heading) -> str:
    zh = f"{column.zh}（{column.unit}）" if column.unit else column.zh
    en = f"{column.en} ({column.unit_en})" if column.unit_en else column.en
    return f"{zh} {en}" if zh != en else zh


def _rows(table: Table) -> Iterator[list[object]]:
    has_units = any(row.unit for row in table.rows)
    for row, cells in table.grid():
        units = [row.unit, row.unit_en] if has_units else []
        yield [row.zh, row.en, *units, *(_plain(cell) for cell in cells)]


def _plain(cell: Cell) -> object:
    if cell.value is None:
        return cell.symbol
    # As printed: a file that said more than the table would tell what rounding keeps.
    return cell.rounded() if cell.decimals else int(cell.rounded())


def as_csv(table: Table) -> bytes:
    """UTF-8 with a mark, one header row, Chinese and English beside each other."""
    return b"".join(csv.chunks(_columns(table), _rows(table)))


def as_xlsx(table: Table, *, vintage: str) -> bytes:
    """One sheet for the table, one that says what it is."""
    return b"".join(
        xlsx.chunks(_columns(table), _rows(table), sheet=table.number, notes=list(_notes(table, vintage)))
    )


def _notes(table: Table, vintage: str) -> Iterator[str]:
    for lang in ("zh", "en"):
        yield f"{table.number} {table.title(lang)} {table.year}"
        for each in (table.unit, table.period, table.denominator, table.definition, *table.notes):
            yield each(lang)
    yield vintage


def as_json(table: Table, *, release: dict[str, Any]) -> bytes:
    """The table with its metadata, cells in long form; withheld cells carry their sign and no value."""
    frame = table.frame()
    cells = [
        {
            "row": cell.row,
            "column": cell.column,
            "value": _exact(cell),
            "symbol": cell.symbol,
            "status": cell.status,
        }
        for cell in table.cells
    ]
    return json.dumps({**frame, "release": release, "cells": cells}, ensure_ascii=False, default=str).encode()


def _exact(cell: Cell) -> int | str | None:
    """As printed; amounts with decimals as text, so that no program rounds them."""
    if cell.value is None:
        return None
    return str(cell.rounded()) if cell.decimals else int(cell.rounded())


def lang_of(text: str) -> Lang:
    """A page's language as these functions take it."""
    return "en" if text == "en" else "zh"
