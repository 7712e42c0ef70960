"""行政处罚听证笔录 (D-41). 《行政处罚法》第六十四条第八项: signed by the party or its agent; the decision rests on it (第六十五条)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    party: parts.Party
    case_number: str
    #: 案由.
    cause: str
    held_on: date
    place: str
    chair: str
    recorder: str
    closed: str = ""
    attendees: tuple[str, ...]
    agents: tuple[str, ...] = ()
    officers: tuple[parts.Officer, ...] = ()
    record: tuple[str, ...]
    is_signed: bool = True
    #: What who presided noted where the party or its agent did not sign.
    signature_note: str = ""
    citations: tuple[parts.Article, ...]


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The record of the hearing."""
    return "case_hearing_record.html", {"paper": snapshots.read(Snapshot, snapshot)}
