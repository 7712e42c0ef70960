"""撤销立案决定书. 《劳动保障监察条例》第十八条第一款第三项."""

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
    opened_on: date
    reason: str
    corrected_on: date | None = None
    citations: tuple[parts.Article, ...]


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The withdrawal of the opening."""
    return "case_withdrawal_decision.html", {"paper": snapshots.read(Snapshot, snapshot)}
