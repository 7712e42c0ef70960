"""陈述申辩笔录 (D-42). 《行政处罚法》第四十五条: what the party says by word of mouth is taken down."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    party: parts.Party
    case_number: str
    #: 案由.
    cause: str
    speaker: str
    capacity: str
    place: str
    text: tuple[str, ...]
    taken_by: str
    officers: tuple[parts.Officer, ...] = ()
    citations: tuple[parts.Article, ...]


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The record of what was said."""
    return "statement_record.html", {"paper": snapshots.read(Snapshot, snapshot)}
