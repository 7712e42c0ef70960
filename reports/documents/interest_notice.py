"""行政许可听证权利告知书. 《行政许可法》第三十六条, 第四十七条: whom the licence concerns may speak, and ask for a hearing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    addressee: str
    applicant: parts.Party
    matter: str
    #: Why the addressee is told.
    interest: str
    due_on: date
    citations: tuple[parts.Article, ...]
    application_number: str = ""


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The notice to one person concerned."""
    return "interest_notice.html", {"paper": snapshots.read(Snapshot, snapshot)}
