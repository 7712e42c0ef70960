"""行政复议答复书 and 行政诉讼答辩状 with the list of evidence (D-58). 《行政复议法》第四十八条, 第五十四条; 《行政诉讼法》第六十七条."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Item:
    """One piece of evidence, what it proves, its pages."""

    name: str
    kind: str
    proves: str = ""
    number: str = ""


@dataclass(frozen=True, kw_only=True)
class Judgment:
    """What the first instance said, where this answers the second."""

    court: str
    number: str
    decided_on: date
    outcome: str


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    #: Whether it answers a suit; else a reconsideration.
    is_suit: bool = False
    #: The reviewing government or the court.
    body: str
    body_number: str
    applicant: parts.Party
    decision_number: str
    decided_on: date
    content: str
    received_on: date
    due_on: date
    facts: tuple[str, ...]
    basis: tuple[parts.Article, ...]
    procedure: tuple[str, ...]
    #: What is answered to the points of the application.
    reasons: str
    request: str
    evidence: tuple[Item, ...]
    judgment: Judgment | None = None


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The answer of the respondent, and everything the decision rested on."""
    return "remedy_answer.html", {"paper": snapshots.read(Snapshot, snapshot)}
