"""How a timeline in two times is amended: what is believed now, and what is believed once something is learned. Pure.

A timeline is the believed versions of one fact or of one registration: days in the world, never overlapping. To
learn that something held from one day to another closes (in time of knowledge) every version which says otherwise
of one of these days, and opens what remains of it on either side. Nothing is overwritten.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Span(Generic[Value]):
    """A value with the days on which it holds: from `since` (None: as far back as we know) to before `until`."""

    value: Value
    since: date | None = None
    until: date | None = None

    @property
    def is_empty(self) -> bool:
        """Whether it holds on no day at all."""
        return self.since is not None and self.until is not None and self.since >= self.until

    def holds_on(self, day: date) -> bool:
        """Whether it holds on a day."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)

    def meets(self, since: date | None, until: date | None) -> bool:
        """Whether it shares a day with another stretch of days."""
        return (
            not self.is_empty
            and (self.since is None or until is None or self.since < until)
            and (self.until is None or since is None or since < self.until)
        )


@dataclass(frozen=True, slots=True)
class Amended(Generic[Value]):
    """What stops being believed, and what is believed instead: first what remains, last what was learned."""

    closed: tuple[Span[Value], ...]
    opened: tuple[Span[Value], ...]


def amended(
    believed: Iterable[Span[Value]], value: Value | None, since: date | None = None, until: date | None = None
) -> Amended[Value]:
    """Learn that `value` held from `since` to before `until`; None: that nothing is known of these days.

    Of no days at all nothing is learned.
    """
    if since is not None and until is not None and since >= until:
        return Amended((), ())
    closed = tuple(each for each in believed if each.meets(since, until))
    opened: list[Span[Value]] = []
    for each in closed:
        if since is not None and (each.since is None or each.since < since):
            opened.append(Span(each.value, each.since, since))
        if until is not None and (each.until is None or each.until > until):
            opened.append(Span(each.value, until, each.until))
    if value is not None:
        opened.append(Span(value, since, until))
    return Amended(closed, tuple(opened))
