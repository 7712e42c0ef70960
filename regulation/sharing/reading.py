"""A delivered file made into rows: CSV or JSON Lines, in the encodings that offices use. What is no row is put aside.

A file that cannot be read at all is refused as a whole; one bad row never hides the others.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from regulation import errors
from regulation.firms.imports import delimited
from regulation.sharing import contracts
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regulation.sharing.contracts import Contract, Row

MOST_BYTES = 20 * 1024 * 1024
MOST_ROWS = 50_000
#: A row that is kept for the clerk is cut here; the whole file is kept anyway.
LONGEST_ORIGINAL = 4_000
#: Reasons named of one row.
MOST_REASONS = 6

EMPTY = N_("文件是空的")
TOO_LARGE = N_("文件超过%(n)s MB，请分批提供")
TOO_MANY = N_("文件超过%(n)s行，请分批提供")
NO_CODE_COLUMN = N_("第一行应当是约定的数据项名称，其中必须有uscc")
UNKNOWN_COLUMNS = N_("约定中没有这些数据项：%(names)s")
TWICE_NAMED = N_("数据项重复：%(names)s")
NOT_JSON = N_("不是JSON对象")
RAGGED = N_("列数与第一行不同")
TOO_DEEP = N_("内容嵌套过深")

NOT_AS_AGREED = N_("不符合约定")
#: Beginning of pydantic's name of a fault -> what it means to a clerk.
REASONS = {
    "extra_forbidden": N_("约定中没有这个数据项"),
    "missing": N_("缺少这个数据项"),
    "string_too_long": N_("文字过长"),
    "string_type": N_("应当是文字"),
    "string_pattern": N_("格式不符合约定"),
    "date": N_("应当是日期，例如2026-11-28"),
    "decimal": N_("应当是数额"),
    "literal": N_("不是约定的值"),
    "uscc": contracts.WRONG_CODE,
    "text": contracts.NOT_TEXT,
}


@dataclass(frozen=True, slots=True)
class Read:
    """One row: what it says, or why it is put aside."""

    number: int
    original: str
    row: Row | None = None
    reasons: list[str] = field(default_factory=list)


def rows(data: bytes, contract: Contract) -> list[Read]:
    """All rows of a file. Raises Invalid for a file that holds none that could be read."""
    if len(data) > MOST_BYTES:
        raise _unusable(TOO_LARGE, n=MOST_BYTES // 1024 // 1024)
    if not data.strip():
        raise _unusable(EMPTY)
    text, _encoding = delimited.decode(data)
    found: list[Read] = []
    for each in (
        _lines(text, contract) if text.lstrip("\ufeff \r\n").startswith("{") else _table(text, contract)
    ):
        if len(found) >= MOST_ROWS:
            raise _unusable(TOO_MANY, n=MOST_ROWS)
        found.append(each)
    if not found:
        raise _unusable(EMPTY)
    return found


def _table(text: str, contract: Contract) -> Iterator[Read]:
    numbered = delimited.numbered_rows(text, delimited.separator_of(text))
    _, header = next(numbered)
    names = [each.strip().removeprefix("\ufeff") for each in header]
    known = contract.row.model_fields
    if "uscc" not in names:
        raise _unusable(NO_CODE_COLUMN)
    if unknown := [each for each in names if each not in known]:
        raise _unusable(UNKNOWN_COLUMNS, names="、".join(unknown)[:200])
    if twice := sorted({each for each in names if names.count(each) > 1}):
        raise _unusable(TWICE_NAMED, names="、".join(twice))
    for number, cells in numbered:
        if not any(cell.strip() for cell in cells):
            continue
        original = _shown(delimited_line(cells))
        if len(cells) != len(names):
            yield Read(number, original, reasons=[RAGGED])
        else:
            yield _checked(number, original, dict(zip(names, cells, strict=True)), contract)


def delimited_line(cells: list[str]) -> str:
    """The cells as a clerk reads them."""
    return " | ".join(cells)


def _lines(text: str, contract: Contract) -> Iterator[Read]:
    # Only by line feeds: a text may hold other signs that Python takes for ends of lines.
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
        if not line.strip():
            continue
        original = _shown(line.strip())
        try:
            said: Any = json.loads(line, parse_constant=_refuse)
        except RecursionError:
            yield Read(number, original, reasons=[TOO_DEEP])
            continue
        except ValueError:
            yield Read(number, original, reasons=[NOT_JSON])
            continue
        if isinstance(said, dict):
            yield _checked(number, original, said, contract)
        else:
            yield Read(number, original, reasons=[NOT_JSON])


def _refuse(name: str) -> Any:
    raise ValueError(name)


def _checked(number: int, original: str, said: dict[str, Any], contract: Contract) -> Read:
    try:
        return Read(number, original, contract.row.model_validate(said))
    except ValidationError as wrong:
        reasons = [
            f"{'.'.join(str(part) for part in each['loc'])[:60]}\t{_reason(each['type'])}".replace(
                "\x00", "\ufffd"
            )
            for each in wrong.errors(include_url=False, include_input=False, include_context=False)
        ]
        return Read(number, original, reasons=reasons[:MOST_REASONS])


def _reason(kind: str) -> str:
    """Why a field is not as agreed, in words of ours."""
    return next((word for begins, word in REASONS.items() if kind.startswith(begins)), NOT_AS_AGREED)


def _shown(text: str) -> str:
    """What a database and a page can keep of a row."""
    kept = "".join("\ufffd" if sign == "\x00" or 0xD800 <= ord(sign) <= 0xDFFF else sign for sign in text)
    return kept if len(kept) <= LONGEST_ORIGINAL else kept[: LONGEST_ORIGINAL - 1] + "…"


def _unusable(message: str, **params: Any) -> errors.Invalid:
    return errors.Invalid({"file": message}, message, **params)
