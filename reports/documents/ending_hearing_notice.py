"""撤销（撤回）行政许可听证通知书. 《行政许可法》第四十八条, by analogy: seven working days before; another person presides."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    party: parts.Party
    matter_number: str
    verb: str
    licence_title: str
    licence_number: str
    licence_valid_from: date
    takes_place_at: datetime
    place: str
    presider: str
    citations: tuple[parts.Article, ...]


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The invitation."""
    return "ending_hearing_notice.html", {"paper": snapshots.read(Snapshot, snapshot)}
