"""An uploaded table as plain text cells, whatever program wrote it.

The content decides what a file is, never its name. Nothing is corrected here: cells keep their spaces,
their wrong codes and their impossible dates, because the importer keeps every row as it came.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from regulation.firms.imports import delimited, refusals, workbook
from regulation.words import N_

MOST_BYTES = 40 * 1024 * 1024
MOST_ROWS = 200_000
MOST_COLUMNS = 200
#: Rows above the header that hold a title or the date of export are looked for this far down.
TITLE_ROWS = 10


@dataclass(frozen=True, slots=True)
class Table:
    """`rows` may be shorter or longer than `header`; `numbers[i]` is the line of `rows[i]` in the file."""

    header: list[str]
    rows: list[list[str]]
    kind: Literal["csv", "xlsx"]
    encoding: str
    notes: list[str]
    numbers: list[int]


def read_table(data: bytes, filename: str) -> Table:
    """Read a CSV or XLSX upload, or raise `regulation.errors.Invalid` on the field `file` with what to do about it."""
    if not data.strip(b"\x00\r\n\t \xef\xbb\xbf"):
        raise refusals.unusable(N_("文件是空的。请选择有内容的 CSV 或 XLSX 文件"))
    if len(data) > MOST_BYTES:
        raise refusals.unusable(N_("文件超过 40 MB。请拆分后分批上传"))
    refuse_other_kinds(data)
    notes: list[str] = []
    is_workbook = data.startswith(b"PK\x03\x04")
    _note_misnamed(filename, is_workbook=is_workbook, notes=notes)
    if is_workbook:
        workbook.weigh(data)
        rows = workbook.numbered_rows(data, notes, MOST_ROWS)
        return _table(rows, "xlsx", "", notes)
    text, encoding = delimited.decode(data)
    if encoding == "gb18030":
        notes.append(N_("文件按 GB 18030 编码读取，请在预览中核对汉字"))
    rows = delimited.numbered_rows(text, delimited.separator_of(text))
    return _table(rows, "csv", encoding, notes)


def refuse_other_kinds(data: bytes) -> None:
    """Raise Invalid for what is no table, by how it begins."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        message = N_("这是旧版 XLS 文件或加密的表格，不能读取。请在表格软件中另存为 XLSX（不加密）后上传")
        raise refusals.unusable(message)
    if data.startswith(
        (
            b"%PDF",
            b"\x89PNG",
            b"\xff\xd8\xff",
            b"GIF8",
            b"Rar!",
            b"7z\xbc\xaf",
            b"\x1f\x8b",
        )
    ):
        raise refusals.unusable(N_("这不是表格文件。请上传 CSV 或 XLSX 文件"))
    opening = data[:1024].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if opening.startswith((b"<!doctype", b"<html", b"<table", b"<?xml", b"{\\rtf")):
        message = N_("这是网页或文档，只是使用了表格的文件名。请在表格软件中打开并另存为 XLSX 后上传")
        raise refusals.unusable(message)


def _note_misnamed(filename: str, *, is_workbook: bool, notes: list[str]) -> None:
    ending = filename.rpartition(".")[2].lower()
    if is_workbook != (ending in {"xlsx", "xlsm"}) and ending in {
        "xlsx",
        "xlsm",
        "csv",
        "tsv",
        "txt",
        "xls",
    }:
        notes.append(N_("文件名的后缀与内容不符，已按实际内容读取"))
    if ending == "xlsm":
        notes.append(N_("文件中的宏已忽略"))


def _table(
    numbered: Iterable[tuple[int, list[str]]],
    kind: Literal["csv", "xlsx"],
    encoding: str,
    notes: list[str],
) -> Table:
    # A line without any cell is no row; one of empty cells is, and gets its outcome like every other.
    found: list[tuple[int, list[str]]] = []
    for number, row in numbered:
        if not row or (not found and _is_blank(row)):
            continue
        if len(row) > MOST_COLUMNS:
            raise refusals.unusable(N_("第 %(line)s 行超过 200 列，不是可导入的表格"), line=number)
        found.append((number, row))
        if len(found) > MOST_ROWS + TITLE_ROWS:
            raise refusals.unusable(N_("文件超过 20 万行。请拆分后分批上传"))
    titles = _titles(found)
    if titles:
        notes.append(N_("表头以上的标题行已略过"))
    (_, head), *rest = found[titles:] or [(0, [])]
    header = [cell.strip() for cell in head]
    if all(_is_blank(row) for _, row in rest):
        raise refusals.unusable(N_("文件只有表头，没有数据行"))
    if any(len(row) > len(header) for _, row in rest):
        notes.append(N_("有的行比表头多出单元格，多出的内容原样保留"))
    return Table(header, [row for _, row in rest], kind, encoding, notes, [number for number, _ in rest])


def _is_blank(row: list[str]) -> bool:
    return not any(cell.strip() for cell in row)


def _titles(found: list[tuple[int, list[str]]]) -> int:
    """How many rows above the header hold one cell only: a title, a date of export.

    None where the whole table has one column: then what looks like a title is the header.
    """
    for position, (_, row) in enumerate(found[: TITLE_ROWS + 1]):
        if sum(1 for cell in row if cell.strip()) > 1:
            return position
    return 0
