"""守法诚信承诺书: one of the three papers by which a listed minor breach is not punished (一案三书)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    party: parts.Party
    case_number: str
    #: 案由.
    cause: str
    facts: tuple[str, ...]
    evidence: tuple[str, ...] = ()
    breached: tuple[parts.Article, ...] = ()
    #: Which ground of the law, in a sentence.
    ground: str
    reason: str
    corrected_on: date | None = None
    #: Persons affected, where the office's list counts them.
    affected: int = 0
    #: The evidence by which the party proved that it had no fault.
    proof: str = ""
    education: str = ""
    #: Number of the decree with the list of minor breaches.
    decree: str = ""
    demand: str = ""
    citations: tuple[parts.Article, ...]


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The pledge for the party to sign."""
    return "compliance_pledge.html", {"paper": snapshots.read(Snapshot, snapshot)}
