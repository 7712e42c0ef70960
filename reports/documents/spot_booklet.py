"""预先编号的当场行政处罚决定书, one sheet for each number. 《行政处罚法》第五十二条: a form of fixed text with a number, filled in by hand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Limits:
    """The most that may be fined on the spot, in yuan."""

    citizen: Decimal
    entity: Decimal


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    #: Whoever holds the booklet.
    officer: parts.Officer
    numbers: tuple[str, ...]
    limits: Limits
    #: The most that may be collected on the spot without more, in yuan.
    collected: Decimal
    #: 《行政处罚法》第六十七条第三款.
    days: int = 15
    citations: tuple[parts.Article, ...]
    remedies: parts.Remedies = field(default_factory=parts.Remedies)


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The sheets of a booklet."""
    return "spot_booklet.html", {"paper": snapshots.read(Snapshot, snapshot)}
