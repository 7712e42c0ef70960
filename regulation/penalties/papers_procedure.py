"""What the papers of opening, recusal, jurisdiction, report, extension and talks say, as snapshots."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation.penalties import papers
from regulation.penalties.papers_evidence import head
from regulation.penalties.rules.violations import VIOLATIONS
from regulation.penalties.status import SOURCE_NAMES, Source
from regulation.penalties.status_procedure import (
    ACT_KINDS,
    JURISDICTIONS,
    RECUSAL_ASKERS,
    RECUSAL_OF_HEAD,
    TALK_BASIS,
    TALKS,
    TRANSFER_KINDS,
)

if TYPE_CHECKING:
    from datetime import date

Row = dict[str, Any]


def opening(organ: Row, case: Row, about: Row, opinion: Row, on: date) -> Row:
    """The form of the opening, approved or not."""
    violation = VIOLATIONS[case["violation"]]
    return {
        **head(organ, case, on),
        "source": SOURCE_NAMES[Source(case["source_kind"])]
        + (f"　{case['source_number']}" if case["source_number"] else ""),
        "suspected": case["cause"],
        "breached": papers.articles(violation.breached),
        "basis": papers.articles(violation.basis),
        "act_place": about["act_place"],
        "act_kind": ACT_KINDS[about["act_kind"]],
        "act_began_on": about["act_began_on"],
        "act_ended_on": case["act_ended_on"],
        "discovered_on": case["discovered_on"],
        "jurisdiction": JURISDICTIONS[about["jurisdiction"]],
        "procedure": "劳动保障监察程序" if case["by_labour_supervision"] else "行政处罚普通程序",
        "handler": case["handler_name"],
        "officers": case["officers"],
        "opinion": opinion,
    }


def report(organ: Row, case: Row, evidence: list[Row], summary: str, on: date) -> Row:
    """The report at the end of the investigation."""
    violation = VIOLATIONS[case["violation"]]
    return {
        **head(organ, case, on),
        "opened_on": case["opened_on"],
        "facts": papers.lines(case["facts"]),
        "evidence": [f"{each['title']}（{papers.day(each['obtained_on'])}取得）" for each in evidence],
        "breached": papers.articles(violation.breached),
        "basis": papers.articles(violation.basis),
        "discretion": case["discretion"],
        "proposal": summary or "建议不予行政处罚",
        "officers": case["officers"],
        "handler": case["handler_name"],
    }


def recusal(
    organ: Row,
    case: Row,
    found: Row,
    *,
    granted: bool,
    reason: str,
    replaced: Row | None,
    is_head: str,
    on: date,
) -> Row:
    """The decision on a recusal."""
    return {
        **head(organ, case, on),
        "asked_by": f"{RECUSAL_ASKERS[found['asked_by']]}（{found['asker_name']}）",
        "asked_on": found["asked_on"],
        "person": found["person_name"],
        "ground": found["ground"],
        "granted": granted,
        "reason": reason,
        "replaced": replaced["name"] if replaced else "",
        "decided_instead": RECUSAL_OF_HEAD[is_head] if is_head else "",
    }


def designation(organ: Row, case: Row, found: Row, chosen: Row, reason: str, on: date) -> Row:  # noqa: PLR0917 - what stands on the paper
    """The common superior's decision on jurisdiction."""
    return {
        **head(organ, case, on),
        "asked_on": found["asked_on"],
        "dispute": found["reason"],
        "chosen": chosen["name"],
        "reason": reason,
    }


def transfer(organ: Row, case: Row, receiver: str, kind: str, items: list[str], on: date) -> Row:  # noqa: PLR0917 - what stands on the paper
    """The letter with which a case goes to another body."""
    return {
        **head(organ, case, on),
        "receiver": receiver,
        "receiver_kind": TRANSFER_KINDS[kind],
        "facts": papers.lines(case["facts"] or case["cause"]),
        "reason": case["end_reason"],
        "items": items,
        "is_criminal": kind == "police",
        "officers": case["officers"],
    }


def transfer_receipt(organ: Row, found: Row, receiver: str, on: date) -> Row:
    """The receipt for what another body handed over."""
    return {
        "organ": papers.organ_block(organ),
        "issued_on": on,
        "sender": found["sender"],
        "letter_number": found["letter_number"] or found["number"],
        "party_name": found["party_name"],
        "facts": found["facts"],
        "items": list(found["items"]),
        "receiver": receiver,
    }


def extension(organ: Row, order: Row, found: Row, *, granted: bool, reason: str, on: date) -> Row:
    """The answer to an application for more time to correct."""
    return {
        "organ": papers.organ_block(organ),
        "issued_on": on,
        "party": order["party"],
        "order_number": order["number"],
        "asked_on": found["asked_on"],
        "ground": found["reason"],
        "due_before": found["due_before"],
        "due_after": found["asked_until"] if granted else None,
        "reason": reason,
    }


def talk(organ: Row, found: Row, party: Row, on: date) -> Row:
    """The record of a talk, a reminder or an admonition."""
    return {
        "organ": papers.organ_block(organ),
        "issued_on": on,
        "party": party,
        "title": TALKS[found["kind"]],
        "held_on": found["held_on"],
        "place": found["place"],
        "attendants": found["attendants"],
        "officers": found["officers"],
        "matter": papers.lines(found["matter"]),
        "said": found["said"],
        "demands": papers.lines(found["demands"]),
        "basis": TALK_BASIS.zh,
    }
