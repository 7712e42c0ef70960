"""现场检查、勘验、抽样取证笔录 of a case. 《行政处罚法》第五十五条: facts seen, signed on each page."""

from collections.abc import Mapping
from typing import Any

from reports.documents import record_parts, snapshots


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The record, page by page as it was signed."""
    paper = snapshots.read(record_parts.RecordPaper, snapshot)
    problems = record_parts.check(paper)
    if problems:
        raise snapshots.Incomplete("scene_record", problems)
    return "scene_record.html", {"paper": paper}
