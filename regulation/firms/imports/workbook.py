"""Uploaded XLSX files: weighed before they are opened, then read cell by cell as text."""

import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from decimal import Decimal

from regulation import errors
from regulation.firms.imports import refusals
from regulation.words import N_

#: What a workbook may unpack to. A register of 100,000 firms with 20 columns stays under half of it.
MOST_ENTRIES = 2_000
MOST_UNPACKED = 200 * 1024 * 1024
#: XML tables pack ten to twenty times; a bomb packs a thousand times and more.
MOST_RATIO = 150
#: The ratio of very small parts says nothing.
RATIO_FROM = 1024 * 1024
#: Excel keeps fifteen digits of a number; a longer code stored as a number has lost its end.
EXACT_DIGITS = 15
DOCTYPES = (
    b"<!DOCTYPE",
    "<!DOCTYPE".encode("utf-16-le"),
    "<!DOCTYPE".encode("utf-16-be"),
)


def weigh(data: bytes) -> None:
    """Refuse a workbook that is not one, or would be a burden to unpack. Nothing is unpacked for this."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = archive.infolist()
    except Exception as error:
        raise _damaged() from error
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        raise refusals.unusable(N_("这是一个压缩包，不是 XLSX 表格。请上传解压后的 CSV 或 XLSX 文件"))
    if any(part.flag_bits & 0x1 for part in parts):
        raise refusals.unusable(N_("XLSX 文件已加密。请取消密码后重新上传"))
    heavy = (
        len(parts) > MOST_ENTRIES
        or sum(part.file_size for part in parts) > MOST_UNPACKED
        or any(
            part.file_size > RATIO_FROM and part.file_size > MOST_RATIO * max(1, part.compress_size)
            for part in parts
        )
    )
    if heavy:
        raise refusals.unusable(N_("XLSX 文件解压后过大，已拒绝打开。请拆分后分批上传"))
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            try:
                with archive.open(part) as stream:
                    start = stream.read(65_536)
            except Exception as error:
                raise _damaged() from error
            if any(doctype in start for doctype in DOCTYPES):
                raise refusals.unusable(N_("XLSX 文件中有不允许的内容（DOCTYPE），已拒绝打开"))


def _damaged() -> errors.Invalid:
    """A damaged file makes the libraries below fail in any way they like: whatever they raise comes here."""
    return refusals.unusable(N_("XLSX 文件已损坏，无法打开。请重新导出后上传"))


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
