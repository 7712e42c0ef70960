"""The desk: files of firms on their way between two organs."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post

from app import clock
from app.access.guards import actor_of
from app.access.permissions import Permission
from app.licensing import views as licensing_views
from app.licensing.desk import tabs
from app.shell import forms, listing
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from app.written_reports import forms as shapes
from app.written_reports import views
from regulation import errors
from regulation.accounts import people
from regulation.firms import queries as register
from regulation.licensing import queries as licensing
from regulation.written_reports import permissions, queries
from regulation.written_reports.actions import moving
from regulation.written_reports.status import MOVE_STATUSES, MOVING

READ = {"permission": Permission.LICENSING_READ}
HANDLE = {"permission": Permission.LICENSING_HANDLE}
BASE = "/desk/moves"
SORTS = {"asked_on": "asked_on", "number": "move.number", "firm": "firm_name"}
Row = dict[str, Any]
Ask = Request[Any, Any, Any]


@get(BASE, opt=READ, include_in_schema=False)
async def moves(request: Ask) -> Response[Any]:
    """Files that come and go."""
    actor = actor_of(request)
    state = listing.ListState.of(request, filters=("status",), sorts=tuple(SORTS), default_sort="-asked_on")
    found = await queries.moves(
        actor,
        queries.Wanted(
            state.q,
            state.values("status"),
            sql_order=f"{state.order(SORTS)}, move.number",
            limit=state.limit,
            offset=state.offset,
        ),
    )
    words = {str(name): _(label) for name, label in MOVE_STATUSES.items()}
    return page(
        "written_reports/moves.html",
        request,
        state=state,
        tabs=tabs(request, "moves"),
        page=listing.Page(found.rows, found.total, state),
        facets=[state.facet("status", _("状态"), found.facets["status"], words)],
        views=views,
    )


async def _detail(request: Ask, found: Row, values: Row, problems: dict[str, str]) -> Response[Any]:
    actor = actor_of(request)
    conflicted = await people.conflicts_of(found["firm"], today=clock.today())
    try:
        permissions.check_may_read_file(actor, found)
        contents = found["contents"] or await moving.contents_of(found["firm"])
    except errors.NotFound:
        contents = None
    report = await queries.by_id(found["report"])
    return page(
        "written_reports/move.html",
        request,
        status_code=422 if problems else 200,
        move=found,
        firm=await register.firm(found["firm"]),
        state=views.move_pill(found),
        turn=_(views.MOVE_TURNS[found["status"]]),
        report=report,
        may_open_report=actor.in_scope_of(report["organ"]),
        contents=contents,
        papers=await views.papers("file_move", found["id"]),
        views=views,
        entries=await views.timeline("file_move", found["id"], for_firm=False),
        can={
            step: permissions.can_move(actor, found, step, conflicted)
            for step in ("hand_over", "query", "receive", "drop")
        },
        basis=MOVING,
        values=values,
        errors=problems,
        breadcrumbs=[(_("许可"), "/desk/applications"), (_("档案移交"), BASE), (found["number"], None)],
    )


@get(f"{BASE}/{{number:str}}", opt=READ, include_in_schema=False)
async def move(request: Ask, number: str) -> Response[Any]:
    """One move: the two sides, what is in the file, whose turn it is."""
    return await _detail(request, await queries.visible_move(actor_of(request), number), {}, {})


@get(f"{BASE}/{{number:str}}/applications/{{application:str}}", opt=READ, include_in_schema=False)
async def application(request: Ask, number: str, application: str) -> Response[Any]:
    """An application of the file, for either organ: the old one keeps its past, the new one needs it."""
    found = await queries.visible_move(actor_of(request), number)
    permissions.check_may_read_file(actor_of(request), found)
    listed = found["contents"] or await moving.contents_of(found["firm"])
    if application not in [each["number"] for each in listed if each["kind"] == "application"]:
        raise errors.NotFound
    held = await licensing.own_application(found["firm"], application)
    return page(
        "written_reports/moved_application.html",
        request,
        move=found,
        application=held,
        state=licensing_views.pill(held["status"], licensing_views.APPLICATION_WORDS),
        groups=licensing_views.answers_shown(held, ""),
        entries=await licensing_views.timeline("application", held["id"], for_firm=False),
        breadcrumbs=[
            (_("档案移交"), BASE),
            (found["number"], f"{BASE}/{found['number']}"),
            (held["number"], None),
        ],
    )


@post(f"{BASE}/{{number:str}}/hand-over", opt=HANDLE, include_in_schema=False)
async def hand_over(request: Ask, number: str) -> Response[Any]:
    """The old organ signs for the list and sends the file."""
    return await _press(request, number, moving.hand_over, _("档案已移交，等待新机关接收"))


@post(f"{BASE}/{{number:str}}/receive", opt=HANDLE, include_in_schema=False)
async def receive(request: Ask, number: str) -> Response[Any]:
    """The new organ signs for the same list; everything follows."""
    return await _press(request, number, moving.receive, _("档案已接收，登记、管辖、许可证和备案凭证已更新"))


async def _press(request: Ask, number: str, act: Any, done: str) -> Response[Any]:
    found = await queries.visible_move(actor_of(request), number)
    form, problems, raw = await forms.parse(shapes.Nothing, request)
    if form is None:
        return await _detail(request, found, raw, problems)
    await act(number, actor=actor_of(request), now=clock.now())
    flash(request, done)
    return redirect(f"{BASE}/{number}")


@post(f"{BASE}/{{number:str}}/query", opt=HANDLE, include_in_schema=False)
async def query(request: Ask, number: str) -> Response[Any]:
    """The new organ says what is missing."""
    found = await queries.visible_move(actor_of(request), number)
    form, problems, raw = await forms.parse(shapes.Question, request)
    if form is None:
        return await _detail(request, found, raw, problems)
    await moving.query(number, question=form.question, actor=actor_of(request), now=clock.now())
    flash(request, _("已请原机关补充移交"))
    return redirect(f"{BASE}/{number}")


@post(f"{BASE}/{{number:str}}/drop", opt=HANDLE, include_in_schema=False)
async def drop(request: Ask, number: str) -> Response[Any]:
    """The firm did not move after all."""
    found = await queries.visible_move(actor_of(request), number)
    form, problems, raw = await forms.parse(shapes.Reason, request)
    if form is None:
        return await _detail(request, found, raw, problems)
    await moving.drop(number, reason=form.reason, actor=actor_of(request), now=clock.now())
    flash(request, _("移交已终止"))
    return redirect(f"{BASE}/{number}")


HANDLERS = [moves, move, application, hand_over, receive, query, drop]
