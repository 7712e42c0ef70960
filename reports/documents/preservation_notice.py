"""先行登记保存证据通知书. 《行政处罚法》第五十六条: list, place, keeper, the day until which it is decided."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.documents import case_parts, parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Snapshot(case_parts.CasePaper):
    reason: str
    place: str
    keeper: str
    items: tuple[case_parts.Thing, ...]
    officers: tuple[parts.Officer, ...]
    #: Last day for the decision on the things.
    due_on: date
    #: Who received it on the spot.
    received: str = ""


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The notice that is handed over."""
    paper = snapshots.read(Snapshot, snapshot)
    problems = []
    if not paper.items:
        problems.append("items: nothing is kept without a list")
    if len(paper.officers) < 2:
        problems.append("officers: evidence is kept by at least two")
    if problems:
        raise snapshots.Incomplete("preservation_notice", problems)
    return "preservation_notice.html", {"paper": paper}
