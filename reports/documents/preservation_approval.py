"""先行登记保存证据审批表. 《行政处罚法》第五十六条: nothing is kept before the head has approved it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.documents import case_parts, parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Snapshot(case_parts.CasePaper):
    asked_on: date
    reason: str
    place: str
    keeper: str
    items: tuple[case_parts.Thing, ...]
    officers: tuple[parts.Officer, ...]
    opinion: case_parts.Opinion


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The form of the approval, for the file."""
    return "preservation_approval.html", {"paper": snapshots.read(Snapshot, snapshot)}
