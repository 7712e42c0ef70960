"""The firm reports: chooses what, fills it in together, the signatory sends it, the receipt is there."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post

from app import clock
from app.access.guards import actor_of, firm_of
from app.access.permissions import Permission
from app.licensing.apply import UPLOAD_LIMIT, folder, sent_file
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from app.written_reports import forms as shapes
from app.written_reports import offers, views
from regulation import errors
from regulation.casework import attachments
from regulation.firms import branches, identity
from regulation.firms.places import ELSEWHERE
from regulation.firms.status import RegistrationKind
from regulation.law.citation import HRM_REGULATIONS
from regulation.licensing import queries as licensing
from regulation.words import N_
from regulation.written_reports import permissions, queries, rules
from regulation.written_reports.actions import drafting, sending
from regulation.written_reports.status import EDITABLE, REPORT_KINDS, ReportKind

APPLY = {"permission": Permission.LICENSING_APPLY}
BASE = "/firm/written-reports"
Row = dict[str, Any]
Ask = Request[Any, Any, Any]

#: What each kind is for, before it is begun.
EXPLAINED: dict[ReportKind, str] = {
    ReportKind.CHANGE: N_("变更登记办理完毕之日起十五日内报告；迁往其他区的，向迁入地报告"),
    ReportKind.BRANCH_OPENED: N_("分支机构登记办理完毕之日起十五日内，向分支机构所在地报告"),
    ReportKind.BRANCH_CHANGED: N_(
        "变更登记办理完毕之日起十五日内，向分支机构所在地报告；迁到其他区的，向迁入地报告"
    ),
    ReportKind.CONTACT: N_("随时告知，不计期限；登记机关据此联系，不对外公开"),
    ReportKind.BRANCH_ENDED: N_("分支机构注销登记办理完毕之日起十五日内，向分支机构所在地报告"),
    ReportKind.ENDING: N_("注销登记办理完毕之日起十五日内报告；许可证随后注销，备案随之终止"),
    ReportKind.ONLINE_ENDING: N_("终止前三十日在首页公告，终止后十五日内报告"),
    ReportKind.DISPATCH_BRANCH: N_(
        "劳务派遣单位设立分公司的，书面报告许可机关，并由分公司向所在地备案；设立子公司的，由子公司单独申请许可"
    ),
    ReportKind.DISPATCH_FILING: N_("劳务派遣单位的分公司，向分公司所在地的人力资源社会保障行政部门备案"),
}


def _crumbs(*more: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    return [(_("许可与备案"), "/firm/licensing"), (_("书面报告"), BASE if more else None), *more]


async def _kinds(firm_id: UUID) -> tuple[ReportKind, ...]:
    firm = await identity.of(firm_id)
    online = any(each["is_online"] for each in await licensing.licences_of(firm_id))
    dispatches = await licensing.living_licence_number(firm_id, RegistrationKind.DISPATCH_LICENCE)
    return rules.offered(
        is_local=firm["area"] != ELSEWHERE,
        holds_online=online,
        dispatches=dispatches is not None,
        has_filed=await licensing.contact_of_filings(firm_id) is not None,
    )


async def _mine(request: Ask, number: str) -> Row:
    found = await queries.visible(actor_of(request), number)
    if found["firm"] != firm_of(request):
        raise errors.NotFound
    return found


@get(BASE, opt=APPLY, include_in_schema=False)
async def reports(request: Ask) -> Response[Any]:
    """What was reported, what is being written, and where the firm's file is."""
    firm_id = firm_of(request)
    firm = await identity.of(firm_id)
    return page(
        "written_reports/firm_list.html",
        request,
        acting_for=firm["name"],
        reports=await queries.of_firm(firm_id),
        moves=await queries.moves_of_firm(firm_id),
        views=views,
        editable=EDITABLE,
        branch=HRM_REGULATIONS.article(20),
        change=HRM_REGULATIONS.article(21),
        breadcrumbs=_crumbs(),
    )


async def _new_page(request: Ask, values: Row, problems: dict[str, str]) -> Response[Any]:
    firm_id = firm_of(request)
    firm = await identity.of(firm_id)
    return page(
        "written_reports/new.html",
        request,
        status_code=422 if problems else 200,
        acting_for=firm["name"],
        kinds=[(each, _(REPORT_KINDS[each]), _(EXPLAINED[each])) for each in await _kinds(firm_id)],
        is_local=firm["area"] != ELSEWHERE,
        values=values,
        errors=problems,
        breadcrumbs=_crumbs((_("新的报告"), None)),
    )


@get(f"{BASE}/new", opt=APPLY, include_in_schema=False)
async def new(request: Ask) -> Response[Any]:
    """What is to be reported."""
    return await _new_page(request, {"kind": request.query_params.get("kind", "")}, {})


@post(f"{BASE}/new", opt=APPLY, include_in_schema=False)
async def start(request: Ask) -> Response[Any]:
    """Begin a report, or the correction of one."""
    form, problems, raw = await forms.parse(shapes.Start, request)
    if form is None:
        return await _new_page(request, raw, problems)
    if not form.corrects and form.kind not in await _kinds(firm_of(request)):
        raise errors.NotFound
    number = await drafting.start(
        firm_of(request),
        form.kind,
        corrects=form.corrects,
        like=form.like,
        request_key=form.request_key,
        actor=actor_of(request),
        now=clock.now(),
    )
    return redirect(f"{BASE}/{number}")


async def _branch_of(report: Row) -> Row | None:
    return await branches.of_firm(report["firm"], report["branch"]) if report["branch"] else None


async def _edit_page(request: Ask, report: Row, values: Row, problems: dict[str, str]) -> Response[Any]:
    kind = ReportKind(report["kind"])
    return page(
        "written_reports/edit.html",
        request,
        status_code=422 if problems else 200,
        acting_for=report["firm_name"],
        report=report,
        kind=kind,
        title=views.kind_name(report),
        explained=_(EXPLAINED[kind]),
        basis=rules.BASIS[kind],
        present=await queries.beside(report),
        areas=views.areas(away=kind in (ReportKind.CHANGE, ReportKind.DISPATCH_BRANCH)),
        is_opening=kind in rules.OPENING,
        is_timed=kind not in rules.WITHOUT_PERIOD,
        legal_forms=[(name, _(label)) for name, label in rules.LEGAL_FORMS.items()],
        branches=[
            (str(each["id"]), f"{each['name']} {each['address']}")
            for each in await branches.living(report["firm"])
        ],
        files=await views.files(report),
        accepts=shapes.PAPERS,
        wants_proof=_(rules.PROOF[kind]) if kind in rules.PROOF else "",
        values=values,
        errors=problems,
        breadcrumbs=_crumbs((views.kind_name(report), None)),
    )


@get(f"{BASE}/{{number:str}}", opt=APPLY, include_in_schema=False)
async def report(request: Ask, number: str) -> Response[Any]:
    """A report: the form while it can be changed, its record afterwards."""
    found = await _mine(request, number)
    if found["status"] in EDITABLE:
        values = queries.with_days(found["answers"])
        return await _edit_page(request, found, values, {})
    actor = actor_of(request)
    return page(
        "written_reports/record.html",
        request,
        acting_for=found["firm_name"],
        report=found,
        title=views.kind_name(found),
        state=views.pill(found),
        turn=_(views.TURNS[found["status"]][1]),
        organ=views.organ_name(found),
        answers=views.answers_shown(found, await _branch_of(found)),
        online=await views.online_notice(found),
        files=await views.files(found),
        papers=await views.papers("written_report", found["id"]),
        move=await queries.move_of_report(found["id"]),
        views=views,
        offers=await offers.licence_changes(found),
        filing=await offers.filing_of_branch(found),
        dispatch_filing=ReportKind.DISPATCH_FILING,
        entries=await views.timeline("written_report", found["id"], for_firm=True),
        can_correct=permissions.can_take(actor, found, "correct"),
        basis=rules.BASIS[ReportKind(found["kind"])],
        fine=HRM_REGULATIONS.article(42, 2),
        breadcrumbs=_crumbs((found["number"], None)),
    )


@post(f"{BASE}/{{number:str}}", opt=APPLY, include_in_schema=False)
async def save(request: Ask, number: str) -> Response[Any]:
    """Keep what was typed; what is missing is said at the field, and when nothing is, the report can be checked."""
    found = await _mine(request, number)
    permissions.check_can_edit(actor_of(request), found)
    form, problems, raw = await forms.parse(shapes.SHAPES[ReportKind(found["kind"])], request)
    if form is None:
        return await _edit_page(request, found, raw, problems)
    await drafting.save(found["draft_number"], shapes.given(form), actor=actor_of(request), now=clock.now())
    kept = await _mine(request, number)
    lacking = await sending.lacking(kept, today=clock.today())
    if lacking:
        return await _edit_page(request, kept, raw, {each.field: _(each.message) for each in lacking})
    return redirect(f"{BASE}/{found['draft_number']}/check")


@post(
    f"{BASE}/{{number:str}}/papers",
    opt=APPLY,
    include_in_schema=False,
    request_max_body_size=UPLOAD_LIMIT,
)
async def add_paper(request: Ask, number: str) -> Response[Any]:
    """Upload a paper."""
    found = await _mine(request, number)
    permissions.check_can_edit(actor_of(request), found)
    form, problems, _raw = await forms.parse(shapes.Paper, request)
    if form is not None:
        try:
            await drafting.attach(
                found["draft_number"],
                file_name=form.file.name,
                media_type=form.file.media_type,
                content=form.file.data,
                folder=folder(),
                actor=actor_of(request),
                now=clock.now(),
            )
        except errors.Invalid as invalid:
            problems = forms.refused(invalid.errors)
        else:
            flash(request, _("已上传：%(name)s", name=form.file.name))
            return redirect(f"{BASE}/{found['draft_number']}")
    return await _edit_page(request, found, queries.with_days(found["answers"]), problems)


@get(f"{BASE}/{{number:str}}/papers/{{paper_id:uuid}}", opt=APPLY, include_in_schema=False)
async def read_paper(request: Ask, number: str, paper_id: UUID) -> Response[bytes]:
    """One's own uploaded paper."""
    found = await _mine(request, number)
    row, content = await attachments.read(folder(), paper_id)
    if row["matter_id"] != found["id"]:
        raise errors.NotFound
    return sent_file(row, content)


async def _check_page(request: Ask, found: Row, problems: dict[str, str]) -> Response[Any]:
    actor, step = actor_of(request), _step(found)
    organ = await sending.organ_for(found)
    return page(
        "written_reports/check.html",
        request,
        status_code=422 if problems else 200,
        acting_for=found["firm_name"],
        report=found,
        title=views.kind_name(found),
        organ=views.organ_name({"organ_name": organ["name"], "organ_name_en": organ["name_en"]}),
        answers=views.answers_shown(found, await _branch_of(found)),
        beside=await queries.side_by_side(found),
        views=views,
        files=await views.files(found),
        online=await views.online_notice(found),
        complete=not await sending.lacking(found, today=clock.today()),
        can_send=permissions.can_take(actor, found, step),
        errors=problems,
        values={},
        breadcrumbs=_crumbs((views.kind_name(found), f"{BASE}/{found['draft_number']}"), (_("核对"), None)),
    )


def _step(found: Row) -> str:
    return "send" if found["status"] == "draft" else "answer"


@get(f"{BASE}/{{number:str}}/check", opt=APPLY, include_in_schema=False)
async def check(request: Ask, number: str) -> Response[Any]:
    """What will be sent, and to which organ."""
    found = await _mine(request, number)
    permissions.check_can_edit(actor_of(request), found)
    return await _check_page(request, found, {})


@post(f"{BASE}/{{number:str}}/send", opt=APPLY, include_in_schema=False)
async def send(request: Ask, number: str) -> Response[Any]:
    """Send it; the receipt is there at once."""
    found = await _mine(request, number)
    form, problems, _raw = await forms.parse(shapes.Send, request)
    if form is None:
        return await _check_page(request, found, problems)
    act = sending.send if _step(found) == "send" else sending.answer
    try:
        sent = await act(found["draft_number"], actor=actor_of(request), now=clock.now())
    except errors.Invalid as invalid:
        return await _edit_page(
            request, found, queries.with_days(found["answers"]), forms.refused(invalid.errors)
        )
    flash(request, _("已报告：%(number)s，回执已经发给", number=sent))
    return redirect(f"{BASE}/{found['draft_number']}")


@post(f"{BASE}/{{number:str}}/discard", opt=APPLY, include_in_schema=False)
async def discard(request: Ask, number: str) -> Response[Any]:
    """Give a draft up."""
    found = await _mine(request, number)
    form, _problems, _raw = await forms.parse(shapes.Nothing, request)
    if form is None:
        return await _edit_page(request, found, queries.with_days(found["answers"]), _problems)
    await drafting.discard(found["draft_number"], actor=actor_of(request), now=clock.now())
    flash(request, _("草稿已作废"))
    return redirect(BASE)


HANDLERS = [reports, new, start, report, save, add_paper, read_paper, check, send, discard]
