"""询问（调查）笔录. 《行政处罚法》第五十五条: identity, rights told, question and answer, signed on each page."""

from collections.abc import Mapping
from typing import Any

from reports.documents import record_parts, snapshots


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The record, page by page as it was signed."""
    paper = snapshots.read(record_parts.RecordPaper, snapshot)
    problems = record_parts.check(paper)
    if problems:
        raise snapshots.Incomplete("interview_record", problems)
    return "interview_record.html", {"paper": paper}
