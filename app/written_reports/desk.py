"""The desk: reports that were sent, beside the register; noted, or asked about."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post

from app import clock
from app.access.guards import actor_of, may
from app.access.permissions import Permission
from app.licensing.apply import folder, sent_file
from app.licensing.desk import tabs
from app.shell import forms, listing
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from app.worklists import picker
from app.written_reports import forms as shapes
from app.written_reports import views
from regulation import errors
from regulation.accounts import people
from regulation.casework import attachments
from regulation.firms import branches
from regulation.firms import queries as register
from regulation.law.citation import HRM_REGULATIONS, LICENSING_LAW
from regulation.licensing import queries as licensing
from regulation.licensing.status import LIVING
from regulation.written_reports import permissions, queries, rules
from regulation.written_reports.actions import noting
from regulation.written_reports.status import REPORT_KINDS, REPORT_STATUSES, ReportKind, ReportStatus

READ = {"permission": Permission.LICENSING_READ}
HANDLE = {"permission": Permission.LICENSING_HANDLE}
BASE = "/desk/written-reports"
SORTS = {"sent_on": "sent_on", "number": "report.number", "firm": "firm_name", "days_late": "days_late"}
Row = dict[str, Any]
Ask = Request[Any, Any, Any]


@get(BASE, opt=READ, include_in_schema=False)
async def reports(request: Ask) -> Response[Any]:
    """The reports of the organ, with their lateness."""
    actor = actor_of(request)
    state = listing.ListState.of(
        request, filters=("status", "kind"), sorts=tuple(SORTS), default_sort="-sent_on"
    )
    found = await queries.reports(
        actor,
        queries.Wanted(
            state.q,
            state.values("status"),
            state.values("kind"),
            f"{state.order(SORTS)}, report.number",
            state.limit,
            state.offset,
        ),
    )
    return page(
        "written_reports/desk_list.html",
        request,
        state=state,
        tabs=tabs(request, "written-reports"),
        page=listing.Page(found.rows, found.total, state),
        facets=[
            state.facet(
                "status",
                _("状态"),
                found.facets["status"],
                {
                    str(name): _(label)
                    for name, label in REPORT_STATUSES.items()
                    if name not in permissions.PRIVATE
                },
            ),
            state.facet(
                "kind",
                _("报告事项"),
                found.facets["kind"],
                {str(name): _(label) for name, label in REPORT_KINDS.items()},
            ),
        ],
        views=views,
        is_municipal=actor.is_municipal,
        may_bulk=may(actor, Permission.LICENSING_HANDLE),
    )


async def _detail(request: Ask, found: Row, values: Row, problems: dict[str, str]) -> Response[Any]:
    actor = actor_of(request)
    conflicted = await people.conflicts_of(found["firm"], today=clock.today())
    move = await queries.move_of_report(found["id"])
    kind = ReportKind(found["kind"])
    return page(
        "written_reports/desk_detail.html",
        request,
        status_code=422 if problems else 200,
        report=found,
        firm=await register.firm(found["firm"]),
        title=views.kind_name(found),
        state=views.pill(found),
        turn=_(views.TURNS[found["status"]][0]),
        organ=views.organ_name(found),
        beside=await queries.side_by_side(found),
        answers=views.answers_shown(
            found, await branches.of_firm(found["firm"], found["branch"]) if found["branch"] else None
        ),
        online=await views.online_notice(found),
        files=await views.files(found),
        papers=await views.papers("written_report", found["id"]),
        move=move,
        views=views,
        # Whose cancellation follows once the firm has ended.
        licences=[each for each in await licensing.licences_of(found["firm"]) if each["status"] in LIVING]
        if kind is ReportKind.ENDING
        else [],
        entries=await views.timeline("written_report", found["id"], for_firm=False),
        can_note=move is None and permissions.can_take(actor, found, "note", conflicted),
        can_ask=(can_ask := permissions.can_take(actor, found, "ask", conflicted)),
        **await picker.offer(
            actor, "question" if can_ask else "", "question", f"{BASE}/{found['number']}/ask/phrase"
        ),
        basis=rules.BASIS[kind],
        cancelled=LICENSING_LAW.article(70, item=3),
        fine=HRM_REGULATIONS.article(42, 2),
        is_late=bool(found["days_late"]) and found["status"] != ReportStatus.CORRECTED,
        values=values,
        errors=problems,
        breadcrumbs=[(_("许可"), "/desk/applications"), (_("书面报告"), BASE), (found["number"], None)],
    )


@get(f"{BASE}/{{number:str}}", opt=READ, include_in_schema=False)
async def report(request: Ask, number: str) -> Response[Any]:
    """One report: as reported, beside the register of then and now."""
    return await _detail(request, await queries.visible(actor_of(request), number), {}, {})


@get(f"{BASE}/{{number:str}}/papers/{{paper_id:uuid}}", opt=READ, include_in_schema=False)
async def read_paper(request: Ask, number: str, paper_id: UUID) -> Response[bytes]:
    """A paper that came with a report."""
    found = await queries.visible(actor_of(request), number)
    row, content = await attachments.read(folder(), paper_id)
    if row["matter_id"] != found["id"]:
        raise errors.NotFound
    return sent_file(row, content)


@post(f"{BASE}/{{number:str}}/note", opt=HANDLE, include_in_schema=False)
async def note(request: Ask, number: str) -> Response[Any]:
    """The register says so from now on."""
    found = await queries.visible(actor_of(request), number)
    form, problems, raw = await forms.parse(shapes.Nothing, request)
    if form is None:
        return await _detail(request, found, raw, problems)
    await noting.note(found["number"], actor=actor_of(request), now=clock.now())
    flash(request, _("已记载，登记已更新"))
    return redirect(f"{BASE}/{found['number']}")


@post(f"{BASE}/{{number:str}}/ask", opt=HANDLE, include_in_schema=False)
async def ask(request: Ask, number: str) -> Response[Any]:
    """Ask the firm; it answers in the report itself."""
    found = await queries.visible(actor_of(request), number)
    form, problems, raw = await forms.parse(shapes.Question, request)
    if form is None:
        return await _detail(request, found, raw, problems)
    actor = actor_of(request)
    question = form.question
    try:
        await picker.take(
            lambda: noting.ask(found["number"], question=question, actor=actor, now=clock.now()),
            form.phrases,
            question,
            field="question",
            about=picker.About("written_report", found["id"], f"{BASE}/{found['number']}", found["number"]),
            actor=actor,
        )
    except errors.Invalid as invalid:
        return await _detail(request, found, raw, forms.refused(invalid.errors))
    flash(request, _("已请机构说明"))
    return redirect(f"{BASE}/{found['number']}")


@post(f"{BASE}/{{number:str}}/ask/phrase", opt=HANDLE, include_in_schema=False, status_code=200)
async def phrase(request: Ask, number: str) -> Response[Any]:
    """The question again, with the chosen phrase in it: nothing is asked yet."""
    actor = actor_of(request)
    found = await queries.visible(actor, number)
    values = await picker.added(request, actor, "question", "question")
    return await _detail(request, found, values, {})


HANDLERS = [reports, report, read_paper, note, ask, phrase]
