"""What somebody pasted or uploaded, as rows with a name, a code, or both. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regulation import errors
from regulation.firms.imports import codes, delimited, headers, reading
from regulation.firms.imports.codes import CodeKind
from regulation.firms.imports.headers import Field
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: More are refused, not cut off: half an answer looks like a whole one.
MOST = 5_000
TOO_MANY = N_("名单有 %(n)s 行，一次最多核对 5,000 行。请拆分后分次核对")
NOTHING = N_("名单是空的。请粘贴机构名称或者统一社会信用代码，每行一家")
#: Longer than any name or number; the rest of a cell is somebody's remark.
LONGEST = 200

_SPLIT = re.compile(r"[\t,，;；|]")
_REGISTER_NUMBER = re.compile(r"F\d{7}")
_PAPER_NUMBER = re.compile(r"\d{3,}(?:-\d+)?[^\d]{0,3}号$|〔\d{4}〕|\(\d{4}\)第?\d+")
_BLANK = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u3000]+")
_CODES = frozenset(
    {CodeKind.USCC, CodeKind.WRONG_CHECK, CodeKind.WRONG_SIGN, CodeKind.OLD_15, CodeKind.OLD_13}
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: as it was given, and what of it is a name and what a code (in capitals, without blanks)."""

    line: int
    given: str
    name: str = ""
    code: str = ""
    #: Looks like a credit code, and its check digit or a sign of it is wrong.
    is_misspelt: bool = False

    @property
    def is_empty(self) -> bool:
        """Nothing was given."""
        return not (self.name or self.code)


def of_text(text: str) -> list[Row]:
    """A line a supplier. Raises Invalid for nothing at all and for more than 5,000."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    while lines and not _cleaned(lines[-1]):
        lines.pop()
    return _checked([_row(number, line, _SPLIT.split(line)) for number, line in enumerate(lines, start=1)])


def of_numbered(lines: Iterable[tuple[int, str]]) -> list[Row]:
    """Rows that were read before, with the numbers they had then."""
    return _checked([_row(number, text, _SPLIT.split(text)) for number, text in lines])


def of_file(data: bytes, filename: str) -> list[Row]:
    """A CSV, TXT or XLSX file; columns are found by their titles, and a file without titles is read all the same.

    Raises Invalid on the field `file`.
    """
    try:
        reading.refuse_other_kinds(data)
        if not data.startswith(b"PK\x03\x04"):
            text, _encoding = delimited.decode(data)
            found = list(delimited.numbered_rows(text, delimited.separator_of(text)))
            if not found or not headers.suggest([cell.strip() for cell in found[0][1]]):
                return of_text(text)
            header, rows = found[0][1], found[1:]
        else:
            table = reading.read_table(data, filename)
            header, rows = table.header, list(zip(table.numbers, table.rows, strict=True))
            if not headers.suggest(header):
                rows.insert(0, (rows[0][0] - 1 if rows else 1, header))
        return _checked(_of_table(header, rows))
    except errors.Invalid as refusal:
        if "file" in refusal.errors:
            raise
        raise errors.Invalid({"file": refusal.message}, refusal.message, **refusal.params) from refusal


def _of_table(header: Sequence[str], rows: Iterable[tuple[int, Sequence[str]]]) -> list[Row]:
    places = headers.suggest([cell.strip() for cell in header])
    columns = [places[field] for field in (Field.NAME, Field.USCC) if field in places]
    found = []
    for number, cells in rows:
        wanted = [cells[at] for at in columns if at < len(cells)] if columns else list(cells)
        found.append(_row(number, "，".join(cell.strip() for cell in wanted if cell.strip()), wanted))
    return found


def _checked(rows: list[Row]) -> list[Row]:
    if not any(not row.is_empty for row in rows):
        raise errors.Invalid({"list": NOTHING}, NOTHING)
    if len(rows) > MOST:
        raise errors.Invalid({"list": TOO_MANY}, TOO_MANY, n=len(rows))
    return rows


def _cleaned(text: str) -> str:
    return _BLANK.sub(" ", unicodedata.normalize("NFKC", text)).strip(" \"'“”")[:LONGEST]


def _row(line: int, given: str, cells: Sequence[str]) -> Row:
    """One code at most is taken out of the cells; a comma inside an English name does not cut it in two."""
    shown = _BLANK.sub(" ", given).strip()[:LONGEST]
    parts = [part for part in map(_cleaned, cells) if part]
    coded = [part for part in parts if is_code(part)]
    if not coded:
        return Row(line, shown, _cleaned(given))
    # Where a licence number stands beside a credit code, the code says more.
    code = next((part for part in coded if codes.read(part).kind in _CODES), coded[0])
    return _coded(line, shown, max((part for part in parts if part not in coded), key=len, default=""), code)


def _coded(line: int, given: str, name: str, code: str) -> Row:
    read = codes.read(code)
    wrong = read.kind in {CodeKind.WRONG_CHECK, CodeKind.WRONG_SIGN}
    return Row(line, given, name, read.value if read.kind in _CODES else _BLANK.sub("", code).upper(), wrong)


def is_code(text: str) -> bool:
    """Whether a cell is a credit code, an old number, a number of the register or of a licence."""
    plain = _BLANK.sub("", text).upper()
    return (
        codes.read(plain).kind in _CODES
        or _REGISTER_NUMBER.fullmatch(plain) is not None
        or _PAPER_NUMBER.search(plain) is not None
    )
