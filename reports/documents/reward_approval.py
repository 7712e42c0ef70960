"""举报奖励审批表 and 举报奖励通知书 (D-32): what was found, who decided, and how the money is fetched without a name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from reports.documents import parts, snapshots

Built = tuple[str, dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    complaint_number: str
    received_on: date
    respondent: str
    #: Number of the case or order that the report led to.
    followed: str
    grade: str
    decree: str
    least: Decimal
    most: Decimal
    amount: Decimal
    reason: str
    proposed_name: str
    proposed_on: date
    decided_name: str
    decided_on: date
    decision: str
    is_approved: bool
    claim_until: date | None = None
    citations: tuple[parts.Article, ...]


def builder(which: str) -> Callable[[Mapping[str, Any]], Built]:
    """The approval form, which stays in the house, or the notice for whoever holds code and secret."""

    def build(snapshot: Mapping[str, Any]) -> Built:
        return f"reward_{which}.html", {"paper": snapshots.read(Snapshot, snapshot)}

    return build
