"""行政处罚决定书. The six things of 《行政处罚法》第五十九条, with discretion, surcharge and publicity told."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from reports.documents import case_parts, parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Correction:
    """The order to correct that went before, and what became of it."""

    number: str
    due_on: date
    outcome: str


@dataclass(frozen=True, kw_only=True)
class Payment:
    """How the money is paid. 《行政处罚法》第六十七条, 第七十二条."""

    bank: str = ""
    account: str = ""
    #: 第六十七条第三款: fifteen days from receipt of the decision.
    days: int = 15
    #: 第七十二条第一款: three per cent of the fine a day, never more than the fine.
    surcharge_percent: Decimal = Decimal(3)


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    party: parts.Party
    case_number: str
    cause: str
    opened_on: date
    facts: tuple[str, ...]
    evidence: tuple[str, ...]
    breached: tuple[parts.Article, ...]
    #: Quoted in full: the reader must be able to compare the measure with the range.
    basis: tuple[parts.Article, ...]
    penalties: tuple[parts.Penalty, ...]
    #: What the article itself orders given back to the workers, besides the penalties.
    refund: case_parts.Refund | None = None
    #: The tier of the discretion standard and the reasons for it.
    discretion: str
    #: Sum of the fines; surcharge and payment speak of it.
    fine: Decimal = Decimal(0)
    #: Sum of confiscated gains, paid like the fine and without surcharge.
    confiscated: Decimal = Decimal(0)
    notice: parts.Served
    #: Whether the party spoke; `statements` says of each what became of it and why, 第四十五条; `reviewed` what there is to say besides.
    defence: str = "当事人在规定期限内未提出陈述、申辩意见。"
    statements: tuple[parts.Answered, ...] = ()
    reviewed: str = ""
    #: Hearing held or waived; empty where there was no right to one.
    hearing: str = ""
    correction: Correction | None = None
    payment: Payment = field(default_factory=Payment)
    remedies: parts.Remedies = field(default_factory=parts.Remedies)
    #: Where and how long the decision is shown to the public.
    publicity: str = ""


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The decision."""
    paper = snapshots.read(Snapshot, snapshot)
    if paper.fine and not paper.organ.bank and not paper.payment.bank:
        raise snapshots.Incomplete(
            "penalty_decision", ["payment.bank or organ.bank is missing: nobody could pay"]
        )
    return "penalty_decision.html", {"paper": paper}
