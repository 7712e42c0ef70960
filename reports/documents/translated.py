"""The part of the English sheet that somebody translated: facts, evidence, reasons; or that they were not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation.casework import translations

if TYPE_CHECKING:
    from collections.abc import Callable

#: Place in the snapshot -> what stands there.
LABELS = {
    "facts": "Facts",
    "evidence": "Evidence",
    "discretion": "Reasons for the measure",
    "statements.said": "What was said",
    "statements.reason": "Why it was adopted or not",
    "reviewed": "On what was said",
    "ground": "Ground of the request",
    "reason": "Reason",
    "found": "What was found",
    "problems.item": "Items that were not compliant",
    "problems.note": "What was found",
    "unable": "Why the inspection could not be made",
    "matter": "Matter",
    "demands": "What is asked for",
    "said": "What was said",
    "defence": "What was said",
    "collecting_reason": "Why the fine was collected on the spot",
    "signature_note": "On the refusal to sign",
    "correction.outcome": "What became of the order to correct",
    "proof": "Proof",
    "education": "What was explained",
    "receiver_relation": "What the receiver is to the addressee",
    "refusal": "Why it was refused",
    "wrong": "What is said to be wrong",
    "wanted": "What was wanted instead",
    "text": "In the words of this authority",
}
#: Texts that stand in the operative part of the sheet, in a list with their amounts or numbers.
IN_LISTS = frozenset({"handling.text", "items.text", "items.name", "items.quantity", "items.condition"})
#: The same of one kind only.
IN_LISTS_OF = frozenset({("order_to_correct", "demands"), ("recheck_record", "demands")})
MISSING = "[not translated; see the Chinese original]"


def english_of(paper: Any, text: str, words: Callable[[str], str]) -> str:
    """A text of the paper in English: as somebody translated it, or as the program's own text reads, or that it is not translated."""
    found = next((each.text for each in paper.translations if each.source == text), "")
    if found or not translations.is_chinese(text):
        return found or text
    known = words(text)
    return MISSING if known == text else known


def named(paper: Any, text: str, words: Callable[[str], str]) -> str:
    """A place or a person: in English where it is known, else as it is written; names stay what they are."""
    found = english_of(paper, text, words)
    return text if found == MISSING else found


def told(kind: str, paper: Any, words: Callable[[str], str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """By label, each text in English, in the order of the paper; where nobody translated any, what the program knows whole."""
    found: dict[str, list[str]] = {}
    for place, source in translations.texts(kind, _fields(paper)):
        if place not in IN_LISTS and (kind, place) not in IN_LISTS_OF:
            found.setdefault(LABELS[place], []).append(english_of(paper, source, words))
    return tuple(
        (label, tuple(lines)) for label, lines in found.items() if paper.translations or MISSING not in lines
    )


def note(kind: str, paper: Any, words: Callable[[str], str]) -> str:
    """Which text holds, and who translated what somebody wrote."""
    holds = "The Chinese text on the preceding pages is the original and prevails."
    written = translations.texts(kind, _fields(paper))
    names = list(dict.fromkeys(each.by for each in paper.translations))
    if names:
        return f"{holds} What was written in this authority's own words: translation for reference, by {', '.join(names)}."
    if any(english_of(paper, text, words) == MISSING for _, text in written):
        return f"{holds} What stands there in this authority's own words is not translated."
    return holds


def _fields(paper: Any) -> dict[str, Any]:
    """The paper as its snapshot was, as far as somebody wrote in it."""
    found = {}
    for name in {place.partition(".")[0] for places in translations.FREE_TEXTS.values() for place in places}:
        value = getattr(paper, name, None)
        if value:
            found[name] = value
    return found
