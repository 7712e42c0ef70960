"""What the register says, in the reader's words: the answer, the registrations, a fact, a difference."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from app.public import firm_sections, limit_words
from app.shell import i18n
from app.shell.i18n import gettext as _
from regulation.firms import asof, changes, entries, places
from regulation.firms.status import (
    BUSINESS_STATES,
    INST_TYPES,
    REGISTRATION_STATUSES,
    BusinessState,
    InstType,
    LimitKind,
    RegistrationStatus,
    Standing,
)
from regulation.words import N_

if TYPE_CHECKING:
    from regulation.firms.asof import Difference
    from regulation.firms.queries import FirmView

ORDER = N_("后一日不能早于前一日")
NO_SUCH_PLACE = N_("没有这个区，请从给出的选项中选择")

TONES: Final[dict[Standing, str]] = {
    Standing.LICENSED: "good",
    Standing.SUSPENDED: "bad",
    Standing.FILED: "info",
    Standing.REPORTED: "info",
    Standing.EXPIRED: "warn",
    Standing.REVOKED: "bad",
    Standing.SET_ASIDE: "bad",
    Standing.WITHDRAWN: "warn",
    Standing.CANCELLED: "done",
    Standing.ENDED: "done",
    Standing.NONE: "neutral",
}

#: Areas in the order of their codes, for the facet.
AREA_LABELS: Final = {
    **places.AREAS,
    places.CITY: places.CITY_LABEL,
    places.ELSEWHERE: places.ELSEWHERE_LABEL,
}

particulars_of = firm_sections.particulars_of
registration_rows = firm_sections.registration_rows


def sentences(view: FirmView, on: date) -> list[dict[str, Any]]:
    """The answer in words: lawful or not, for what, until when."""
    return [
        {
            "text": _(said.message, **{name: i18n.day(value) for name, value in said.params.items()}),
            "tone": said.tone,
            "citation": said.citation,
        }
        for said in view.answer(on)
    ]


def data(view: FirmView, on: date) -> dict[str, Any]:
    """What the register says of a firm on a day, for programs."""
    return {
        "name": view.name,
        "former_names": view.former_names,
        "uscc": view.uscc,
        "district": view.area,
        "district_name": places.label(view.area),
        "organ": view.organ,
        "domicile": view.domicile,
        "place_of_business": view.place_of_business,
        "legal_representative": view.legal_representative,
        "capital": None if view.capital_amount is None else f"{view.capital_amount}",
        "capital_currency": view.capital_currency,
        "ownership_type": view.ownership_type,
        "business_state": view.business_state,
        "business_state_name": BUSINESS_STATES[view.business_state],
        "established_on": view.established_on,
        "status": view.standing(on),
        "answer": [each["text"] for each in sentences(view, on)],
        "registrations": [
            {
                "kind": each.kind,
                "number": each.number,
                "status": each.status_on(on),
                "recorded_status": RegistrationStatus(each.status),
                "issued_on": each.issued_on,
                "expires_on": each.expires_on,
                "ended_on": each.ended_on,
                "organ": each.organ,
                "scope": each.scope,
            }
            for each in view.registrations
        ],
        "limits": [limit_words.data(each) for each in view.limits if each.holds_on(on)],
    }


def shown(key: str, value: str) -> str:
    """A fact as a person reads it."""
    if not value:
        return ""
    match key:
        case "area":
            return _(places.label(value))
        case "business_state":
            return _(BUSINESS_STATES[BusinessState(value)])
        case "inst_type":
            return _(INST_TYPES[InstType(value)])
        case "established_on":
            return i18n.day(date.fromisoformat(value))
        case _:
            return entries.written(key, value)


@dataclass(frozen=True, slots=True)
class Said:
    """A difference in words."""

    title: str
    number: str
    before: str
    relearned: str
    after: str
    kind: str
    tone: str


def difference(found: Difference) -> Said:
    """What differs, the three states of it, and whether it was learned or came to pass."""
    if found.key == changes.ENTERED:
        nothing = _("尚未登记")
        return Said(_("机构登记"), "", nothing, found.relearned, found.after, _("新登记"), "info")
    title, number = asof.named(found.key)
    values = (found.before, found.relearned, found.after)
    if found.key.partition(":")[0] in set(LimitKind):
        read = _limit
    elif number:
        read = _registration
    else:

        def read(text: str) -> str:
            return shown(found.key, text)

    before, relearned, after = (read(value) for value in values)
    if found.was_learned and found.came_to_pass:
        kind, tone = _("更正并变更"), "warn"
    elif found.was_learned:
        kind, tone = _("更正"), "warn"
    else:
        kind, tone = _("变更"), "info"
    return Said(_(title), number, before, relearned, after, kind, tone)


def _limit(text: str) -> str:
    if not text:
        return ""
    since, before = text.split(" ")
    return limit_words.days(
        date.fromisoformat(since), None if before == "-" else date.fromisoformat(before) - timedelta(days=1)
    )


def _registration(text: str) -> str:
    if not text:
        return ""
    status, issued, expires, ended = text.split(" ")
    parts = [_(REGISTRATION_STATUSES[RegistrationStatus(status)])]
    if issued != "-":
        parts.append(_("%(day)s起", day=i18n.day(date.fromisoformat(issued))))
    if expires != "-":
        parts.append(_("有效期至 %(day)s", day=i18n.day(date.fromisoformat(expires))))
    if ended != "-":
        parts.append(_("%(day)s终止", day=i18n.day(date.fromisoformat(ended))))
    return _("，").join(parts)
