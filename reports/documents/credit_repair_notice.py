"""信用修复告知书 (D-50), served together with the decision: the class, how long it is shown, how to end it early."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    party: parts.Party
    decision_number: str
    #: 轻微, 一般 or 严重.
    seriousness: str
    is_published: bool
    decided_on: date
    #: First day on which a repair may be asked for, and the day on which publicity ends by itself.
    earliest_on: date | None = None
    latest_on: date | None = None


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The class of the breach of trust, its period, the conditions and the doors of repair."""
    return "credit_repair_notice.html", {"paper": snapshots.read(Snapshot, snapshot)}
