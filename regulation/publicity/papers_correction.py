"""What the answer to a request for correction says, as a snapshot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation.penalties import papers

if TYPE_CHECKING:
    from datetime import date

Row = dict[str, Any]


def answer(organ: Row, case: Row, matter: Row, today: date) -> Row:
    """Who asked for what, what was done, and why."""
    is_person = bool(case["party"].get("is_person"))
    return {
        "organ": papers.organ_block(organ),
        "issued_on": today,
        "asker": matter["asker_name"],
        "shown_name": papers.masked(case["party_name"]) if is_person else case["party_name"],
        "decision_number": case["decision_number"],
        "asked_on": matter["asked_on"],
        "wrong": matter["wrong"],
        "wanted": matter["wanted"],
        "is_corrected": matter["outcome"] == "correct",
        "reason": matter["reason"].rstrip("。"),
    }
