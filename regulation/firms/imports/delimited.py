"""Text tables (CSV, TSV) as bureaus really send them: three encodings, four separators, ragged rows."""

import csv
import io
from collections import Counter
from collections.abc import Iterator

from regulation import errors
from regulation.firms.imports import refusals
from regulation.words import N_

#: Separators that are tried; the one that cuts most rows into the same number (above one) of cells wins.
SEPARATORS = (",", "\t", ";", "|")
#: A longer cell is not a cell but a quotation mark that was never closed.
LONGEST_CELL = 32_767
#: A file that is UTF-8 but for fewer than one odd byte in this many was damaged, not written in GB 18030.
DAMAGE_SHARE = 500


def decode(data: bytes) -> tuple[str, str]:
    """The text and the name of its encoding.

    UTF-8 is tried first because GB 18030 accepts almost any bytes: tried the other way round, every
    UTF-8 file would "work" and its names would be nonsense.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16"), "utf-16"
        except UnicodeDecodeError as error:
            raise _unreadable(data, error.start) from error
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError as error:
        damaged = data.startswith(b"\xef\xbb\xbf") or _is_mostly_utf8(data)
        if damaged:
            raise _unreadable(data, error.start) from error
    if b"\x00" in data:
        raise refusals.unusable(N_("这不是文字表格：文件中有二进制内容。请上传 CSV 或 XLSX 文件"))
    try:
        return data.decode("gb18030"), "gb18030"
    except UnicodeDecodeError as error:
        raise _unreadable(data, error.start) from error


def _is_mostly_utf8(data: bytes) -> bool:
    text = data.decode("utf-8", errors="replace")
    foreign = sum(1 for character in text if ord(character) > 127)
    return text.count("\ufffd") * DAMAGE_SHARE < foreign


def _unreadable(data: bytes, position: int) -> errors.Invalid:
    line = data.count(b"\n", 0, position) + 1
    message = N_("第 %(line)s 行有无法识别的字符。请将文件另存为 UTF-8 编码的 CSV 后重新上传")
    return refusals.unusable(message, line=line)


def separator_of(text: str) -> str:
    """The separator by which the first fifty rows have the most even shape; a comma when nothing speaks."""
    sample = text[:65_536]
    best, best_score = ",", (0.0, 0)
    for candidate in SEPARATORS:
        widths: Counter[int] = Counter()
        try:
            for row, _ in zip(
                csv.reader(io.StringIO(sample), delimiter=candidate),
                range(50),
                strict=False,
            ):
                if row:
                    widths[len(row)] += 1
        except csv.Error:
            continue
        width, count = widths.most_common(1)[0] if widths else (1, 0)
        score = (count / max(1, sum(widths.values())), width)
        if width > 1 and score > best_score:
            best, best_score = candidate, score
    return best


def numbered_rows(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line on which it starts. Cells stay exactly as they were written.

    Strict: a quotation mark inside an unquoted name would otherwise be dropped, or swallow the rest of
    the file, without a word.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            message = N_("第 %(line)s 行的引号不成对或位置有误，无法分列。请检查该行后重新上传")
            raise refusals.unusable(message, line=line) from error
        if any(len(cell) > LONGEST_CELL for cell in row):
            message = N_("第 %(line)s 行有超长的单元格，可能是引号没有闭合。请检查该行后重新上传")
            raise refusals.unusable(message, line=line)
        yield line, row
