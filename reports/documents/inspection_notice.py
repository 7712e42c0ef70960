"""行政检查通知书: who comes, why, to look at what; the firm's rights, and what inspectors may not do.

《行政处罚法》第四十二条, 第五十五条 on officers and certificates; 国办发〔2024〕54号 on inspections of enterprises.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    firm: parts.Party
    #: Where the task comes from, with its number.
    source: str
    items: tuple[str, ...]
    #: The visit takes place on one of these days.
    visit_from: date
    visit_until: date
    place: str
    officers: tuple[parts.Officer, ...]
    citations: tuple[parts.Article, ...]
    approval_number: str
    #: How often this firm may be inspected in a year, and how often it was.
    frequency: str
    #: What inspectors are strictly forbidden to do.
    prohibitions: tuple[str, ...]
    assistants: int = 0
    #: Sent before the visit, or served at the door.
    announced: bool = True


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The notice the firm has in hand before anybody enters."""
    paper = snapshots.read(Snapshot, snapshot)
    if len(paper.officers) < 2:
        raise snapshots.Incomplete("inspection_notice", ["officers: an inspection needs at least two"])
    return "inspection_notice.html", {"paper": paper}
