"""Recompute a published draw and say whether it is what it claims to be.

Exit codes: 0 equal; 1 different, with the first differing path; 2 refused, with the offending
path and the reason, also for a file that cannot be read. Of several files the highest counts.
"""

import pathlib
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from regulation.inspections.draw import breadth, record, schema
from regulation.ledger import jcs
from regulation.ledger.jcs import Path, Refusal

EQUAL, DIFFERENT, REFUSED = 0, 1, 2

FILE = ("description", "input", "expected")
#: two rosters of a million records fit in
SIZE_LIMIT = 2**29


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file. The path is `$` when the file as a whole is meant."""

    code: int
    path: str
    message: str
    warnings: tuple[str, ...] = ()
    #: how many slots had how many candidates
    counts: tuple[str, ...] = ()


def verify_text(text: bytes) -> Outcome:
    """Judge the bytes of one file `{description, input, expected}`, whatever they are."""
    try:
        document = jcs.parse(text)
        schema.fields(document, (), FILE)
        schema.string(document["description"], ("description",))
        try:
            result = record.run_checked(document["input"])
        except Refusal as refusal:
            raise refusal.below(("input",)) from None
    except Refusal as refusal:
        return Outcome(REFUSED, jcs.render(refusal.path), refusal.reason)
    except MemoryError:
        return Outcome(REFUSED, "$", "does not fit in memory")
    found = list(breadth.breadth(document["input"], result))
    remarks = (tuple(breadth.warnings(found)), tuple(breadth.counts(found)))
    path = first_difference(document["expected"], result)
    if path is not None:
        return Outcome(DIFFERENT, jcs.render(path), "differs from what the input gives", *remarks)
    return Outcome(EQUAL, "$", f"result_hash {result['result_hash']}", *remarks)


def first_difference(left: Any, right: Any, path: Path = ()) -> Path | None:
    """The first place where two values differ, keys in canonical order, then indices."""
    if type(left) is not type(right):
        return path
    if type(left) is dict:
        for key in sorted(left.keys() | right.keys()):
            if key not in left or key not in right:
                return (*path, key)
            found = first_difference(left[key], right[key], (*path, key))
            if found is not None:
                return found
        return None
    if type(left) is list:
        for index, (a, b) in enumerate(zip(left, right, strict=False)):
            found = first_difference(a, b, (*path, index))
            if found is not None:
                return found
        return (*path, min(len(left), len(right))) if len(left) != len(right) else None
    return None if left == right else path


def verify_file(name: str, judge: Callable[[bytes], Outcome] = verify_text) -> Outcome:
    """Judge one file; one that cannot be read is refused."""
    try:
        with pathlib.Path(name).open("rb") as file:
            text = file.read(SIZE_LIMIT + 1)
    except (OSError, ValueError, MemoryError) as error:
        return Outcome(REFUSED, "$", f"cannot be read: {error}")
    if len(text) > SIZE_LIMIT:
        return Outcome(REFUSED, "$", "is larger than half a gibibyte")
    return judge(text)


def verify_files(names: Sequence[str], judge: Callable[[bytes], Outcome] = verify_text) -> int:
    """Judge files one after the other, print a line for each, return the highest code."""
    if not names:
        _print("usage: python -m regulation.inspections.draw FILE...", error=True)
        return REFUSED
    highest = EQUAL
    for name in names:
        outcome = verify_file(name, judge)
        word = ("equal", "DIFFERENT", "REFUSED")[outcome.code]
        place = "" if outcome.code == EQUAL else f"{outcome.path}: "
        _print(f"{word} {name}: {place}{outcome.message}")
        for remark in outcome.counts:
            _print(f"  {remark}", error=True)
        for warning in outcome.warnings:
            _print(f"  warning: {warning}", error=True)
        highest = max(highest, outcome.code)
    return highest


def _print(line: str, *, error: bool = False) -> None:
    """One line, whatever the file name holds and whatever the terminal can show."""
    stream = sys.stderr if error else sys.stdout
    encoding = stream.encoding or "ascii"
    printable = line.replace("\n", "\\n").replace("\r", "\\r")
    stream.write(printable.encode(encoding, "backslashreplace").decode(encoding) + "\n")
