"""加处罚款决定书 (D-53). 《行政处罚法》第七十二条第一款第一项, 《行政强制法》第四十五条: rate, start, cap, pauses."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Stay:
    """Days on which none runs."""

    way: str
    from_on: date
    to_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    party: parts.Party
    decision_number: str
    served_on: date
    pay_due_on: date
    fine: Decimal
    unpaid: Decimal
    percent: Decimal = Decimal(3)
    #: First day that counts.
    from_on: date
    stays: tuple[Stay, ...] = ()
    #: As it stands on the day of this decision.
    amount: Decimal
    bank: str
    remedies: parts.Remedies = field(default_factory=parts.Remedies)


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """From which day, at what rate, up to what, and how much it is today."""
    return "surcharge_decision.html", {"paper": snapshots.read(Snapshot, snapshot)}
