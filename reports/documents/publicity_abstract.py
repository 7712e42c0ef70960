"""行政处罚信息摘要 (D-57): what the public reads of a penalty, on one sheet. A human party stands masked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    #: As published: a human being by the first character of the name, without a code.
    shown_name: str
    decision_number: str
    decided_on: date
    violation: str
    breached: str
    basis: str
    content: str
    #: 轻微, 一般 or 严重.
    seriousness: str
    published_on: date
    code: str = ""
    earliest_on: date | None = None
    latest_on: date | None = None


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The abstract."""
    return "publicity_abstract.html", {"paper": snapshots.read(Snapshot, snapshot)}
