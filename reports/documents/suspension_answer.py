"""停止执行、不予停止执行通知书. Execution goes on during a review unless somebody of 第四十二条 or 第五十六条 stops it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    party: parts.Party
    decision_number: str
    asked_on: date
    is_granted: bool
    reason: str
    is_suit: bool
    #: Who reviews, and may be asked as well.
    body: str
    #: Of a licence that the decision revoked: `covered`, `left` out, or empty where there is none.
    licence: str = ""
    basis: tuple[parts.Article, ...]


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The answer, and what it does to what is owed."""
    return "suspension_answer.html", {"paper": snapshots.read(Snapshot, snapshot)}
