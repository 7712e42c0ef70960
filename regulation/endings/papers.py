"""What each paper of such a matter says, as the snapshot from which it is printed; and its number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation.casework import documents, numbering
from regulation.endings import rules
from regulation.endings.status import ENDING_KINDS, GROUNDS, EndingKind, Ground
from regulation.firms.status import RegistrationKind
from regulation.law import beijing
from regulation.law.citation import LICENSING_LAW
from regulation.licensing import papers as licensing
from regulation.licensing import procedures

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

Row = dict[str, Any]

#: Words of the serial numbers, after the organ's short name: 京朝人社许撤〔2026〕1号.
WORDS = {
    "ending_notice": "人社许撤告",
    "ending_hearing_notice": "人社许撤听通",
    "ending_hearing_record": "人社许撤听录",
    "set_aside_decision": "人社许撤",
    "withdrawal_decision": "人社许回",
}
DECISIONS = {EndingKind.SET_ASIDE: "set_aside_decision", EndingKind.WITHDRAW: "withdrawal_decision"}


async def number(organ: Row, kind: str, on: date) -> str:
    """The next number of this kind of paper of this organ, inside the caller's transaction."""
    taken = await numbering.next_number(organ["code"], kind, on.year)
    return numbering.formatted(organ["short"], WORDS[kind], on.year, taken)


async def issue(
    kind: str, matter: Row, licence: Row, said: Row, *, paper_number: str = "", now: datetime
) -> Row:
    """A paper of the matter: what every one of them says, and what this one says besides."""
    on = beijing.legal_day(now)
    organ = await licensing.organ_of(matter["organ"])
    held = licence["snapshot"].get("firm", {})
    return await documents.issue(
        kind,
        paper_number or await number(organ, kind, on),
        "ending",
        matter["id"],
        {
            "organ": licensing.organ_block(organ),
            "issued_on": on,
            "party": {**held, "name": licence["firm_name"]},
            "matter_number": matter["number"],
            "verb": "撤销" if matter["kind"] == EndingKind.SET_ASIDE else "撤回",
            "licence_title": licensing.licence_title(licence),
            "licence_number": licence["number"],
            "licence_valid_from": licence["valid_from"],
            **said,
        },
        organ_id=organ["id"],
        firm_id=matter["firm"],
        now=now,
    )


async def issue_notice(matter: Row, licence: Row, *, now: datetime) -> Row:
    """拟撤销（撤回）行政许可告知书: facts, ground, article, what the holder may do and until when."""
    ground, period = Ground(matter["ground"]), rules.STATEMENT.on(beijing.legal_day(now))
    return await issue(
        "ending_notice",
        matter,
        licence,
        {
            "facts": matter["facts"],
            "evidence": matter["evidence"],
            "ground": GROUNDS[ground],
            "citations": licensing.articles(rules.basis_of(ground)),
            "statement_days": period.n,
            "is_compensated": rules.is_compensated(ground),
            **_as_unlicensed(ground, licence),
        },
        now=now,
    )


def _as_unlicensed(ground: Ground, licence: Row) -> Row:
    """How a false promise is dealt with: the words and the article are those of the kind of licence."""
    if not rules.counts_as_unlicensed(ground):
        return {"is_unlicensed": False}
    words, basis = procedures.KINDS[RegistrationKind(licence["kind"])].unlicensed
    return {
        "is_unlicensed": True,
        "unlicensed": words,
        "unlicensed_citations": licensing.articles(basis),
    }


async def issue_hearing_notice(
    matter: Row, licence: Row, *, at: datetime, place: str, presider: str, now: datetime
) -> Row:
    """听证通知书: seven days before, in public, another person presides."""
    return await issue(
        "ending_hearing_notice",
        matter,
        licence,
        {
            "takes_place_at": at,
            "place": place,
            "presider": presider,
            "citations": licensing.articles(LICENSING_LAW.article(48)),
        },
        now=now,
    )


async def issue_hearing_record(
    matter: Row, licence: Row, *, held_on: date, attendees: Sequence[str], text: str, now: datetime
) -> Row:
    """听证笔录: signed by those who took part; the decision rests on it."""
    return await issue(
        "ending_hearing_record",
        matter,
        licence,
        {
            "held_on": held_on,
            "place": matter["hearing_place"],
            "presider": matter["hearing_presider"],
            "attendees": list(attendees),
            "record": text,
            "citations": licensing.articles(LICENSING_LAW.article(48)),
        },
        now=now,
    )


def decision_says(matter: Row, licence: Row, *, reason: str, compensation: str) -> Row:
    """What the decision says: shown before it is made, and issued when it is."""
    ground = Ground(matter["ground"])
    return {
        "facts": matter["facts"],
        "evidence": matter["evidence"],
        "ground": GROUNDS[ground],
        "told_on": matter["told_on"],
        "statement": matter["statement"],
        "hearing_held_on": matter["hearing_held_on"],
        "reason": reason,
        "is_compensated": rules.is_compensated(ground),
        "compensation": compensation,
        "when_ended": procedures.KINDS[RegistrationKind(licence["kind"])].when_ended,
        **_as_unlicensed(ground, licence),
        "citations": licensing.articles(rules.basis_of(ground)),
    }


async def issue_decision(
    matter: Row, licence: Row, *, reason: str, compensation: str, paper_number: str, now: datetime
) -> Row:
    """撤销行政许可决定书 (D-15) or 撤回行政许可决定书 (D-16)."""
    return await issue(
        DECISIONS[EndingKind(matter["kind"])],
        matter,
        licence,
        decision_says(matter, licence, reason=reason, compensation=compensation),
        paper_number=paper_number,
        now=now,
    )


def matter_words(matter: Row) -> str:
    return ENDING_KINDS[EndingKind(matter["kind"])]
