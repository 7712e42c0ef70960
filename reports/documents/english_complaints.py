"""The English of the papers to a complainant."""

from __future__ import annotations

from typing import Any

from reports.documents.english_style import Says, Words, day, nothing, remedies, ways


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


def _not_accepted(paper: Any, words: Words) -> list[str]:
    return [f"Your complaint is not accepted. Ground: {words(paper.ground)}."]


def _lacks(paper: Any, _words: Words) -> list[str]:
    return [
        (
            f"Your complaint lacks {len(paper.text)} things, listed below and in the original. Send them by {day(paper.due_on)}, on "
            "the page that your code and second secret open, in person or by post."
        )
    ]


def _lacks_more(_paper: Any, _words: Words) -> list[str]:
    return [
        "This office then decides within five working days. What is not sent in time may lead to a refusal; a complete complaint may be made again."
    ]


def _directed(paper: Any, words: Words) -> list[str]:
    why = f" {words(paper.ground)}." if paper.ground else ""
    return [
        f"What you raise is not for this office to decide.{why} The body to turn to: {words(paper.body)} ({paper.body})."
    ]


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


SAYS: dict[str, tuple[Says, Says]] = {
    "complaint_acceptance": (_accepted, _code),
    "complaint_refusal": (_not_accepted, ways),
    "complaint_supplement": (_lacks, _lacks_more),
    "complaint_direction": (_directed, nothing),
    "complaint_result": (_found, _found_more),
    "complaint_withdrawal": (_taken_back, nothing),
}
