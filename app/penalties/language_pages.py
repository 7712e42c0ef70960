"""English beside the Chinese of a party's papers: the party asks on its page, the clerk enters what came on paper or by word."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post
from pydantic import Field, create_model

from app import clock
from app.access.guards import actor_of
from app.penalties import case_sections, views
from app.penalties.evidence_pages import case_of
from app.penalties.procedure_pages import HANDLE, LETTERS, READ, taken
from app.shell import forms, translating
from app.shell.i18n import gettext as _
from app.shell.render import page
from regulation import errors
from regulation.casework import languages, translations
from regulation.law import house_rules
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


# --- what officials wrote, in English --------------------------------------------------------------------


class TranslationForm(forms.PaperForm):
    """Who translated, and what; the field of each text is added by its number."""

    by: str = Field(title=N_("译者"), default="", max_length=200)
    seen: str = Field(title=N_("页面"), max_length=64)


async def _texts(case: dict[str, Any]) -> list[tuple[str, str]]:
    return await language.to_translate(case, clock.today())


async def _translations(request: Ask, case: dict[str, Any], **extra: Any) -> Response[Any]:
    actor, texts = actor_of(request), await _texts(case)
    known = await translations.known(case["id"], [text for _, text in texts])
    places = views.words(translating.PLACES)
    context: dict[str, Any] = {
        "values": {f"text_{n}": known[text]["text"] for n, (_, text) in enumerate(texts, 1) if text in known},
        "errors": {},
        "status_code": 200,
        **extra,
    }
    here = _("英文译文")
    return page(
        "penalties/translations.html",
        request,
        case=case,
        asked_on=await languages.asked_on(case["id"], case["firm"]),
        texts=[(f"text_{n}", places[place], text) for n, (place, text) in enumerate(texts, 1)],
        seen=_seen(texts),
        may_say=actor.holds(Role.CLERK) and actor.organ_id == case["organ"],
        breadcrumbs=[(_("案件"), "/desk/cases"), (case["number"], f"/desk/cases/{case['id']}"), (here, None)],
        **context,
    )


def _seen(texts: list[tuple[str, str]]) -> str:
    return forms.fingerprint({str(n): text for n, (_, text) in enumerate(texts)})


@get("/desk/cases/{case_id:uuid}/translations", opt=READ, include_in_schema=False)
async def desk_translations(request: Ask, case_id: UUID) -> Response[Any]:
    """What the papers that come next say in an official's own words, each beside its translation."""
    return await _translations(request, await case_of(request, case_id))


@post("/desk/cases/{case_id:uuid}/translations", opt=HANDLE, include_in_schema=False)
async def enter_translations(request: Ask, case_id: UUID) -> Response[Any]:
    """Keep the translations, with who made them."""
    case = await case_of(request, case_id)
    texts = await _texts(case)
    fields: dict[str, Any] = {
        f"text_{n}": (str, Field(title=N_("英文译文"), default="", max_length=6000))
        for n in range(1, len(texts) + 1)
    }

    async def run(form: Any) -> None:
        if form.seen != _seen(texts):
            raise errors.AlreadyMoved(
                N_("文书的内容已经改变，请刷新后再填写译文"), citation=house_rules.FIRST_COME
            )
        given = {text: getattr(form, f"text_{n}") for n, (_, text) in enumerate(texts, 1)}
        await language.translate(case_id, given, by=form.by, actor=actor_of(request), now=clock.now())

    async def shown(**extra: Any) -> Response[Any]:
        return await _translations(request, case, **extra)

    shape = create_model("TranslationForm", __base__=TranslationForm, **fields)
    return await taken(request, shape, run, shown, f"/desk/cases/{case_id}/translations")


async def of_case(case: dict[str, Any], actor: Any) -> dict[str, Any]:
    """One line of a case's page, with the way to change it."""
    is_party = bool(case["firm"]) and actor.acts_for_firm(case["firm"])
    may_say = is_party or (actor.holds(Role.CLERK) and actor.organ_id == case["organ"])
    return {
        "template": "penalties/language_section.html",
        "asked_on": await languages.asked_on(case["id"], case["firm"]),
        "url": f"/{'firm' if is_party else 'desk'}/cases/{case['id']}/language" if may_say else "",
        "translations": f"/desk/cases/{case['id']}/translations" if may_say and not is_party else "",
    }


case_sections.PROVIDERS.append(of_case)
HANDLERS = [party_language, party_says, desk_language, desk_enters, desk_translations, enter_translations]
