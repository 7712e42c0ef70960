"""`/desk/phrases`: the library of phrases, one phrase with its versions and uses, and the editors' forms."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Response, get, post
from pydantic import Field

from app import clock
from app import errors as answers
from app.access.guards import actor_of
from app.access.permissions import Permission
from app.shell import forms, listing
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.actor import Actor
from regulation.words import N_
from regulation.worklists import phrases
from regulation.worklists.status import PHRASE_EDITORS, PHRASE_KINDS, PHRASE_STATUSES

WORK = {"permission": Permission.DESK_HOME}
BASE = "/desk/phrases"
Row = dict[str, Any]
Ask = Request[Any, Any, Any]


class PhraseForm(forms.Form):
    """A phrase as an editor writes it; `version` is the one that was looked at."""

    kind: Annotated[str, Field(title=N_("用于"), max_length=16)] = ""
    title: Annotated[str, Field(title=N_("名称"), max_length=100)] = ""
    text: Annotated[str, Field(title=N_("内容"), max_length=2000)] = ""
    article: Annotated[str, Field(title=N_("依据"), max_length=120)] = ""
    version: int = 0


class Nothing(forms.Form):
    """A confirmation without any field."""


def _words() -> dict[str, str]:
    return {name: _(label) for name, label in PHRASE_KINDS.items()}


@get(BASE, opt=WORK, include_in_schema=False)
async def library(request: Ask) -> Response[Any]:
    """What the organ may use: its own, and the city's; retired ones stay findable."""
    actor = actor_of(request)
    state = listing.ListState.of(request, filters=("kind", "status"), sorts=(), default_sort="")
    status = "retired" if state.value("status") == "retired" else "active"
    everything = await phrases.library(actor, status=status, q=state.q)
    counts: dict[str, int] = {}
    for each in everything:
        counts[each["kind"]] = counts.get(each["kind"], 0) + 1
    kinds = state.values("kind")
    found = [each for each in everything if not kinds or each["kind"] in kinds]
    facet = state.facet("kind", _("用于"), {n: counts[n] for n in PHRASE_KINDS if n in counts}, _words())
    return page(
        "worklists/library.html",
        request,
        state=state,
        statuses=[
            (_(label), state.url(status=None if name == "active" else name, page=None), name == status)
            for name, label in PHRASE_STATUSES.items()
        ],
        facets=[facet],
        page=listing.Page(found[state.offset : state.offset + state.limit], len(found), state),
        kind_names=_words(),
        may_write=actor.holds(*PHRASE_EDITORS),
    )


async def _form(
    request: Ask, found: Row | None, values: Row, problems: dict[str, str], *, status_code: int = 422
) -> Response[Any]:
    return page(
        "worklists/phrase_form.html",
        request,
        status_code=status_code if problems else 200,
        phrase=found,
        kinds=list(_words().items()),
        is_city=actor_of(request).is_municipal,
        values=values,
        errors=problems,
        breadcrumbs=[
            (_("常用语"), BASE),
            *([(found["title"], f"{BASE}/{found['id']}")] if found else []),
            (_("修改") if found else _("新增常用语"), None),
        ],
    )


def _editor(request: Ask) -> Actor:
    actor = actor_of(request)
    actor.check_holds(*PHRASE_EDITORS)
    return actor


@get(f"{BASE}/new", opt=WORK, include_in_schema=False)
async def new(request: Ask) -> Response[Any]:
    """The form for a new phrase."""
    _editor(request)
    return await _form(request, None, {"kind": request.query_params.get("kind", "")}, {})


@post(f"{BASE}/new", opt=WORK, include_in_schema=False)
async def write(request: Ask) -> Response[Any]:
    """Add it to the organ's library."""
    actor = _editor(request)
    form, problems, raw = await forms.parse(PhraseForm, request)
    if form is not None:
        try:
            made = await phrases.write(
                form.kind,
                title=form.title,
                text=form.text,
                article=form.article,
                actor=actor,
                now=clock.now(),
            )
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        else:
            flash(request, _("常用语已加入"))
            return redirect(f"{BASE}/{made}")
    return await _form(request, None, raw, problems)


@get(f"{BASE}/{{phrase_id:uuid}}", opt=WORK, include_in_schema=False)
async def show(request: Ask, phrase_id: UUID) -> Response[Any]:
    """How it reads and read, and where this organ used it."""
    actor = actor_of(request)
    found = await phrases.visible(actor, phrase_id)
    return page(
        "worklists/phrase.html",
        request,
        phrase=found,
        kind=_(PHRASE_KINDS[found["kind"]]),
        status=_(PHRASE_STATUSES[found["status"]]),
        versions=await phrases.versions(phrase_id),
        uses=await phrases.uses(actor, phrase_id),
        may_edit=phrases.may_edit(actor, found) and found["status"] == "active",
        breadcrumbs=[(_("常用语"), BASE), (found["title"], None)],
    )


@get(f"{BASE}/{{phrase_id:uuid}}/edit", opt=WORK, include_in_schema=False)
async def edit(request: Ask, phrase_id: UUID) -> Response[Any]:
    """The form for its next version."""
    actor = actor_of(request)
    found = await phrases.visible(actor, phrase_id)
    if not phrases.may_edit(actor, found):
        raise errors.NotPermitted
    return await _form(request, found, {**found, "article": found["citation"].zh}, {})


@post(f"{BASE}/{{phrase_id:uuid}}/edit", opt=WORK, include_in_schema=False)
async def revise(request: Ask, phrase_id: UUID) -> Response[Any]:
    """Make its next version; acts keep the version they used."""
    actor = actor_of(request)
    found = await phrases.visible(actor, phrase_id)
    form, problems, raw = await forms.parse(PhraseForm, request)
    if form is not None:
        try:
            version = await phrases.revise(
                phrase_id,
                form.version,
                title=form.title,
                text=form.text,
                article=form.article,
                actor=actor,
                now=clock.now(),
            )
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        except errors.AlreadyMoved:
            # What was typed stays, beside what the colleague made of it; saving once more is then a choice.
            found = await phrases.visible(actor, phrase_id)
            if found["version"] == form.version:
                raise
            theirs = _("同事已改为第%(n)s版：%(text)s", n=found["version"], text=found["text"])
            raw |= {"version": found["version"]}
            return await _form(request, found, raw, {"text": theirs}, status_code=409)
        else:
            flash(request, _("已改为第%(n)s版", n=version))
            return redirect(f"{BASE}/{phrase_id}")
    return await _form(request, found, raw, problems)


@post(f"{BASE}/{{phrase_id:uuid}}/retire", opt=WORK, include_in_schema=False)
async def retire(request: Ask, phrase_id: UUID) -> Response[Any]:
    """Offer it no more."""
    form, problems, _raw = await forms.parse(Nothing, request)
    if form is None:
        raise errors.Invalid(problems)
    await phrases.retire(phrase_id, actor=actor_of(request), now=clock.now())
    flash(request, _("常用语已停用；用过的地方仍可查看"))
    return redirect(f"{BASE}/{phrase_id}")


HANDLERS = [library, new, write, show, edit, revise, retire]
