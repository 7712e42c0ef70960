"""统计报表回执. 《统计法》第八条: the respondent holds proof of what it filed and when. No figure stands on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Form:
    """The form as it was approved. 《统计法》第十七条."""

    title: str
    number: str
    issuing_body: str
    approval_number: str
    expires_on: str = ""


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    firm: parts.Party
    period: str
    submitted_at: datetime
    prepared_by: str
    submitted_by: str
    due_on: date
    is_late: bool
    is_nil: bool
    form: Form
    #: SHA-256 of the return as filed, so that the respondent can prove what it said.
    content_hash: str
    #: The matter under which the filing stands in the register log.
    log_entry: str


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The receipt. It confirms that the return arrived, not that it is right, and says how to check it."""
    return "statistical_return_receipt.html", {"paper": snapshots.read(Snapshot, snapshot)}
