"""What the public page of a firm is made of: each area adds a section of its own to this list.

A provider gets the firm's id and the request and gives a `Section`, or None when it has nothing to say.
The order of the list is the order on the page. `data` appears in the JSON twin under `key`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from litestar import Request

from app import clock
from app.shell import i18n, organ_names
from app.shell.i18n import gettext as _
from regulation.firms import limits, papers_due, places, queries, rules
from regulation.firms.status import (
    BUSINESS_STATES,
    INST_TYPES,
    REGISTRATION_KINDS,
    InstType,
    RegistrationStatus,
)


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a firm's page: `template` is included with `section` set to this object."""

    key: str
    title: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)
    data: Any = None


Provider = Callable[[UUID, Request[Any, Any, Any]], Awaitable[Section | None]]

REGISTRATION_TONES = {
    RegistrationStatus.VALID: "good",
    RegistrationStatus.RENEWAL_PENDING: "info",
    RegistrationStatus.EXPIRED: "warn",
    RegistrationStatus.REVOKED: "bad",
    RegistrationStatus.SET_ASIDE: "bad",
    RegistrationStatus.WITHDRAWN: "warn",
    RegistrationStatus.CANCELLED: "done",
    RegistrationStatus.ENDED: "done",
}


async def registrations(firm_id: UUID, _request: Request[Any, Any, Any]) -> Section | None:
    """Licences, filings and reports, the dead ones among them."""
    hanging = (await limits.of_firms([firm_id]))[firm_id]
    rows = registration_rows(await queries.registrations(firm_id), clock.today(), hanging)
    return Section(
        "registrations", _("许可、备案和报告"), "public/section_registrations.html", {"rows": rows}
    )


def registration_rows(
    held: Iterable[rules.Registration], on: date, hanging: Iterable[rules.Limit]
) -> list[dict[str, Any]]:
    """Rows of `public/section_registrations.html`, as they stood on a day; a suspension is said beside the state."""
    limits_ = list(hanging)
    limited = {(each.registration_kind, each.registration_number) for each in limits_ if each.holds_on(on)}
    return [
        {
            "kind": _(REGISTRATION_KINDS[each.kind]),
            "number": each.number,
            "status": _(each.label_on(on)),
            "tone": REGISTRATION_TONES[each.status_on(on)],
            "is_suspended": each.is_living(on) and rules.suspension_of(each, limits_, on) is not None,
            "issued_on": each.issued_on,
            "expires_on": each.expires_on,
            "ended_on": each.ended_on,
            "organ": each.organ,
            "scope": [_(item) for item in each.scope],
            # What hangs on the registration with days of its own is said there, once.
            "conditions": "" if (each.kind, each.number) in limited else each.conditions,
        }
        for each in held
    ]


async def particulars(firm_id: UUID, _request: Request[Any, Any, Any]) -> Section | None:
    """Who the firm is, as it is registered."""
    firm = await queries.firm(firm_id)
    return Section(
        "particulars", _("登记事项"), "public/section_particulars.html", {"rows": particulars_of(firm)}
    )


def particulars_of(firm: queries.FirmView) -> list[tuple[str, str]]:
    """Label and value of what is registered of a firm, without what is unknown."""
    capital = f"{firm.capital_amount:,.2f} {firm.capital_currency}" if firm.capital_amount is not None else ""
    state = _(BUSINESS_STATES[firm.business_state]) if firm.business_state != "unknown" else ""
    rows = [
        (_("登记编号"), firm.number),
        (_("统一社会信用代码"), firm.uscc or ""),
        (_("旧注册号"), firm.old_number or ""),
        (_("曾用名"), "、".join(firm.former_names)),
        (_("法定代表人"), firm.legal_representative),
        (_("住所"), firm.domicile),
        (_("经营场所"), firm.place_of_business if firm.place_of_business != firm.domicile else ""),
        (
            _("所在区"),
            _(places.label(firm.area)) if firm.is_local else f"{_(places.label(firm.area))} {firm.district}",
        ),
        (_("登记机关"), organ_names.full(firm.organ)),
        (_("成立日期"), i18n.day(firm.established_on) if firm.established_on else ""),
        (_("注册资本"), capital),
        (_("企业类型"), firm.ownership_type),
        (_("机构类型"), _(INST_TYPES[InstType(firm.inst_type)]) if firm.inst_type else ""),
        (_("经营状态"), state),
        (_("经营范围"), firm.scope),
    ]
    return [(label, value) for label, value in rows if value]


async def branches(firm_id: UUID, _request: Request[Any, Any, Any]) -> Section | None:
    """Branches that were reported."""
    rows = await queries.branches(firm_id)
    if not rows:
        return None
    return Section("branches", _("分支机构"), "public/section_branches.html", {"rows": rows})


async def papers(firm_id: UUID, _request: Request[Any, Any, Any]) -> Section | None:
    """Where a paper that is out says otherwise than the corrected register, both are shown."""
    rows = await papers_due.of_firm(firm_id)
    if not rows:
        return None
    return Section(
        "papers",
        _("登记更正与证书"),
        "public/section_papers.html",
        {"rows": [(each, paper_sentence(each)) for each in rows]},
        data=[
            {
                "registration": each.number,
                "fact": each.key,
                "paper_says": each.was,
                "register_says": each.became,
                "corrected_at": each.opened_at,
                "reissued_at": each.closed_at,
                "new_paper": each.paper,
            }
            for each in rows
        ],
    )


def paper_sentence(due: papers_due.PaperDue) -> str:
    """What the paper says, and what the register says."""
    return _(
        "%(paper)s载明的%(fact)s为“%(was)s”，登记簿已于%(day)s更正为“%(became)s”。",
        paper=due.number,
        fact=_(papers_due.WORDS[due.key]),
        was=_on_paper(due.key, due.was),
        became=_on_paper(due.key, due.became),
        day=i18n.day(due.opened_at),
    )


def _on_paper(key: str, value: str) -> str:
    """A day in the reader's words; items of a licence or filing in the reader's language."""
    if value and key in papers_due.DAYS:
        return i18n.day(date.fromisoformat(value))
    if key == papers_due.SCOPE:
        return _("、").join(_(each) for each in value.split("、"))
    return value or _("无记载")


#: Areas append their providers here, in the order of the page.
PROVIDERS: list[Provider] = [registrations, papers, particulars, branches]


#: The order of the entry page, by the keys of the sections: what it may do, how it is graded and why, under which
#: conditions, what it filed and what was found, its people and particulars, its branches, accounts and parks. A
#: section that is not named here stands before the last group; areas need not know of each other.
ORDER = (
    "registrations",
    "papers",
    "grade",
    "integrity",
    "conditions",
    "suspensions",
    "timeline",
    "annual-reports",
    "annual_reports",
    "inspections",
    "penalties",
    "particulars",
    "people",
    "branches",
    "accounts",
    "job_fairs",
    "parks",
    "",
    "verify",
    "certificate",
    "following",
    "follow",
)


async def of(firm_id: UUID, request: Request[Any, Any, Any]) -> list[Section]:
    """The sections of one firm's page, in the order of the page."""
    found = [await provider(firm_id, request) for provider in PROVIDERS]
    rank = {key: place for place, key in enumerate(ORDER)}
    return sorted(
        (section for section in found if section is not None),
        key=lambda section: rank.get(section.key, rank[""]),
    )
