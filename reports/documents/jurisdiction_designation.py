"""指定管辖决定书. 《行政处罚法》第二十五条: the common superior says whose the case is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.documents import case_parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Snapshot(case_parts.CasePaper):
    asked_on: date
    dispute: str
    chosen: str
    reason: str


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The paper."""
    return "jurisdiction_designation.html", {"paper": snapshots.read(Snapshot, snapshot)}
