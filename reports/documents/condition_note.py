"""登记事项告知书: what was entered on the registration, lifted or corrected; of another body's order, that this only writes it down."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.documents import condition_parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Snapshot(condition_parts.ConditionPaper):
    text: str = ""
    text_en: str = ""
    since: date | None = None
    until: date | None = None
    counts_from: date
    reason: str


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The paper."""
    return "condition_note.html", {"paper": snapshots.read(Snapshot, snapshot)}
