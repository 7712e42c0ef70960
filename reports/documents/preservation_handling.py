"""先行登记保存证据处理通知书. 《行政处罚法》第五十六条: what becomes of the things, within seven working days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.documents import case_parts, parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Snapshot(case_parts.CasePaper):
    kept_on: date
    preservation_number: str
    items: tuple[case_parts.Thing, ...]
    handling: str
    reason: str
    officers: tuple[parts.Officer, ...] = ()


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The decision on the things, for the party."""
    return "preservation_handling.html", {"paper": snapshots.read(Snapshot, snapshot)}
