"""接收证据材料收据: what officers took away as evidence. 《行政处罚法》第四十六条, 第五十五条."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing that was taken."""

    name: str
    kind: str
    #: 原件（原物） or 复制件.
    form: str
    #: Who signed that a copy agrees with the original.
    checked_by: str = ""
    #: SHA-256 of the file, where there is one.
    sha256: str = ""


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    party: parts.Party
    case_number: str
    cause: str
    #: Who had it.
    holder: str
    obtained_on: date
    items: tuple[Item, ...]
    officers: tuple[parts.Officer, ...]
    #: Who keeps it now.
    receiver: str
    place: str = ""


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The receipt, in two copies."""
    paper = snapshots.read(Snapshot, snapshot)
    if len(paper.officers) < 2:
        raise snapshots.Incomplete("evidence_receipt", ["officers: evidence is taken by at least two"])
    return "evidence_receipt.html", {"paper": paper}
