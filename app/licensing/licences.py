"""Licences and filings at the desk; the firm's request to cancel."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post

from app import clock
from app.access.guards import actor_of, firm_of, may
from app.access.permissions import Permission
from app.licensing import forms as shapes
from app.licensing import views
from app.licensing.desk import tabs
from app.shell import forms, listing
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.accounts import people
from regulation.actor import Actor
from regulation.endings import permissions as ending_rights
from regulation.endings import queries as endings
from regulation.endings.status import ENDING_KINDS, ENDING_STATUSES
from regulation.law.citation import LICENSING_LAW
from regulation.licensing import permissions, queries, winding
from regulation.licensing.actions import ending, reissuing, versions
from regulation.licensing.rules import ending as ends
from regulation.licensing.status import LICENCE_STEPS, LicenceStatus

READ = {"permission": Permission.LICENSING_READ}
DECIDE = {"permission": Permission.LICENSING_DECIDE}
APPLY = {"permission": Permission.LICENSING_APPLY}
Row = dict[str, Any]
Ask = Request[Any, Any, Any]

LICENCE_SORTS = {"issued_on": "issued_on", "valid_to": "valid_to", "number": "number", "firm": "firm_name"}
FILING_SORTS = {"filed_on": "filed_on", "number": "number", "firm": "firm_name", "days_late": "days_late"}


async def _list(request: Ask, table: str, sorts: dict[str, str], default: str) -> Response[Any]:
    actor = actor_of(request)
    state = listing.ListState.of(
        request, filters=("status", "organ"), sorts=tuple(sorts), default_sort=default
    )
    found = await queries.registrations(
        actor,
        table,
        queries.Wanted(
            q=state.q,
            status=state.values("status"),
            organ=state.values("organ"),
            sql_order=f"{state.order(sorts)}, number",
            limit=state.limit,
            offset=state.offset,
        ),
    )
    words = {str(name): _(label) for name, label in views.LICENCE_WORDS.items()}
    if table == "filing":
        words["valid"] = _("已备案")
    facets = [state.facet("status", _("状态"), found.facets["status"], words)]
    if actor.is_municipal:
        facets.append(
            state.facet("organ", _("机关"), found.facets["organ_code"], dict(await views.organ_choices()))
        )
    return page(
        f"licensing/{table}s.html",
        request,
        state=state,
        tabs=tabs(request, f"{table}s"),
        page=listing.Page(found.rows, found.total, state),
        facets=facets,
        words=words,
        views=views,
        is_municipal=actor.is_municipal,
        may_bulk=may(actor, Permission.LICENSING_DECIDE),
    )


@get("/desk/licences", opt=READ, include_in_schema=False)
async def licences(request: Ask) -> Response[Any]:
    """Licences of the organ; the dead ones stay."""
    return await _list(request, "licence", LICENCE_SORTS, "-issued_on")


@get("/desk/filings", opt=READ, include_in_schema=False)
async def filings(request: Ask) -> Response[Any]:
    """Filings of the organ, with their lateness."""
    return await _list(request, "filing", FILING_SORTS, "-filed_on")


@get("/desk/licences/{licence_id:uuid}", opt=READ, include_in_schema=False)
async def licence(request: Ask, licence_id: UUID) -> Response[Any]:
    """A licence: what its paper says, how it stands, what was done."""
    actor = actor_of(request)
    found = await queries.visible_licence(actor, licence_id)
    conflicted = await people.conflicts_of(found["firm"], today=clock.today())
    return page(
        "licensing/licence.html",
        request,
        licence=found,
        state=views.pill(found["status"], views.LICENCE_WORDS),
        views=views,
        scope=_("、").join(_(each) for each in found["scope"]),
        track=_(views.TRACK_NAMES[found["track"]]),
        ground=_(views.GROUND_NAMES[found["end_ground"]]) if found["end_ground"] else "",
        papers=await views.papers(("licence", licence_id)),
        winds_down=await winding.known(licence_id),
        versions=[
            each | {"label": _(views.LABELS.get(each["act"]) or str(each["act"]))}
            for each in reversed(await versions.of(licence_id))
        ],
        paper_asked=await reissuing.open_request(licence_id),
        entries=await views.timeline("licence", licence_id, for_firm=False),
        can_cancel=permissions.can_cancel(actor, found, conflicted),
        grounds=ends.grounds_for(
            LicenceStatus(found["status"]), requested=found["cancellation_asked_at"] is not None
        ),
        law=LICENSING_LAW.article(70),
        clocks=await views.clock_chips(licence_id, clock.today()),
        endings=await endings.of_licence(licence_id),
        ending_kinds=ENDING_KINDS,
        ending_statuses=ENDING_STATUSES,
        ending_law=LICENSING_LAW.article(69),
        can_end=await _can_end(actor, found, conflicted),
        breadcrumbs=[(_("许可证"), "/desk/licences"), (found["number"], None)],
    )


async def _can_end(actor: Actor, found: Row, conflicted: set[UUID]) -> bool:
    """Whether this person may open a matter of setting it aside or withdrawing it now."""
    return (
        found["status"] in LICENCE_STEPS["set_aside"].before
        and ending_rights.can_open(actor, found, conflicted)
        and not await endings.has_open(found["id"])
    )


async def _cancel_page(request: Ask, found: Row, values: Row, problems: dict[str, str]) -> Response[Any]:
    asked = found["cancellation_asked_at"] is not None
    grounds = ends.grounds_for(LicenceStatus(found["status"]), requested=asked)
    return page(
        "licensing/cancel.html",
        request,
        status_code=422 if problems else 200,
        licence=found,
        grounds=[(each, _(ends.GROUNDS[each]), ends.basis_of(each).zh) for each in grounds],
        law=LICENSING_LAW.article(70),
        values=values,
        errors=problems,
        breadcrumbs=[
            (_("许可证"), "/desk/licences"),
            (found["number"], f"/desk/licences/{found['id']}"),
            (_("注销许可"), None),
        ],
    )


@get("/desk/licences/{licence_id:uuid}/cancel", opt=DECIDE, include_in_schema=False)
async def cancellation(request: Ask, licence_id: UUID) -> Response[Any]:
    """The page before an act that cannot be undone."""
    actor = actor_of(request)
    found = await queries.visible_licence(actor, licence_id)
    permissions.check_can_cancel(actor, found)
    values = {
        "reason": found["cancellation_reason"],
        "ground": "request" if found["cancellation_asked_at"] else "",
    }
    return await _cancel_page(request, found, values, {})


@post("/desk/licences/{licence_id:uuid}/cancel", opt=DECIDE, include_in_schema=False)
async def cancel(request: Ask, licence_id: UUID) -> Response[Any]:
    actor = actor_of(request)
    found = await queries.visible_licence(actor, licence_id)
    conflicted = await people.conflicts_of(found["firm"], today=clock.today())
    permissions.check_can_cancel(actor, found, conflicted)
    form, problems, raw = await forms.parse(shapes.Cancellation, request)
    if form is not None:
        try:
            await ending.cancel(
                licence_id, ground=form.ground, reason=form.reason, actor=actor, now=clock.now()
            )
        except errors.Invalid as invalid:
            problems = forms.refused(invalid.errors)
        else:
            flash(request, _("许可已注销，登记和公示已更新"))
            return redirect(f"/desk/licences/{licence_id}")
    return await _cancel_page(request, found, raw, problems)


async def _own_licence(request: Ask, licence_id: UUID) -> Row:
    found = await queries.visible_licence(actor_of(request), licence_id)
    if found["firm"] != firm_of(request):
        raise errors.NotFound
    return found


@get("/firm/licences/{licence_id:uuid}/cancellation", opt=APPLY, include_in_schema=False)
async def request_page(request: Ask, licence_id: UUID) -> Response[Any]:
    """The holder asks for cancellation."""
    found = await _own_licence(request, licence_id)
    if views.settles_first(found) and await winding.settlement(licence_id) is None:
        return redirect(f"/firm/licences/{licence_id}/settlement")
    return _request_page(request, found, {}, {})


def _request_page(request: Ask, found: Row, values: Row, problems: dict[str, str]) -> Response[Any]:
    return page(
        "licensing/ask_cancellation.html",
        request,
        status_code=422 if problems else 200,
        acting_for=found["firm_name"],
        licence=found,
        law=LICENSING_LAW.article(70),
        settles_first=views.settles_first(found),
        values=values,
        errors=problems,
        breadcrumbs=[(_("许可与备案"), "/firm/licensing"), (_("申请注销许可证"), None)],
    )


@post("/firm/licences/{licence_id:uuid}/cancellation", opt=APPLY, include_in_schema=False)
async def request_cancellation(request: Ask, licence_id: UUID) -> Response[Any]:
    found = await _own_licence(request, licence_id)
    form, problems, raw = await forms.parse(shapes.Reason, request)
    if form is None:
        return _request_page(request, found, raw, problems)
    await ending.request_cancellation(
        licence_id, reason=form.reason, actor=actor_of(request), now=clock.now()
    )
    flash(request, _("注销申请已提交，办结前许可证仍然有效"))
    return redirect("/firm/licensing")


HANDLERS = [
    licences,
    filings,
    licence,
    cancellation,
    cancel,
    request_page,
    request_cancellation,
]
