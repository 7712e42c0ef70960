"""不予受理决定书. 《行政许可法》第三十二条第一款第一项, 第二项 and last paragraph: why, and where to go instead."""

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
    reason: str
    citations: tuple[parts.Article, ...]
    #: The authority that is competent, where this one is not.
    competent: str = ""
    application_number: str = ""
    remedies: parts.Remedies = field(default_factory=parts.Remedies)


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The paper that says the application does not belong here, or is not needed at all."""
    return "decline_notice.html", {"paper": snapshots.read(Snapshot, snapshot)}
