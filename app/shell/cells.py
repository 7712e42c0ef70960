"""A row of a list knows its columns: each cell carries the label that a phone shows before its value.

On a narrow screen the style sheet turns the rows of a list into cards, and the head of the table is out
of sight there. The callers of the macro `table` write plain cells; the macro knows the columns, so the
labels are put in here and no caller repeats them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: What matters of the markup: rows, cells and tables inside cells. Text is escaped and holds no tag.
_TAG = re.compile(r"<(/?)(table|tr|td|th)\b((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>")
_SPANS = re.compile(r"\b(?:col|row)span=")
_OWN_LABEL = re.compile(r"\bdata-label=")


def labelled(rows: str, columns: Sequence[Mapping[str, object]], select: bool = False) -> Markup:
    """The rows with `data-label` on the k-th cell of each, as the columns are called.

    A row with a spanning cell does not follow the columns and stays as it is; so do a cell whose column
    has no label, the box that picks the row, and every cell of a table inside a cell.
    """
    labels = [str(column["label"]) for column in columns]
    if select:
        labels.insert(0, "")
    found: list[str] = []
    end = 0
    for start, stop in _outer_rows(rows):
        found += (rows[end:start], _labelled_row(rows[start:stop], labels))
        end = stop
    found.append(rows[end:])
    return Markup("".join(found))  # noqa: S704 -- the caller's own markup; only escaped labels are added


def _outer_rows(rows: str) -> list[tuple[int, int]]:
    """Where each row of the list itself begins and ends."""
    spans: list[tuple[int, int]] = []
    depth = 0
    start = 0
    for tag in _TAG.finditer(rows):
        closes, name = bool(tag[1]), tag[2]
        if name == "table":
            depth += -1 if closes else 1
        elif name == "tr" and depth == 0:
            if closes:
                spans.append((start, tag.end()))
            else:
                start = tag.start()
    return spans


def _labelled_row(row: str, labels: list[str]) -> str:
    """One row, its cells counted from the left."""
    cells: list[re.Match[str]] = []
    depth = 0
    for tag in _TAG.finditer(row):
        if tag[2] == "table":
            depth += -1 if tag[1] else 1
        elif tag[2] in ("td", "th") and not tag[1] and depth == 0:
            cells.append(tag)
    if any(_SPANS.search(cell[3]) for cell in cells):
        return row
    for cell, label in reversed(list(zip(cells, labels, strict=False))):
        if label and not _OWN_LABEL.search(cell[3]):
            row = f'{row[: cell.end() - 1]} data-label="{escape(label)}"{row[cell.end() - 1 :]}'
    return row
