"""What the papers of this area say, as snapshots: plain values that `reports` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation.accounts import organs
from regulation.law import money
from regulation.penalties.rules import deadlines, routes
from regulation.penalties.rules.violations import (
    CAPACITY_NAMES,
    MEASURE_NAMES,
    VIOLATIONS,
    Capacity,
    Ground,
    Measure,
)
from regulation.penalties.status import MITIGATIONS, OCCASIONS, Source
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from regulation.law.citation import Citation
    from regulation.penalties.rules.fines import Proposal

Row = dict[str, Any]
#: Where the organ's own account is not entered.
ANY_BANK = "非税收入缴款书载明的代收银行"
_SHOWN = {
    "penalty_general": N_(
        "本处罚决定将自作出之日起七个工作日内向社会公示，公示期为三个月以上一年以下，自决定作出之日起计算。"
    ),
    "penalty_serious": N_(
        "本处罚决定将自作出之日起七个工作日内向社会公示，公示期为一年以上三年以下，自决定作出之日起计算。"
    ),
}


def organ_block(organ: Row) -> Row:
    """The authority as it signs, and how it and the bodies it names are called in English."""
    return {name: organ[name] for name in organs.ON_PAPERS}


def party_block(firm: Row) -> Row:
    """A firm as it is addressed."""
    return {
        "name": firm["name"],
        "code": firm["uscc"] or "",
        "address": firm["domicile"],
        "representative": firm["legal_representative"],
    }


def lines(text: str) -> list[str]:
    """Paragraphs typed by an official, one item each, without the stop that the paper sets."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def day(on: date) -> str:
    """A day as papers write it: 2026年3月2日."""
    return f"{on.year}年{on.month}月{on.day}日"


def articles(cited: Iterable[Citation]) -> list[Row]:
    return [{"label": each.zh} for each in cited]


def items(proposal: Proposal) -> list[Row]:
    """The operative part, item by item, amounts apart from words."""
    found: list[Row] = [{"text": MEASURE_NAMES[Measure(each)]} for each in proposal.measures]
    if proposal.confiscated:
        found.append({"text": "没收违法所得", "amount": str(proposal.confiscated)})
    if proposal.fine:
        found.append({"text": "罚款", "amount": str(proposal.fine)})
    return found


def summary(proposal: Proposal) -> str:
    """The operative part in one line: 没收违法所得1,000.00元；罚款10,000.00元."""
    said = [MEASURE_NAMES[Measure(each)] for each in proposal.measures]
    if proposal.confiscated:
        said.append(f"没收违法所得{money.figures(proposal.confiscated)}元")
    if proposal.fine:
        said.append(f"罚款{money.figures(proposal.fine)}元")
    return "；".join(said)


def order(organ: Row, found: Row, officers: list[Row]) -> Row:
    """The order to correct."""
    violation = VIOLATIONS[found["violation"]]
    follows = (
        f"逾期拒不改正的，本机关将依据{'、'.join(each.zh for each in violation.basis)}的规定依法给予行政处罚。"
        if violation.ground is not Ground.NONE
        else ""
    )
    return {
        "organ": organ_block(organ),
        "issued_on": found["issued_on"],
        "party": found["party"],
        "found_on": found["found_on"],
        "occasion": OCCASIONS[Source(found["source_kind"])],
        "facts": lines(found["facts"]),
        "breached": articles(violation.breached),
        "basis": articles(violation.basis),
        "demands": list(found["demands"]),
        "due_on": found["due_on"],
        "consequence": follows,
        "officers": officers,
    }


def recheck(organ: Row, found: Row, outcome: str, seen: str, on: date, officers: list[Row]) -> Row:  # noqa: PLR0917
    """The record of a re-check. `outcome` is met, partly, refused or declared."""
    violation = VIOLATIONS[found["violation"]]
    follows = (
        f"本机关将依据{'、'.join(each.zh for each in violation.basis)}的规定依法处理。"
        if outcome in {"refused", "declared"} and violation.ground is not Ground.NONE
        else ""
    )
    return {
        "organ": organ_block(organ),
        "party": found["party"],
        "order": {"number": found["number"], "served_on": found["served_on"]},
        "due_on": found["due_on"],
        "demands": list(found["demands"]),
        "met": list(found.get("met") or ()),
        "rechecked_on": on,
        "found": seen,
        "outcome": outcome,
        "consequence": follows,
        "officers": officers,
    }


def _shared(organ: Row, case: Row, evidence: list[Row], on: date) -> Row:
    violation = VIOLATIONS[case["violation"]]
    return {
        "organ": organ_block(organ),
        "issued_on": on,
        "party": case["party"],
        "case_number": case["number"],
        "cause": violation.title,
        "facts": lines(case["facts"]),
        "evidence": [each["title"] for each in evidence],
        "breached": articles(violation.breached),
        "basis": articles(violation.basis),
    }


def remedies_of(organ: Row, on: date, procedure: routes.Procedure = routes.Procedure.ORDINARY) -> Row:
    """The paragraph on remedies by organ, procedure and day, as the paper takes it."""
    found = routes.routes(organ["code"], organ["reviewer"], organ["court"], procedure, on)
    return {
        "reconsideration_days": found.reconsideration_days,
        "suit_months": found.suit_months,
        "review_first": found.review_first,
        "through_organ": found.through_organ,
    }


def _weighed(case: Row) -> str:
    """Why this basis and this measure: the choice among the bases, gravity, the official's words, mitigation."""
    said = "。".join(each.rstrip("。") for each in (_chosen(case), case["discretion"].strip()) if each)
    said = f"{said}。" if said else ""
    weighed = case.get("weighing") or {}
    if case["refunded"] and not VIOLATIONS[case["violation"]].refunds:
        said += f"违法所得{money.figures(case['gains'])}元中，{money.figures(case['refunded'])}元应当退赔受害人，余额予以没收。"
    if weighed.get("is_serious"):
        said += f"认定情节严重的理由：{weighed['serious_reason'].rstrip('。')}。"
    if case["mitigation"]:
        said += f"当事人具有{MITIGATIONS[case['mitigation']]}的情形"
        if shown := _shown_by(weighed):
            said += f"（见{shown}）"
        said += "，依照《中华人民共和国行政处罚法》第三十二条的规定从轻或者减轻处罚。"
    if weighed.get("other_act"):
        said += (
            f"本案与当事人此前已受罚款的行为不是同一违法行为，理由是：{weighed['other_act'].rstrip('。')}。"
        )
    if weighed.get("tier"):
        said += (
            f"依照本机关公布的行政处罚裁量基准（{weighed['decree_number']}），属于“{weighed['tier']}”的情形。"
        )
    return said


def _shown_by(weighed: Row) -> str:
    """What shows a ground of mitigation: places in the list of evidence, statements of the party, the record of the hearing."""
    heard = weighed.get("mitigation_heard") or []
    said = [each[1:] for each in heard if each.startswith("S")]
    found = []
    if weighed.get("mitigation_evidence"):
        found.append(f"证据{'、'.join(str(each) for each in weighed['mitigation_evidence'])}")
    if said:
        found.append(f"当事人的陈述、申辩{'、'.join(said)}")
    if len(said) < len(heard):
        found.append("听证笔录")
    return "；".join(found)


def refund(case: Row, proposal: Proposal) -> Row | None:
    """The order to give back, where the article itself orders it: the sum of the list, what came back already, the days."""
    if not VIOLATIONS[case["violation"]].refunds or not proposal.refunded:
        return None
    return {
        "amount": str(proposal.refunded),
        "heads": proposal.heads,
        "returned": str(case.get("victims_refunded") or 0),
        "days": proposal.refund_days,
    }


def _chosen(case: Row) -> str:
    made = case.get("basis")
    if not made:
        return ""
    said = f"当事人作为{CAPACITY_NAMES[Capacity(made['capacity'])]}的上述行为，经比较有关规定，适用"
    said += "、".join(each.zh for each in VIOLATIONS[made["violation"]].basis)
    if made["law"] == "now":
        said += "；行为后的规定处罚较轻，依照《中华人民共和国行政处罚法》第三十七条适用新的规定"
    return f"{said}，理由是：{made['reason']}"


def notice(  # noqa: PLR0917 - what the article asks the notice to say
    organ: Row, case: Row, evidence: list[Row], proposal: Proposal, ground: str, on: date
) -> Row:
    """The prior notice; `ground` is why a hearing may be asked for, or empty."""
    return {
        **_shared(organ, case, evidence, on),
        "penalties": items(proposal),
        "refund": refund(case, proposal),
        "discretion": _weighed(case),
        "statement_days": deadlines.STATEMENT.n,
        "hearing": {"ground": ground, "working_days": deadlines.HEARING_REQUEST.n} if ground else None,
        "officers": case["officers"],
    }


def considered(case: Row) -> str:
    """What the organ made of what the party said, as a sentence of its own; 第四十五条."""
    said = case["consideration"].strip()
    if not said:
        return N_("当事人在规定期限内未提出陈述、申辩意见。")
    return f"对当事人的意见，本机关复核认为：{said}{'' if said[-1] in '。！？' else '。'}"


def decision(  # noqa: PLR0917 - what the six items of the article are made of
    organ: Row,
    case: Row,
    evidence: list[Row],
    proposal: Proposal,
    served: Row,
    order_found: Row | None,
    seriousness: str,
    on: date,
) -> Row:
    """The decision with its six items, and how it will be shown to the public."""
    hearing = ""
    if case["hearing_held_on"]:
        hearing = N_("当事人要求听证，本机关依法举行了听证。")
    elif case["hearing_ground"]:
        hearing = N_("当事人在规定期限内未要求听证。")
    return {
        **_shared(organ, case, evidence, on),
        "opened_on": case["opened_on"],
        "penalties": items(proposal),
        "refund": refund(case, proposal),
        "discretion": _weighed(case),
        "fine": str(proposal.fine),
        "confiscated": str(proposal.confiscated),
        "notice": served,
        "defence": considered(case),
        "hearing": hearing,
        "correction": None
        if order_found is None
        else {
            "number": order_found["number"],
            "due_on": order_found["due_on"],
            "outcome": f"经复查，{order_found['recheck']}",
        },
        "payment": {
            "bank": organ["bank"] or ANY_BANK,
            "days": deadlines.PAYMENT.n,
            "surcharge_percent": "3",
        },
        "remedies": remedies_of(organ, on),
        "publicity": _SHOWN.get(seriousness, ""),
    }


def public_body(organ: Row, case: Row, proposal: Proposal) -> Row:
    """What the public may read: names of human beings are masked, addresses of human beings left out."""
    violation = VIOLATIONS[case["violation"]]
    is_person = bool(case["party"].get("is_person"))
    return {
        "party": masked(case["party_name"]) if is_person else case["party_name"],
        "code": "" if is_person else case["party"].get("code", ""),
        "decision_number": case["decision_number"],
        "violation": violation.title,
        "breached": "、".join(each.zh for each in violation.breached),
        "basis": "、".join(each.zh for each in violation.basis),
        "content": summary(proposal),
        "fine": str(case["fine"]),
        "confiscated": str(case["confiscated"]),
        "decided_on": case["decided_on"],
        "organ": organ["name"],
    }


def masked(name: str) -> str:
    """A human being's name with all but the first character hidden."""
    return name[:1] + "某" * min(max(len(name) - 1, 1), 2)
