"""The English of what somebody wrote: entered before a paper is issued, frozen in its snapshot.

Kept by the matter and by the very text it translates: a text that was changed since has no translation. Where the party asked
for English, an official at a form is asked for what a paper still lacks before it is issued, whichever paper it is
(`Wanted`); what the official leaves empty stays untranslated, and the paper says so. The program translates nothing by
itself; whoever translated is named on the paper, and the Chinese text prevails.
"""

from __future__ import annotations

import hashlib
import re
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from regulation import database
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import datetime
    from uuid import UUID

    from regulation.actor import Actor

Row = dict[str, Any]
_CHINESE = re.compile(r"[\u3400-\u9fff]")
THINGS = ("items.name", "items.quantity", "items.condition")
#: Kind of paper -> what of its snapshot somebody wrote; a point leads into a list of groups.
FREE_TEXTS: dict[str, tuple[str, ...]] = {
    "order_to_correct": ("facts", "demands"),
    "correction_extension": ("ground", "reason"),
    "recheck_record": ("demands", "found"),
    "inspection_result_notice": ("problems.item", "problems.note", "unable"),
    "talk_record": ("matter", "demands", "said"),
    "preservation_notice": ("reason", *THINGS),
    "preservation_handling": (*THINGS, "reason"),
    "recusal_decision": ("ground", "reason"),
    "prior_notice": ("facts", "evidence", "handling.text", "discretion"),
    "penalty_decision": (
        "facts",
        "evidence",
        "correction.outcome",
        "defence",
        "statements.said",
        "statements.reason",
        "reviewed",
        "discretion",
    ),
    "spot_decision": ("facts", "defence", "collecting_reason", "signature_note"),
    "no_penalty_decision": ("facts", "evidence", "reason", "proof", "education"),
    "case_withdrawal_decision": ("reason",),
    "handling_decision": (
        "facts",
        "evidence",
        "defence",
        "statements.said",
        "statements.reason",
        "reviewed",
        "items.text",
    ),
    "service_receipt": ("receiver_relation", "refusal"),
    "deferral_decision": ("reason",),
    "suspension_answer": ("reason",),
    "publicity_answer": ("wrong", "wanted", "reason"),
    "complaint_refusal": ("text",),
    "complaint_supplement": ("text",),
    "complaint_direction": ("text",),
    "complaint_result": ("text",),
}


def is_chinese(text: str) -> bool:
    """Whether there is anything in it to translate."""
    return bool(_CHINESE.search(text))


def texts(kind: str, said: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What somebody wrote in a paper of this kind: the place in its snapshot, and the text; in the order of the paper."""
    found: list[tuple[str, str]] = []
    for place in FREE_TEXTS.get(kind, ()):
        name, _, inner = place.partition(".")
        value = said.get(name) or ()
        several = list(value) if isinstance(value, (list, tuple)) else [value]
        found += [(place, _inner(each, inner) if inner else each) for each in several]
    return [(place, text) for place, text in found if text and is_chinese(text)]


def _inner(group: Any, name: str) -> str:
    """From a group of a snapshot, as it is stored or as it is read."""
    found = group.get(name) if isinstance(group, dict) else getattr(group, name, None)
    return str(found) if found else ""


async def known(matter_id: UUID, sources: Iterable[str]) -> dict[str, Row]:
    """The last translation of each text in a matter, where there is one."""
    found = await database.rows(
        """select distinct on (source) source, text, translated_by from paper_translation
           where matter_id = $1 and source = any($2) order by source, recorded_at desc, id""",
        matter_id,
        list(sources),
    )
    return {each["source"]: each for each in found if each["text"]}


@dataclass(slots=True)
class Answers:
    """What an official at a form said of the English of texts, by their marks; an empty one is to stay untranslated."""

    actor: Actor
    texts: dict[str, str] = field(default_factory=dict)
    by: str = ""
    #: Letters that no paper can show.
    letters: str = ""
    #: Whether a text is the program's own, whose English it knows.
    is_known: Callable[[str], bool] = field(default=lambda _text: False)

    def problems(self) -> dict[str, str]:
        """What is wrong with them, by `by` or `texts`."""
        found = {}
        if any(self.texts.values()) and len(self.by) < 2:
            found["by"] = N_("请填写译者；机器翻译的，填写校对人")
        if self.letters:
            found["texts"] = N_("文书中不能打印这些字：%(letters)s。请用汉字或者拉丁字母填写")
        return found


class Wanted(Exception):
    """Before this paper is issued somebody has to say how its texts read in English, or that they stay untranslated."""

    def __init__(self, kind: str, texts: list[tuple[str, str]], answers: Answers) -> None:
        super().__init__(kind)
        self.kind = kind
        #: Place in the snapshot and text, each text once.
        self.texts = texts
        #: What was answered so far.
        self.answers = answers


_answers: ContextVar[Answers | None] = ContextVar("answers", default=None)


@contextmanager
def asking(official: Answers | None) -> Iterator[None]:
    """Whom the papers issued in here ask for the English they lack: nobody, unless an official sits at a form."""
    before = _answers.set(official)
    try:
        yield
    finally:
        _answers.reset(before)


def answered(by: Answers) -> None:
    """What the form said, from here on in the current request."""
    _answers.set(by)


def mark(text: str) -> str:
    """By what a form names a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


async def of_paper(
    kind: str, matter_kind: str, matter_id: UUID, said: Mapping[str, Any], *, now: datetime
) -> list[Row]:
    """What the snapshot of a paper keeps: each of its texts that is translated, with who translated it.

    In the caller's transaction. Raises Wanted where an official can be asked and has not answered for every text yet.
    """
    places: dict[str, str] = {}
    for place, text in texts(kind, said):
        places.setdefault(text, place)
    if not places:
        return []
    found = await known(matter_id, places)
    answers = _answers.get()
    if answers is None:
        lacking = []
    else:
        lacking = [text for text in places if text not in found and not answers.is_known(text)]
    if lacking and answers is not None:
        if answers.problems() or any(mark(text) not in answers.texts for text in lacking):
            raise Wanted(kind, [(places[text], text) for text in lacking], answers)
        given = {text: answers.texts[mark(text)] for text in lacking}
        await keep(matter_kind, matter_id, given, answers.by, answers.actor, now)
        found = await known(matter_id, places)
    return [
        {"source": each, "text": found[each]["text"], "by": found[each]["translated_by"]}
        for each in places
        if each in found
    ]


async def keep(  # noqa: PLR0917
    matter_kind: str, matter_id: UUID, given: Mapping[str, str], by: str, actor: Actor, now: datetime
) -> int:
    """Keep translations by the text they translate, in the caller's transaction; an empty one takes an earlier one back.

    How many are new.
    """
    before = await known(matter_id, given)
    fresh = {
        source: text.strip()
        for source, text in given.items()
        if text.strip() != (before[source]["text"] if source in before else "")
    }
    for source, text in fresh.items():
        await database.execute(
            """insert into paper_translation (id, matter_kind, matter_id, source, text, translated_by, recorded_by, recorded_at)
               values ($1,$2,$3,$4,$5,$6,$7,$8)""",
            uuid4(),
            matter_kind,
            matter_id,
            source,
            text,
            by.strip(),
            actor.name,
            now,
        )
    return len(fresh)
