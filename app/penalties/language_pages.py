"""English beside the Chinese of a party's papers: the party asks on its page, the clerk enters what came on paper or by word."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post
from pydantic import Field

from app import clock
from app.access.guards import actor_of
from app.penalties import case_sections, views
from app.penalties.evidence_pages import case_of
from app.penalties.procedure_pages import HANDLE, LETTERS, READ, taken
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import page
from regulation.casework import languages
from regulation.penalties import queries
from regulation.penalties.actions import language
from regulation.roles import Role
from regulation.words import N_

Ask = Request[Any, Any, Any]


class PartyLanguageForm(forms.Form):
    """The party's own word; its button says which."""

    english: bool = Field(title=N_("文书附英文"))


class LanguageForm(PartyLanguageForm):
    """What came to the office, who brought it and how."""

    how: str = Field(title=N_("提出方式"), default="", max_length=8)
    by: str = Field(title=N_("提出人"), default="", max_length=200)
    asked_on: date = Field(title=N_("提出日期"))


async def _page(request: Ask, case: dict[str, Any], *, is_party: bool, **extra: Any) -> Response[Any]:
    context: dict[str, Any] = {
        "values": {"asked_on": clock.today()},
        "errors": {},
        "status_code": 200,
        **extra,
    }
    here = _("文书附英文")
    trail = [(_("文书"), "/firm/letters"), (case["number"], f"/firm/cases/{case['id']}"), (here, None)]
    return page(
        "penalties/language.html",
        request,
        case=case,
        asked_on=await languages.asked_on(case["id"], case["firm"]),
        is_party=is_party,
        may_say=is_party
        or (actor_of(request).holds(Role.CLERK) and actor_of(request).organ_id == case["organ"]),
        ways=[each for each in views.choices(languages.HOW) if each[0] != "online"],
        back=f"/firm/cases/{case['id']}" if is_party else f"/desk/cases/{case['id']}",
        breadcrumbs=trail
        if is_party
        else [(_("案件"), "/desk/cases"), (case["number"], f"/desk/cases/{case['id']}"), (here, None)],
        **context,
    )


@get("/firm/cases/{case_id:uuid}/language", opt=LETTERS, include_in_schema=False)
async def party_language(request: Ask, case_id: UUID) -> Response[Any]:
    """Whether the papers of the case carry English, and the party's button."""
    return await _page(request, await queries.own_case(actor_of(request), case_id), is_party=True)


@post("/firm/cases/{case_id:uuid}/language", opt=LETTERS, include_in_schema=False)
async def party_says(request: Ask, case_id: UUID) -> Response[Any]:
    """Ask for English, or no longer."""
    case = await queries.own_case(actor_of(request), case_id)

    async def run(form: PartyLanguageForm) -> None:
        await language.ask_english(case_id, **dict(form), actor=actor_of(request), now=clock.now())

    async def shown(**extra: Any) -> Response[Any]:
        return await _page(request, case, is_party=True, **extra)

    return await taken(request, PartyLanguageForm, run, shown, f"/firm/cases/{case_id}/language")


@get("/desk/cases/{case_id:uuid}/language", opt=READ, include_in_schema=False)
async def desk_language(request: Ask, case_id: UUID) -> Response[Any]:
    """What the party asked for, and the form for what it asked outside this system."""
    return await _page(request, await case_of(request, case_id), is_party=False)


@post("/desk/cases/{case_id:uuid}/language", opt=HANDLE, include_in_schema=False)
async def desk_enters(request: Ask, case_id: UUID) -> Response[Any]:
    """Enter the party's word."""
    case = await case_of(request, case_id)

    async def run(form: LanguageForm) -> None:
        await language.ask_english(case_id, **dict(form), actor=actor_of(request), now=clock.now())

    async def shown(**extra: Any) -> Response[Any]:
        return await _page(request, case, is_party=False, **extra)

    return await taken(request, LanguageForm, run, shown, f"/desk/cases/{case_id}/language")


async def of_case(case: dict[str, Any], actor: Any) -> dict[str, Any]:
    """One line of a case's page, with the way to change it."""
    is_party = bool(case["firm"]) and actor.acts_for_firm(case["firm"])
    may_say = is_party or (actor.holds(Role.CLERK) and actor.organ_id == case["organ"])
    return {
        "template": "penalties/language_section.html",
        "asked_on": await languages.asked_on(case["id"], case["firm"]),
        "url": f"/{'firm' if is_party else 'desk'}/cases/{case['id']}/language" if may_say else "",
    }


case_sections.PROVIDERS.append(of_case)
HANDLERS = [party_language, party_says, desk_language, desk_enters]
