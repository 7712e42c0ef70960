"""结案审批表 (D-56). 《行政处罚法》第四十七条: outcome and days, performance, what is explained, who proposes and approves."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.documents import case_parts, parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Snapshot(case_parts.CasePaper):
    opened_on: date | None = None
    decided_on: date | None = None
    served_on: date | None = None
    published_on: date | None = None
    handler: str
    officers: tuple[parts.Officer, ...]
    outcome: str
    performed: tuple[str, ...]
    #: Why the case is closed though something is open that may be.
    explanation: tuple[str, ...] = ()
    evidence: int
    archive_number: str
    years: int
    keep_until: date
    proposed: case_parts.Opinion
    opinion: case_parts.Opinion
    citations: tuple[parts.Article, ...]


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The paper."""
    return "closing_form.html", {"paper": snapshots.read(Snapshot, snapshot)}
