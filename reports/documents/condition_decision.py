"""附加条件、限制决定书. The bureau's own decision: what, why, from when to when, what the firm said, remedies; effect by service."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from reports.documents import condition_parts, parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Snapshot(condition_parts.ConditionPaper):
    text: str
    text_en: str = ""
    since: date | None = None
    until: date | None = None
    counts_from: date
    reason: str
    told_on: date
    statement: str
    decision_reason: str
    remedies: parts.Remedies = field(default_factory=parts.Remedies)


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The paper."""
    return "condition_decision.html", {"paper": snapshots.read(Snapshot, snapshot)}
