"""The desk: the list, one complaint, its acts, the writer's identity for a stated reason."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post

from app import clock
from app import errors as answers
from app.access.guards import actor_of, may
from app.access.permissions import Permission
from app.complaints import forms as shapes
from app.complaints.public import PRIVATE, folder
from app.shell import clocks as chips
from app.shell import forms, i18n, listing
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.accounts import organs
from regulation.casework import attachments, calendar, clocks, documents, record
from regulation.complaints import actions, permissions, queries, rules, sealing, supplements
from regulation.complaints.status import (
    ELSEWHERE,
    KIND_WORDS,
    OPEN,
    STATUS_NAMES,
    STEPS_OF,
    TONES,
    TOPIC_NAMES,
    act_names,
    grounds_of,
    status_names,
)
from regulation.law import period as periods
from regulation.law.citation import LABOUR_SUPERVISION_REGULATIONS
from regulation.penalties import queries as penalties
from regulation.penalties.status import CASE_NAMES, CASE_TONES, ORDER_NAMES, ORDER_TONES
from regulation.words import N_
from reports.documents import registry
from reports.exports import csv as sheets
from reports.exports.columns import Column

Ask = Request[Any, Any, Any]
READ = {"permission": Permission.COMPLAINTS_READ}
HANDLE = {"permission": Permission.COMPLAINTS_HANDLE}
FACETS = ("status", "topic", "kind", "organ")
CLOCK_NAMES = {"triage": N_("决定是否受理"), "supplement": N_("投诉人补正"), "investigation": N_("调查办结")}
DELIVERIES = supplements.METHODS | {"page": N_("在查询页面签收")}
#: Acts with a page of their own: form, explanation.
ACTS: dict[str, tuple[type[forms.Form], str]] = {
    "accept": (shapes.AcceptForm, N_("受理的当日即为立案，60个工作日的调查期限自今日起算。")),
    "ask_supplement": (
        shapes.SupplementForm,
        N_("一行写一项。五个工作日的期限停止计算，收到补正后重新开始。"),
    ),
    "decline": (shapes.DeclineForm, N_("理由会告诉投诉人。事项到此办结。")),
    "direct": (shapes.DirectForm, N_("不属于本机关职责的，告诉投诉人应当找谁。事项到此办结。")),
    "transfer": (shapes.TransferForm, N_("行为发生在其他区的，移交当地机关重新决定是否受理。")),
    "uphold": (shapes.ReplyForm, N_("认定属实后，机构的信用记录增加一条，可以据此责令改正或者立案。")),
    "reject": (shapes.ReplyForm, N_("理由会告诉投诉人。事项到此办结。")),
    "ask": (shapes.QuestionForm, N_("问题显示在查询页面，投诉举报人在那里回答。不要写入他人的个人信息。")),
    "serve_paper": (shapes.ServeForm, N_("投诉人当面领取，或者邮寄后收到回执的，在这里登记。")),
    "note": (shapes.NoteForm, N_("记入案卷，投诉人看不到。")),
    "take_over": (shapes.ReasonForm, N_("原承办人员不能继续办理的，由您接手。接手以后由您查看投诉人身份。")),
    "extend": (shapes.ReasonForm, N_("情况复杂的，可以延长30个工作日，只能延长一次。")),
}


def _words(table: Any) -> dict[str, str]:
    return {str(key): _(label) for key, label in table.items()}


def _state(request: Ask) -> listing.ListState:
    return listing.ListState.of(
        request, filters=FACETS, sorts=("due", "received", "number"), default_sort="due"
    )


def _tabs(state: listing.ListState, counts: dict[str, int]) -> list[tuple[Any, ...]]:
    """Two queues side by side: complaints and reports."""
    chosen = state.values("kind")
    return [
        (_("全部"), state.path, not chosen, sum(counts.values())),
        *(
            (_(name), f"{state.path}?kind={kind}", list(chosen) == [str(kind)], counts.get(str(kind), 0))
            for kind, name in KIND_WORDS.items()
        ),
    ]


async def _search(request: Ask, state: listing.ListState, limit: int, offset: int) -> Any:
    return await queries.search(
        actor_of(request),
        q=state.q,
        statuses=state.values("status"),
        topics=state.values("topic"),
        kinds=state.values("kind"),
        organs=state.values("organ"),
        order=state.order(queries.ORDERS),
        limit=limit,
        offset=offset,
    )


@get("/desk/complaints", opt=READ, include_in_schema=False)
async def complaints(request: Ask) -> Response[Any]:
    """The most urgent first. Nobody's name stands here but that of the firm."""
    actor = actor_of(request)
    state = _state(request)
    total, rows, counts = await _search(request, state, state.limit, state.offset)
    known = await calendar.current()
    facets = [
        state.facet("status", _("状态"), counts["status"], _words(STATUS_NAMES)),
        state.facet("topic", _("反映的问题"), counts["topic"], _words(TOPIC_NAMES)),
        state.facet("kind", _("类别"), counts["kind"], _words(KIND_WORDS)),
    ]
    if actor.is_municipal:
        english = i18n.language() == i18n.ENGLISH
        names = {each["code"]: each["name_en" if english else "name"] for each in await organs.all_organs()}
        facets.append(state.facet("organ", _("机关"), counts["organ"], names))
    return page(
        "complaints/list.html",
        request,
        state=state,
        facets=facets,
        page=listing.Page(rows, total, state),
        status_of=lambda row: _(status_names(row["kind"])[row["status"]]),
        tabs=_tabs(state, counts["kind"]),
        tones=TONES,
        kinds=_words(KIND_WORDS),
        topics=_words(TOPIC_NAMES),
        left=lambda row: periods.days_left(row["due_on"], clock.today(), known, periods.Unit.WORKING_DAYS),
        is_municipal=actor.is_municipal,
    )


@get("/desk/complaints.csv", opt=READ, include_in_schema=False)
async def complaints_csv(request: Ask) -> Response[bytes]:
    """The list as shown. Neither the writer nor the writer's words are exported."""
    _total, rows, _counts = await _search(request, _state(request), 10_000, 0)
    columns = [
        Column(_("编号")),
        Column(_("类别")),
        Column(_("反映的问题")),
        Column(_("被投诉人")),
        Column(_("状态")),
        Column(_("收到日期"), "day"),
        Column(_("到期日"), "day"),
        Column(_("机关")),
    ]
    body = [
        [
            row["number"],
            _(KIND_WORDS[row["kind"]]),
            _(TOPIC_NAMES[row["topic"]]),
            row["respondent"],
            _(status_names(row["kind"])[row["status"]]),
            row["received_on"],
            row["due_on"],
            row["organ_name"],
        ]
        for row in rows
    ]
    return Response(
        b"".join(sheets.chunks(columns, body)),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="complaints.csv"'},
    )


async def _timeline(complaint_id: UUID, names: dict[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "at": each.at,
            "label": _(names.get(each.action, each.action)),
            "actor": _(each.actor_name) if each.actor_number == "PUBLIC" else each.actor_name,
            "organ": each.actor_organ,
            "reason": each.reason,
            "citations": list(each.articles),
        }
        for each in reversed(await record.history("complaint", complaint_id))
    ]


async def _detail(request: Ask, complaint_id: UUID, **extra: Any) -> Response[Any]:
    actor = actor_of(request)
    found = await queries.visible_complaint(actor, complaint_id)
    known = await calendar.current()
    today = clock.today()
    steps, names = STEPS_OF[found["kind"]], act_names(found["kind"])
    offered = [name for name in steps if permissions.can_take(actor, found, name)]
    papers = await supplements.papers_for_writer(complaint_id)
    if permissions.can_handle(actor, found):
        offered += ["ask"] if found["status"] in OPEN else []
        offered += ["serve_paper"] if any(each["delivery"] is None for each in papers) else []
    if found["status"] == "accepted":
        offered += ["note"] if permissions.can_handle(actor, found) else []
        offered += ["extend"] if permissions.can_extend(actor, found) else []
        offered += ["take_over"] if permissions.can_take_over(actor, found) else []
    offered.sort(key=lambda name: name in {"transfer", "direct", "extend", "take_over", "ask", "serve_paper"})
    orders, cases = await penalties.of_source(actor, "complaint", found["number"])
    delivered = {each["id"]: each["delivery"] for each in papers}
    unmet = rules.unmet_tests(
        happened_on=found["happened_on"],
        received_on=found["received_on"],
        has_respondent=bool(found["respondent"]),
        claims_own_right=found["kind"] == "complaint",
        is_named=not found["is_anonymous"],
    )
    context: dict[str, Any] = {
        "complaint": found,
        "status": _(status_names(found["kind"])[found["status"]]),
        "tone": TONES[found["status"]],
        "kind": _(KIND_WORDS[found["kind"]]),
        "topic": _(TOPIC_NAMES[found["topic"]]),
        "directed": _(ELSEWHERE[found["directed_to"]][0]) if found["directed_to"] else "",
        "chips": [
            chips.chip(_(CLOCK_NAMES[each.kind]), each.due, today=today, calendar=known)
            for each in await clocks.of(complaint_id, calendar=known)
            if each.is_running
        ],
        "unmet": [_(each) for each in unmet] if found["status"] == "received" else [],
        "additions": await queries.additions(complaint_id),
        "files": await attachments.of("complaint", complaint_id),
        "papers": [
            (each, registry.KINDS[each["kind"]].title, delivered.get(each["id"]))
            for each in await documents.of_matter("complaint", complaint_id)
        ],
        "methods": DELIVERIES,
        "group": await sealing.group_size(complaint_id),
        "asked": await queries.supplement_of(complaint_id),
        "entries": await _timeline(complaint_id, names),
        "offered": [(name, _(names[name]), steps[name].cites if name in steps else ()) for name in offered],
        "can_open": permissions.can_open_identity(actor, found),
        "may_follow": may(actor, Permission.CASES_HANDLE) and found["status"] == "upheld",
        "may_lead": may(actor, Permission.INSPECTIONS_PLAN)
        and actor.organ_id == found["organ"]
        and found["status"] in {"accepted", "upheld"}
        and bool(found["firm_number"]),
        "orders": [(each, _(ORDER_NAMES[each["status"]]), ORDER_TONES[each["status"]]) for each in orders],
        "cases": [(each, _(CASE_NAMES[each["status"]]), CASE_TONES[each["status"]]) for each in cases],
        "firm_link": may(actor, Permission.FIRMS_READ),
        "identity": None,
        "secrecy": LABOUR_SUPERVISION_REGULATIONS.article(9, 3),
        "values": {},
        "errors": {},
        "status_code": 200,
        **extra,
    }
    return page(
        "complaints/detail.html",
        request,
        breadcrumbs=[(_("投诉"), "/desk/complaints"), (found["number"], None)],
        headers=PRIVATE,
        **context,
    )


@get("/desk/complaints/{complaint_id:uuid}", opt=READ, include_in_schema=False)
async def complaint(request: Ask, complaint_id: UUID) -> Response[Any]:
    """Everything of one complaint but who wrote it."""
    return await _detail(request, complaint_id)


@post("/desk/complaints/{complaint_id:uuid}/identity", opt=HANDLE, include_in_schema=False, status_code=200)
async def identity(request: Ask, complaint_id: UUID) -> Response[Any]:
    """Who wrote it, for a reason that stays in the log; shown in this answer alone."""
    actor = actor_of(request)
    await queries.visible_complaint(actor, complaint_id)
    form, problems, raw = await forms.parse(shapes.ReasonForm, request)
    if form is not None:
        try:
            found = await sealing.opened(complaint_id, reason=form.reason, actor=actor, now=clock.now())
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        else:
            return await _detail(request, complaint_id, identity=found)
    return await _detail(request, complaint_id, values=raw, errors=problems, status_code=422)


@get("/desk/complaints/{complaint_id:uuid}/files/{file_id:uuid}", opt=READ, include_in_schema=False)
async def file(request: Ask, complaint_id: UUID, file_id: UUID) -> Response[bytes]:
    """A file of the complaint, always as a download."""
    await queries.visible_complaint(actor_of(request), complaint_id)
    row, content = await attachments.read(folder(), file_id)
    if row["matter_kind"] != "complaint" or row["matter_id"] != complaint_id:
        raise errors.NotFound
    return _download(file_id, row, content)


@post(
    "/desk/complaints/{complaint_id:uuid}/files/{file_id:uuid}/original",
    opt=HANDLE,
    include_in_schema=False,
    status_code=200,
)
async def original(request: Ask, complaint_id: UUID, file_id: UUID) -> Response[Any]:
    """The file as it was sent, with place and camera, for a reason that stays in the log."""
    actor = actor_of(request)
    await queries.visible_complaint(actor, complaint_id)
    form, problems, _raw = await forms.parse(shapes.ReasonForm, request)
    if form is not None:
        try:
            row, content = await sealing.original_of(
                folder(), complaint_id, file_id, reason=form.reason, actor=actor, now=clock.now()
            )
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        else:
            return _download(file_id, row, content)
    return await _detail(request, complaint_id, errors=problems, status_code=422)


def _download(file_id: UUID, row: dict[str, Any], content: bytes) -> Response[bytes]:
    return Response(
        content,
        media_type=row["media_type"],
        headers={
            "Content-Disposition": f'attachment; filename="{file_id}.{row["media_type"].rpartition("/")[2]}"',
            "X-Content-Type-Options": "nosniff",
            **PRIVATE,
        },
    )


async def _act_page(request: Ask, complaint_id: UUID, act: str, **extra: Any) -> Response[Any]:
    actor = actor_of(request)
    if act not in ACTS:
        raise errors.NotFound
    found = await queries.visible_complaint(actor, complaint_id)
    steps, names = STEPS_OF[found["kind"]], act_names(found["kind"])
    known = await organs.all_organs()
    english = i18n.language() == i18n.ENGLISH
    context: dict[str, Any] = {
        "complaint": found,
        "act": act,
        "label": _(names[act]),
        "explained": _(ACTS[act][1]),
        "cites": steps[act].cites if act in steps else (),
        "grounds": [(key, _(words)) for key, words in grounds_of(found["kind"]).items()],
        "methods": [(key, _(words)) for key, words in supplements.METHODS.items()],
        "papers": [
            (str(each["id"]), f"{_(registry.KINDS[each['kind']].title)} {each['number']}")
            for each in await supplements.papers_for_writer(complaint_id)
            if each["delivery"] is None
        ],
        "bodies": [(key, _(name)) for key, (name, _why) in ELSEWHERE.items()],
        "organs": [
            (each["code"], each["name_en" if english else "name"])
            for each in known
            if each["id"] != found["organ"]
        ],
        "values": {},
        "errors": {},
        "status_code": 200,
        **extra,
    }
    return page(
        "complaints/act.html",
        request,
        breadcrumbs=[
            (_("投诉"), "/desk/complaints"),
            (found["number"], f"/desk/complaints/{complaint_id}"),
            (_(names[act]), None),
        ],
        **context,
    )


def _check(request: Ask, found: dict[str, Any], act: str) -> None:
    """Raise unless this person may do it now: the page is not even shown."""
    actor = actor_of(request)
    if act == "extend":
        permissions.check_can_extend(actor, found)
    elif act == "take_over":
        permissions.check_can_take_over(actor, found)
    elif act == "ask":
        permissions.check_can_ask(actor, found)
    elif act in {"note", "serve_paper"}:
        permissions.check_can_handle(actor, found)
    elif act in STEPS_OF[found["kind"]]:
        permissions.check_can_take(actor, found, act)
    else:
        raise errors.NotFound


@get("/desk/complaints/{complaint_id:uuid}/{act:str}", opt=READ, include_in_schema=False)
async def act_page(request: Ask, complaint_id: UUID, act: str) -> Response[Any]:
    """The page of one act: what it does, the article, the form."""
    _check(request, await queries.visible_complaint(actor_of(request), complaint_id), act)
    return await _act_page(request, complaint_id, act)


@post("/desk/complaints/{complaint_id:uuid}/{act:str}", opt=READ, include_in_schema=False)
async def take(request: Ask, complaint_id: UUID, act: str) -> Response[Any]:
    """Do it, then back to the complaint."""
    found = await queries.visible_complaint(actor_of(request), complaint_id)
    _check(request, found, act)
    form, problems, raw = await forms.parse(ACTS[act][0], request)
    if form is not None:
        try:
            await getattr(supplements if hasattr(supplements, act) else actions, act)(
                complaint_id, **form.model_dump(), actor=actor_of(request), now=clock.now()
            )
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        else:
            flash(request, _("已办理：%(act)s", act=_(act_names(found["kind"])[act])))
            # A transferred complaint belongs to another organ now.
            return redirect("/desk/complaints" if act == "transfer" else f"/desk/complaints/{complaint_id}")
    return await _act_page(request, complaint_id, act, values=raw, errors=problems, status_code=422)


HANDLERS = [complaints, complaints_csv, complaint, identity, file, original, act_page, take]
