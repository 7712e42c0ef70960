"""领取许可证通知书. 《劳务派遣行政许可实施办法》第十三条: within five working days of the decision the applicant is told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    applicant: parts.Party
    matter: str
    licence_title: str
    licence_number: str
    decided_on: date
    citations: tuple[parts.Article, ...]
    application_number: str = ""


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The licence is ready to be collected."""
    return "collection_notice.html", {"paper": snapshots.read(Snapshot, snapshot)}
