"""案件移送函. 《行政处罚法》第二十五条, 第二十七条: facts, list of evidence, receipt to be sent back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reports.documents import case_parts, parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Snapshot(case_parts.CasePaper):
    receiver: str
    receiver_kind: str
    facts: tuple[str, ...]
    reason: str
    items: tuple[str, ...]
    is_criminal: bool
    officers: tuple[parts.Officer, ...] = ()


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The paper."""
    return "transfer_letter.html", {"paper": snapshots.read(Snapshot, snapshot)}
