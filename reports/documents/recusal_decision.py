"""回避决定书. 《行政处罚法》第四十三条: decided by the head; the investigation went on meanwhile."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.documents import case_parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Snapshot(case_parts.CasePaper):
    asked_by: str
    asked_on: date
    person: str
    ground: str
    granted: bool
    reason: str
    #: Who takes the place.
    replaced: str = ""
    #: Who decided where the head itself was to keep away.
    decided_instead: str = ""


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The paper."""
    return "recusal_decision.html", {"paper": snapshots.read(Snapshot, snapshot)}
