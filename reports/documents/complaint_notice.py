"""投诉受理通知书, 不予受理决定书, 补正告知书, 告知书, 移送函, 终止处理告知书: what a complainant is told.

《关于实施〈劳动保障监察条例〉若干规定》第十八条, 《劳动保障监察条例》第二十一条. None of them names the complainant: the
paper is addressed to the number, and whoever holds code and second secret, or the envelope, knows whose it is.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from reports.documents import parts, snapshots

Built = tuple[str, dict[str, Any]]
TITLES = {
    "acceptance": "投诉受理通知书",
    "refusal": "投诉不予受理决定书",
    "supplement": "投诉补正告知书",
    "direction": "投诉事项告知书",
    "handover": "投诉移送函",
    "result": "投诉处理结果告知书",
    "withdrawal": "投诉终止处理告知书",
}


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    complaint_number: str
    received_on: date
    respondent: str
    #: What it is about, as the form offers it.
    topic: str
    #: How many complain together; 0 for one alone.
    members: int = 0
    representatives: int = 0
    #: Why it is not accepted, or why elsewhere is the place.
    ground: str = ""
    #: The official's own words.
    text: tuple[str, ...] = ()
    #: Who is turned to, or who receives it.
    body: str = ""
    #: What was found.
    outcome: str = ""
    is_true: bool = False
    #: The last day of a time that is given.
    due_on: date | None = None
    remedies: parts.Remedies = field(default_factory=parts.Remedies)
    citations: tuple[parts.Article, ...]


def builder(which: str) -> Callable[[Mapping[str, Any]], Built]:
    """The paper of one kind."""
    must = {
        "refusal": ("ground",),
        "supplement": ("text", "due_on"),
        "direction": ("body",),
        "handover": ("body",),
        "result": ("outcome", "text"),
    }

    def build(snapshot: Mapping[str, Any]) -> Built:
        paper = snapshots.read(Snapshot, snapshot)
        missing = [f"{name} is missing" for name in must.get(which, ()) if not getattr(paper, name)]
        if missing:
            raise snapshots.Incomplete(f"complaint_{which}", missing)
        return "complaint_notice.html", {
            "paper": paper,
            "which": which,
            "title": TITLES[which],
        }

    return build
