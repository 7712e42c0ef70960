"""延期（分期）缴纳罚款审批表 and its notice to the party (D-51). 《行政处罚法》第六十六条第二款, 第七十二条第二款."""

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
    application_number: str
    asked_on: date
    owed: Decimal
    is_approved: bool
    reason: str
    #: Without schedule where the application was refused.
    schedule: tuple[Part, ...] = ()
    pay_due_on: date


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """Approved with its schedule and its condition, or refused with its reason."""
    return "deferral_decision.html", {"paper": snapshots.read(Snapshot, snapshot)}
