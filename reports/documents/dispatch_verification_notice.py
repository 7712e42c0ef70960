"""劳务派遣经营情况报告核验结果告知书. 《劳务派遣行政许可实施办法》第二十三条: what the verification found, and where it is recorded."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    firm: parts.Party
    year: int
    report_number: str
    #: Which filing was verified.
    version: int
    filed_on: date
    due_on: date
    found_problems: bool
    facts: str = ""
    #: Names of the cells that differ from what was found.
    cells: tuple[str, ...] = ()
    citation: str


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The notice. It says what was found; it orders nothing and punishes nothing, and says so."""
    return "dispatch_verification_notice.html", {"paper": snapshots.read(Snapshot, snapshot)}
