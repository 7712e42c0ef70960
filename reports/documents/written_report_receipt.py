"""书面报告回执. 《人力资源市场暂行条例》第二十条、第二十一条, 《劳务派遣行政许可实施办法》第二十一条: what was reported, when, and whether in time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing reported: what the register said, and what is reported."""

    label: str
    after: str
    before: str = ""


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    firm: parts.Party
    #: What is reported, in the words of the kinds of report.
    event: str
    #: The day from which the fifteen days run; None for what is told at any time.
    registered_on: date | None = None
    sent_at: datetime
    sent_by: str
    #: None where no period was read.
    due_on: date | None = None
    days_late: int = 0
    lines: tuple[Line, ...] = ()
    #: Number of the report whose place this one takes.
    corrects: str = ""
    citations: tuple[parts.Article, ...] = ()


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The receipt a firm gets at once. Lateness is stated, and not punished by itself."""
    paper = snapshots.read(Snapshot, snapshot)
    return "written_report_receipt.html", {
        "paper": paper,
        "has_before": any(each.before for each in paper.lines),
    }
