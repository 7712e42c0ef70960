"""立案审批表. 《行政处罚法》第五十四条, 第六十条: source, suspected breach, officers, the head's word, the day of the clock."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.documents import case_parts, parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Snapshot(case_parts.CasePaper):
    source: str
    suspected: str
    breached: tuple[parts.Article, ...]
    basis: tuple[parts.Article, ...]
    act_kind: str
    act_ended_on: date
    discovered_on: date
    jurisdiction: str
    procedure: str
    handler: str
    officers: tuple[parts.Officer, ...]
    opinion: case_parts.Opinion
    act_place: str = ""
    act_began_on: date | None = None


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The paper."""
    return "case_opening_form.html", {"paper": snapshots.read(Snapshot, snapshot)}
