"""The English of papers about what a decision costs, and about its execution while it is reviewed."""

from __future__ import annotations

from typing import Any

from regulation.law import wording
from reports.documents.english_style import (
    HARDSHIP,
    Says,
    Words,
    bank,
    day,
    late,
    money,
    nothing,
    speak,
    ways,
    you,
)


def _decided(paper: Any) -> str:
    return f"decision {wording.brackets(paper.decision_number)}"


def _slip(paper: Any, words: Words) -> list[str]:
    last = f"; the last day to pay is {day(paper.due_on)}" if paper.due_on else ""
    return [
        f"To pay: {money(paper.fine + paper.confiscated)} (fine {money(paper.fine)}, confiscated gains {money(paper.confiscated)}).",
        (
            f"Within {paper.days} days of receiving the {_decided(paper)}{last}; to: {bank(paper, words, paper.bank)}; "
            f"reference: {wording.brackets(paper.reference)}."
        ),
    ]


def _slip_more(paper: Any, _words: Words) -> list[str]:
    receipt = (
        "Officers may not take the money themselves but in the cases that the law names. Whoever is given no receipt of the finance "
        "authority may refuse to pay."
    )
    return [receipt, *([late(), HARDSHIP] if paper.fine else [])]


def _plan(paper: Any, _words: Words) -> list[str]:
    asked = f"On the request {wording.brackets(paper.application_number)} of {day(paper.asked_on)} about the {_decided(paper)}: "
    if not paper.is_approved:
        return [
            f"{asked}payment later or by instalments is not granted. The fine is due on {day(paper.pay_due_on)}.",
            late(),
        ]
    return [
        f"{asked}granted for the fine still owed, {money(paper.owed)}:",
        *(f"by {day(each.due_on)}: {money(each.amount)}" for each in paper.schedule),
        (
            "If one part is not paid in full in time, all others are due at once and the fine grows by 3% a day, never by more than "
            "the fine."
        ),
    ]


def _surcharge(paper: Any, words: Words) -> list[str]:
    stays = [
        f"Not counted for {words(each.way)}: from {day(each.from_on)}"
        + (f" to {day(each.to_on)}." if each.to_on else ", still running.")
        for each in paper.stays
    ]
    return [
        f"The {_decided(paper)} was served on {day(paper.served_on)} and was to be paid by {day(paper.pay_due_on)}.",
        (
            f"Since {day(paper.from_on)} the unpaid fine, {money(paper.unpaid)}, grows by {int(paper.percent)}% a day, by "
            f"{money(paper.fine)} at most. As of {day(paper.issued_on)}: {money(paper.amount)}. Pay to: "
            f"{bank(paper, words, paper.bank)}."
        ),
        *stays,
    ]


def _demand(paper: Any, words: Words) -> list[str]:
    whole = paper.fine + paper.confiscated + paper.surcharge
    pay = (
        f"Pay {money(whole)} (fine {money(paper.fine)}, confiscated gains {money(paper.confiscated)}, surcharge "
        f"{money(paper.surcharge)}) within {paper.working_days} working days of receiving this demand, to: "
        f"{bank(paper, words, paper.bank)}."
    )
    give_back = (
        f"Give {money(paper.given_back)} back to the victims themselves, as the decision orders, within {paper.working_days} "
        "working days of receiving this demand, and hand in the receipts or proofs of transfer."
    )
    return [
        f"The {_decided(paper)} was served on {day(paper.served_on)} and was to be performed by {day(paper.pay_due_on)}.",
        *([pay] if whole else []),
        *([give_back] if paper.given_back else []),
        "After that this authority will apply to the people's court for enforcement (Administrative Compulsion Law, Article 54).",
    ]


_PUBLIC = "That the decision is public does not change."


def _suspension(paper: Any, words: Words) -> list[str]:
    way = "the administrative suit" if paper.is_suit else "the administrative reconsideration"
    asked = f"On the request of {day(paper.asked_on)} to suspend the {_decided(paper)} during {way}: "
    if not paper.is_granted:
        return [
            f"{asked}this authority sees no need to suspend it. Execution goes on; {you(paper)} may ask {words(paper.body)}."
        ]
    if paper.is_suit:
        return [
            (
                f"{asked}this authority sees the need to suspend it and will say so to {words(paper.body)} in writing. During a suit the court "
                "decides; until its ruling execution goes on."
            ),
            _PUBLIC,
        ]
    licence = {
        "covered": [
            f"The licence that was revoked holds again from {day(paper.issued_on)} until the suspension ends."
        ],
        "left": ["The revoked licence stays revoked; nobody may work on it."],
    }
    return [
        f"{asked}execution is suspended from {day(paper.issued_on)}.",
        "Meanwhile no time for payment runs, no surcharge is added, nothing is demanded and the court is not asked.",
        "Where the decision still holds when the proceedings are over, execution goes on from the next day.",
        *licence.get(paper.licence, []),
        _PUBLIC,
    ]


def _suspension_more(paper: Any, _words: Words) -> list[str]:
    return (
        []
        if paper.is_granted and not paper.is_suit
        else ["No surcharge runs during a reconsideration or a suit."]
    )


SAYS: dict[str, tuple[Says, Says]] = {
    "payment_notice": (_slip, _slip_more),
    "deferral_decision": (_plan, nothing),
    "surcharge_decision": (_surcharge, ways),
    "demand_notice": (_demand, speak),
    "suspension_answer": (_suspension, _suspension_more),
}
