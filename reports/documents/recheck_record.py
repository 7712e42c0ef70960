"""整改复查记录: whether what was ordered was done. 《人力资源市场暂行条例》第四十二条至第四十四条.

Most fines of the Regulations need a refusal to correct, so this record says item by item what was
asked and what was found, and by which day it was due.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.documents import parts, snapshots

#: Outcome -> the sentence that stands in the frame.
OUTCOMES = {
    "met": "经复查，责令改正的事项已全部改正。",
    "partly": "经复查，责令改正的事项部分改正，其余事项尚未改正。",
    "refused": "经复查，当事人逾期拒不改正。",
    "declared": "当事人明确表示不改正。",
}


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    party: parts.Party
    order: parts.Served
    due_on: date
    demands: tuple[str, ...]
    #: Places (from one) of the demands that were found done, where only a part is.
    met: tuple[int, ...] = ()
    rechecked_on: date
    #: How it was looked at, and what was found.
    found: str
    outcome: str
    #: What a refusal leads to, by which article.
    consequence: str = ""
    officers: tuple[parts.Officer, ...] = ()


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The record of the re-check."""
    paper = snapshots.read(Snapshot, snapshot)
    if paper.outcome not in OUTCOMES:
        raise snapshots.Incomplete("recheck_record", [f"outcome is none of {sorted(OUTCOMES)}"])
    return "recheck_record.html", {"paper": paper, "sentence": OUTCOMES[paper.outcome]}
