"""What a certificate says, as data that is hashed and as words that are printed. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from regulation.firms import entries
from regulation.firms.places import label
from regulation.firms.status import BUSINESS_STATES, REGISTRATION_KINDS, STANDINGS
from regulation.firms.suppliers.checking import BY, OUTCOMES, Outcome, counted
from regulation.law import beijing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from regulation.firms.asof import Moment
    from regulation.firms.queries import FirmView
    from regulation.firms.rules import Limit, Registration, Statement
    from regulation.firms.suppliers.checking import Answer, Firm

FORMAT = "zhiheng/register-certificate/1"
#: Rows of a list that are printed; all of them are in the data.
PRINTED = 200


@dataclass(frozen=True, slots=True)
class Said:
    """The data, and what the paper shows of it."""

    data: dict[str, Any]
    shown: dict[str, Any]


def of_firm(view: FirmView, at: Moment, *, number: str, asked_at: datetime) -> Said:
    """What the register said of one firm."""
    sentences = [_sentence(each) for each in view.answer(at.on)]
    data = {
        **_head("firm", number, at, asked_at),
        "firm": _without_nothing(
            {
                "number": view.number,
                "name": view.name,
                "former_names": list(view.former_names),
                "uscc": view.uscc,
                "old_number": view.old_number,
                "area": view.area,
                "organ": view.organ,
                "domicile": view.domicile,
                "place_of_business": view.place_of_business,
                "legal_representative": view.legal_representative,
                "capital": _capital(view),
                "ownership_type": view.ownership_type,
                "business_state": str(view.business_state),
                "established_on": _iso(view.established_on),
                "scope": view.scope,
            }
        ),
        "status": str(view.standing(at.on)),
        "answer": sentences,
        "registrations": [_registration(each, at.on) for each in view.registrations],
        "limits": [_limit(each) for each in view.limits if each.holds_on(at.on)],
    }
    facts = (
        ("登记编号", view.number),
        ("统一社会信用代码", view.uscc),
        ("曾用名", "、".join(view.former_names)),
        ("法定代表人", view.legal_representative),
        ("住所", view.domicile),
        ("所在区", label(view.area)),
        ("登记机关", view.organ),
        ("注册资本", entries.written("capital", _capital(view))),
        ("经营状态", BUSINESS_STATES[view.business_state] if view.business_state != "unknown" else ""),
    )
    shown = {
        "name": view.name,
        "sentences": sentences,
        "facts": [{"label": name, "value": value} for name, value in facts if value],
        "registrations": [_shown_registration(each, at.on) for each in view.registrations],
        "limits": [_shown_limit(each) for each in view.limits if each.holds_on(at.on)],
    }
    return Said(data, shown)


def of_list(answers: Sequence[Answer], at: Moment, *, number: str, asked_at: datetime) -> Said:
    """What the register said of a list of suppliers."""
    counts = counted(answers)
    data = {
        **_head("suppliers", number, at, asked_at),
        "counts": {str(outcome): n for outcome, n in counts.items()},
        "rows": [_row(answer, at.on) for answer in answers],
    }
    shown = {
        "name": "",
        "sentences": [],
        "counts": [{"label": OUTCOMES[outcome], "value": str(n)} for outcome, n in counts.items()],
        "lines": [_line(answer) for answer in answers[:PRINTED]],
        "total": len(answers),
    }
    return Said(data, shown)


def _head(kind: str, number: str, at: Moment, asked_at: datetime) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "kind": kind,
        "number": number,
        "asked_at": clock(asked_at),
        "as_of": at.on.isoformat(),
        "as_known": at.known_at.isoformat(),
    }


def clock(at: datetime) -> str:
    """An instant on the clocks of Beijing to the second: 2026-11-28 15:04:05."""
    return beijing.in_beijing(at).strftime("%Y-%m-%d %H:%M:%S")


def _sentence(said: Statement) -> str:
    """The original words; a day is written as papers write it."""
    days = {
        name: f"{value.year}年{value.month}月{value.day}日" if hasattr(value, "year") else value
        for name, value in said.params.items()
    }
    return said.message % days if days else said.message


def _capital(view: FirmView) -> str:
    return "" if view.capital_amount is None else f"{view.capital_amount} {view.capital_currency}"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _without_nothing(said: dict[str, Any]) -> dict[str, Any]:
    """Canonical JSON knows no null, and what is not known is not said."""
    return {name: value for name, value in said.items() if value not in (None, "", [])}


def _registration(each: Registration, on: date) -> dict[str, Any]:
    return _without_nothing(
        {
            "kind": str(each.kind),
            "number": each.number,
            "status": str(each.status_on(on)),
            "issued_on": _iso(each.issued_on),
            "expires_on": _iso(each.expires_on),
            "ended_on": _iso(each.ended_on),
            "organ": each.organ,
            "scope": list(each.scope),
            "conditions": each.conditions,
        }
    )


def _shown_registration(each: Registration, on: date) -> dict[str, Any]:
    return {
        "kind": REGISTRATION_KINDS[each.kind],
        "number": each.number,
        "status": each.label_on(on),
        "issued_on": _iso(each.issued_on),
        "expires_on": _iso(each.expires_on),
        "ended_on": _iso(each.ended_on),
        "organ": each.organ,
        "conditions": each.conditions,
    }


def _limit(each: Limit) -> dict[str, Any]:
    """What hangs on a registration on the day; part of the statement, and so of its digest."""
    return _without_nothing(
        {
            "kind": str(each.kind),
            "number": each.number,
            "registration_kind": str(each.registration_kind),
            "registration": each.registration_number,
            "ground": each.ground,
            "basis": each.basis.key if each.basis else "",
            "text": each.said,
            "text_en": each.said_en,
            "decided_by": each.organ,
            "document_number": each.document_number,
            "since": _iso(each.since),
            "until": _iso(each.until),
        }
    )


def _shown_limit(each: Limit) -> dict[str, Any]:
    return {
        "kind": each.label,
        "registration": each.registration_number,
        "ground": each.ground,
        "text": each.said,
        "since": _iso(each.since),
        "until": _iso(each.until),
        "decided_by": each.organ,
        "document_number": each.document_number,
    }


def _row(answer: Answer, on: date) -> dict[str, Any]:
    return _without_nothing(
        {
            "line": answer.row.line,
            "given": answer.row.given,
            "outcome": str(answer.outcome),
            "by": str(answer.by),
            "same_as": answer.same_as or None,
            "name_differs": answer.name_differs or None,
            "not_compared": answer.not_compared or None,
            "firms": [_firm(firm, on) for firm in answer.firms],
        }
    )


def _firm(firm: Firm, on: date) -> dict[str, Any]:
    return _without_nothing(
        {
            "number": firm.number,
            "name": firm.name,
            "uscc": firm.uscc,
            "status": str(firm.standing),
            "registrations": [_registration(each, on) for each in firm.registrations],
            "penalties": firm.penalties,
        }
    )


def _line(answer: Answer) -> dict[str, Any]:
    found = answer.outcome is Outcome.FOUND
    by = BY[answer.by]
    return {
        "line": answer.row.line,
        "given": answer.row.given,
        "outcome": f"{OUTCOMES[answer.outcome]}（{by}）" if by else OUTCOMES[answer.outcome],
        "firm": f"{answer.firms[0].name} {answer.firms[0].number}" if found else "",
        "status": STANDINGS[answer.firms[0].standing] if found else "",
    }
