"""移送统计机构的函. 《统计法》第四十四条、第四十五条: the statistics body alone punishes; the bureau says whom it asked and reminded. No figure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Reminder:
    """A written reminder that was sent."""

    on: date
    number: str
    kind: str = "written"


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    #: To whom the letter goes.
    body: str
    firm: parts.Party
    year: int
    form: str
    approval: str
    closed_on: date
    reminders: tuple[Reminder, ...]
    reason: str
    citations: tuple[parts.Article, ...]


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The letter that goes to the statistics body."""
    return "statistics_referral.html", {"paper": snapshots.read(Snapshot, snapshot)}
