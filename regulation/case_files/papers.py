"""What the closing form says, as a snapshot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation.law.citation import PENALTY_LAW
from regulation.penalties import papers, queries
from regulation.penalties.papers_hearing import shared
from regulation.penalties.status import CASE_NAMES, CaseStatus

if TYPE_CHECKING:
    from datetime import date

Row = dict[str, Any]


def closing(organ: Row, case: Row, found: Row, *, served_on: date | None, evidence: int, on: date) -> Row:
    """D-56: outcome, dates, performance, what is explained, who proposes and who approves."""
    outcome = CASE_NAMES[CaseStatus(case["status"])]
    if case["decision_number"]:
        outcome = f"{case['decision_number']}：{papers.summary(queries.proposal_of(case)) or '不予处罚'}"
    return {
        **shared(organ, case, on),
        "opened_on": case["opened_on"],
        "decided_on": case["decided_on"],
        "served_on": served_on,
        "published_on": case["published_on"],
        "officers": case["officers"],
        "handler": case["handler_name"],
        "outcome": outcome,
        "performed": papers.lines(found["performed"]),
        "explanation": papers.lines(found["explanation"]),
        "evidence": evidence,
        "archive_number": found["archive_number"],
        "years": found["years"],
        "keep_until": found["keep_until"],
        "proposed": {"text": "提请结案", "name": found["proposed_name"], "on": found["proposed_on"]},
        "opinion": {"text": found["opinion"], "name": found["decided_name"], "on": on},
        "citations": papers.articles([PENALTY_LAW.article(47)]),
    }
