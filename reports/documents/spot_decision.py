"""当场行政处罚决定书 (D-46). 《行政处罚法》第五十二条: a numbered form, handed over on the spot; reconsideration comes before a suit."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    party: parts.Party
    cause: str
    facts: tuple[str, ...]
    breached: tuple[parts.Article, ...]
    basis: tuple[parts.Article, ...]
    penalties: tuple[parts.Penalty, ...]
    fine: Decimal = Decimal(0)
    #: What the party said after it was told.
    defence: str
    place: str
    decided_at: datetime
    officers: tuple[parts.Officer, ...]
    is_signed: bool
    signature_note: str = ""
    #: Why the fine was collected on the spot; empty where the party pays at the bank.
    collecting: str = ""
    collecting_reason: str = ""
    receipt: str = ""
    #: Written by hand on a numbered form and handed over; this is the text as the organ entered it.
    is_preprinted: bool = False
    #: 《行政处罚法》第六十七条第三款.
    days: int = 15
    citations: tuple[parts.Article, ...]
    remedies: parts.Remedies = field(default_factory=parts.Remedies)


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The decision on the spot."""
    return "spot_decision.html", {"paper": snapshots.read(Snapshot, snapshot)}
