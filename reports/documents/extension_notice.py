"""延长审批期限告知书 (D-06). 《行政许可法》第四十二条第一款: ten working days more, once; the reason is told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    applicant: parts.Party
    matter: str
    accepted_on: date
    reason: str
    approved_by: str
    first_due_on: date
    due_on: date
    citations: tuple[parts.Article, ...]
    provisional: bool = False
    application_number: str = ""


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The extension, with its reason."""
    return "extension_notice.html", {"paper": snapshots.read(Snapshot, snapshot)}
