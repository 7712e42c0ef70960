"""撤回行政许可决定书 (D-16). 《行政许可法》第八条: the law or the facts changed; the public interest asks for it; compensation."""

from collections.abc import Mapping
from typing import Any

from reports.documents import snapshots
from reports.documents.set_aside_decision import Snapshot


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The decision; it says what a set-aside says, and why the public interest asks for it."""
    return "withdrawal_decision.html", {"paper": snapshots.read(Snapshot, snapshot)}
