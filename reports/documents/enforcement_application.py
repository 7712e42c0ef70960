"""强制执行申请书 and its list of materials (D-55). 《行政强制法》第五十三条 to 第五十五条."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    court: str
    party: parts.Party
    decision_number: str
    decided_on: date
    served_on: date
    facts: tuple[str, ...]
    basis: tuple[parts.Article, ...]
    content: str
    fine: Decimal = Decimal(0)
    confiscated: Decimal = Decimal(0)
    surcharge: Decimal = Decimal(0)
    #: Ordered back to the victims and late: 第二十八条第二款. It is none of the sums for the treasury.
    given_back: Decimal = Decimal(0)
    #: Remedies of the party and their ends, in words.
    remedies_taken: str
    demand_number: str
    demand_served_on: date
    #: What the party said on the demand.
    opinion: str
    #: State of the object: what is known of the party and its means.
    state: str
    materials: tuple[parts.Material, ...]
    #: Head of the organ who signs: 第五十五条第二款.
    head: str
    opens_on: date
    closes_on: date


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The application, signed by the head of the organ, with the list of what is handed in."""
    return "enforcement_application.html", {"paper": snapshots.read(Snapshot, snapshot)}
