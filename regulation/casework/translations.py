"""A translation beside what officials wrote in their own words: entered before a paper is issued, frozen in its snapshot.

Kept by the matter and by the very text it translates: a text that was changed since has no translation. The program
translates nothing by itself; whoever translated is named on the paper, and the Chinese text prevails.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from regulation import database

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from uuid import UUID

    from regulation.actor import Actor

Row = dict[str, Any]
#: Kind of paper -> what of its snapshot somebody wrote; a point leads into a list of groups.
FREE_TEXTS: dict[str, tuple[str, ...]] = {
    "order_to_correct": ("facts",),
    "correction_extension": ("ground", "reason"),
    "recheck_record": ("found",),
    "inspection_result_notice": ("unable",),
    "talk_record": ("matter", "demands", "said"),
    "preservation_notice": ("reason",),
    "preservation_handling": ("reason",),
    "recusal_decision": ("ground", "reason"),
    "prior_notice": ("facts", "evidence", "discretion"),
    "penalty_decision": (
        "facts",
        "evidence",
        "statements.said",
        "statements.reason",
        "reviewed",
        "discretion",
    ),
    "spot_decision": ("facts", "defence"),
    "no_penalty_decision": ("facts", "evidence", "reason", "proof", "education"),
    "case_withdrawal_decision": ("reason",),
    "handling_decision": ("facts", "evidence", "statements.said", "statements.reason", "reviewed"),
    "deferral_decision": ("reason",),
    "complaint_refusal": ("ground", "text"),
    "complaint_supplement": ("text",),
    "complaint_direction": ("ground", "text"),
    "complaint_result": ("outcome", "text"),
}


def texts(kind: str, said: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What somebody wrote in a paper of this kind: the place in its snapshot, and the text; in the order of the paper."""
    found: list[tuple[str, str]] = []
    for place in FREE_TEXTS.get(kind, ()):
        name, _, inner = place.partition(".")
        value = said.get(name) or ()
        several: list[Any] = [value] if isinstance(value, str) else list(value)
        found += [(place, each.get(inner, "") if inner else each) for each in several]
    return [(place, text) for place, text in found if text and text.strip()]


async def known(matter_id: UUID, sources: Iterable[str]) -> dict[str, Row]:
    """The last translation of each text in a matter, where there is one."""
    found = await database.rows(
        """select distinct on (source) source, text, translated_by from paper_translation
           where matter_id = $1 and source = any($2) order by source, recorded_at desc, id""",
        matter_id,
        list(sources),
    )
    return {each["source"]: each for each in found if each["text"]}


async def of_paper(kind: str, matter_id: UUID, said: Mapping[str, Any]) -> list[Row]:
    """What the snapshot of a paper keeps: each of its texts that is translated, with who translated it."""
    sources = list(dict.fromkeys(text for _, text in texts(kind, said)))
    found = await known(matter_id, sources) if sources else {}
    return [
        {"source": each, "text": found[each]["text"], "by": found[each]["translated_by"]}
        for each in sources
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
