"""How long decisions took and whether they were in time, for the public. Pure.

《优化营商环境条例》 asks for openness about how matters are handled, not for these figures: which are published, how they
are computed and below which number nothing is said are choices of this system.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regulation.law.calendar import WorkCalendar
    from regulation.law.period import Pause

#: Of fewer decisions no times are told: one applicant could be recognised, and a share of two says nothing.
FEWEST = 5


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision. `in_promise` is None where nothing was promised."""

    days: int
    in_law: bool
    in_promise: bool | None


@dataclass(frozen=True, slots=True)
class Figures:
    """What is told of many decisions; None stands for what is not told."""

    n: int
    median: int | None
    ninetieth: int | None
    in_law: int | None
    in_promise: int | None


def days_taken(received_on: date, decided_on: date, pauses: Sequence[Pause], calendar: WorkCalendar) -> int:
    """Working days after the day of receipt up to and including the decision, without those that the law leaves out."""
    taken = 0
    for ahead in range(1, (decided_on - received_on).days + 1):
        day = received_on + timedelta(days=ahead)
        still = any(begun <= day and (ended is None or day < ended) for begun, ended in pauses)
        taken += calendar.is_working(day) and not still
    return taken


def nearest_rank(values: Sequence[int], share: float) -> int:
    """The smallest value that at least this share of the values do not exceed. Raises ValueError for none."""
    if not values:
        raise ValueError(values)
    return sorted(values)[max(math.ceil(share * len(values)) - 1, 0)]


def share(yes: int, of: int) -> int:
    """Whole percent, rounded down: a hundred means all."""
    return 100 * yes // of


def figures(cases: Sequence[Decided]) -> Figures:
    """Number, times and shares; of a small number the number alone, and of fewer promises no share."""
    n = len(cases)
    if n < FEWEST:
        return Figures(n, None, None, None, None)
    days = [each.days for each in cases]
    promised = [each.in_promise for each in cases if each.in_promise is not None]
    return Figures(
        n,
        nearest_rank(days, 0.5),
        nearest_rank(days, 0.9),
        share(sum(each.in_law for each in cases), n),
        share(sum(promised), len(promised)) if len(promised) >= FEWEST else None,
    )


def quarter_of(day: date) -> str:
    """`2026Q3`."""
    return f"{day.year}Q{(day.month - 1) // 3 + 1}"


def quarter_days(quarter: str) -> tuple[date, date]:
    """First day and the day after the last. Raises ValueError for what is no quarter."""
    year, mark, n = quarter.partition("Q")
    if not (mark and year.isascii() and year.isdigit() and len(year) == 4 and n in {"1", "2", "3", "4"}):
        raise ValueError(quarter)
    first = date(int(year), 3 * int(n) - 2, 1)
    after = date(int(year) + 1, 1, 1) if n == "4" else date(int(year), 3 * int(n) + 1, 1)
    return first, after
