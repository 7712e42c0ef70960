"""补正材料告知书. 《行政许可法》第三十二条: all that is missing, told once, on the spot or within five working days."""

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
    #: The complete list; each with what has to be put right in `note`.
    items: tuple[parts.Material, ...]
    citations: tuple[parts.Article, ...] = ()
    #: By when the applicant is asked to answer; the Licensing Law sets no day.
    due_on: date | None = None
    application_number: str = ""


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The one list of everything to be supplied."""
    return "correction_notice.html", {"paper": snapshots.read(Snapshot, snapshot)}
