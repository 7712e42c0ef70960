"""What the papers on service and performance say, as snapshots."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from regulation.integrity.status import FactKind
from regulation.penalties import papers
from regulation.penalties.rules import deadlines, payment
from regulation.penalties.rules.court import Way
from regulation.penalties.rules.violations import VIOLATIONS
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from regulation.penalties.debts import Account
    from regulation.penalties.rules.court import Window
    from regulation.penalties.rules.fines import Proposal

Row = dict[str, Any]
_CLASSES = {
    FactKind.PENALTY_MINOR: "轻微",
    FactKind.PENALTY_GENERAL: "一般",
    FactKind.PENALTY_SERIOUS: "严重",
}
WAYS = {Way.RECONSIDERATION: "行政复议", Way.SUIT: "行政诉讼"}


def _head(organ: Row, case: Row, on: date) -> Row:
    return {
        "organ": papers.organ_block(organ),
        "issued_on": on,
        "party": case["party"],
        "decision_number": case["decision_number"],
    }


def credit_notice(organ: Row, case: Row, ends: tuple[date, date] | None) -> Row:
    """The credit-repair notice that goes with a decision."""
    return {
        **_head(organ, case, case["decided_on"]),
        "seriousness": _CLASSES[FactKind(case["seriousness"])],
        "is_published": case["seriousness"] != FactKind.PENALTY_MINOR,
        "decided_on": case["decided_on"],
        "earliest_on": ends[0] if ends else None,
        "latest_on": ends[1] if ends else None,
    }


def abstract(organ: Row, case: Row, body: Row, ends: tuple[date, date] | None, *, on: date) -> Row:
    """What the public reads of a penalty, as one sheet: nothing that its published body does not say."""
    return {
        "organ": papers.organ_block(organ),
        "issued_on": on,
        "shown_name": body["party"],
        "code": body["code"],
        "decision_number": body["decision_number"],
        "decided_on": body["decided_on"],
        "violation": body["violation"],
        "breached": body["breached"],
        "basis": body["basis"],
        "content": body["content"],
        "seriousness": _CLASSES[FactKind(case["seriousness"])],
        "published_on": on,
        "earliest_on": ends[0] if ends else None,
        "latest_on": ends[1] if ends else None,
    }


def taken_down(organ: Row, body: Row, *, published_on: date) -> Row:
    """The public statement that and why what was published was taken down."""
    return {
        "organ": papers.organ_block(organ),
        "issued_on": body["withdrawn_on"],
        "shown_name": body["party"],
        "decision_number": body["decision_number"],
        "published_on": published_on,
        "withdrawn_on": body["withdrawn_on"],
        "reason": body["reason"].rstrip("。"),
    }


def slip(organ: Row, case: Row) -> Row:
    """The payment slip that goes with a decision that costs money."""
    return {
        **_head(organ, case, case["decided_on"]),
        "fine": str(case["fine"]),
        "confiscated": str(case["confiscated"]),
        "bank": organ["bank"] or papers.ANY_BANK,
        "days": deadlines.PAYMENT.n,
        "reference": case["decision_number"],
    }


def spot_slip(organ: Row, spot: Row, on: date) -> Row:
    """The same for a penalty on the spot; the decision was received there, so that the last day is known."""
    return {
        **_head(organ, {"party": spot["party"], "decision_number": spot["number"]}, on),
        "fine": str(spot["fine"]),
        "bank": organ["bank"] or papers.ANY_BANK,
        "days": deadlines.PAYMENT.n,
        "due_on": spot["pay_due_on"],
        "reference": spot["number"],
        "on_the_spot": True,
    }


def receipt(organ: Row, case: Row, paper: Row, given: Row, *, title: str, method: str, on: date) -> Row:
    """The service receipt, filled in from what was recorded."""
    said = [given["carrier"]] if given["carrier"] else []
    if given["sent_on"]:
        said.append(f"交寄或者公告日期：{papers.day(given['sent_on'])}")
    said.append(f"送达日期：{papers.day(given['effective_on'])}")
    return {
        "organ": papers.organ_block(organ),
        "issued_on": on,
        "document_title": title,
        "document_number": paper["number"],
        "addressee": case["party"],
        "method": method,
        "place": given["place"]
        or given["carrier"]
        or case["party"].get("address")
        or N_("受送达人的系统账户"),
        "served_on": given["effective_on"],
        "receiver": given["receiver"],
        "receiver_relation": given["relation"],
        "refusal": given["reason"],
        "witness": given["witness"],
        "officers": case["officers"],
        "note": "；".join(said),
    }


def address(organ: Row, case: Row, given: Row, on: date) -> Row:
    """The party's confirmation of its address."""
    return {
        "organ": papers.organ_block(organ),
        "issued_on": on,
        "party": case["party"],
        "case_number": case["number"],
        **given,
    }


def announcement(
    organ: Row,
    case: Row,
    given: Row,
    *,
    title: str,
    number: str,
    content: str,
    remedies: Row | None,
    on: date,
) -> Row:
    """The public notice of a paper that could not be served otherwise."""
    party = case["party"]
    name = papers.masked(party["name"]) if party.get("is_person") else party["name"]
    return {
        "organ": papers.organ_block(organ),
        "issued_on": on,
        # A public paper: no address and no representative.
        "party": {"name": name, "is_person": bool(party.get("is_person"))},
        "document_title": title,
        "document_number": number,
        "content": content,
        "announced_on": given["sent_on"],
        "place": given["carrier"],
        "effective_on": given["effective_on"],
        "collect_at": organ["name"],
        **({"remedies": remedies} if remedies else {}),
    }


def schedule(parts: Sequence[payment.Part]) -> list[Row]:
    return [{"due_on": each.on.isoformat(), "amount": str(each.amount)} for each in parts]


def deferral_application(
    organ: Row,
    case: Row,
    parts: Sequence[payment.Part],
    *,
    owed: Decimal,
    reason: str,
    entered_by: str,
    on: date,
) -> Row:
    """What the party asks for; `entered_by` names the official who entered what came on paper."""
    return {
        **_head(organ, case, on),
        "pay_due_on": case["pay_due_on"],
        "owed": str(owed),
        "reason": reason,
        "schedule": schedule(parts),
        "author": case["party_name"],
        "entered_by": entered_by,
    }


def deferral_decision(
    organ: Row, case: Row, plan: Row, parts: Sequence[payment.Part], *, approved: bool, reason: str, on: date
) -> Row:
    """What the organ answers."""
    return {
        **_head(organ, case, on),
        "application_number": plan["number"],
        "asked_on": plan["asked_on"],
        "owed": str(sum((each.amount for each in parts), Decimal(0))),
        "is_approved": approved,
        "reason": reason,
        "schedule": schedule(parts) if approved else [],
        "pay_due_on": plan["pay_due_on"],
    }


def surcharge(
    organ: Row, case: Row, account: Account, stays: Sequence[Row], *, due_on: date, from_on: date, on: date
) -> Row:
    """The decision that imposes the surcharge."""
    return {
        **_head(organ, case, on),
        "served_on": case["served_on"],
        "pay_due_on": due_on,
        "fine": str(case["fine"]),
        "unpaid": str(account.fine_left),
        "percent": str(payment.SURCHARGE_RATE.on(on) * 100),
        "from_on": from_on,
        "stays": [
            {"way": WAYS[Way(each["way"])], "from_on": each["from_on"], "to_on": each["to_on"]}
            for each in stays
        ],
        "amount": str(account.surcharge),
        "bank": organ["bank"] or papers.ANY_BANK,
        "remedies": papers.remedies_of(organ, on),
    }


def demand(
    organ: Row, case: Row, account: Account, *, due_on: date, given_back: Decimal = Decimal(0), on: date
) -> Row:
    """The demand before the court is asked; `given_back` is late and goes to the victims, not to the treasury."""
    return {
        **_head(organ, case, on),
        "served_on": case["served_on"],
        "pay_due_on": due_on,
        "fine": str(account.fine_left),
        "confiscated": str(account.confiscated_left),
        "surcharge": str(account.surcharge_left),
        "given_back": str(given_back),
        "bank": organ["bank"] or papers.ANY_BANK,
        "working_days": payment.DEMAND.n,
    }


def enforcement(  # noqa: PLR0917 - 第五十五条 asks for all of it
    organ: Row,
    case: Row,
    account: Account,
    window: Window,
    demanded: Row,
    materials: Sequence[Row],
    *,
    proposal: Proposal,
    given_back: Decimal = Decimal(0),
    taken: str,
    state: str,
    head: str,
    on: date,
) -> Row:
    """The application to the court with its list."""
    violation = VIOLATIONS[case["violation"]]
    return {
        **_head(organ, case, on),
        "court": organ["court"],
        "decided_on": case["decided_on"],
        "served_on": case["served_on"],
        "facts": papers.lines(case["facts"]),
        "basis": papers.articles(violation.basis),
        "content": papers.summary(proposal),
        "fine": str(account.fine_left),
        "confiscated": str(account.confiscated_left),
        "surcharge": str(account.surcharge_left),
        "given_back": str(given_back),
        "remedies_taken": taken,
        "demand_number": demanded["number"],
        "demand_served_on": demanded["served_on"],
        "opinion": demanded["answer"] or "被申请人未提出意见",
        "state": state,
        "materials": list(materials),
        "head": head,
        "opens_on": window.opens_on,
        "closes_on": window.closes_on,
    }
