"""The part of the English sheet that somebody translated: facts, evidence, reasons; or that they were not."""

from __future__ import annotations

from typing import Any

from regulation.casework import translations

#: Place in the snapshot -> what stands there.
LABELS = {
    "facts": "Facts",
    "evidence": "Evidence",
    "discretion": "Reasons for the measure",
    "statements.said": "What was said",
    "statements.reason": "Why it was adopted or not",
    "reviewed": "On what was said",
    "ground": "Ground",
    "reason": "Reason",
    "found": "What was found",
    "unable": "Why the inspection could not be made",
    "matter": "Matter",
    "demands": "What is asked for",
    "said": "What was said",
    "defence": "What was said",
    "proof": "Proof",
    "education": "What was explained",
    "text": "In the words of this authority",
    "outcome": "Outcome",
}
MISSING = "[not translated; see the Chinese original]"


def told(kind: str, paper: Any) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """By label, each text in English, in the order of the paper; nothing where no text of it was translated."""
    by_source = {each.source: each.text for each in paper.translations}
    if not by_source:
        return ()
    found: dict[str, list[str]] = {}
    for place, source in translations.texts(kind, _fields(paper)):
        found.setdefault(LABELS[place], []).append(by_source.get(source, MISSING))
    return tuple((label, tuple(lines)) for label, lines in found.items())


def note(paper: Any) -> str:
    """Which text holds, and who translated what somebody wrote."""
    holds = "The Chinese text on the preceding pages is the original and prevails."
    names = list(dict.fromkeys(each.by for each in paper.translations))
    if not names:
        return (
            f"{holds} The facts, the evidence and the reasons stand there in the words of this authority and are not "
            "translated."
        )
    return f"{holds} Facts, evidence and reasons: translation for reference, by {', '.join(names)}."


def _fields(paper: Any) -> dict[str, Any]:
    """The paper as its snapshot was, as far as somebody wrote in it."""
    found = {}
    for name in {place.partition(".")[0] for places in translations.FREE_TEXTS.values() for place in places}:
        value = getattr(paper, name, None)
        if name == "statements" and value:
            value = [{"said": each.said, "reason": each.reason} for each in value]
        if value:
            found[name] = value
    return found
