"""延长改正期限决定书. 《人力资源市场暂行条例》第四十四条: the order stands, its day is another or stays."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    party: parts.Party
    order_number: str
    asked_on: date
    ground: str
    due_before: date
    reason: str
    #: Set where it is granted.
    due_after: date | None = None


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The paper."""
    return "correction_extension.html", {"paper": snapshots.read(Snapshot, snapshot)}
