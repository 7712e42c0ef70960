"""劳动保障监察行政处理决定书 (D-48). 《劳动保障监察条例》第十八条第一款第二项."""

from collections.abc import Mapping
from dataclasses import dataclass, field
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
    facts: tuple[str, ...]
    evidence: tuple[str, ...]
    breached: tuple[parts.Article, ...]
    notice_served_on: date | None = None
    defence: str
    statements: tuple[parts.Answered, ...] = ()
    reviewed: str = ""
    #: What the party has to do, amounts apart from words.
    items: tuple[parts.Penalty, ...]
    days: int
    citations: tuple[parts.Article, ...]
    remedies: parts.Remedies = field(default_factory=parts.Remedies)


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The handling decision."""
    return "handling_decision.html", {"paper": snapshots.read(Snapshot, snapshot)}
