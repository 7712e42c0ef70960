"""投诉登记表 and 举报登记表: what was received, from whom nobody reads here. 《劳动保障监察条例》第九条.

A complaint claims the writer's own right; a report needs no right and keeps its writer secret. Neither form names
who wrote: that is sealed apart.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    complaint_number: str
    received_on: date
    respondent: str
    respondent_address: str = ""
    topic: str
    #: What happened, in the writer's words, with what names the writer covered.
    account: str
    happened_on: date | None = None
    amount: Decimal | None = None
    files: int = 0
    members: int = 0
    representatives: int = 0
    is_anonymous: bool = False
    citations: tuple[parts.Article, ...]


def complaint(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The register form of a complaint."""
    return "complaint_register.html", {"paper": snapshots.read(Snapshot, snapshot), "word": "投诉"}


def report(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The register form of a report."""
    return "complaint_register.html", {"paper": snapshots.read(Snapshot, snapshot), "word": "举报"}
