"""行政检查结果告知书: what a visit found, what follows, where it will be published, and what the firm may do.

《人力资源市场暂行条例》第三十五条第二款; 行政检查文书基本格式文本.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One item that was not compliant."""

    item: str
    note: str
    basis: str = ""


@dataclass(frozen=True, kw_only=True)
class Order:
    """An order to correct that follows."""

    number: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    firm: parts.Party
    task_number: str
    visited_on: date
    place: str
    items_count: int
    #: The published result in words.
    result: str
    problems: tuple[Problem, ...] = ()
    #: Why the visit could not be carried out.
    unable: str = ""
    orders: tuple[Order, ...] = ()
    #: Whether it is being looked into as a possible violation.
    is_transferred: bool = False
    publish_by: date
    #: The last day on which the result is public; none where nothing ends it.
    public_until: date | None = None
    record_number: str = ""


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The notice of the result."""
    return "inspection_result_notice.html", {"paper": snapshots.read(Snapshot, snapshot)}
