"""A table as files: CSV and XLSX that serve readers of both languages, JSON for programs, PDF for print."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, Literal

from regulation import errors
from reports import charts, pdf
from reports.exports import csv, xlsx
from reports.exports.columns import Column
from reports.statistics import t01_main_indicators, t02_institutions_by_type
from reports.statistics.disclosure import TOTAL
from reports.statistics.table import Cell, Table

Lang = Literal["zh", "en"]


def _columns(table: Table) -> list[Column]:
    stubs = [Column(table.stub.zh, width=28), Column(table.stub.en, width=36)]
    has_units = any(row.unit for row in table.rows)
    units = [Column("单位", width=10), Column("Unit", width=18)] if has_units else []
    kind: Literal["number", "count"] = "number" if any(cell.decimals for cell in table.cells) else "count"
    return [
        *stubs,
        *units,
        *(
            Column(f"{each.zh} {each.en}" if each.zh != each.en else each.zh, kind, 16)
            for each in table.columns
        ),
    ]


def _rows(table: Table) -> Iterator[list[object]]:
    has_units = any(row.unit for row in table.rows)
    for row, cells in table.grid():
        units = [row.unit, row.unit_en] if has_units else []
        yield [row.zh, row.en, *units, *(_plain(cell) for cell in cells)]


def _plain(cell: Cell) -> object:
    if cell.value is None:
        return cell.symbol
    return cell.value if cell.decimals else int(cell.value)


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
            "value": None if cell.value is None else (str(cell.value) if cell.decimals else int(cell.value)),
            "symbol": cell.symbol,
            "status": cell.status,
        }
        for cell in table.cells
    ]
    return json.dumps({**frame, "release": release, "cells": cells}, ensure_ascii=False, default=str).encode()


async def chart_of(table: Table, lang: Lang) -> str:
    """The table's one message as a drawing; empty where too little may be shown."""
    kind: charts.Kind
    if table.key == t01_main_indicators.KEY:
        years = [column for column in table.columns if column.key.isdecimal()]
        kind = "line" if len(years) > 2 else "bar"
        points = [(column.name(lang), table.cell("staff_total", column.key)) for column in years]
        unit = "persons" if lang == "en" else "人"
    elif table.key == t02_institutions_by_type.KEY:
        kind = "bar"
        points = [(row.name(lang), table.cell(row.key, TOTAL)) for row in table.rows if not row.is_total]
        points.sort(key=lambda point: -(point[1].value or Decimal(0)))
        unit = table.unit(lang)
    else:
        kind = "bar"
        points = [
            (column.name(lang), table.cell(TOTAL, column.key))
            for column in table.columns
            if column.key != TOTAL
        ]
        unit = table.unit(lang)
    try:
        return await charts.chart(
            kind,
            [charts.Point(name, cell.value) for name, cell in points],
            title=f"{table.message(lang)}{'' if kind == 'line' else f' {table.year}'}",
            unit=unit,
            lang=lang,
        )
    except errors.Refused:
        return ""


async def as_pdf(
    tables: Sequence[Table], lang: Lang, *, vintage: str, organ: str, is_published: bool
) -> bytes:
    """The tables as pages for print, each with its chart and notes."""
    pages = [
        {
            "number": table.number,
            "title": table.title(lang),
            "year": table.year,
            "unit": table.unit(lang),
            "stub": table.stub(lang),
            "period": table.period(lang),
            "denominator": table.denominator(lang),
            "definition": table.definition(lang),
            "coverage": table.coverage,
            "has_units": any(row.unit for row in table.rows),
            "columns": [each.name(lang) for each in table.columns],
            "rows": [
                {
                    "name": row.name(lang),
                    "unit": row.unit_name(lang),
                    "indent": row.indent,
                    "is_total": row.is_total,
                    "cells": [cell.shown() for cell in cells],
                }
                for row, cells in table.grid()
            ],
            "notes": [each(lang) for each in table.notes],
            "chart": await chart_of(table, lang),
        }
        for table in tables
    ]
    data = {"pages": pages, "vintage": vintage, "organ": organ, "is_published": is_published}
    return await pdf.render("statistical_tables.html", data, lang)


def lang_of(text: str) -> Lang:
    """A page's language as these functions take it."""
    return "en" if text == "en" else "zh"
