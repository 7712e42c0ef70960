"""视为准予延续告知书. 《行政许可法》第五十条第二款: no decision before the term ended is a renewal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    applicant: parts.Party
    received_on: date
    licence_title: str
    licence_number: str
    ended_on: date
    valid_to: date
    citations: tuple[parts.Article, ...]
    application_number: str = ""


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The notice that silence has renewed."""
    return "deemed_renewal_notice.html", {"paper": snapshots.read(Snapshot, snapshot)}
