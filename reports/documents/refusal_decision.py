"""不予行政许可决定书. 《行政许可法》第三十八条第二款: in writing, with reasons, and with both remedies told."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    applicant: parts.Party
    matter: str
    received_on: date
    accepted_on: date
    #: Why, one reason each; what was found, not only which condition failed.
    reasons: tuple[str, ...]
    #: On which the refusal rests.
    citations: tuple[parts.Article, ...]
    #: 不予延续, 不予变更 where that was applied for.
    title: str = "不予行政许可决定书"
    application_number: str = ""
    #: How the record of a hearing was weighed; empty where there was none.
    hearing: str = ""
    remedies: parts.Remedies = field(default_factory=parts.Remedies)


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The refusal, with what the applicant may do about it."""
    return "refusal_decision.html", {"paper": snapshots.read(Snapshot, snapshot)}
