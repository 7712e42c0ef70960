"""准予行政许可决定书. 《行政许可法》第三十八条第一款, 第四十四条: written, and the licence follows within ten working days."""

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
    citations: tuple[parts.Article, ...]
    #: What may now be done, and until when.
    scope: str = "职业中介活动"
    valid_from: date | None = None
    valid_to: date | None = None
    licence_number: str = ""
    application_number: str = ""
    #: Set on the commitment track: what was promised will be checked.
    commitment: str = ""
    hearing: str = ""
    #: How the paper is handed over, where another law than the Licensing Law says so.
    handed_over: str = ""


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The grant."""
    return "grant_decision.html", {"paper": snapshots.read(Snapshot, snapshot)}
