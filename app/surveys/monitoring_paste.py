"""Cells from a spreadsheet: every line a code in the first column, its value in the last."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from regulation.indicators import reading

if TYPE_CHECKING:
    from regulation.surveys.queries.answers import Answer

#: Longest text that is looked at; a form has fewer than two hundred cells.
LONGEST = 40_000
MOST_LINES = 1_000


def rows(answer: Answer, lang: str) -> Iterator[list[object]]:
    """The cells of the form with what is stated so far, to be filled in and pasted back."""
    for key, each in answer.cells.items():
        stated = reading.typed(each, answer.draft.get(key)) if key in answer.draft else ""
        yield [
            key,
            each.name(lang),
            each.unit_name(lang),
            stated if isinstance(stated, str) else ";".join(stated),
        ]


def read(answer: Answer, pasted: str) -> tuple[dict[str, str], list[str]]:
    """Values by cell, and the lines that name no cell. Headings and empty lines are passed over.

    Columns are parted by tabs, as a spreadsheet copies them, or by commas, as it saves them.
    """
    found: dict[str, str] = {}
    unknown: list[str] = []
    cells = answer.cells
    for line in pasted[:LONGEST].splitlines()[:MOST_LINES]:
        parts = [
            part.strip().strip('"') for part in (line.split("\t") if "\t" in line else line.split(",", 3))
        ]
        key = parts[0].removeprefix("﻿").lower()
        if not any(parts) or key in {"代号", "code"}:
            continue
        if key not in cells or len(parts) < 2:
            unknown.append(line.strip())
        elif parts[-1]:
            found[key] = parts[-1]
    if len(pasted) > LONGEST:
        unknown.append(pasted[LONGEST : LONGEST + 40])
    return found, unknown
