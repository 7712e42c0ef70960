"""罚没款缴款通知 (D-52). 《行政处罚法》第六十七条: what, to whom and until when; the receipt itself is the finance ministry's."""

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
    fine: Decimal = Decimal(0)
    confiscated: Decimal = Decimal(0)
    bank: str
    #: Days from receipt of the decision.
    days: int = 15
    #: The last day, where the decision was received before the slip was made.
    due_on: date | None = None
    #: The decision was made on the spot, under the name that such a decision bears.
    on_the_spot: bool = False
    #: The number that the payer writes, so that the payment finds its case.
    reference: str


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The slip that goes to the bank with the party."""
    return "payment_notice.html", {"paper": snapshots.read(Snapshot, snapshot)}
