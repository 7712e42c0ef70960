"""Uploaded XLSX files: weighed before they are opened, then read cell by cell as text."""

import datetime as dt
import io
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import IO, Any

from regulation import errors, xlsx
from regulation.firms.imports import refusals
from regulation.words import N_

#: What a workbook may unpack to. A register of 100,000 firms with 20 columns stays under half of it.
MOST_ENTRIES = 2_000
MOST_UNPACKED = 200 * 1024 * 1024
#: XML tables pack ten to twenty times; a bomb packs a thousand times and more.
MOST_RATIO = 150
#: Excel keeps fifteen digits of a number; a longer code stored as a number has lost its end.
EXACT_DIGITS = 15
#: Elements of a sheet, and the tag of a formula with any prefix.
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
UNSAVED = N_(
    "单元格 %(cell)s 是公式，文件中没有保存它的计算结果。请在表格软件中打开并保存，或者将公式粘贴为数值后重新上传"
)


def weigh(data: bytes) -> None:
    """Refuse a workbook that is not one, or would be a burden to unpack. Nothing is unpacked for this."""
    xlsx.weigh(data, refusals.unusable, xlsx.Limits(MOST_ENTRIES, MOST_UNPACKED, MOST_RATIO))


def _damaged() -> errors.Invalid:
    """A damaged file makes the libraries below fail in any way they like: whatever they raise comes here."""
    return refusals.unusable(xlsx.DAMAGED)


def numbered_rows(data: bytes, notes: list[str], most_rows: int) -> Iterator[tuple[int, list[str]]]:
    """Rows of the first visible sheet that has any content, each with its row number in the sheet."""
    try:
        yield from _rows(data, notes, most_rows)
    except errors.DomainError:
        raise
    except Exception as error:
        raise _damaged() from error


def _rows(data: bytes, notes: list[str], most_rows: int) -> Iterator[tuple[int, list[str]]]:
    import openpyxl  # noqa: PLC0415 - a quarter of a second of every start

    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    try:
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        if len(sheets) > 1:
            notes.append(N_("文件有多个工作表，只读取第一个有内容的工作表"))
        for sheet in sheets:
            # The stated size of a sheet is only a claim of the program that wrote it.
            sheet.reset_dimensions()
            _refuse_unsaved_results(sheet)
            seen = False
            for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
                if number > most_rows * 2:
                    raise refusals.unusable(N_("XLSX 文件的行数过多，已停止读取。请拆分后分批上传"))
                row = [text_of(value, notes) for value in cells]
                while row and not row[-1]:
                    row.pop()
                if row:
                    seen = True
                    yield number, row
            if seen:
                return
    finally:
        book.close()


def _refuse_unsaved_results(sheet: Any) -> None:
    """Refuse a sheet with a formula whose result was not saved: read on, its cell would silently be an empty one."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - as above
    from openpyxl.xml.functions import iterparse  # noqa: PLC0415 - as above

    with sheet._get_source() as stream:  # noqa: SLF001 - openpyxl tells formulas or values, never which is lacking
        if not _has_formula(stream):
            return
    number = 0
    with sheet._get_source() as stream:  # noqa: SLF001 - as above
        for _, element in iterparse(stream):
            if element.tag != f"{MAIN}row":
                continue
            number += 1
            for column, cell in enumerate(element, start=1):
                formula, value = cell.find(f"{MAIN}f"), cell.find(f"{MAIN}v")
                # A text may be empty (="" saved by Excel); a number, a truth value or an error may not.
                is_saved = value is not None and (value.text or cell.get("t") == "str")
                if formula is not None and not is_saved:
                    raise refusals.unusable(
                        UNSAVED,
                        cell=cell.get("r") or f"{get_column_letter(column)}{element.get('r') or number}",
                    )
            element.clear()


def _has_formula(stream: IO[bytes]) -> bool:
    """Whether a sheet may hold formulas at all; most registers do not, and are spared a second reading."""
    tail = b""
    while chunk := stream.read(1024 * 1024):
        # In any other encoding than UTF-8 the letters stand apart: then the second reading decides.
        if b"\x00" in chunk or FORMULA.search(tail + chunk):
            return True
        tail = chunk[-64:]
    return False


def text_of(value: object, notes: list[str]) -> str:
    """What the person who filled in the sheet sees, without Excel's types: days as 2026-11-22, 5.0 as 5."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case dt.datetime():
            midnight = value.time() == dt.time()
            return value.date().isoformat() if midnight else value.isoformat(sep=" ", timespec="seconds")
        case dt.date() | dt.time():
            return value.isoformat()
        case int() | float():
            text = format(Decimal(repr(value)), "f")
            if "." in text:
                text = text.rstrip("0").rstrip(".")
            if len(text.lstrip("-")) > EXACT_DIGITS and "." not in text:
                note = N_("有的长编号以数字格式保存，超过十五位的尾数可能已经丢失，请核对原表")
                if note not in notes:
                    notes.append(note)
            return text
        case _:
            return str(value)
