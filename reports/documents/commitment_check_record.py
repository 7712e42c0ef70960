"""履诺检查记录 (D-07). 《行政许可法》第三十四条第三款, 北京市履诺检查通知: six points, two officers at least, what they found.

The photographs are not on the paper: it names each with its checksum, so that nobody exchanges one afterwards.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.documents import parts, snapshots

RESULTS = {"yes": "符合", "no": "不符合", "na": "不涉及"}


@dataclass(frozen=True, kw_only=True)
class Point:
    text: str
    result: str


@dataclass(frozen=True, kw_only=True)
class Photograph:
    name: str
    shows: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    party: parts.Party
    licence_title: str
    licence_number: str
    #: What the promise was given for, or the report that was followed.
    occasion: str
    place: str
    visited_on: date
    officers: tuple[parts.Officer, ...]
    points: tuple[Point, ...]
    #: What was seen; empty where all six points were met and nothing was to be said.
    findings: str
    conclusion: str
    citations: tuple[parts.Article, ...]
    is_on_site: bool = True
    is_second_look: bool = False
    photographs: tuple[Photograph, ...] = ()


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The record of one look at a promise."""
    paper = snapshots.read(Snapshot, snapshot)
    unknown = {each.result for each in paper.points} - set(RESULTS)
    if unknown:
        raise snapshots.Incomplete("commitment_check_record", [f"results {sorted(unknown)} are unknown"])
    return "commitment_check_record.html", {"paper": paper, "results": RESULTS}
