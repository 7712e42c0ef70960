"""Tables as XLSX: typed cells, a header that stays in view, and a sheet that says what the table is."""

import datetime as dt
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import IO, Any

from regulation import errors
from regulation.law import beijing
from regulation.words import N_
from reports import pool
from reports.exports.columns import Column

#: What the format holds, header included.
MOST_ROWS = 1_048_576
LONGEST_TEXT = 32_767
#: A spreadsheet keeps fifteen digits of a number; a longer one is kept whole as text.
EXACT_DIGITS = 15
IN_MEMORY = 2 * 1024 * 1024
CHUNK = 64 * 1024
SECONDS = 180
FONT = "Microsoft YaHei"
FORMATS = {
    "text": "@",
    "count": "#,##0",
    "number": "#,##0.00",
    "money": "#,##0.00",
    "day": "yyyy-mm-dd",
    "moment": "yyyy-mm-dd hh:mm:ss",
}


async def workbook(
    columns: Sequence[Column],
    rows: Iterable[Sequence[object]],
    *,
    sheet: str,
    notes: Sequence[str] = (),
    notes_sheet: str = "说明",
) -> bytes:
    """The whole file, made in another process: a hundred thousand rows are many seconds of work.

    Pages use this; commands, which keep nobody waiting, use `chunks`.
    """
    return await pool.run(_whole, columns, list(rows), sheet, notes, notes_sheet, seconds=SECONDS)


def _whole(
    columns: Sequence[Column],
    rows: Sequence[Sequence[object]],
    sheet: str,
    notes: Sequence[str],
    notes_sheet: str,
) -> bytes:
    return b"".join(chunks(columns, rows, sheet=sheet, notes=notes, notes_sheet=notes_sheet))


def chunks(
    columns: Sequence[Column],
    rows: Iterable[Sequence[object]],
    *,
    sheet: str,
    notes: Sequence[str] = (),
    notes_sheet: str = "说明",
) -> Iterator[bytes]:
    """The file in pieces. Rows go to disk as they come, so a hundred thousand take no memory.

    `notes` fill a second sheet: source, day, filters, meaning of symbols. A table without them is
    a riddle a year later.
    """
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as file:
        write(file, columns, rows, sheet=sheet, notes=notes, notes_sheet=notes_sheet)
        file.seek(0)
        while piece := file.read(CHUNK):
            yield piece


def write(
    file: IO[bytes],
    columns: Sequence[Column],
    rows: Iterable[Sequence[object]],
    *,
    sheet: str,
    notes: Sequence[str] = (),
    notes_sheet: str = "说明",
) -> None:
    """Write the workbook into an open file."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": True,
    }
    import xlsxwriter  # noqa: PLC0415 - a sixth of a second of every start

    with xlsxwriter.Workbook(file, options) as book:
        plain = {"font_name": FONT, "font_size": 10, "valign": "top"}
        styles = {
            kind: book.add_format({**plain, "num_format": shown, "text_wrap": kind == "text"})
            for kind, shown in FORMATS.items()
        }
        heading = book.add_format(
            {
                **plain,
                "bold": True,
                "bg_color": "#F3F5F8",
                "bottom": 1,
                "bottom_color": "#1B2430",
                "text_wrap": True,
            }
        )
        page = book.add_worksheet(_sheet_name(sheet))
        for position, column in enumerate(columns):
            page.set_column(position, position, column.width)
            page.write_string(0, position, column.title, heading)
        page.freeze_panes(1, 0)
        last = 0
        for last, row in enumerate(rows, start=1):
            if last >= MOST_ROWS:
                raise errors.Refused(N_("行数超过 XLSX 格式的上限。请缩小范围，或者导出 CSV"))
            for position, (column, value) in enumerate(zip(columns, row, strict=True)):
                _write_cell(page, (last, position), value, column.kind, styles)
        page.autofilter(0, 0, last, max(0, len(columns) - 1))
        page.repeat_rows(0)
        if notes:
            beside = book.add_worksheet(_sheet_name(notes_sheet))
            beside.set_column(0, 0, 90)
            for position, note in enumerate(notes):
                beside.write_string(position, 0, note[:LONGEST_TEXT], styles["text"])


def _write_cell(page: Any, place: tuple[int, int], value: object, kind: str, styles: dict[str, Any]) -> None:
    style, text_style = styles[kind], styles["text"]
    match value:
        case None:
            page.write_blank(*place, None, style)
        case bool():
            page.write_string(*place, "是" if value else "否", text_style)
        case dt.datetime():
            page.write_datetime(*place, beijing.in_beijing(value).replace(tzinfo=None), style)
        case dt.date():
            page.write_datetime(*place, dt.datetime.combine(value, dt.time()), style)
        case int() | float() | Decimal() if len(Decimal(str(value)).as_tuple().digits) <= EXACT_DIGITS:
            page.write_number(*place, float(value), style)
        case _:
            page.write_string(*place, str(value)[:LONGEST_TEXT], text_style)


def _sheet_name(name: str) -> str:
    """A name the format allows: at most 31 characters, no brackets, slashes, colons, stars or question marks."""
    return "".join("-" if letter in "[]:*?/\\" else letter for letter in name)[:31].strip("'") or "Sheet1"
