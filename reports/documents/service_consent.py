"""送达地址和电子送达确认书 (D-49). 《民事诉讼法》第九十条, 《行政处罚法》第六十一条: without it nothing is served electronically."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    party: parts.Party
    #: The register number: papers are served on the account under it.
    account: str
    #: What was signed, in the words of that day.
    text: str
    articles: tuple[str, ...]
    signed_by: str
    signed_at: datetime
    from_on: date


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """What the party confirmed, by whom and from which day."""
    return "service_consent.html", {"paper": snapshots.read(Snapshot, snapshot)}
