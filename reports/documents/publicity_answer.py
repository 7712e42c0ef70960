"""公示信息更正答复书: whether what was published of a penalty is corrected, and why; to whoever asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    asker: str
    #: As it is published: a human being by the first character of the name.
    shown_name: str
    decision_number: str
    asked_on: date
    wrong: str
    reason: str
    is_corrected: bool
    wanted: str = ""


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The answer."""
    return "publicity_answer.html", {"paper": snapshots.read(Snapshot, snapshot)}
