"""Which years the demonstration's statistics have, on the day on which it is made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

#: From this month on the year before has been collected, reviewed and published.
PUBLISHED_BY = 11


@dataclass(frozen=True, slots=True)
class Years:
    """`final` was published for good, `latest` as preliminary figures and revised once; `early` only in its main figures."""

    early: int
    final: int
    latest: int
    #: A round that is still collecting, where the latest published one is a year older.
    collecting: int | None

    @classmethod
    def on(cls, today: date) -> Years:
        """As seen on a day."""
        latest = today.year - 1 if today.month >= PUBLISHED_BY else today.year - 2
        return cls(latest - 2, latest - 1, latest, today.year - 1 if latest < today.year - 1 else None)

    @property
    def complete(self) -> tuple[int, int, int]:
        """The years whose returns are all in."""
        return self.early, self.final, self.latest
