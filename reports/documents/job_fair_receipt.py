"""招聘会备案回执 (D-60). The organizer holds proof of what it filed, when, and whether in time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    firm: parts.Party
    name: str
    kind: str
    mode: str
    venue: str
    website: str = ""
    first_day: date
    last_day: date
    hours: str = ""
    #: People expected in the largest session.
    expected: int
    booths: int
    employers: int
    posts: int
    #: Who grants the safety licence, or that none is needed.
    police: str
    person: str
    complaint_phone: str = ""
    filed_on: date
    #: Last day of filing in time.
    due_on: date
    days_late: int = 0
    citations: tuple[parts.Article, ...] = ()


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The receipt. A filing is a notice, checked for its form, and says so."""
    return "job_fair_receipt.html", {"paper": snapshots.read(Snapshot, snapshot)}
