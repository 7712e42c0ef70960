"""What the search keeps between two changes of the register: counts of needles, and pages of wide ones.

Each is kept with the state of the register it was made in. In another state it is not told.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import Generic, TypeVar

#: Counts and pages that are kept, each of a needle that many firms carry.
KEPT = 1_000
#: Fewer firms than this are counted as quickly as they are looked up.
WORTH_KEEPING = 500

Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Counted:
    """The tally of a needle in one state of the register."""

    state: str
    tally: str
    firms: int


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of a page in one state of the register, which is also the state of all that they show."""

    state: str
    rows: bytes


class Latest(Generic[Key, Value]):
    """The latest of something, the least used forgotten first."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Key, Value] = OrderedDict()

    def of(self, key: Key) -> Value | None:
        """What was kept last, in whatever state."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def keep(self, key: Key, value: Value) -> None:
        """Remember it."""
        self._kept[key] = value
        self._kept.move_to_end(key)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)

    def forget(self, key: Key) -> None:
        """Nothing is kept of it any more."""
        self._kept.pop(key, None)
