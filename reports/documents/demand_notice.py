"""催告书 (D-54). 《行政强制法》第三十五条, 第三十六条, 第五十四条: the last word before the court is asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    party: parts.Party
    decision_number: str
    served_on: date
    pay_due_on: date
    fine: Decimal = Decimal(0)
    confiscated: Decimal = Decimal(0)
    surcharge: Decimal = Decimal(0)
    #: Ordered back to the victims and late: 第二十八条第二款. It is none of the sums for the treasury.
    given_back: Decimal = Decimal(0)
    bank: str
    working_days: int = 10


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """What is owed, how to pay it, the right to speak, and what follows."""
    return "demand_notice.html", {"paper": snapshots.read(Snapshot, snapshot)}
