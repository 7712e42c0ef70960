"""行政处罚听证通知书 (D-40). 《行政处罚法》第六十四条: told seven working days before the hearing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    party: parts.Party
    case_number: str
    #: 案由.
    cause: str
    asked_on: date
    takes_place_at: datetime
    place: str
    chair: str
    recorder: str
    #: Why it is not public; empty for a public hearing.
    closed: str = ""
    #: Called before for another day: this notice takes the earlier one's place.
    again: bool = False
    penalties: tuple[parts.Penalty, ...]
    citations: tuple[parts.Article, ...]


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The invitation."""
    return "case_hearing_notice.html", {"paper": snapshots.read(Snapshot, snapshot)}
