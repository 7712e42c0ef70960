"""送达公告 (D-49). 《民事诉讼法》第九十五条: when the party cannot be found or no other way reached it; thirty days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    party: parts.Party
    document_title: str
    document_number: str
    #: The operative part in one line; no fact, no person but the party.
    content: str
    announced_on: date
    place: str
    #: The day after the thirty days: the paper counts as served.
    effective_on: date
    collect_at: str
    #: A paper that decides nothing has none.
    remedies: parts.Remedies | None = None


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """What is announced, from when it counts as served, where the paper lies."""
    return "service_announcement.html", {"paper": snapshots.read(Snapshot, snapshot)}
