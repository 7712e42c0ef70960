"""Needles that many firms carry, and how many firms of which sort carry each. Pure.

Names share their words, so there are some thousands of such needles however large the register is. Of a wide needle every
part is wide too: they are looked for by growing them sign by sign.
"""

from __future__ import annotations

from array import array
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from uuid import UUID

#: What is looked for among numbers as well as names has at least so many characters, and a figure among them.
SHORTEST_PART = 4
#: Different rows that are held before they are added up, and runs of signs whose needles are remembered.
HELD, REMEMBERED = 20_000, 5_000


class Sort(NamedTuple):
    """What the firms of one count have in common: all by which the list can be narrowed."""

    area: str
    organ_id: UUID | None
    standing: int
    kinds: int


def is_number(needle: str) -> bool:
    """Whether a needle is looked for among the numbers of licences too."""
    return len(needle) >= SHORTEST_PART and any(sign.isdecimal() for sign in needle)


def needles(haystacks: Iterable[str], least: int) -> set[str]:
    """Every needle that at least so many of the haystacks hold, the empty one among them; none that looks like a number.

    Never longer than a line: no needle reaches over its end.
    """
    lines = [haystack.split("\n") for haystack in haystacks]
    counted = Counter(sign for each in lines for sign in set().union(*each))
    level = {sign for sign, count in counted.items() if count >= least}
    found = {"", *level}
    size = 1
    while level:
        size += 1
        counted = Counter()
        for each in lines:
            counted.update({
                line[at : at + size]
                for line in each
                for at in range(len(line) - size + 1)
                if line[at : at + size - 1] in level and line[at + 1 : at + size] in level
            })  # fmt: skip
        level = {needle for needle, count in counted.items() if count >= least}
        found |= level
    return {needle for needle in found if not is_number(needle)}


class Tallies:
    """How many firms of each sort carry each of some needles."""

    def __init__(self, wanted: Collection[str]) -> None:
        self._needles = sorted(wanted)
        self._places = {needle: place for place, needle in enumerate(self._needles)}
        self._of_all = frozenset(self._places[needle] for needle in ("",) if needle in self._places)
        self._of_run: dict[str, frozenset[int]] = {}
        self._held: Counter[tuple[frozenset[str], Sort]] = Counter()
        self._firms: dict[Sort, array[int]] = {}

    def add(self, rows: Iterable[tuple[str, Sort]]) -> None:
        """Count these haystacks. Those with the same wide words in them are added up as one."""
        for haystack, sort in rows:
            wide = frozenset(run for run in self._runs(haystack) if len(run) > 1 or run in self._places)
            self._held[wide, sort] += 1
        if len(self._held) > HELD:
            self._add_up()

    def told(self) -> Iterator[tuple[str, list[tuple[Sort, int]]]]:
        """Each needle with its sorts of firms; nothing of a sort that no firm is of."""
        self._add_up()
        for place, needle in enumerate(self._needles):
            yield (
                needle,
                [(sort, firms[place]) for sort, firms in self._firms.items() if firms[place]],
            )

    def _runs(self, haystack: str) -> Iterator[str]:
        """The pieces of a haystack within which needles can lie: neighbours that are wanted as a pair, or one sign."""
        for line in haystack.split("\n"):
            start = 0
            for at in range(1, len(line)):
                if line[at - 1 : at + 1] not in self._places:
                    yield line[start:at]
                    start = at
            yield line[start:]

    def _add_up(self) -> None:
        for (runs, sort), rows in self._held.items():
            firms = self._firms.get(sort)
            if firms is None:
                firms = self._firms[sort] = array("q", bytes(8 * len(self._needles)))
            for place in self._of_all.union(*map(self._places_in, runs)):
                firms[place] += rows
        self._held.clear()

    def _places_in(self, run: str) -> frozenset[int]:
        found = self._of_run.get(run)
        if found is None:
            found = frozenset(self._parts(run))
            # Words come again and again, initials hardly ever; a long run weighs some kilobytes.
            if not run.isascii():
                if len(self._of_run) > REMEMBERED:
                    self._of_run.clear()
                self._of_run[run] = found
        return found

    def _parts(self, run: str) -> Iterator[int]:
        # What is longer than a needle that is not wanted is not wanted either.
        for start in range(len(run)):
            for end in range(start + 1, len(run) + 1):
                place = self._places.get(run[start:end])
                if place is None:
                    break
                yield place
