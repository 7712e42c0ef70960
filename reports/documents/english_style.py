"""How an English sheet writes days, amounts, articles, names of bodies and what somebody wrote; the sentences several sheets share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from regulation.law import beijing, citation
from reports.documents import translated

#: A Chinese text of the program in English, or itself where nobody has translated it.
Words = Callable[[str], str]
Says = Callable[[Any, Words], list[str]]
LATE = (
    "A fine that is not paid in time grows by {percent}% of its amount for each day of delay, never by more than the fine itself "
    "(Administrative Penalty Law, Article 72(1)). The days of a reconsideration or suit are not counted."
)
HARDSHIP = "In real financial difficulty you may ask this authority, before the time for payment ends, to pay later or by instalments."
GOES_ON = "Reconsideration or suit does not stop this decision from being carried out, unless a law provides otherwise."
SPEAK = (
    "You may make a statement and defend yourself. What you say is recorded and examined, and is adopted where it holds; no heavier "
    "penalty follows from it."
)


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


def you(paper: Any) -> str:
    return "you" if paper.party.is_person else "your firm"


def named(english: str, chinese: str) -> str:
    """A body under both names: the Chinese one stands at its door."""
    return f"{english} ({chinese})" if english else chinese


def bank(paper: Any, words: Words, name: str) -> str:
    """Where money is paid."""
    if name and name == paper.organ.bank:
        return named(paper.organ.bank_en, name)
    return words(name) if name else "the bank that the payment slip names"


def officers(listed: Iterable[Any]) -> str:
    return "; ".join(
        f"{each.name} (enforcement certificate {each.certificate})" if each.certificate else each.name
        for each in listed
    )


def things(paper: Any, words: Words) -> list[str]:
    """The list of what is kept, each with number and condition."""
    return [
        f"{place}. "
        + "; ".join(
            translated.english_of(paper, each, words)
            for each in (thing.name, thing.quantity, thing.condition)
            if each
        )
        for place, thing in enumerate(paper.items, start=1)
    ]


def penalties(paper: Any, given: Iterable[Any], words: Words) -> list[str]:
    found = []
    for each in given:
        amount = f": {money(each.amount)}" if each.amount is not None else ""
        found.append(translated.english_of(paper, each.text, words) + amount)
    return found


def remedies(paper: Any) -> str:
    """The two ways, or the one that comes first, with their periods and addressees."""
    given, organ = paper.remedies, paper.organ
    court = named(organ.court_en, organ.court) or "the people's court that has jurisdiction"
    reviewer = named(organ.reviewer_en, organ.reviewer) or "the people's government at the same level"
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


_PUNISHED = re.compile(r"^逾期拒不改正的，本机关将依据(.+)的规定依法给予行政处罚。$")


def follows(paper: Any, words: Words) -> str:
    """What a refusal to correct leads to, on which articles where the Chinese names them."""
    if found := _PUNISHED.match(paper.consequence):
        under = "; ".join(article(each) for each in found[1].split("、"))
        return f"If the breach is not corrected in time, this authority will impose a penalty by law under: {under}."
    known = translated.english_of(paper, paper.consequence, words)
    if paper.consequence and known != translated.MISSING:
        return known
    return "If the breach is not corrected in time, this authority will deal with it by law."


def late(percent: Decimal | int = 3) -> str:
    return LATE.format(percent=int(percent))


def speak(_paper: Any, _words: Words) -> list[str]:
    return [SPEAK]


def ways(paper: Any, _words: Words) -> list[str]:
    return [remedies(paper)]


def nothing(_paper: Any, _words: Words) -> list[str]:
    return []
