"""The English sheet behind a paper whose party asked for it.

It says in English what the paper is, what it demands, by when, on which articles, for how much, and what can be done against it.
Everything in it comes from the same snapshot as the Chinese. What an official wrote in its own words, the facts and the reasons,
stands there in the translation that somebody answers for (`translated.py`), or the sheet says that it was not translated: one
that nobody answers for would be worse than none. The original prevails.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from regulation.law import wording
from reports.documents import (
    english_cases,
    english_complaints,
    english_inspections,
    english_money,
    translated,
)
from reports.documents.english_style import Says, Words, articles, day, named, officers

#: Kind of paper -> what it orders, and what else its party must know.
SAYS: dict[str, tuple[Says, Says]] = {
    **english_inspections.SAYS,
    **english_cases.SAYS,
    **english_money.SAYS,
    **english_complaints.SAYS,
}


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


def _party(paper: Any) -> list[tuple[str, str]]:
    """Whom it is for, as far as the Chinese says it."""
    found = next(
        (found for name in ("party", "firm", "addressee") if (found := getattr(paper, name, None))), None
    )
    if found is None:
        return [("Addressed to", getattr(paper, "asker", "the complainant"))]
    lines = [("Addressed to", f"{found.name}, {found.code}" if found.code else found.name)]
    if found.representative:
        lines.append(("Represented by", found.representative))
    if found.address:
        lines.append(("Address", found.address))
    if found.licence_number:
        lines.append(("Licence", wording.brackets(found.licence_number)))
    return lines


def _rows(paper: Any, words: Words) -> list[tuple[str, str]]:
    rows = [
        ("Number", wording.brackets(paper.number)),
        ("Authority", named(paper.organ.name_en or paper.organ_en, paper.organ.name)),
        ("Issued on", day(paper.issued_on)),
        *_party(paper),
    ]
    if getattr(paper, "complaint_number", ""):
        rows += [
            (
                "Complaint",
                f"{wording.brackets(paper.complaint_number)}, received on {day(paper.received_on)}",
            ),
            ("About", f"{paper.respondent}; {words(paper.topic)}"),
        ]
    if getattr(paper, "members", 0):
        rows.append(("Complainants", f"{paper.members} persons with {paper.representatives} representatives"))
    if getattr(paper, "case_number", ""):
        rows.append(("Case", wording.brackets(paper.case_number)))
    if getattr(paper, "cause", ""):
        rows.append(("Matter", words(paper.cause)))
    for name, label in (("breached", "Breach of"), ("basis", "Legal basis"), ("citations", "Articles")):
        cited = getattr(paper, name, ())
        if cited and not isinstance(cited, str):
            rows.append((label, articles(cited)))
    if getattr(paper, "officers", ()):
        rows.append(("Officers", officers(paper.officers)))
    phone = paper.contact_phone or paper.organ.phone
    asked = "; ".join(each for each in (paper.contact, phone, paper.organ.address) if each)
    if asked:
        rows.append(("Questions to", asked))
    return rows


def sheet(kind: str, title: str, paper: Any, words: Words) -> Sheet | None:
    """The sheet of a paper; None where the party did not ask, or this kind goes to no party."""
    if paper.english_asked_on is None or kind not in SAYS:
        return None
    orders, more = SAYS[kind]
    return Sheet(
        words(title),
        tuple(_rows(paper, words)),
        tuple(orders(paper, words)),
        tuple(more(paper, words)),
        translated.told(kind, paper, words),
        translated.note(kind, paper, words),
    )
