"""恢复行政许可通知书. The decision that took the licence was quashed, or is not executed meanwhile; the licence holds as it stood."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    party: parts.Party
    licence_title: str
    licence_number: str
    valid_to: date | None = None
    #: The penalty decision that took it.
    decision_number: str
    revoked_on: date
    #: Who quashed or suspended it, by which paper, with effect from when.
    body: str
    outcome_number: str
    effective_on: date
    #: Whether the licence had been cancelled meanwhile because of the revocation.
    was_cancelled: bool = False
    #: Only until the execution of the decision goes on.
    is_meanwhile: bool = False


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """What fell, and what holds again."""
    return "licence_restoration.html", {"paper": snapshots.read(Snapshot, snapshot)}
