"""注销行政许可决定书. 《行政许可法》第七十条: the formal close after an event; it takes nothing away by itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    party: parts.Party
    #: What is cancelled, such as 人力资源服务许可证, with its number.
    licence_title: str
    licence_number: str
    #: The event of 第七十条 that it follows, and its day.
    ground: str
    happened_on: date
    citations: tuple[parts.Article, ...]
    remedies: parts.Remedies = field(default_factory=parts.Remedies)


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The cancellation."""
    return "cancellation_notice.html", {"paper": snapshots.read(Snapshot, snapshot)}
