"""Whether two ways of writing a fact say the same, and where they differ. A rule of this system. Pure."""

from __future__ import annotations

import unicodedata
from difflib import SequenceMatcher


def plain(text: str) -> str:
    """What counts of a text: no spaces, no difference of width, no difference of case."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def differs(given: str, known: str) -> bool:
    """Whether a fact is another one, not only written otherwise."""
    return plain(given) != plain(known)


def items_differ(given: str, known: str, sign: str) -> bool:
    """Of two lists: whether one names what the other does not; their order does not count."""
    return {plain(each) for each in given.split(sign)} != {plain(each) for each in known.split(sign)}


def item_pieces(given: str, known: str, sign: str) -> list[tuple[str, bool]]:
    """The given list item by item, each with whether the known one lacks it."""
    there = {plain(each) for each in known.split(sign)}
    found: list[tuple[str, bool]] = []
    for each in given.split(sign):
        found += [(sign, False)] if found else []
        found.append((each, plain(each) not in there))
    return found


def pieces(given: str, known: str) -> list[tuple[str, bool]]:
    """The given text in pieces, each with whether it stands otherwise in the known one."""
    found: list[tuple[str, bool]] = []
    for tag, start, end, _from, _to in SequenceMatcher(None, given, known, autojunk=False).get_opcodes():
        if start < end:
            found.append((given[start:end], tag != "equal"))
    return found
