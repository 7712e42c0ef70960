"""年度报告回执. 《人力资源市场暂行条例》第三十六条: the firm holds proof of what it filed and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One line of the extract: label and value as filed, unit included."""

    label: str
    value: str


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    firm: parts.Party
    year: int
    submitted_at: datetime
    #: Who pressed the button, and in which capacity.
    submitted_by: str
    #: Last day of the window; empty where none was set.
    due_on: date | None = None
    form: str = ""
    #: The main figures as filed.
    figures: tuple[Figure, ...] = ()
    #: SHA-256 of the report as filed, so that the firm can prove what it said.
    content_hash: str = ""


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The receipt. It confirms that the report arrived, not that it is right, and says so."""
    return "annual_report_receipt.html", {"paper": snapshots.read(Snapshot, snapshot)}
