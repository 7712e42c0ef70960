"""What the papers say that end a case without a penalty, and the decision on the spot, as snapshots."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation.law.citation import LABOUR_SUPERVISION_REGULATIONS, PENALTY_LAW
from regulation.penalties import papers
from regulation.penalties.papers_hearing import defence, handling_items, shared
from regulation.penalties.rules import outcomes, summary
from regulation.penalties.rules.routes import Procedure
from regulation.penalties.rules.violations import MEASURE_NAMES, VIOLATIONS, Measure
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date

Row = dict[str, Any]
#: What the decision says of each ground.
GROUNDS: dict[str, str] = {
    "minor": N_("当事人的违法行为轻微并及时改正，没有造成危害后果。"),
    "first": N_("当事人初次违法，危害后果轻微并及时改正。"),
    "minor_listed": N_("当事人的违法行为符合本机关公布的轻微违法行为不予行政处罚清单规定的条件。"),
    "faultless": N_("当事人有证据足以证明没有主观过错。"),
    "unproved": N_("经调查，违法事实不能成立。"),
    "time_barred": N_("违法行为已超过法律规定的追责期限。"),
}


def no_penalty(organ: Row, case: Row, said: Row, on: date) -> Row:
    """The decision not to punish, and beside it the pledge and the advice where the list asks for them."""
    ground, known = said["ground"], said["said"]
    cited = [outcomes.CITED[ground]]
    if ground in outcomes.EDUCATED and ground != "minor_listed":
        cited.append(PENALTY_LAW.article(33, 3))
    violation = VIOLATIONS[case["violation"]]
    proved = ground not in {"unproved", "time_barred"}
    return {
        **shared(organ, case, on),
        "facts": papers.lines(case["facts"]) or papers.lines(case["cause"]),
        "evidence": [each["title"] for each in said["evidence"]],
        "breached": papers.articles(violation.breached) if proved else [],
        "ground": GROUNDS[ground],
        "reason": said["reason"],
        "corrected_on": known.corrected_on,
        "affected": known.affected,
        "proof": known.proof,
        "education": known.education,
        "decree": said["decree"],
        "demand": violation.demand,
        "citations": papers.articles(cited),
    }


def withdrawal(organ: Row, case: Row, why: str, corrected_on: date | None, on: date) -> Row:
    """The withdrawal of the opening."""
    return {
        **shared(organ, case, on),
        "opened_on": case["opened_on"],
        "reason": why,
        "corrected_on": corrected_on,
        "citations": papers.articles([LABOUR_SUPERVISION_REGULATIONS.article(18, 1, 3)]),
    }


def handling(  # noqa: PLR0917
    organ: Row, case: Row, found: Row, evidence: list[Row], statements: list[Row], on: date
) -> Row:
    """The handling decision of a labour supervision case."""
    violation = VIOLATIONS[case["violation"]]
    return {
        **shared(organ, case, on),
        "opened_on": case["opened_on"],
        "facts": papers.lines(case["facts"]),
        "evidence": [each["title"] for each in evidence],
        "breached": papers.articles(violation.breached),
        "notice_served_on": case["notice_served_on"],
        **defence(case, statements),
        "items": handling_items(found),
        "days": found["days"],
        "citations": papers.articles([LABOUR_SUPERVISION_REGULATIONS.article(18, 1, 2)]),
    }


def on_the_spot(organ: Row, found: Row, on: date) -> Row:
    """The decision handed over on the spot."""
    violation = VIOLATIONS[found["violation"]]
    penalties: list[Row] = []
    if found["warning"]:
        penalties.append({"text": MEASURE_NAMES[Measure.WARNING]})
    if found["fine"]:
        penalties.append({"text": "罚款", "amount": str(found["fine"])})
    return {
        "organ": papers.organ_block(organ),
        "issued_on": on,
        "party": found["party"],
        "cause": violation.title,
        "facts": papers.lines(found["facts"]),
        "breached": papers.articles(violation.breached),
        "basis": papers.articles(violation.basis),
        "penalties": penalties,
        "fine": str(found["fine"]),
        "defence": found["defence"],
        "place": found["place"],
        "decided_at": found["decided_at"],
        "officers": found["officers"],
        "is_signed": found["is_signed"],
        "signature_note": found["signature_note"],
        "collecting": summary.COLLECTING.get(found["collecting"], ""),
        "collecting_reason": found["collecting_reason"],
        "receipt": found["receipt"],
        "is_preprinted": found["is_preprinted"],
        "remedies": papers.remedies_of(organ, on, Procedure.ON_THE_SPOT),
        "citations": papers.articles([PENALTY_LAW.article(51), PENALTY_LAW.article(52)]),
    }


def spot_booklet(organ: Row, officer: Row, numbers: list[str], on: date) -> Row:
    """Numbered forms, to be filled in by hand."""
    return {
        "organ": papers.organ_block(organ),
        "issued_on": on,
        "officer": {"name": officer["name"], "certificate": officer["certificate"]},
        "numbers": numbers,
        "limits": {"citizen": str(summary.LIMIT.on(on).citizen), "entity": str(summary.LIMIT.on(on).entity)},
        "collected": str(summary.COLLECTED.on(on)),
        "citations": papers.articles([PENALTY_LAW.article(51), PENALTY_LAW.article(52)]),
    }
