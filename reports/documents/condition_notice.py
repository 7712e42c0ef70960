"""拟附加条件、限制告知书. 《行政许可法》第七条: what is intended, facts, ground and article, and the right to state a view."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.documents import condition_parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Snapshot(condition_parts.ConditionPaper):
    text: str
    since: date | None = None
    until: date | None = None
    reason: str
    statement_days: int


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The paper."""
    return "condition_notice.html", {"paper": snapshots.read(Snapshot, snapshot)}
