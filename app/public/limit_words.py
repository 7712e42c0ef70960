"""What hangs on registrations, in the reader's words: on the page of today, of a past day, and for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from app.shell import i18n, organ_names
from app.shell.i18n import gettext as _
from regulation.firms.status import REGISTRATION_KINDS, LimitKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from regulation.firms.rules import Limit

TONES: Final[dict[LimitKind, str]] = {
    LimitKind.CONDITION: "info",
    LimitKind.RESTRICTION: "warn",
    LimitKind.SUSPENSION: "bad",
}


def rows(found: Iterable[Limit], on: date) -> list[dict[str, Any]]:
    """Rows for a page: what holds on the day first, then what is to come, then what is over."""
    ordered = sorted(found, key=lambda each: (not each.holds_on(on), each.since <= on, each.number))
    return [row(each, on) for each in ordered]


def row(each: Limit, on: date) -> dict[str, Any]:
    """One of them."""
    is_on = each.holds_on(on)
    state = _("生效中") if is_on else _("尚未开始") if each.since > on else _("已结束")
    return {
        "kind": _(each.label),
        "tone": TONES[each.kind] if is_on else "done",
        "state": state,
        "is_on": is_on,
        "number": each.number,
        "registration": _(REGISTRATION_KINDS[each.registration_kind]),
        "registration_number": each.registration_number,
        "ground": _(each.ground),
        "basis": each.basis,
        "text": each.said_en if each.said_en and i18n.language() == i18n.ENGLISH else each.said,
        "days": days(each.since, each.until),
        "organ": organ_names.full(each.organ),
        "document_number": each.document_number,
    }


def days(since: date, until: date | None) -> str:
    """From when to when, in words."""
    if until is None:
        return _("自%(since)s起，至解除为止", since=i18n.day(since))
    return _("%(since)s至%(until)s", since=i18n.day(since), until=i18n.day(until))


def data(each: Limit) -> dict[str, Any]:
    """One of them for programs."""
    return {
        "number": each.number,
        "kind": each.kind,
        "registration_kind": each.registration_kind,
        "registration": each.registration_number,
        "ground": each.ground,
        "basis": each.basis.key if each.basis else None,
        "text": each.said,
        "text_en": each.said_en or None,
        "since": each.since,
        "until": each.until,
        "decided_by": each.organ,
        "document_number": each.document_number or None,
    }
