"""行政检查单: the locked form of a visit, item by item. 《北京市优化营商环境条例》第六十九条.

Content, method and standard of each item come from the published list; inspectors add the result
and what they saw, and nothing else.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Check:
    """One item of the form."""

    content: str
    method: str
    #: What counts as a problem.
    standard: str
    basis: str = ""
    #: 符合, 不符合, 不适用; empty where nobody could look.
    result: str = ""
    note: str = ""
    #: File names of the photos, in the order in which they were taken.
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    firm: parts.Party
    task_number: str
    approval_number: str
    #: Name and version of the list that the items come from.
    form: str
    place: str
    started_at: datetime
    officers: tuple[parts.Officer, ...]
    checks: tuple[Check, ...]
    #: Why nothing could be looked at.
    unable: str = ""
    representative: str = ""
    signature_images: tuple[parts.SignatureImage, ...] = ()


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The form as it was filled in."""
    paper = snapshots.read(Snapshot, snapshot)
    if len(paper.officers) < 2:
        raise snapshots.Incomplete("inspection_check_form", ["officers: an inspection needs at least two"])
    if not paper.checks:
        raise snapshots.Incomplete("inspection_check_form", ["checks: a form without items checks nothing"])
    return "inspection_check_form.html", {"paper": paper}
