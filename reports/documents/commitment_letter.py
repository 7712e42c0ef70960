"""告知承诺书 (D-02). 国办发〔2020〕42号: what was told, what is promised, how it is checked, what follows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Told:
    """A condition or consequence, with its article."""

    text: str
    basis: str


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    applicant: parts.Party
    matter: str
    conditions: tuple[Told, ...]
    consequences: tuple[Told, ...]
    promised_at: datetime
    #: Where the decree that opens the track holds, as promised; empty where it is open to all.
    place: str = ""
    signed_by: str = ""
    application_number: str = ""


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """What was told and promised."""
    return "commitment_letter.html", {"paper": snapshots.read(Snapshot, snapshot)}
