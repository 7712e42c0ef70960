"""行政许可实地核查记录 (D-07). 《行政许可法》第三十四条第三款: two officers at least, and what they found."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    applicant: parts.Party
    matter: str
    place: str
    visited_on: date
    officers: tuple[parts.Officer, ...]
    findings: str
    citations: tuple[parts.Article, ...]
    application_number: str = ""


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The record of the visit."""
    return "verification_record.html", {"paper": snapshots.read(Snapshot, snapshot)}
