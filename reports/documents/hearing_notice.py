"""行政许可听证通知书. 《行政许可法》第四十八条: seven working days before, time and place; in public; another person presides."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    applicant: parts.Party
    matter: str
    #: Whom it invites: the applicant, and who is concerned.
    invited: tuple[str, ...]
    takes_place_at: datetime
    place: str
    presider: str
    citations: tuple[parts.Article, ...]
    application_number: str = ""


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The invitation, which is public."""
    return "hearing_notice.html", {"paper": snapshots.read(Snapshot, snapshot)}
