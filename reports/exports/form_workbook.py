"""The template of a form as XLSX, made from the catalogue: labels in both languages, units, last year's values, lists to choose from."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from regulation.indicators import reading, workbook
from regulation.indicators.indicator import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from regulation.indicators.indicator import Group, Indicator, Values
    from regulation.indicators.workbook import Identity, Line

FONT = "Microsoft YaHei"
#: Widths of the columns: code, item, item in English, unit, last year, this year, meaning.
WIDTHS = (16, 34, 40, 20, 16, 18, 60)
HEADINGS = ("代码 Code", "项目", "Item", "单位 Unit", "上年 Last year", "本年 This year", "说明 Meaning")
HOW = (
    "只填写“本年”一列，其他单元格不要改动；不填公式，不写单位。填好后在系统中上传，先预览再保存。",
    "Fill in “This year” only and leave everything else as it is; no formulas, no units. Upload it in the system: you see a preview before anything is saved.",
)


@dataclass(frozen=True, kw_only=True)
class Template:
    """All that stands in the workbook."""

    identity: Identity
    title: str
    #: Number, issuer, approval and expiry of the form, as one line. 《统计法》第十七条.
    form: str
    firm: str
    cells: Sequence[Indicator]
    values: Values = field(default_factory=dict)
    previous: Values = field(default_factory=dict)
    #: Cells that come from another form: shown, locked.
    taken: frozenset[str] = frozenset()
    groups: Sequence[Group] = ()


def made(template: Template) -> bytes:
    """The workbook."""
    import xlsxwriter  # noqa: PLC0415 - a sixth of a second of every start

    file = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(file, options) as book:
        styles = _styles(book)
        lines = workbook.layout(template.cells, template.taken)
        sheet = book.add_worksheet(workbook.SHEET)
        _head(sheet, template, styles)
        for line in lines:
            _line(sheet, line, template, styles)
        sheet.protect("", {"select_locked_cells": True, "format_columns": True})
        sheet.freeze_panes(workbook.FIRST_ROW - 1, 2)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(workbook.FIRST_ROW - 2)
        for name, indicator in workbook.tables(template.cells).items():
            _table(book, name, indicator, template.values, styles)
        hidden = book.add_worksheet(workbook.IDENTITY)
        for row, (key, value) in enumerate(template.identity.rows(lines)):
            hidden.write_string(row, 0, key)
            hidden.write_string(row, 1, value)
        hidden.very_hidden()
    return file.getvalue()


def _styles(book: Any) -> dict[str, Any]:
    plain = {"font_name": FONT, "font_size": 10, "valign": "vcenter", "text_wrap": True}
    edge = {"border": 1, "border_color": "#D9DFE6"}
    fill = {**plain, **edge, "locked": False, "bg_color": "#FFFFFF"}
    return {
        "title": book.add_format({**plain, "bold": True, "font_size": 14, "text_wrap": False}),
        "note": book.add_format({**plain, "font_color": "#5B6776", "text_wrap": False}),
        "heading": book.add_format({**plain, **edge, "bold": True, "bg_color": "#E9EEF5"}),
        "label": book.add_format({**plain, **edge}),
        "code": book.add_format({**plain, **edge, "font_color": "#5B6776", "font_size": 8}),
        "count": book.add_format({**fill, "num_format": "#,##0"}),
        "decimal": book.add_format({**fill, "num_format": "#,##0.00"}),
        "text": book.add_format({**fill, "num_format": "@"}),
        "taken_count": book.add_format({**plain, **edge, "num_format": "#,##0", "bg_color": "#F3F5F8"}),
        "taken_decimal": book.add_format({**plain, **edge, "num_format": "#,##0.00", "bg_color": "#F3F5F8"}),
        "taken_text": book.add_format({**plain, **edge, "bg_color": "#F3F5F8"}),
    }


def _head(sheet: Any, template: Template, styles: Mapping[str, Any]) -> None:
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    sheet.write_string(0, 0, f"{template.title} {template.identity.period}", styles["title"])
    sheet.write_string(1, 0, template.form, styles["note"])
    sheet.write_string(2, 0, f"{template.firm}（{template.identity.firm_number}）", styles["note"])
    for at, text in enumerate(HOW):
        sheet.write_string(3 + at, 0, text, styles["note"])
    for column, heading in enumerate(HEADINGS):
        sheet.write_string(workbook.FIRST_ROW - 2, column, heading, styles["heading"])


def _line(sheet: Any, line: Line, template: Template, styles: Mapping[str, Any]) -> None:
    row, indicator = line.row - 1, line.indicator
    kind = indicator.kind.value if indicator.is_number else "text"
    locked = f"taken_{kind}"
    sheet.write_string(row, workbook.CODE - 1, line.code, styles["code"])
    sheet.write_string(row, workbook.ITEM - 1, line.zh, styles["label"])
    sheet.write_string(row, workbook.ITEM_EN - 1, line.en, styles["label"])
    sheet.write_string(row, workbook.UNIT - 1, line.unit, styles["label"])
    _write(
        sheet, (row, workbook.BEFORE - 1), line.shown(template.previous.get(indicator.key)), styles[locked]
    )
    style = styles[locked if line.is_taken else kind]
    _write(sheet, (row, workbook.NOW - 1), line.shown(template.values.get(indicator.key)), style)
    meaning = "；".join(filter(None, (indicator.definition, indicator.definition_en)))
    if line.is_taken:
        meaning = f"取自经营情况报告，不在这里填写 Taken from the operating report. {meaning}"
    sheet.write_string(row, workbook.MEANING - 1, meaning, styles["label"])
    if not line.is_taken and (checked := _validation(line)):
        sheet.data_validation(row, workbook.NOW - 1, row, workbook.NOW - 1, checked)


def _validation(line: Line) -> dict[str, Any] | None:
    """What the spreadsheet itself checks while one types; the system checks again."""
    if choices := line.choices():
        if sum(len(each) + 1 for each in choices) > 255:
            return None
        return {
            "validate": "list",
            "source": choices,
            "error_title": line.zh[:32],
            "error_message": "请从列表中选择",
        }
    if line.indicator.kind is Kind.COUNT:
        return {
            "validate": "integer",
            "criteria": "between",
            "minimum": 0,
            "maximum": int(reading.LARGEST),
            "error_title": "整数",
            "error_message": "请填写不小于0的整数，不写单位",
        }
    if line.indicator.kind is Kind.DECIMAL:
        least = -int(reading.LARGEST) if line.indicator.may_be_negative else 0
        return {
            "validate": "decimal",
            "criteria": "between",
            "minimum": least,
            "maximum": int(reading.LARGEST),
            "error_title": "数字",
            "error_message": "请填写数字，最多两位小数，不写单位",
        }
    return None


def _write(sheet: Any, place: tuple[int, int], value: object, style: Any) -> None:
    if value is None:
        sheet.write_blank(*place, None, style)
    elif isinstance(value, int | float):
        sheet.write_number(*place, value, style)
    else:
        sheet.write_string(*place, str(value), style)


def _table(book: Any, name: str, indicator: Indicator, values: Values, styles: Mapping[str, Any]) -> None:
    sheet = book.add_worksheet(name)
    for column, each in enumerate(indicator.columns):
        sheet.set_column(column, column, 24)
        sheet.write_string(0, column, f"{each.zh} {each.en}", styles["heading"])
        if each.options:
            choices = [option.zh for option in each.options]
            sheet.data_validation(
                1, column, reading.MOST_ROWS, column, {"validate": "list", "source": choices}
            )
    for row, line in enumerate(reading.rows(indicator, values.get(indicator.key)), 1):
        for column, each in enumerate(indicator.columns):
            text = line.get(each.key, "")
            option = next((option.zh for option in each.options if option.code == text), text)
            sheet.write_string(row, column, option, styles["text"])
    sheet.freeze_panes(1, 0)
