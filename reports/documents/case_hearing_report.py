"""行政处罚听证报告 (D-41). What who presided reports to the head of the organ, by the record. 《行政处罚法》第六十五条."""

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
    record_number: str
    chair: str
    recorder: str
    attendees: tuple[str, ...]
    penalties: tuple[parts.Penalty, ...]
    opinion: tuple[str, ...]
    citations: tuple[parts.Article, ...]


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The report."""
    return "case_hearing_report.html", {"paper": snapshots.read(Snapshot, snapshot)}
