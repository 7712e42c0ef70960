"""The English sheet behind a paper whose party asked for it.

It says in English what the paper is, what it demands, by when, on which articles, for how much, and what can be done against it.
Everything in it comes from the same snapshot as the Chinese. What an official wrote in its own words, the facts and the reasons,
stands there in the translation that somebody answers for (`translated.py`), or the sheet says that it was not translated: one
that nobody answers for would be worse than none. The original prevails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from regulation.law import beijing, citation, wording
from reports.documents import translated

#: A Chinese text of the program in English, or itself where nobody has translated it.
Words = Callable[[str], str]
Says = Callable[[Any, Words], list[str]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the sheet prints: the name of the paper, lines of a table, paragraphs."""

    title: str
    rows: tuple[tuple[str, str], ...]
    operative: tuple[str, ...]
    paragraphs: tuple[str, ...] = field(default=())
    #: By label, what officials wrote in their own words, where somebody translated it.
    told: tuple[tuple[str, tuple[str, ...]], ...] = field(default=())
    note: str = ""


def day(on: date) -> str:
    """20 November 2026."""
    if isinstance(on, datetime):
        on = beijing.legal_day(on)
    return f"{on.day} {on:%B} {on.year}"


def moment(at: datetime) -> str:
    local = beijing.in_beijing(at)
    return f"{day(at)}, {local:%H:%M} (Beijing time)"


def money(amount: Decimal) -> str:
    return f"RMB {amount:,.2f}"


def article(label: str) -> str:
    """An article in English; the label itself where the instrument is not in our list."""
    try:
        return citation.from_text(label).en
    except (KeyError, ValueError):
        return label


def articles(cited: Iterable[Any]) -> str:
    return "; ".join(article(each.label) for each in cited)


def _you(paper: Any) -> str:
    return "you" if paper.party.is_person else "your firm"


def _penalties(given: Iterable[Any], words: Words) -> list[str]:
    found = []
    for each in given:
        amount = f": {money(each.amount)}" if each.amount is not None else ""
        found.append(words(each.text) + amount)
    return found


def remedies(paper: Any) -> str:
    """The two ways, or the one that comes first, with their periods and addressees."""
    given = paper.remedies
    court = paper.organ.court or "the people's court that has jurisdiction"
    reviewer = paper.organ.reviewer or "the people's government at the same level"
    if given.review_first:
        also = ", also through this authority" if given.through_organ else ""
        return (
            f"Remedies: whoever disagrees must first apply to {reviewer} for administrative reconsideration within "
            f"{given.reconsideration_days} days of receiving this paper{also}; against the decision on reconsideration a suit "
            f"may be brought in {court} within 15 days of receiving it."
        )
    return (
        f"Remedies: whoever disagrees may apply to {reviewer} for administrative reconsideration within "
        f"{given.reconsideration_days} days of receiving this paper, or bring an administrative suit directly in {court} "
        f"within {given.suit_months} months of receiving it."
    )


_LATE = (
    "A fine that is not paid in time grows by {percent}% of its amount for each day of delay, never by more than the fine itself "
    "(Administrative Penalty Law, Article 72(1)). The days of a reconsideration or suit are not counted."
)
_HARDSHIP = "In real financial difficulty you may ask this authority, before the time for payment ends, to pay later or by instalments."
_GOES_ON = "Reconsideration or suit does not stop this decision from being carried out, unless a law provides otherwise."
_SPEAK = (
    "You may make a statement and defend yourself. What you say is recorded and examined, and is adopted where it holds; no heavier "
    "penalty follows from it."
)


def _late(percent: Decimal | int = 3) -> str:
    return _LATE.format(percent=int(percent))


def _order(paper: Any, words: Words) -> list[str]:
    return [
        (
            f"The breach must be corrected by {day(paper.due_on)} at the latest. By the same day {_you(paper)} must report in writing, "
            "with proof, how it was corrected."
        ),
        *(f"To be done: {words(each).rstrip('；。')}." for each in paper.demands),
    ]


def _order_more(paper: Any, _words: Words) -> list[str]:
    return [
        (
            "If the breach is not corrected in time, this authority will deal with it by law; the Chinese original says on which "
            "articles a penalty would rest."
        ),
        remedies(paper),
    ]


def _extension(paper: Any, _words: Words) -> list[str]:
    if paper.due_after is None:
        return [f"More time to correct is not granted. The time still ends on {day(paper.due_before)}."]
    return [
        f"More time to correct is granted: the time ends on {day(paper.due_after)} instead of {day(paper.due_before)}."
    ]


_OUTCOMES = {
    "met": "everything that was ordered has been corrected",
    "partly": "a part of what was ordered has been corrected",
    "refused": "the order was not obeyed in time",
    "declared": "the party declared that it will not correct",
}


def _recheck(paper: Any, _words: Words) -> list[str]:
    return [
        (
            f"Re-check of the order to correct, {wording.brackets(paper.order.number)}, on {day(paper.rechecked_on)}: "
            f"{_OUTCOMES[paper.outcome]}."
        )
    ]


def _result(paper: Any, words: Words) -> list[str]:
    orders = [
        f"Order to correct {wording.brackets(each.number)}: by {day(each.due_on)} at the latest."
        for each in paper.orders
    ]
    until = f", until {day(paper.public_until)}" if paper.public_until else ""
    return [
        f"Result of the inspection of {day(paper.visited_on)}, {paper.items_count} items: {words(paper.result)}.",
        *orders,
        f"The result is made public by {day(paper.publish_by)}{until}.",
    ]


def _talk(paper: Any, words: Words) -> list[str]:
    return [
        (
            f"{words(paper.title)}, {day(paper.held_on)}. This is a soft measure and no penalty; what is asked of {_you(paper)} stands "
            "in the Chinese original."
        )
    ]


def _kept(paper: Any, _words: Words) -> list[str]:
    return [
        (
            f"{len(paper.items)} things are registered and kept as evidence where they are ({paper.place}). This authority decides by "
            f"{day(paper.due_on)} what becomes of them. Until then nobody may destroy or move them."
        ),
    ]


def _released(paper: Any, words: Words) -> list[str]:
    return [
        (
            f"The {len(paper.items)} things kept since {day(paper.kept_on)} under {wording.brackets(paper.preservation_number)}: "
            f"{words(paper.handling)}."
        )
    ]


def _recusal(paper: Any, _words: Words) -> list[str]:
    granted = "must keep away from the case" if paper.granted else "need not keep away from the case"
    return [f"On the request of {day(paper.asked_on)}: {paper.person} {granted}."]


def _notice(paper: Any, words: Words) -> list[str]:
    what = "handling" if paper.handling else "penalty"
    return [f"The following {what} is intended:", *_penalties(paper.handling or paper.penalties, words)]


def _notice_more(paper: Any, words: Words) -> list[str]:
    by = f", by {day(paper.statement_due_on)} at the latest" if paper.statement_due_on else ""
    said = [
        (
            f"{_SPEAK} Do so in writing or by word of mouth within {paper.statement_days} working days of receiving this notice{by}; "
            "after that the right counts as given up (Administrative Penalty Law, Articles 44 and 45)."
        )
    ]
    if paper.hearing:
        said.append(
            f"You have the right to a hearing, because this is a case of: {words(paper.hearing.ground)}. Ask for it within "
            f"{paper.hearing.working_days} working days of receiving this notice; after that the right counts as given up. A "
            "hearing costs you nothing (Administrative Penalty Law, Articles 63 and 64)."
        )
    return said


def _hearing(paper: Any, words: Words) -> list[str]:
    again = ["An earlier notice of this hearing is void."] if paper.again else []
    return [
        (
            f"Hearing on {moment(paper.takes_place_at)}, {paper.place}; chair: {paper.chair}, recorder: {paper.recorder}; "
            f"{'not public' if paper.closed else 'public'}."
        ),
        *again,
        "The penalty that is intended:",
        *_penalties(paper.penalties, words),
    ]


def _hearing_more(_paper: Any, _words: Words) -> list[str]:
    return [
        (
            "You may come yourself or send one or two agents with a written power. You may ask before the hearing that a chair with a "
            "direct interest keep away. You may argue, question the evidence, and bring evidence and witnesses."
        ),
        "Whoever stays away without good reason, or leaves without leave, gives up the hearing, which then ends.",
    ]


def _decision(paper: Any, words: Words) -> list[str]:
    said = ["This authority decides on the following penalty:", *_penalties(paper.penalties, words)]
    if paper.fine and paper.confiscated:
        said.append(f"In all: {money(paper.fine + paper.confiscated)}")
    return said


_ADOPTED = {"all": "adopted", "partly": "adopted in part", "none": "not adopted"}


def _answered(paper: Any) -> list[str]:
    """Of each statement of the party, whether it was adopted."""
    if not paper.statements:
        return []
    whose = "your" if paper.party.is_person else "your firm's"
    said = [
        f"{place}. {day(each.said_on)}, {each.by}: {_ADOPTED[each.outcome]}."
        for place, each in enumerate(paper.statements, start=1)
        if each.outcome
    ]
    return [
        f"What became of {whose} statements, with the reasons (Administrative Penalty Law, Article 45), see also the original:",
        *said,
    ]


def _decision_more(paper: Any, _words: Words) -> list[str]:
    said = _answered(paper)
    if paper.fine or paper.confiscated:
        bank = paper.payment.bank or paper.organ.bank
        account = f", account {paper.payment.account}" if paper.payment.account else ""
        said.append(
            f"Pay within {paper.payment.days} days of receiving this decision to {bank}{account}, or electronically."
        )
    else:
        said.append("The decision has effect from service and is to be carried out at once.")
    if paper.fine:
        said += [_late(paper.payment.surcharge_percent), _HARDSHIP]
    return [*said, remedies(paper), _GOES_ON]


def _spot(paper: Any, words: Words) -> list[str]:
    return ["Decided on the spot:", *_penalties(paper.penalties, words)]


def _spot_more(paper: Any, _words: Words) -> list[str]:
    said = []
    if paper.fine and paper.collecting:
        said.append(f"The fine was collected on the spot; number of the official receipt: {paper.receipt}.")
    elif paper.fine:
        said += [
            f"Pay within {paper.days} days of receiving this decision to the bank that the payment slip names, or electronically.",
            _late(),
        ]
    return [*said, remedies(paper)]


def _spared(paper: Any, _words: Words) -> list[str]:
    return [f"No penalty is imposed on {_you(paper)}. The ground stands in the articles named above."]


def _dropped(paper: Any, _words: Words) -> list[str]:
    return [
        f"The case opened on {day(paper.opened_on)} is withdrawn; {_you(paper)} is no longer a party to it."
    ]


def _handled(paper: Any, words: Words) -> list[str]:
    return [
        f"To be done within {paper.days} days of receiving this decision:",
        *_penalties(paper.items, words),
    ]


def _handled_more(paper: Any, _words: Words) -> list[str]:
    return [*_answered(paper), remedies(paper)]


def _receipt(paper: Any, words: Words) -> list[str]:
    return [
        f"Served: {words(paper.document_title)}, {wording.brackets(paper.document_number)}; by: {words(paper.method)}"
        + (f"; {day(paper.served_at or paper.served_on)}" if paper.served_at or paper.served_on else "")
        + "."
    ]


def _address(paper: Any, _words: Words) -> list[str]:
    return [
        (
            f"Confirmed on {day(paper.confirmed_on)}: papers of this case are served at {paper.address} (receiver: {paper.receiver}, "
            f"telephone {paper.phone}). If the address is wrong, was not updated, or a paper is refused there, the paper may still count "
            "as served."
        )
    ]


def _announced(paper: Any, words: Words) -> list[str]:
    return [
        (
            f"{words(paper.document_title)}, {wording.brackets(paper.document_number)}, is served by public notice of "
            f"{day(paper.announced_on)} and counts as served on {day(paper.effective_on)}. It can be collected before: "
            f"{paper.collect_at}."
        )
    ]


def _announced_more(paper: Any, _words: Words) -> list[str]:
    return [remedies(paper)] if paper.remedies else []


def _credit(paper: Any, _words: Words) -> list[str]:
    if not paper.is_published or paper.earliest_on is None or paper.latest_on is None:
        return [
            (
                f"The penalty {wording.brackets(paper.decision_number)} is, as a rule, not made public. Where it must be, it is "
                "shown for three months at most, and repair can be asked for once the duties are fulfilled."
            )
        ]
    return [
        (
            f"The penalty {wording.brackets(paper.decision_number)} is made public: until {day(paper.earliest_on)} at least, until "
            f"{day(paper.latest_on)} at most, and beyond that while duties remain unfulfilled."
        ),
        (
            f"From {day(paper.earliest_on)} repair of the credit record can be asked for on the Credit China site or here, once the "
            "breach is corrected, every duty fulfilled and a public promise made. It costs nothing."
        ),
    ]


def _slip(paper: Any, _words: Words) -> list[str]:
    return [
        f"To pay: {money(paper.fine + paper.confiscated)} (fine {money(paper.fine)}, confiscated gains {money(paper.confiscated)}).",
        (
            f"Within {paper.days} days of receiving the decision {wording.brackets(paper.decision_number)}; to: {paper.bank}; "
            f"reference: {paper.reference}."
        ),
    ]


def _plan(paper: Any, _words: Words) -> list[str]:
    if not paper.is_approved:
        return [
            f"Payment later or by instalments is not granted. The fine is due on {day(paper.pay_due_on)}.",
            _late(),
        ]
    return [
        f"Granted for the fine still owed, {money(paper.owed)}:",
        *(f"by {day(each.due_on)}: {money(each.amount)}" for each in paper.schedule),
        (
            "If one part is not paid in full in time, all others are due at once and the fine grows by 3% a day, never by more than "
            "the fine."
        ),
    ]


def _surcharge(paper: Any, _words: Words) -> list[str]:
    return [
        (
            f"Since {day(paper.from_on)} the unpaid fine, {money(paper.unpaid)}, grows by {int(paper.percent)}% a day, by "
            f"{money(paper.fine)} at most. As of {day(paper.issued_on)}: {money(paper.amount)}. Pay to: {paper.bank}."
        ),
    ]


def _demand(paper: Any, _words: Words) -> list[str]:
    whole = paper.fine + paper.confiscated + paper.surcharge
    return [
        (
            f"Pay {money(whole)} (fine {money(paper.fine)}, confiscated gains {money(paper.confiscated)}, surcharge "
            f"{money(paper.surcharge)}) within {paper.working_days} working days of receiving this demand, to: {paper.bank}."
        ),
        "After that this authority will apply to the people's court for enforcement (Administrative Compulsion Law, Article 54).",
    ]


def _speak(_paper: Any, _words: Words) -> list[str]:
    return [_SPEAK]


def _ways(paper: Any, _words: Words) -> list[str]:
    return [remedies(paper)]


def _nothing(_paper: Any, _words: Words) -> list[str]:
    return []


def _accepted(paper: Any, _words: Words) -> list[str]:
    until = f", until {day(paper.due_on)}" if paper.due_on else ""
    return [
        f"Your complaint meets the conditions. It is accepted, and the matter is opened on {day(paper.issued_on)}.",
        (
            f"The investigation takes up to 60 working days{until}; the head of this office may allow 30 working days more for a "
            "complicated matter."
        ),
    ]


def _code(_paper: Any, _words: Words) -> list[str]:
    return ["With your code and second secret you can see how the matter stands, add to it, and withdraw it."]


def _not_accepted(_paper: Any, _words: Words) -> list[str]:
    return ["Your complaint is not accepted. The ground stands in the original."]


def _lacks(paper: Any, _words: Words) -> list[str]:
    return [
        (
            f"Your complaint lacks what the list in the original names ({len(paper.text)} items). Send it by {day(paper.due_on)}, on "
            "the page that your code and second secret open, in person or by post."
        )
    ]


def _lacks_more(_paper: Any, _words: Words) -> list[str]:
    return [
        "This office then decides within five working days. What is not sent in time may lead to a refusal; a complete complaint may be made again."
    ]


def _directed(paper: Any, words: Words) -> list[str]:
    return [f"What you raise is not for this office to decide. The body to turn to: {words(paper.body)}."]


def _found(paper: Any, _words: Words) -> list[str]:
    said = (
        "What you complained of was found to be true."
        if paper.is_true
        else "What you complained of could not be proved."
    )
    return [f"The investigation is finished. {said}"]


def _found_more(paper: Any, _words: Words) -> list[str]:
    return ["Whether a breach is punished is decided separately.", remedies(paper)]


def _taken_back(paper: Any, _words: Words) -> list[str]:
    return [
        (
            f"You withdrew your complaint on {day(paper.issued_on)}; this office ends its handling. A breach of the law may still be "
            "looked into."
        )
    ]


#: Kind of paper -> what it orders, and what else its party must know.
SAYS: dict[str, tuple[Says, Says]] = {
    "order_to_correct": (_order, _order_more),
    "correction_extension": (_extension, _nothing),
    "recheck_record": (_recheck, _nothing),
    "inspection_result_notice": (_result, _nothing),
    "talk_record": (_talk, _nothing),
    "preservation_notice": (_kept, _nothing),
    "preservation_handling": (_released, _nothing),
    "recusal_decision": (_recusal, _nothing),
    "prior_notice": (_notice, _notice_more),
    "case_hearing_notice": (_hearing, _hearing_more),
    "penalty_decision": (_decision, _decision_more),
    "spot_decision": (_spot, _spot_more),
    "no_penalty_decision": (_spared, _ways),
    "case_withdrawal_decision": (_dropped, _nothing),
    "handling_decision": (_handled, _handled_more),
    "service_receipt": (_receipt, _nothing),
    "service_address": (_address, _nothing),
    "service_announcement": (_announced, _announced_more),
    "credit_repair_notice": (_credit, _nothing),
    "payment_notice": (_slip, _nothing),
    "deferral_decision": (_plan, _nothing),
    "surcharge_decision": (_surcharge, _ways),
    "demand_notice": (_demand, _speak),
    "complaint_acceptance": (_accepted, _code),
    "complaint_refusal": (_not_accepted, _ways),
    "complaint_supplement": (_lacks, _lacks_more),
    "complaint_direction": (_directed, _nothing),
    "complaint_result": (_found, _found_more),
    "complaint_withdrawal": (_taken_back, _nothing),
}


def sheet(kind: str, title: str, paper: Any, words: Words) -> Sheet | None:
    """The sheet of a paper; None where the party did not ask, or this kind goes to no party."""
    if paper.english_asked_on is None or kind not in SAYS:
        return None
    party = next(
        (found for name in ("party", "firm", "addressee") if (found := getattr(paper, name, None))), None
    )
    rows = [
        ("Number", wording.brackets(paper.number)),
        ("Authority", f"{paper.organ_en} ({paper.organ.name})" if paper.organ_en else paper.organ.name),
        ("Issued on", day(paper.issued_on)),
        ("Addressed to", party.name if party else "the complainant"),
    ]
    if getattr(paper, "complaint_number", ""):
        rows += [
            (
                "Complaint",
                f"{wording.brackets(paper.complaint_number)}, received on {day(paper.received_on)}",
            ),
            ("About", paper.respondent),
        ]
    if getattr(paper, "case_number", ""):
        rows.append(("Case", wording.brackets(paper.case_number)))
    if getattr(paper, "cause", ""):
        rows.append(("Matter", words(paper.cause)))
    for name, label in (("breached", "Breach of"), ("basis", "Legal basis"), ("citations", "Articles")):
        cited = getattr(paper, name, ())
        if cited and not isinstance(cited, str):
            rows.append((label, articles(cited)))
    orders, more = SAYS[kind]
    return Sheet(
        words(title),
        tuple(rows),
        tuple(orders(paper, words)),
        tuple(more(paper, words)),
        translated.told(kind, paper),
        translated.note(paper),
    )
