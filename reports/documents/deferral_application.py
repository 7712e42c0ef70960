"""延期（分期）缴纳罚款申请书 (D-51). 《行政处罚法》第六十六条第二款: asked for before the last day to pay."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Part:
    """One instalment."""

    due_on: date
    amount: Decimal


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    party: parts.Party
    decision_number: str
    pay_due_on: date
    owed: Decimal
    reason: str
    schedule: tuple[Part, ...]
    author: str
    #: The official who entered what the party handed in on paper.
    entered_by: str = ""


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """Why the party cannot pay at once, and when it would."""
    return "deferral_application.html", {"paper": snapshots.read(Snapshot, snapshot)}
