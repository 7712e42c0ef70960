"""The English of the papers of a case, from the prior notice to the service of what was decided."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from regulation.law import wording
from reports.documents import translated
from reports.documents.english_style import (
    GOES_ON,
    HARDSHIP,
    SPEAK,
    Says,
    Words,
    bank,
    day,
    late,
    moment,
    money,
    nothing,
    penalties,
    remedies,
    ways,
    you,
)


def _notice(paper: Any, words: Words) -> list[str]:
    what = "handling" if paper.handling else "penalty"
    return [
        f"The following {what} is intended:",
        *penalties(paper, paper.handling or paper.penalties, words),
        *_given_back(paper.refund),
    ]


def _given_back(refund: Any) -> list[str]:
    """What was taken from workers and is ordered back; no penalty."""
    if refund is None:
        return []
    taken = f"{money(refund.amount)} taken from {refund.heads} worker(s)"
    if refund.returned >= refund.amount:
        return [f"Given back already: {taken}."]
    already = f", of which {money(refund.returned)} came back already" if refund.returned else ""
    return [
        f"To be given back to the workers themselves within {refund.days} days of receiving the decision: {taken}{already}."
    ]


def _notice_more(paper: Any, words: Words) -> list[str]:
    by = f", by {day(paper.statement_due_on)} at the latest" if paper.statement_due_on else ""
    said = [
        (
            f"{SPEAK} Do so in writing or by word of mouth within {paper.statement_days} working days of receiving this notice{by}; "
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
    closed = f"not public: {translated.english_of(paper, paper.closed, words)}" if paper.closed else "public"
    return [
        (
            f"As asked on {day(paper.asked_on)}, the hearing is held on {moment(paper.takes_place_at)}, {paper.place}; chair: "
            f"{paper.chair}, recorder: {paper.recorder}; {closed}."
        ),
        *again,
        "The penalty that is intended:",
        *penalties(paper, paper.penalties, words),
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
    said = ["This authority decides on the following penalty:", *penalties(paper, paper.penalties, words)]
    if paper.fine and paper.confiscated:
        said.append(f"In all: {money(paper.fine + paper.confiscated)}")
    return [*said, *_given_back(paper.refund)]


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


def _went_before(paper: Any, words: Words) -> list[str]:
    """The case, the order to correct and the notice, with their days and numbers."""
    said = [f"The case was opened on {day(paper.opened_on)}."]
    if paper.correction:
        said.append(
            f"Order to correct {wording.brackets(paper.correction.number)}, to be obeyed by {day(paper.correction.due_on)}."
        )
    way = f" ({words(paper.notice.method)})" if paper.notice.method else ""
    said.append(
        f"Prior notice {wording.brackets(paper.notice.number)}, served on {day(paper.notice.served_on)}{way}."
    )
    if paper.hearing:
        said.append(translated.english_of(paper, paper.hearing, words))
    return [" ".join(each for each in said if each != translated.MISSING)]


def _decision_more(paper: Any, words: Words) -> list[str]:
    said = [*_went_before(paper, words), *_answered(paper)]
    if paper.fine or paper.confiscated:
        where = bank(paper, words, paper.payment.bank or paper.organ.bank)
        account = f", account {paper.payment.account}" if paper.payment.account else ""
        said.append(
            f"Pay within {paper.payment.days} days of receiving this decision to {where}{account}, or electronically."
        )
    else:
        said.append("The decision has effect from service and is to be carried out at once.")
    if paper.fine:
        said += [late(paper.payment.surcharge_percent), HARDSHIP]
    said += [remedies(paper), GOES_ON]
    if paper.publicity:
        said.append(translated.english_of(paper, paper.publicity, words))
    return said


def _spot(paper: Any, words: Words) -> list[str]:
    return [
        f"Decided on the spot on {moment(paper.decided_at)}, {paper.place}:",
        *penalties(paper, paper.penalties, words),
    ]


def _spot_more(paper: Any, words: Words) -> list[str]:
    said = []
    if paper.fine and paper.collecting:
        said.append(
            f"The fine was collected on the spot ({words(paper.collecting)}); number of the official receipt: {paper.receipt}."
        )
    elif paper.fine:
        said += [
            f"Pay within {paper.days} days of receiving this decision to the bank that the payment slip names, or electronically.",
            late(),
        ]
    return [*said, remedies(paper)]


def _spared(paper: Any, words: Words) -> list[str]:
    corrected = [f"The breach was corrected on {day(paper.corrected_on)}."] if paper.corrected_on else []
    affected = [f"Persons affected: {paper.affected}."] if paper.affected else []
    decree = [f"List of minor breaches: {wording.brackets(paper.decree)}."] if paper.decree else []
    return [
        f"No penalty is imposed on {you(paper)}. {translated.english_of(paper, paper.ground, words)}",
        *corrected,
        *affected,
        *decree,
    ]


def _dropped(paper: Any, _words: Words) -> list[str]:
    corrected = [f"The breach was corrected on {day(paper.corrected_on)}."] if paper.corrected_on else []
    return [
        f"The case opened on {day(paper.opened_on)} is withdrawn; {you(paper)} is no longer a party to it.",
        *corrected,
    ]


def _handled(paper: Any, words: Words) -> list[str]:
    return [
        f"To be done within {paper.days} days of receiving this decision:",
        *penalties(paper, paper.items, words),
    ]


def _handled_more(paper: Any, _words: Words) -> list[str]:
    told = f" Notice served on {day(paper.notice_served_on)}." if paper.notice_served_on else ""
    return [f"The case was opened on {day(paper.opened_on)}.{told}", *_answered(paper), remedies(paper)]


_NOTED = re.compile(r"(交寄或者公告日期|送达日期)：(\d+)年(\d+)月(\d+)日")
_NOTES = {"交寄或者公告日期": "sent or announced on", "送达日期": "served on"}


def _note(note: str) -> str:
    """What the receipt notes besides: who carried it, by its name or number, and the days."""
    return _NOTED.sub(
        lambda found: f"{_NOTES[found[1]]} {day(date(*(int(part) for part in found.groups()[1:])))}",
        note.replace("；", "; "),
    )


def _receipt(paper: Any, words: Words) -> list[str]:
    when = f"; {moment(paper.served_at)}" if paper.served_at else ""
    if not when and paper.served_on:
        when = f"; {day(paper.served_on)}"
    where = f"; at: {translated.named(paper, paper.place, words)}" if paper.place else ""
    known = {"Receiver": paper.receiver, "Witness": paper.witness}
    people = "".join(
        f" {label}: {translated.named(paper, name, words)}." for label, name in known.items() if name
    )
    served = f"Served: {words(paper.document_title)}, {wording.brackets(paper.document_number)}"
    noted = [f"Note: {_note(paper.note)}."] if paper.note else []
    return [f"{served}; by: {words(paper.method)}{when}{where}.{people}", *noted]


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
            f"{day(paper.announced_on)} ({paper.place}) and counts as served on {day(paper.effective_on)}. It can be collected before: "
            f"{paper.collect_at}."
        )
    ]


def _announced_more(paper: Any, _words: Words) -> list[str]:
    return [remedies(paper)] if paper.remedies else []


_CLASSES = {"轻微": "minor", "一般": "general", "严重": "serious"}


def _credit(paper: Any, _words: Words) -> list[str]:
    decision = f"The penalty {wording.brackets(paper.decision_number)}, decided on {day(paper.decided_on)} (class: {_CLASSES.get(paper.seriousness, paper.seriousness)}),"
    if not paper.is_published or paper.earliest_on is None or paper.latest_on is None:
        return [
            (
                f"{decision} is, as a rule, not made public. Where it must be, it is shown for three months at most, and repair can be "
                "asked for once the duties are fulfilled."
            )
        ]
    return [
        (
            f"{decision} is made public: until {day(paper.earliest_on)} at least, until {day(paper.latest_on)} at most, and beyond that "
            "while duties remain unfulfilled."
        ),
        (
            f"From {day(paper.earliest_on)} repair of the credit record can be asked for on the Credit China site or here, once the "
            "breach is corrected, every duty fulfilled and a public promise made. It costs nothing."
        ),
    ]


def _published(paper: Any, _words: Words) -> list[str]:
    became = (
        f"what is made public was corrected on {day(paper.issued_on)}; its period runs from the day of the decision as before"
        if paper.is_corrected
        else "what is made public agrees with the decision as it was served and is not corrected"
    )
    return [
        (
            f"On the request of {day(paper.asked_on)} about the published penalty {wording.brackets(paper.decision_number)} of "
            f"{paper.shown_name}: {became}."
        )
    ]


SAYS: dict[str, tuple[Says, Says]] = {
    "prior_notice": (_notice, _notice_more),
    "case_hearing_notice": (_hearing, _hearing_more),
    "penalty_decision": (_decision, _decision_more),
    "spot_decision": (_spot, _spot_more),
    "no_penalty_decision": (_spared, ways),
    "case_withdrawal_decision": (_dropped, nothing),
    "handling_decision": (_handled, _handled_more),
    "service_receipt": (_receipt, nothing),
    "service_address": (_address, nothing),
    "service_announcement": (_announced, _announced_more),
    "credit_repair_notice": (_credit, nothing),
    "publicity_answer": (_published, nothing),
}
