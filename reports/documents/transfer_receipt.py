"""移送案件接收回执. 《行政处罚法》第二十五条, 第二十七条: what was received, when and by whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    sender: str
    letter_number: str
    party_name: str
    facts: str
    receiver: str
    items: tuple[str, ...] = ()


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The paper."""
    return "transfer_receipt.html", {"paper": snapshots.read(Snapshot, snapshot)}
