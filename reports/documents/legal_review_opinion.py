"""法制审核意见书 (D-43). 《行政处罚法》第五十八条: without it, or when it does not pass, there is no decision."""

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
    handler: str
    penalties: tuple[parts.Penalty, ...]
    basis: tuple[parts.Article, ...]
    discretion: str = ""
    #: Why the case is reviewed.
    grounds: tuple[str, ...]
    #: The five heads; the note says what is wrong, empty where nothing is.
    heads: tuple[parts.Material, ...]
    outcome: str
    opinion: tuple[str, ...]
    reviewer: str
    qualification: str = ""
    citations: tuple[parts.Article, ...]


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The opinion, head by head."""
    return "legal_review_opinion.html", {"paper": snapshots.read(Snapshot, snapshot)}
