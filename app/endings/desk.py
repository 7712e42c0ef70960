"""Matters at the desk: the list, one matter, opening one about a licence."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post

from app import clock
from app.access.guards import actor_of
from app.access.permissions import Permission
from app.endings import forms as shapes
from app.endings import steps, views
from app.licensing.desk import tabs
from app.shell import forms, listing
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from app.shell.templating import cite
from regulation import errors
from regulation.accounts import organs, people
from regulation.casework import service
from regulation.endings import permissions, queries, rules
from regulation.endings.actions import opening
from regulation.endings.status import ENDING_KINDS, GROUNDS, SOURCES, EndingKind
from regulation.law.citation import LICENSING_LAW
from regulation.licensing import queries as licensing
from regulation.licensing.status import CheckStatus

READ = {"permission": Permission.LICENSING_READ}
HANDLE = {"permission": Permission.LICENSING_HANDLE}
Row = dict[str, Any]
Ask = Request[Any, Any, Any]

SORTS = {"opened_on": "opened_on", "number": "number", "firm": "firm_name", "due_on": "due_on"}


@get("/desk/endings", opt=READ, include_in_schema=False)
async def endings(request: Ask) -> Response[Any]:
    """Matters of one's organ and about the licences it gave; of the city for the municipal bureau."""
    actor = actor_of(request)
    state = listing.ListState.of(
        request, filters=("kind", "status", "organ"), sorts=tuple(SORTS), default_sort="-opened_on"
    )
    found = await queries.endings(
        actor,
        q=state.q,
        kind=state.values("kind"),
        status=state.values("status"),
        organ=state.values("organ"),
        sql_order=state.order(SORTS),
        limit=state.limit,
        offset=state.offset,
    )
    facets = [
        state.facet("kind", _("种类"), found.facets["kind"], {str(k): _(v) for k, v in ENDING_KINDS.items()}),
        state.facet(
            "status", _("状态"), found.facets["status"], {str(k): _(v) for k, v in views.STATUSES.items()}
        ),
    ]
    if actor.is_municipal:
        names = {
            each["code"]: views.organ_name({"organ_name": each["name"], "organ_name_en": each["name_en"]})
            for each in await organs.all_organs()
        }
        facets.append(state.facet("organ", _("机关"), found.facets["organ_code"], names))
    return page(
        "endings/list.html",
        request,
        state=state,
        tabs=tabs(request, "endings"),
        page=listing.Page(found.rows, found.total, state),
        facets=facets,
        views=views,
        is_municipal=actor.is_municipal,
    )


@get("/desk/endings/{ending_id:uuid}", opt=READ, include_in_schema=False)
async def ending(request: Ask, ending_id: UUID) -> Response[Any]:
    """One matter: what was found, what the holder said, what may be done now."""
    actor = actor_of(request)
    found = await queries.visible(actor, ending_id)
    conflicted = await people.conflicts_of(found["firm"], today=clock.today())
    ground, basis = views.ground(found)
    return page(
        "endings/detail.html",
        request,
        matter=found,
        state=views.pill(found["status"]),
        turn=views.turn(found, for_firm=False),
        views=views,
        ground=ground,
        basis=basis,
        must=rules.must_end(found["ground"]),
        unlicensed=rules.counts_as_unlicensed(found["ground"]),
        clocks=await views.clock_chips(ending_id, clock.today()),
        papers=await views.papers(ending_id),
        entries=await views.timeline(ending_id, for_firm=False),
        steps=steps.offered(
            actor,
            found,
            conflicted=conflicted,
            by_account=await service.may_serve_electronically(found["firm"], clock.today()),
        ),
        breadcrumbs=[(_("撤销和撤回"), "/desk/endings"), (found["number"], None)],
    )


async def _opening_page(request: Ask, licence: Row, values: Row, problems: dict[str, str]) -> Response[Any]:
    return page(
        "endings/new.html",
        request,
        status_code=422 if problems else 200,
        licence=licence,
        kinds=[(str(kind), _(label)) for kind, label in ENDING_KINDS.items()],
        grounds=[
            (str(each), _(GROUNDS[each]), cite(rules.basis_of(each)))
            for kind in EndingKind
            for each in rules.grounds_of(kind)
        ],
        sources=[(str(source), _(label)) for source, label in SOURCES.items()],
        laws=(LICENSING_LAW.article(69), LICENSING_LAW.article(8, 2), rules.PROMISE),
        values=values,
        errors=problems,
        breadcrumbs=[
            (_("许可证"), "/desk/licences"),
            (licence["number"], f"/desk/licences/{licence['id']}"),
            (_("撤销或者撤回"), None),
        ],
    )


async def _openable(request: Ask, licence_id: UUID) -> Row:
    actor = actor_of(request)
    found = await licensing.visible_licence(actor, licence_id)
    permissions.check_can_open(actor, found, await people.conflicts_of(found["firm"], today=clock.today()))
    return found


@get("/desk/licences/{licence_id:uuid}/end", opt=HANDLE, include_in_schema=False)
async def opening_page(request: Ask, licence_id: UUID) -> Response[Any]:
    """Before a matter is opened: the two verbs, their grounds with the articles, what must be on file."""
    found = await _openable(request, licence_id)
    values: Row = {}
    check = await queries.failed_check(licence_id)
    if check is not None:
        is_false = check["status"] == CheckStatus.FALSE
        values = {
            "kind": "set_aside",
            "ground": "false_promise" if is_false else "promise_not_kept",
            "source": "check",
            "facts": check["note"],
        }
    return await _opening_page(request, found, values, {})


@post("/desk/licences/{licence_id:uuid}/end", opt=HANDLE, include_in_schema=False)
async def open_matter(request: Ask, licence_id: UUID) -> Response[Any]:
    found = await _openable(request, licence_id)
    form, problems, raw = await forms.parse(shapes.Opening, request)
    if form is not None:
        try:
            made = await opening.open_matter(
                licence_id,
                kind=form.kind,
                ground=form.ground,
                source=form.source,
                source_number=form.source_number,
                facts=form.facts,
                evidence=shapes.lines(form.evidence),
                actor=actor_of(request),
                now=clock.now(),
            )
        except errors.Invalid as invalid:
            problems = forms.refused(invalid.errors)
        else:
            flash(request, _("已立案，请签发告知书并送达持证机构"))
            return redirect(f"/desk/endings/{made}")
    return await _opening_page(request, found, raw, problems)


HANDLERS = [endings, ending, opening_page, open_matter]
