"""撤下公示说明 (D-57): what was published of a penalty is taken down within three working days, and publicly why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    #: As it was published: a human being by the first character of the name.
    shown_name: str
    decision_number: str
    published_on: date
    withdrawn_on: date
    reason: str


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The statement."""
    return "publicity_withdrawal.html", {"paper": snapshots.read(Snapshot, snapshot)}
