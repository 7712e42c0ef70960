"""What each paper about an entry says, as the snapshot from which it is printed; and its number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation.accounts import organs
from regulation.casework import documents, numbering
from regulation.firms.status import LIMIT_KINDS, REGISTRATION_KINDS, LimitKind, RegistrationKind
from regulation.law import beijing
from regulation.notices import actions as notices
from regulation.registration_conditions.rules import effects, grounds
from regulation.registration_conditions.rules.grounds import GROUNDS, Ground, Origin
from regulation.registration_conditions.status import ACTS, Act

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from regulation.law.citation import Citation
    from regulation.registration_conditions.rules.effects import Line

Row = dict[str, Any]

#: Words of the serial numbers, after the organ's short name: 京朝人社登附〔2026〕1号.
WORDS = {
    "registration_condition": "人社登附",
    "condition_notice": "人社登附告",
    "condition_decision": "人社登附决",
    "condition_note": "人社登附记",
}
#: How the decision calls what it does.
VERBS = {
    Act.IMPOSED: "决定对当事人的登记作如下记载",
    Act.VARIED: "决定变更原登记的内容",
    Act.EXTENDED: "决定延长原登记的期限",
    Act.LIFTED: "原登记予以解除",
    Act.CORRECTED: "原登记有误，更正如下",
    Act.ANNULLED: "原登记不应当作出，予以撤销，视为自始没有记载",
}

#: What is only written down is nobody's decision here.
RECORDED = "对该登记作如下记载"


async def number(organ: Row, kind: str, on: date) -> str:
    """The next number of this kind of the organ, inside the caller's transaction."""
    taken = await numbering.next_number(organ["code"], kind, on.year)
    return numbering.formatted(organ["short"], WORDS[kind], on.year, taken)


async def organ_of(entry: Row) -> Row:
    found = await organs.by_id(entry["organ"])
    if found is None:
        raise LookupError(entry["organ"])
    return found


def _articles(cited: Iterable[Citation]) -> list[Row]:
    return [{"label": each.zh} for each in cited]


def _lines(lines: Iterable[Line]) -> list[Row]:
    return [{"text": each.text, "label": each.citation.zh} for each in lines]


def says(entry: Row, registration: Row, act: Act, said: Row) -> Row:
    """What the paper says of the act: shown before it is taken, and issued when it is."""
    ground, kind = Ground(entry["ground"]), LimitKind(entry["kind"])
    basis = GROUNDS[ground]
    consequences = {}
    if kind is LimitKind.SUSPENSION and act not in {Act.LIFTED, Act.ANNULLED}:
        meant = effects.of_suspension(
            RegistrationKind(entry["registration_kind"]), by_penalty=ground is Ground.STOP_BUSINESS
        )
        consequences = {"must_not": _lines(meant.must_not), "must": _lines(meant.must)}
    return {
        "party": {
            "name": registration["firm_name"],
            "code": registration["uscc"] or "",
            "address": registration["domicile"],
            "representative": registration["legal_representative"],
        },
        "matter_number": entry["number"],
        "registration_title": REGISTRATION_KINDS[RegistrationKind(entry["registration_kind"])],
        "registration_number": entry["registration_number"],
        "kind": LIMIT_KINDS[kind],
        "act": ACTS[act],
        "verb": RECORDED if act is Act.IMPOSED and basis.origin is not Origin.OWN else VERBS[act],
        "ground": basis.label,
        "citations": _articles(basis.citations),
        "doubt": basis.doubt,
        "facts": entry["facts"],
        "issuing_body": entry["issuing_body"],
        "document_number": entry["document_number"],
        "document_on": entry["document_on"],
        "is_public": basis.is_public,
        **consequences,
        **said,
    }


async def issue(
    kind: str, entry: Row, registration: Row, act: Act, said: Row, *, paper_number: str = "", now: datetime
) -> Row:
    """A paper about an entry, in the caller's transaction."""
    on = beijing.legal_day(now)
    organ = await organ_of(entry)
    issued: Row = await documents.issue(
        kind,
        paper_number or await number(organ, kind, on),
        "registration_condition",
        entry["id"],
        {
            "organ": {
                "name": organ["name"],
                "reviewer": organ["reviewer"],
                "court": organ["court"],
                "bank": organ["bank"],
            },
            "issued_on": on,
            **says(entry, registration, act, said),
        },
        organ_id=organ["id"],
        firm_id=registration["firm"],
        now=now,
    )
    await notices.tell_to_confirm(issued, now=now)
    return issued


async def issue_notice(entry: Row, registration: Row, *, now: datetime) -> Row:
    """拟作记载告知书: what is intended, why, on what, and until when the firm may state its view."""
    proposed = entry["proposed"]
    period = grounds.STATEMENT.on(beijing.legal_day(now))
    return await issue(
        "condition_notice",
        entry,
        registration,
        Act(proposed["act"]),
        {
            "text": proposed["text"],
            "since": proposed["since"],
            "until": proposed["until"],
            "reason": proposed["reason"],
            "statement_days": period.n,
        },
        now=now,
    )
