"""The register at the desk: the list of firms, everything of one firm, changes with their history."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post

from app import clock
from app.access.guards import actor_of, may
from app.access.permissions import Permission
from app.firms import desk_sections, import_pages, merger_pages, registration_pages
from app.firms import forms as shapes
from app.public import register
from app.public import register_words as words
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.listing import Page
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.firms import actions, correcting, entries, mergers, papers_due, permissions, queries, search
from regulation.firms.rules import EDITABLE, FACTS, REPORT_OF_CHANGE
from regulation.firms.status import (
    BUSINESS_STATES,
    FACT_SOURCES,
    INST_TYPES,
    REGISTRATION_KINDS,
    REGISTRATION_STATUSES,
    STANDINGS,
    VERSION_SOURCES,
    FactSource,
    RegistrationKind,
    RegistrationStatus,
    VersionSource,
)
from regulation.words import N_

DAY_MISSING = N_("请填写变更日期：变更登记完成之日")


@get("/desk/firms", opt={"permission": Permission.FIRMS_READ})
async def firms(request: Request[Any, Any, Any]) -> Response[str]:
    """The firms of the organ, or of the city for the municipal bureau."""
    actor = actor_of(request)
    state = register.state_of(request)
    wanted = register.search_of(state)
    if not actor.is_municipal:
        wanted = search.narrowed(wanted, actor.organ_id)
    found = await search.find(wanted)
    return page(
        "firms/list.html",
        request,
        found=Page(found.decoded(), found.total, state),
        facets=register.facets_of(state, found),
        standings=STANDINGS,
        tones=words.TONES,
        kinds=REGISTRATION_KINDS,
        may_import=may(actor, Permission.FIRMS_IMPORT),
    )


@get("/desk/firms/{number:str}", opt={"permission": Permission.FIRMS_READ})
async def firm(request: Request[Any, Any, Any], number: str) -> Response[str]:
    """Everything of one firm on one page."""
    actor = actor_of(request)
    found = await queries.visible_firm(actor, number)
    return page(
        "firms/firm.html",
        request,
        firm=found,
        sentences=words.sentences(found, clock.today()),
        sections=await desk_sections.of(found.id, request),
        merger=await mergers.current_of(found.id),
        merged=await mergers.into(found.id),
        may_edit=may(actor, Permission.FIRMS_EDIT) and permissions.can_edit(actor, found.organ_id),
        breadcrumbs=[(_("机构"), "/desk/firms"), (found.name, None)],
    )


@get("/desk/firms/{number:str}/history", opt={"permission": Permission.FIRMS_READ})
async def history(request: Request[Any, Any, Any], number: str) -> Response[str]:
    """Every version of every fact: when it held, when it was believed, and who says so."""
    found = await queries.visible_firm(actor_of(request), number)
    versions = await queries.history(found.id)
    return page(
        "firms/history.html",
        request,
        firm=found,
        facts=[(_(FACTS[key]), key, rows) for key, rows in versions.items()],
        sources=FACT_SOURCES,
        registrations=[
            {
                **version,
                "label": REGISTRATION_KINDS[RegistrationKind(version["kind"])],
                "status_label": REGISTRATION_STATUSES[RegistrationStatus(version["status"])],
                "source_label": VERSION_SOURCES[VersionSource(version["source"])],
            }
            for version in await correcting.versions(found.id)
        ],
        shown=words.shown,
        breadcrumbs=[
            (_("机构"), "/desk/firms"),
            (found.name, f"/desk/firms/{found.number}"),
            (_("登记历史"), None),
        ],
    )


# --- Changing --------------------------------------------------------------------------------------------


def _edit(
    request: Request[Any, Any, Any],
    found: queries.FirmView,
    values: dict[str, Any],
    problems: dict[str, str],
) -> Response[str]:
    areas = [(code, _(name)) for code, name in words.AREA_LABELS.items()]
    return page(
        "firms/edit.html",
        request,
        status_code=422 if problems else 200,
        firm=found,
        values=values,
        errors=problems,
        labels={key: _(FACTS[key]) for key in EDITABLE},
        areas=areas,
        states=[(state.value, _(label)) for state, label in BUSINESS_STATES.items()],
        inst_types=[(kind.value, _(label)) for kind, label in INST_TYPES.items()],
        basis=REPORT_OF_CHANGE,
        breadcrumbs=[
            (_("机构"), "/desk/firms"),
            (found.name, f"/desk/firms/{found.number}"),
            (_("修改登记事项"), None),
        ],
    )


@get("/desk/firms/{number:str}/edit", opt={"permission": Permission.FIRMS_EDIT})
async def edit(request: Request[Any, Any, Any], number: str) -> Response[str]:
    """The form of a reported change or of a correction."""
    actor = actor_of(request)
    found = await queries.visible_firm(actor, number)
    permissions.check_can_edit(actor, found.organ_id)
    facts = await queries.present_facts(found.id)
    values = {key: entries.written(key, facts.get(key, "")) for key in EDITABLE}
    return _edit(request, found, {**values, "source": "report", "seen": forms.fingerprint(facts)}, {})


@post("/desk/firms/{number:str}/edit", opt={"permission": Permission.FIRMS_EDIT})
async def change(request: Request[Any, Any, Any], number: str) -> Response[Any]:
    """Record the change, then back to the firm."""
    actor = actor_of(request)
    found = await queries.visible_firm(actor, number)
    form, problems, raw = await forms.parse(shapes.Change, request)
    if form is None:
        return _edit(request, found, raw, problems)
    facts = await queries.present_facts(found.id)
    if form.seen != forms.fingerprint(facts):
        raise errors.AlreadyMoved(actions.CHANGED_MEANWHILE)
    entered = {key: getattr(form, key) for key in EDITABLE}
    values, invalid = entries.read(entered, clock.today())
    source = FactSource(form.source)
    if source is not FactSource.CORRECTION and form.valid_from is None:
        invalid["valid_from"] = DAY_MISSING
    if not invalid:
        try:
            await actions.change_facts(
                found.id,
                values,
                source=source,
                source_ref=form.source_ref,
                valid_from=form.valid_from,
                reason=form.reason,
                expected=facts,
                actor=actor,
                now=clock.now(),
            )
        except errors.Invalid as refusal:
            invalid = dict(refusal.errors) or {forms.WHOLE: refusal.message}
    if invalid:
        return _edit(request, found, raw, forms.refused(invalid))
    flash(request, _("登记事项已修改，原内容保留在登记历史中"))
    return redirect(f"/desk/firms/{found.number}")


@post("/desk/firms/{number:str}/papers/{due_id:uuid}", opt={"permission": Permission.FIRMS_EDIT})
async def reissued(request: Request[Any, Any, Any], number: str, due_id: UUID) -> Response[Any]:
    """A paper was issued anew after the register was corrected."""
    actor = actor_of(request)
    found = await queries.visible_firm(actor, number)
    form, problems, _raw = await forms.parse(shapes.Reissued, request)
    if form is None:
        raise errors.Invalid(problems, next(iter(problems.values())))
    await papers_due.reissued(due_id, paper=form.paper, actor=actor, now=clock.now())
    flash(request, _("已记录换发"))
    return redirect(f"/desk/firms/{found.number}")


HANDLERS = [
    firms,
    firm,
    history,
    edit,
    change,
    reissued,
    *registration_pages.HANDLERS,
    *import_pages.HANDLERS,
    *merger_pages.HANDLERS,
]
