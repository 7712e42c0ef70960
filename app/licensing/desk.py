"""The desk: the work list, one application with everything at hand, and the twins of the list."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, Response, get

from app import clock
from app.access.guards import actor_of, may
from app.access.permissions import Permission
from app.licensing import apply, asked, comparing, hearing_pages, steps, views
from app.shell import clocks as chips
from app.shell import listing, navigation
from app.shell.i18n import gettext as _
from app.shell.render import page
from regulation import errors
from regulation.accounts import organs, people
from regulation.casework import attachments, calendar, record
from regulation.law.citation import COMMITMENT_OPINIONS
from regulation.licensing import permissions, procedures, queries, term_records
from regulation.licensing.actions import hearings, switching
from regulation.licensing.rules import dispatch_record
from reports.exports import csv as sheets
from reports.exports.columns import Column

READ = {"permission": Permission.LICENSING_READ}
Row = dict[str, Any]
Ask = Request[Any, Any, Any]

SORTS = {
    "due_on": "due_on",
    "number": "number",
    "firm": "firm_name",
    "received_on": "received_on",
}


def crumbs(*more: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    return [(_("许可"), "/desk/applications"), *more]


def tabs(request: Ask, current: str) -> list[tuple[str, str, bool]]:
    """Applications, licences, filings and checks stand side by side; only what the visitor may open."""
    known = (
        ("applications", _("申请")),
        ("licences", _("许可证")),
        ("filings", _("备案")),
        ("written-reports", _("书面报告")),
        ("moves", _("档案移交")),
        ("checks", _("履诺检查")),
        ("endings", _("撤销和撤回")),
        ("conditions", _("条件和限制")),
        ("winding-down", _("原有派遣合同")),
        ("printing", _("批量印制")),
    )
    actor = actor_of(request)
    return [
        (label, f"/desk/{name}", name == current)
        for name, label in known
        if navigation.may_open(request, actor, f"/desk/{name}")
    ]


def wanted_of(state: listing.ListState, turn: str) -> queries.Wanted:
    """What the address asks for."""
    return queries.Wanted(
        q=state.q,
        status=state.values("status"),
        track=state.values("track"),
        organ=state.values("organ"),
        turn=turn,
        sql_order=f"{state.order(SORTS)}, number",
        limit=state.limit,
        offset=state.offset,
    )


@get("/desk/applications", opt=READ, include_in_schema=False)
async def applications(request: Ask) -> Response[Any]:
    """Whose turn it is and how many days are left, the most urgent first."""
    actor = actor_of(request)
    state = listing.ListState.of(
        request, filters=("status", "track", "organ", "turn"), sorts=tuple(SORTS), default_sort="due_on"
    )
    turn = state.value("turn") or ""
    found = await queries.applications(actor, wanted_of(state, turn))
    counts = await queries.turns(actor)
    known = await calendar.current()
    facets = [
        state.facet(
            "status",
            _("状态"),
            found.facets["status"],
            {name: _(label) for name, label in views.APPLICATION_WORDS.items()},
        ),
        state.facet(
            "track",
            _("程序"),
            found.facets["track"],
            {name: _(label) for name, label in views.TRACK_NAMES.items()},
        ),
    ]
    if actor.is_municipal:
        names = dict(await views.organ_choices())
        facets.append(state.facet("organ", _("许可机关"), found.facets["organ_code"], names))
    return page(
        "licensing/list.html",
        request,
        state=state,
        tabs=tabs(request, "applications"),
        turns=[
            (_("全部"), state.url(turn=None, page=None), turn == "", sum(counts.values())),
            (_("轮到本机关"), state.url(turn="organ", page=None), turn == "organ", counts["organ"]),
            (_("轮到申请人"), state.url(turn="firm", page=None), turn == "firm", counts["firm"]),
            (_("已办结"), state.url(turn="done", page=None), turn == "done", counts["done"]),
        ],
        page=listing.Page(found.rows, found.total, state),
        facets=facets,
        promised=lambda row: chips.left(
            row["promised_on"], "working_days", today=clock.today(), calendar=known
        ),
        left=lambda row: chips.left(row["due_on"], row["unit"], today=clock.today(), calendar=known),
        views=views,
        is_municipal=actor.is_municipal,
        may_bulk=may(actor, Permission.LICENSING_HANDLE),
    )


@get("/desk/applications.csv", opt=READ, include_in_schema=False)
async def applications_csv(request: Ask) -> Response[bytes]:
    """Exactly the list that is shown, without pages."""
    state = listing.ListState.of(
        request, filters=("status", "track", "organ", "turn"), sorts=tuple(SORTS), default_sort="due_on"
    )
    wanted = wanted_of(state, state.value("turn") or "")
    found = await queries.applications(
        actor_of(request),
        queries.Wanted(**{**_fields(wanted), "limit": 10_000, "offset": 0}),
    )
    columns = [
        Column(_("申请编号")),
        Column(_("申请人")),
        Column(_("程序")),
        Column(_("状态")),
        Column(_("收到日期"), "day"),
        Column(_("到期日"), "day"),
        Column(_("许可机关")),
    ]
    body = [
        [
            row["number"],
            row["firm_name"],
            _(views.TRACK_NAMES[row["track"]]),
            _(views.APPLICATION_WORDS[row["status"]]),
            row["received_on"],
            row["due_on"],
            views.organ_name(row),
        ]
        for row in found.rows
    ]
    return Response(
        b"".join(sheets.chunks(columns, body)),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="applications.csv"'},
    )


def _fields(wanted: queries.Wanted) -> dict[str, Any]:
    return {name: getattr(wanted, name) for name in queries.Wanted.__dataclass_fields__}


@get("/desk/applications/{number:str}", opt=READ, include_in_schema=False)
async def application(request: Ask, number: str) -> Response[Any]:
    """Everything of one application, and beside it what this person may do now."""
    actor = actor_of(request)
    found = await queries.visible_application(actor, number)
    firm = await queries.firm(found["firm"])
    licence = await queries.licence_of_application(found["id"])
    organ = await organs.by_id(found["organ"])
    organ_name = (
        views.organ_name({"organ_name": organ["name"], "organ_name_en": organ["name_en"]}) if organ else ""
    )
    handlers = await record.persons_of("application", found["id"], *permissions.HANDLING)
    conflicted = await people.conflicts_of(found["firm"], today=clock.today())
    barred = await switching.why_barred(found, today=clock.today())
    waits, _heard = await hearings.why_not_yet(found, today=clock.today())
    matters = [("application", found["id"]), *([("licence", licence["id"])] if licence else [])]
    papers = await views.papers(*matters)
    lacking = views.lacking(found, await queries.paper_kinds(found["id"]), clock.today())
    return page(
        "licensing/detail.html",
        request,
        record=await term_records.of_application(found, today=clock.today()),
        least=dispatch_record.PENALTIES_THAT_BAR.since(clock.today()),
        words=views.FACT_NAMES,
        application=found,
        procedure=procedures.of_matter(found),
        firm=firm,
        licence=licence,
        organ=organ_name,
        state=views.pill(found["status"], views.APPLICATION_WORDS),
        turn=_(views.TURNS[found["status"]][0]),
        track=_(views.TRACK_NAMES[found["track"]]),
        clocks=await views.clock_chips(found["id"], clock.today()),
        groups=views.answers_shown(found, organ_name),
        compared=await comparing.lines(found, firm),
        resubmitted=await views.resubmitted(found, organ_name),
        pieces=comparing.pieces,
        changes=views.changes_shown(found),
        **await hearing_pages.state_of(found),
        can_hear=permissions.can_verify(actor, found, conflicted),
        files=await views.files(found),
        papers=papers,
        lacking=[(views.group_title(found, each.group), _(each.message)) for each in lacking],
        entries=await asked.entries(found, for_firm=False),
        questions=await asked.shown(found),
        question_base=f"/desk/applications/{found['number']}",
        can_question=permissions.can_ask(actor, found, conflicted),
        steps=steps.offered(
            actor,
            found,
            handlers=handlers,
            conflicted=conflicted,
            papers=papers,
            waits=waits,
            is_barred=bool(barred),
        ),
        waits=_(waits) if waits else "",
        barred=_(barred) if barred else "",
        opinions=COMMITMENT_OPINIONS.whole(),
        is_own_handling=actor.person_id in handlers and found["status"] == "proposed",
        firm_link=may(actor, Permission.FIRMS_READ),
        breadcrumbs=crumbs((found["number"], None)),
    )


@get("/desk/applications/{number:str}/papers/{paper_id:uuid}", opt=READ, include_in_schema=False)
async def paper(request: Ask, number: str, paper_id: UUID) -> Response[bytes]:
    """A file of the application, for those who may see the application."""
    found = await queries.visible_application(actor_of(request), number)
    row, content = await attachments.read(apply.folder(), paper_id)
    if row["matter_id"] != found["id"]:
        raise errors.NotFound
    return apply.sent_file(row, content)


HANDLERS = [applications, applications_csv, application, paper]
