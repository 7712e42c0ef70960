"""案件调查终结报告. 《行政处罚法》第五十七条: facts, evidence, nature, discretion, proposal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.documents import case_parts, parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Snapshot(case_parts.CasePaper):
    opened_on: date
    facts: tuple[str, ...]
    evidence: tuple[str, ...]
    breached: tuple[parts.Article, ...]
    basis: tuple[parts.Article, ...]
    discretion: str
    proposal: str
    officers: tuple[parts.Officer, ...]
    handler: str


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The paper."""
    return "investigation_report.html", {"paper": snapshots.read(Snapshot, snapshot)}
