"""The English of papers of inspections, orders to correct, talks and evidence that is kept."""

from __future__ import annotations

from typing import Any

from regulation.law import wording
from reports.documents import translated
from reports.documents.english_style import (
    Says,
    Words,
    article,
    day,
    follows,
    nothing,
    remedies,
    things,
    you,
)


def _order(paper: Any, words: Words) -> list[str]:
    when = (
        f"Given and handed over on the spot on {day(paper.found_on)}."
        if paper.on_the_spot
        else f"Found on {day(paper.found_on)}: {words(paper.occasion)}."
    )
    return [
        when,
        (
            f"The breach must be corrected by {day(paper.due_on)} at the latest. By the same day {you(paper)} must report in writing, "
            "with proof, how it was corrected."
        ),
        *(
            f"To be done: {translated.english_of(paper, each, words).rstrip('；。.')}."
            for each in paper.demands
        ),
    ]


def _order_more(paper: Any, words: Words) -> list[str]:
    return [follows(paper, words), remedies(paper)]


def _extension(paper: Any, _words: Words) -> list[str]:
    asked = (
        f"On the request of {day(paper.asked_on)} about the order {wording.brackets(paper.order_number)}: "
    )
    if paper.due_after is None:
        return [
            f"{asked}more time to correct is not granted. The time still ends on {day(paper.due_before)}."
        ]
    return [
        f"{asked}more time to correct is granted: the time ends on {day(paper.due_after)} instead of {day(paper.due_before)}."
    ]


def _recheck_more(paper: Any, words: Words) -> list[str]:
    return [follows(paper, words)] if paper.consequence else []


_OUTCOMES = {
    "met": "everything that was ordered has been corrected",
    "partly": "a part of what was ordered has been corrected",
    "refused": "the order was not obeyed in time",
    "declared": "the party declared that it will not correct",
}


def _recheck(paper: Any, words: Words) -> list[str]:
    def stands(place: int) -> str:
        if paper.outcome != "partly" or not paper.met:
            return ""
        return " (corrected)" if place in paper.met else " (not yet corrected)"

    return [
        (
            f"Re-check of the order to correct, {wording.brackets(paper.order.number)}, served on {day(paper.order.served_on)}, to be "
            f"obeyed by {day(paper.due_on)}; re-checked on {day(paper.rechecked_on)}: {_OUTCOMES[paper.outcome]}."
        ),
        *(
            f"{place}. {translated.english_of(paper, each, words).rstrip('；。.')}{stands(place)}."
            for place, each in enumerate(paper.demands, start=1)
        ),
    ]


def _result(paper: Any, words: Words) -> list[str]:
    orders = [
        f"Order to correct {wording.brackets(each.number)}: by {day(each.due_on)} at the latest."
        for each in paper.orders
    ]
    until = f", until {day(paper.public_until)}" if paper.public_until else ""
    record = f"; record {wording.brackets(paper.record_number)}" if paper.record_number else ""
    return [
        (
            f"Result of the inspection {wording.brackets(paper.task_number)} of {day(paper.visited_on)} at {paper.place}, "
            f"{paper.items_count} items{record}: {words(paper.result)}."
        ),
        *orders,
        *(
            ["The matter is being looked into as a possible breach of the law."]
            if paper.is_transferred
            else []
        ),
        f"The result is made public by {day(paper.publish_by)}{until}.",
    ]


def _talk(paper: Any, words: Words) -> list[str]:
    at = f", {paper.place}" if paper.place else ""
    present = f" Present: {paper.attendants}." if paper.attendants else ""
    return [
        (
            f"{words(paper.title)}, {day(paper.held_on)}{at}.{present} Basis: {article(paper.basis)}. This is a soft measure and no penalty; it changes none of the "
            f"rights and duties of {you(paper)}."
        )
    ]


def _kept(paper: Any, words: Words) -> list[str]:
    return [
        (
            f"{len(paper.items)} things are registered and kept as evidence where they are ({paper.place}; keeper: {paper.keeper}). "
            f"This authority decides by {day(paper.due_on)} what becomes of them; without a decision by then nothing is kept any more. "
            "Until then nobody may destroy or move them."
        ),
        *things(paper, words),
    ]


def _kept_more(_paper: Any, _words: Words) -> list[str]:
    return [
        "You may make a statement and defend yourself, and ask that an officer with an interest in the case keep away."
    ]


def _released(paper: Any, words: Words) -> list[str]:
    return [
        (
            f"The {len(paper.items)} things kept since {day(paper.kept_on)} under {wording.brackets(paper.preservation_number)}: "
            f"{words(paper.handling)}."
        ),
        *things(paper, words),
    ]


def _recusal(paper: Any, _words: Words) -> list[str]:
    granted = "must keep away from the case" if paper.granted else "need not keep away from the case"
    takes = f" {paper.replaced} takes the place." if paper.replaced else ""
    return [f"On the request of {day(paper.asked_on)}: {paper.person} {granted}.{takes}"]


SAYS: dict[str, tuple[Says, Says]] = {
    "order_to_correct": (_order, _order_more),
    "correction_extension": (_extension, nothing),
    "recheck_record": (_recheck, _recheck_more),
    "inspection_result_notice": (_result, nothing),
    "talk_record": (_talk, nothing),
    "preservation_notice": (_kept, _kept_more),
    "preservation_handling": (_released, nothing),
    "recusal_decision": (_recusal, nothing),
}
