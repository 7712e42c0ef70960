"""The pattern language of declared entropy: literals, classes, groups and `{n}`, nothing else.

Every such pattern fits strings of one length only, so matching is a walk from left to right with
no choice to make, and needs no regular-expression library whose dialect two programs could read
differently.
"""

from dataclasses import dataclass

SPECIAL = frozenset("\\^$.|?*+()[]{}")
NOT_IN_CLASS = frozenset("\\^[]-")
LENGTH_LIMIT = 200


class BadPattern(ValueError):
    """The text is not a pattern of the language."""


@dataclass(frozen=True, slots=True)
class Class:
    """One character out of some ranges; a literal is the range from itself to itself."""

    ranges: tuple[tuple[str, str], ...]
    length: int = 1


@dataclass(frozen=True, slots=True)
class Sequence:
    """Atoms one after the other, each a number of times."""

    atoms: tuple[tuple["Class | Sequence", int], ...]
    length: int


def parse(text: str) -> Sequence:
    """Read a pattern, or refuse it."""
    if not 1 <= len(text) <= LENGTH_LIMIT or not all(" " <= c <= "~" for c in text):
        raise BadPattern("a pattern is 1 to 200 printable ASCII characters")
    sequence, end = _sequence(text, 0)
    if end != len(text):
        raise BadPattern(f"unexpected {text[end]!r} at {end}")
    return sequence


def matches(pattern: Sequence, value: str) -> bool:
    """Whether the whole value fits; the length decides first, so huge counts cost nothing."""
    return len(value) == pattern.length and _fits(pattern, value, 0)


def _sequence(text: str, at: int) -> tuple[Sequence, int]:
    atoms: list[tuple[Class | Sequence, int]] = []
    while at < len(text) and text[at] != ")":
        atom, at = _atom(text, at)
        times, at = _times(text, at)
        atoms.append((atom, times))
    if not atoms:
        raise BadPattern(f"nothing to match at {at}")
    return Sequence(tuple(atoms), sum(atom.length * times for atom, times in atoms)), at


def _atom(text: str, at: int) -> tuple[Class | Sequence, int]:
    if text[at] == "(":
        group, at = _sequence(text, at + 1)
        if at == len(text):
            raise BadPattern("a group is not closed")
        return group, at + 1
    if text[at] == "[":
        return _class(text, at + 1)
    if text.startswith("\\+", at):
        return Class((("+", "+"),)), at + 2
    if text[at] in SPECIAL:
        raise BadPattern(f"unexpected {text[at]!r} at {at}")
    return Class(((text[at], text[at]),)), at + 1


def _class(text: str, at: int) -> tuple[Class, int]:
    ranges = []
    while at < len(text) and text[at] != "]":
        first, at = _member(text, at)
        last = first
        if text.startswith("-", at):
            last, at = _member(text, at + 1)
        if last < first:
            raise BadPattern(f"range {first}-{last} runs backwards")
        ranges.append((first, last))
    if at == len(text) or not ranges:
        raise BadPattern("a class is empty or not closed")
    return Class(tuple(ranges)), at + 1


def _member(text: str, at: int) -> tuple[str, int]:
    if at == len(text) or text[at] in NOT_IN_CLASS:
        raise BadPattern(f"no member of a class at {at}")
    return text[at], at + 1


def _times(text: str, at: int) -> tuple[int, int]:
    if not text.startswith("{", at):
        return 1, at
    end = text.find("}", at)
    digits = text[at + 1 : end]
    if end < 0 or not 1 <= len(digits) <= 3 or digits[0] == "0" or not set(digits) <= set("0123456789"):
        raise BadPattern(f"no number from 1 to 999 in braces at {at}")
    return int(digits), end + 1


def _fits(sequence: Sequence, value: str, at: int) -> bool:
    for atom, times in sequence.atoms:
        for _ in range(times):
            if isinstance(atom, Sequence):
                if not _fits(atom, value, at):
                    return False
            elif not any(first <= value[at] <= last for first, last in atom.ranges):
                return False
            at += atom.length
    return True
