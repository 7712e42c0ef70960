"""行政检查审批表: the form without which nobody enters a firm. 国办发〔2024〕54号; 行政检查文书基本格式文本.

It states the source of the task, how often the firm was visited under the cap, the officers and the
number of assisting persons, all fixed before the visit; an internal paper of the organ.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    firm: parts.Party
    task_number: str
    #: Plan, approved special inspection or lead, with its number.
    source: str
    citations: tuple[parts.Article, ...]
    items: tuple[str, ...]
    items_version: str = ""
    visit_from: date
    visit_until: date
    place: str
    officers: tuple[parts.Officer, ...]
    assistants: int = 0
    #: Whether the notice goes out before the visit or is served at the door.
    announced: bool = True
    frequency: str
    proposed_by: str
    proposed_at: datetime
    decided_by: str
    decided_on: date


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The approved form."""
    paper = snapshots.read(Snapshot, snapshot)
    if len(paper.officers) < 2:
        raise snapshots.Incomplete("inspection_approval", ["officers: an inspection needs at least two"])
    return "inspection_approval.html", {"paper": paper}
