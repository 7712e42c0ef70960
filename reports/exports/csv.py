"""Tables as CSV: UTF-8 with a mark so that Excel sees it, and no cell that a spreadsheet would run."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from regulation.law import beijing
from reports.exports.columns import Column

#: A cell that starts with one of these is a formula, or becomes one, to some spreadsheet.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
ROWS_PER_CHUNK = 1_000


def chunks(columns: Sequence[Column], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """The file in pieces of some thousand rows, so that a large register never stands in memory."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    buffer.write("\ufeff")
    writer.writerow([column.title for column in columns])
    for count, row in enumerate(rows, start=1):
        writer.writerow([written(column, value) for column, value in zip(columns, row, strict=True)])
        if count % ROWS_PER_CHUNK == 0:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def written(column: Column, value: object) -> str:
    """A value as it stands in the file. Only text can be dangerous; a negative amount is a number."""
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case dt.datetime():
            return beijing.in_beijing(value).isoformat(sep=" ", timespec="seconds")[:19]
        case dt.date():
            return value.isoformat()
        case Decimal():
            return format(value, "f")
        case int() | float() if column.kind != "text":
            return str(value)
    text = str(value)
    return f"'{text}" if text.startswith(DANGEROUS) else text
