"""English beside the Chinese of a party's papers: the party asks on its page, the clerk enters what came on paper or by word."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
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
from regulation.penalties import decisions, queries, queries_spot
from regulation.penalties.actions import language, summary
from regulation.roles import Role
from regulation.words import N_

if TYPE_CHECKING:
    from regulation.actor import Actor

Ask = Request[Any, Any, Any]
Row = dict[str, Any]


class PartyLanguageForm(forms.Form):
    """The party's own word; its button says which."""

    english: bool = Field(title=N_("文书附英文"))


class LanguageForm(PartyLanguageForm):
    """What came to the office, who brought it and how."""

    how: str = Field(title=N_("提出方式"), default="", max_length=8)
    by: str = Field(title=N_("提出人"), default="", max_length=200)
    asked_on: date = Field(title=N_("提出日期"))


async def _own(request: Ask, matter_id: UUID) -> Row:
    """The party's case or penalty on the spot, at the address that it has. Raises NotFound."""
    actor = actor_of(request)
    if await decisions.kind_of(matter_id) == decisions.SPOT:
        return _here(request, await queries_spot.own(actor, matter_id), "home")
    return _here(request, decisions.of_case(await queries.own_case(actor, matter_id)), "home")


async def _visible(request: Ask, matter_id: UUID) -> Row:
    """The same within the reader's reach. Raises NotFound."""
    if await decisions.kind_of(matter_id) == decisions.SPOT:
        spot = await summary.visible(actor_of(request), matter_id)
        return _here(request, decisions.of_spot(spot), "desk")
    return _here(request, decisions.of_case(await case_of(request, matter_id)), "desk")


def _here(request: Ask, matter: Row, side: str) -> Row:
    """Neither is found under the other's address."""
    if request.url.path != f"{matter[side]}/language":
        raise errors.NotFound
    return matter


def _may_say(matter: Row, actor: Actor, *, is_party: bool) -> bool:
    return is_party or (actor.holds(Role.CLERK) and actor.organ_id == matter["organ"])


async def _page(request: Ask, matter: Row, *, is_party: bool, **extra: Any) -> Response[Any]:
    context: Row = {
        "values": {"asked_on": clock.today()},
        "errors": {},
        "status_code": 200,
        **extra,
    }
    back = matter["home" if is_party else "desk"]
    desk = (_("当场处罚"), "/desk/spot") if decisions.is_spot(matter) else (_("案件"), "/desk/cases")
    first = (_("处罚和缴款"), "/firm/cases") if is_party else desk
    return page(
        "penalties/language.html",
        request,
        case=matter,
        asked_on=await languages.asked_on(matter["id"], matter["firm"]),
        is_party=is_party,
        may_say=_may_say(matter, actor_of(request), is_party=is_party),
        ways=[each for each in views.choices(languages.HOW) if each[0] != "online"],
        back=back,
        breadcrumbs=[first, (matter["number"], back), (_("文书附英文"), None)],
        **context,
    )


OWN = ["/firm/cases/{matter_id:uuid}/language", "/firm/spot/{matter_id:uuid}/language"]
DESK = ["/desk/cases/{matter_id:uuid}/language", "/desk/spot/{matter_id:uuid}/language"]


@get(OWN, opt=LETTERS, include_in_schema=False)
async def party_language(request: Ask, matter_id: UUID) -> Response[Any]:
    """Whether the papers of the case or of the penalty on the spot carry English, and the party's button."""
    return await _page(request, await _own(request, matter_id), is_party=True)


@post(OWN, opt=LETTERS, include_in_schema=False)
async def party_says(request: Ask, matter_id: UUID) -> Response[Any]:
    """Ask for English, or no longer."""
    matter = await _own(request, matter_id)

    async def run(form: PartyLanguageForm) -> None:
        await language.ask_english(matter_id, **dict(form), actor=actor_of(request), now=clock.now())

    async def shown(**extra: Any) -> Response[Any]:
        return await _page(request, matter, is_party=True, **extra)

    return await taken(request, PartyLanguageForm, run, shown, f"{matter['home']}/language")


@get(DESK, opt=READ, include_in_schema=False)
async def desk_language(request: Ask, matter_id: UUID) -> Response[Any]:
    """What the party asked for, and the form for what it asked outside this system."""
    return await _page(request, await _visible(request, matter_id), is_party=False)


@post(DESK, opt=HANDLE, include_in_schema=False)
async def desk_enters(request: Ask, matter_id: UUID) -> Response[Any]:
    """Enter the party's word."""
    matter = await _visible(request, matter_id)

    async def run(form: LanguageForm) -> None:
        await language.ask_english(matter_id, **dict(form), actor=actor_of(request), now=clock.now())

    async def shown(**extra: Any) -> Response[Any]:
        return await _page(request, matter, is_party=False, **extra)

    return await taken(request, LanguageForm, run, shown, f"{matter['desk']}/language")


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


async def of_case(case: Row, actor: Actor) -> Row:
    """One line of a case's page, with the way to change it and to what is translated beforehand."""
    found = await of_decision(decisions.of_case(case), actor)
    is_desk = found["url"].startswith("/desk/")
    return {**found, "translations": f"/desk/cases/{case['id']}/translations" if is_desk else ""}


async def of_decision(matter: Row, actor: Actor) -> Row:
    """The same line for either. What follows a penalty on the spot asks for its English where it is made."""
    is_party = bool(matter["firm"]) and actor.acts_for_firm(matter["firm"])
    may_say = _may_say(matter, actor, is_party=is_party)
    return {
        "template": "penalties/language_section.html",
        "asked_on": await languages.asked_on(matter["id"], matter["firm"]),
        "url": f"{matter['home' if is_party else 'desk']}/language" if may_say else "",
        "translations": "",
    }


case_sections.PROVIDERS.append(of_case)
case_sections.ON_THE_SPOT.append(of_decision)
HANDLERS = [party_language, party_says, desk_language, desk_enters, desk_translations, enter_translations]
