"""统计报表催报通知书. 《统计法》第四十四条 speaks of who does not answer in spite of a reminder: this is the reminder. No figure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    firm: parts.Party
    year: int
    form: str
    approval: str
    closed_on: date
    until: date
    #: How many times the unit was reminded, this one included.
    times: int


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The reminder: what is missing, until when, and that figures are kept secret."""
    return "statistics_reminder.html", {"paper": snapshots.read(Snapshot, snapshot)}
