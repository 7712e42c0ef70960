"""准予延续行政许可决定书 (D-14). 《行政许可法》第五十条: decided before the term ends."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    applicant: parts.Party
    matter: str
    received_on: date
    accepted_on: date
    licence_title: str
    licence_number: str
    #: Last day of the term that ends, and of the one that follows it.
    ended_on: date
    valid_to: date
    citations: tuple[parts.Article, ...]
    application_number: str = ""
    #: Set on the commitment track: what was promised will be checked.
    commitment: str = ""
    #: How the record of a hearing was weighed; empty where there was none.
    hearing: str = ""
    #: How the paper is handed over, where another law than the Licensing Law says so.
    handed_over: str = ""


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The renewal."""
    return "renewal_decision.html", {"paper": snapshots.read(Snapshot, snapshot)}
