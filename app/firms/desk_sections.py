"""What the desk's page of a firm is made of: everything of one firm on one page, each area adding its part.

As on the public page, a provider gives a `Section` or None; it may ask `visitor_of(request)` who reads.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from app import clock
from app.access.guards import actor_of, may
from app.access.permissions import Permission
from app.public.firm_sections import (
    Provider,
    Section,
    branches,
    paper_sentence,
    particulars_of,
)
from app.public.firm_sections import registrations as public_registrations
from app.shell.i18n import gettext as _
from regulation import database
from regulation.accounts import people
from regulation.casework import record
from regulation.firms import papers_due, queries
from regulation.firms.rules import FACTS
from regulation.register_corrections import permissions
from regulation.register_corrections import queries as corrections
from regulation.register_corrections.status import CORRECTION_STATUSES, CorrectionStatus
from regulation.words import N_

if TYPE_CHECKING:
    from uuid import UUID

    from litestar import Request

#: Acts of the register itself, as the log names them.
ACTS: dict[str, str] = {
    "register": N_("登记机构"),
    "change": N_("登记变更"),
    "correct": N_("更正登记"),
    "import": N_("按名录更新"),
    "merge": N_("归并重复登记"),
    "unmerge": N_("撤销归并"),
    "reissue_paper": N_("换发证书"),
    "correct_registration": N_("更正许可、备案登记"),
}

PUBLISHED = (
    "published_licence_number",
    "published_licence_name",
    "published_licence_from",
    "published_licence_until",
    "published_licence_organ",
)


async def particulars(firm_id: UUID, _request: Request[Any, Any, Any]) -> Section | None:
    """What is registered, with the way to change it and to its history."""
    firm = await queries.firm(firm_id)
    return Section(
        "particulars",
        _("登记事项"),
        "firms/section_particulars.html",
        {"rows": particulars_of(firm), "number": firm.number},
    )


async def registrations(firm_id: UUID, request: Request[Any, Any, Any]) -> Section | None:
    """Licences, filings and reports; each with the way to put right what was entered wrongly, and what was put right."""
    shown, actor = await public_registrations(firm_id, request), actor_of(request)
    assert shown is not None
    conflicted = await people.conflicts_of(firm_id, today=clock.today())
    entries = await database.rows(
        "select id, number, organ from registration_entry where firm = $1 order by number", firm_id
    )
    context = {
        "number": (await queries.firm(firm_id)).number,
        "corrigible": [each for each in entries if permissions.can_propose(actor, each, conflicted)],
        "corrections": [
            {
                **each,
                "status_label": _(CORRECTION_STATUSES[each["status"]]),
                "tone": "warn" if each["status"] == CorrectionStatus.PROPOSED else "done",
            }
            for each in await corrections.of_firm(firm_id)
        ],
    }
    return replace(shown, template="firms/section_registrations.html", context=shown.context | context)


async def papers(firm_id: UUID, request: Request[Any, Any, Any]) -> Section | None:
    """Papers that say otherwise than the corrected register, each with the form that closes it."""
    rows = [each for each in await papers_due.of_firm(firm_id) if each.closed_at is None]
    if not rows:
        return None
    return Section(
        "papers",
        _("待换发的证书"),
        "firms/section_papers.html",
        {
            "rows": [(each, paper_sentence(each)) for each in rows],
            "basis": papers_due.SHOWN,
            "may_edit": may(actor_of(request), Permission.FIRMS_EDIT),
            "may_issue": may(actor_of(request), Permission.LICENSING_HANDLE),
        },
    )


async def published(firm_id: UUID, _request: Request[Any, Any, Any]) -> Section | None:
    """What an imported list says of a licence: a claim to check, never a registration."""
    facts = await queries.present_facts(firm_id)
    rows = [(_(FACTS[key]), facts[key]) for key in PUBLISHED if facts.get(key)]
    if not rows:
        return None
    return Section(
        "published", _("名录所载许可（未核实）"), "public/section_particulars.html", {"rows": rows}
    )


async def acts(firm_id: UUID, _request: Request[Any, Any, Any]) -> Section | None:
    """What was done to the entry, and by whom."""
    entries = [
        {
            "at": each.at,
            "label": _(ACTS.get(each.action, each.action)),
            "actor": each.actor_name,
            "organ": each.actor_organ,
            "reason": each.reason,
            "citations": list(each.articles),
        }
        for each in reversed(await record.history("firm", firm_id))
    ]
    if not entries:
        return None
    return Section("acts", _("登记经过"), "firms/section_acts.html", {"entries": entries})


#: Areas append their providers here, in the order of the page.
PROVIDERS: list[Provider] = [registrations, papers, particulars, published, branches, acts]


async def of(firm_id: UUID, request: Request[Any, Any, Any]) -> list[Section]:
    """The sections of one firm's page at the desk."""
    found = [await provider(firm_id, request) for provider in PROVIDERS]
    return [section for section in found if section is not None]
