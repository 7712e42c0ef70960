"""重大行政处罚集体讨论记录 (D-44). 《行政处罚法》第五十七条第二款: the heads of the organ discuss and decide together."""

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
    reporter: str
    #: Who was there, and the opinion of each.
    members: tuple[parts.Material, ...]
    penalties: tuple[parts.Penalty, ...]
    conclusion: str
    text: tuple[str, ...]
    citations: tuple[parts.Article, ...]


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The minutes."""
    return "discussion_minutes.html", {"paper": snapshots.read(Snapshot, snapshot)}
