"""陈述申辩复核意见书 (D-42). 《行政处罚法》第四十五条: facts and reasons of the party are checked, and adopted where they hold."""

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
    statements: tuple[parts.Answered, ...]
    adopted: str
    opinion: tuple[str, ...]
    handler: str
    penalties: tuple[parts.Penalty, ...]
    citations: tuple[parts.Article, ...]


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """What became of the statement."""
    return "statement_review.html", {"paper": snapshots.read(Snapshot, snapshot)}
