"""The whole yearbook as one workbook: contents, a sheet for each table, notes. The same edition gives the same bytes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from reports import pool
from reports.statistics import method
from reports.statistics.edition import Edition
from reports.statistics.table import Cell, Table

SECONDS = 60
FONT = "Microsoft YaHei"
CONTENTS, NOTES = "目录 Contents", "说明 Notes"
#: Rows over the first row of figures: titles, unit, response, two lines of headings.
HEAD = 7


async def workbook(edition: Edition) -> bytes:
    """The file, made in a process of its own."""
    return await pool.run(write, edition, seconds=SECONDS)


def write(edition: Edition) -> bytes:
    """The workbook of an edition."""
    import xlsxwriter  # noqa: PLC0415 - a sixth of a second of every start

    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties(
            {
                "title": f"北京市人力资源服务业统计年鉴 {edition.year}",
                "author": edition.organ.zh,
                "comments": edition.line().en,
                # The instant of the edition, not of the writing: the same edition gives the same bytes.
                "created": edition.instant.replace(tzinfo=None),
            }
        )
        styles = _styles(book)
        _contents(book.add_worksheet(CONTENTS), edition, styles)
        for table in edition.tables:
            _sheet(book.add_worksheet(table.number), table, styles)
        _notes(book.add_worksheet(NOTES), edition, styles)
    return target.getvalue()


def _styles(book: Any) -> dict[str, Any]:
    plain = {"font_name": FONT, "font_size": 10, "valign": "top"}
    head = {**plain, "bold": True, "text_wrap": True, "valign": "bottom"}
    made = {
        "text": plain,
        "wrapped": {**plain, "text_wrap": True},
        "title": {**plain, "bold": True, "font_size": 13},
        "muted": {**plain, "font_color": "#46525F"},
        "link": {**plain, "font_color": "#1D4F91", "underline": 1},
        "head": {**head, "top": 2, "align": "right"},
        "head_en": {**head, "bold": False, "font_color": "#46525F", "bottom": 1, "align": "right"},
        "stub_head": {**head, "top": 2},
        "stub_head_en": {**head, "bold": False, "font_color": "#46525F", "bottom": 1},
        "stub": plain,
        "stub_total": {**plain, "bold": True},
        "stub_part": {**plain, "indent": 1},
        "sign": {**plain, "align": "right"},
    }
    found = {name: book.add_format(each) for name, each in made.items()}
    for decimals in range(5):
        shown = "#,##0" + ("." + "0" * decimals if decimals else "")
        for name, bold in (("number", False), ("total", True)):
            found[f"{name}{decimals}"] = book.add_format({**plain, "num_format": shown, "bold": bold})
    return found


def _contents(page: Any, edition: Edition, styles: dict[str, Any]) -> None:
    page.set_column(0, 0, 8)
    page.set_column(1, 2, 52)
    page.set_column(3, 3, 30)
    page.write_string(0, 0, f"北京市人力资源服务业统计年鉴 {edition.year}", styles["title"])
    page.write_string(1, 0, f"Statistical Yearbook of HR Services in Beijing {edition.year}", styles["muted"])
    page.write_string(2, 0, edition.line().zh, styles["muted"])
    page.write_string(3, 0, edition.line().en, styles["muted"])
    for at, text in enumerate(("表号 No.", "表名", "Title", "单位 Unit")):
        page.write_string(5, at, text, styles["stub_head"])
    for at, table in enumerate(edition.tables, start=6):
        page.write_url(at, 0, f"internal:'{table.number}'!A1", styles["link"], table.number)
        page.write_string(at, 1, table.title.zh, styles["text"])
        page.write_string(at, 2, table.title.en, styles["text"])
        page.write_string(at, 3, f"{table.unit.zh} {table.unit.en}", styles["text"])
    page.freeze_panes(6, 0)


def _sheet(page: Any, table: Table, styles: dict[str, Any]) -> None:
    has_units = any(row.unit for row in table.rows)
    first = 3 if has_units else 2
    page.set_column(0, 0, 30)
    page.set_column(1, 1, 38)
    page.set_column(2, first - 1 + len(table.columns), 16)
    page.write_string(0, 0, f"表{table.number} {table.title.zh}（{table.year}年）", styles["title"])
    page.write_string(1, 0, f"Table {table.number} {table.title.en} ({table.year})", styles["muted"])
    page.write_string(2, 0, f"单位：{table.unit.zh} Unit: {table.unit.en}", styles["muted"])
    page.write_string(3, 0, _response(table), styles["muted"])
    for at, lang in ((HEAD - 2, "zh"), (HEAD - 1, "en")):
        suffix = "" if lang == "zh" else "_en"
        page.write_string(at, 0, table.stub.zh if lang == "zh" else "", styles[f"stub_head{suffix}"])
        page.write_string(at, 1, table.stub.en if lang == "en" else "", styles[f"stub_head{suffix}"])
        if has_units:
            page.write_string(at, 2, "单位" if lang == "zh" else "Unit", styles[f"stub_head{suffix}"])
        for place, column in enumerate(table.columns, start=first):
            unit = column.unit_name(lang)
            opened = f"（{unit}）" if lang == "zh" else f" ({unit})"
            page.write_string(
                at, place, column.name(lang) + (opened if unit else ""), styles[f"head{suffix}"]
            )
    for at, (row, cells) in enumerate(table.grid(), start=HEAD):
        stub = styles["stub_total" if row.is_total else "stub_part" if row.indent else "stub"]
        page.write_string(at, 0, row.zh, stub)
        page.write_string(at, 1, row.en, stub)
        if has_units:
            page.write_string(at, 2, f"{row.unit} {row.unit_en}".strip(), styles["muted"])
        for place, cell in enumerate(cells, start=first):
            _cell(page, (at, place), cell, styles, is_total=row.is_total)
    page.freeze_panes(HEAD, first)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(HEAD - 2, HEAD - 1)


def _cell(page: Any, place: tuple[int, int], cell: Cell, styles: dict[str, Any], *, is_total: bool) -> None:
    if cell.value is None:
        page.write_string(*place, cell.symbol, styles["sign"])
        return
    style = styles[f"{'total' if is_total else 'number'}{min(cell.decimals, 4)}"]
    page.write_number(*place, float(cell.rounded()), style)


def _response(table: Table) -> str:
    if table.response is not None and table.response.rate is not None:
        return f"报送率 Response: {table.response.responded:,} / {table.response.in_scope:,} ({table.response.rate:.1%})"
    if table.coverage.share is not None:
        return f"报送 Reports: {table.coverage.counted:,} / {table.coverage.in_scope:,} ({table.coverage.share:.1%})"
    return ""


def _notes(page: Any, edition: Edition, styles: dict[str, Any]) -> None:
    page.set_column(0, 0, 110)
    for at, text in enumerate(_said(edition)):
        page.write_string(at, 0, text, styles["wrapped"])


def _said(edition: Edition) -> Iterator[str]:
    yield edition.line().zh
    yield edition.line().en
    yield f"SHA-256 (yearbook.json): {edition.checksum}"
    if edition.address:
        yield edition.address
    yield ""
    for (sign, zh), (_, en) in zip(method.symbols("zh"), method.symbols("en"), strict=True):
        yield f"{sign}　{zh}　{en}"
    for table in edition.tables:
        yield ""
        yield f"{table.number} {table.title.zh} {table.title.en}"
        for each in (table.period, table.denominator, table.source, table.definition, *table.notes):
            for text in (each.zh, each.en):
                if text:
                    yield text
