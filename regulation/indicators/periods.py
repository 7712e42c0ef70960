"""When a form may be filled in, and whether the form itself is in force. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from regulation.law import beijing
from regulation.words import N_


class Phase(StrEnum):
    """Where a period stands on a day."""

    NOT_OPEN = "not_open"
    OPEN = "open"
    LATE = "late"
    CLOSED = "closed"


PHASES: dict[Phase, str] = {
    Phase.NOT_OPEN: N_("尚未开始"),
    Phase.OPEN: N_("填报期内"),
    Phase.LATE: N_("已截止，可以逾期补报"),
    Phase.CLOSED: N_("已截止"),
}


@dataclass(frozen=True, slots=True)
class Period:
    """A period prescribed for filing. Both days belong to it, by the clocks of Beijing."""

    opens_on: date
    closes_on: date
    #: Until when a missing filing is still taken, marked as late; None: not at all.
    late_until: date | None = None

    def phase(self, now: datetime) -> Phase:
        """Where the period stands at an instant. The last day ends at 24:00 in Beijing."""
        day = beijing.legal_day(now)
        if day < self.opens_on:
            return Phase.NOT_OPEN
        if beijing.is_in_time(now, self.closes_on):
            return Phase.OPEN
        if self.late_until is not None and beijing.is_in_time(now, self.late_until):
            return Phase.LATE
        return Phase.CLOSED

    def days_left(self, now: datetime) -> int:
        """Days until the last day; negative afterwards."""
        return (self.closes_on - beijing.legal_day(now)).days


def is_in_force(valid_from: date, expires_on: date | None, day: date) -> bool:
    """Whether a form may be used on a day. Its last day counts."""
    return valid_from <= day and (expires_on is None or day <= expires_on)
