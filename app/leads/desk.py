"""Leads on the desk: the list, recording one, the page of one, its acts."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from litestar import Request, Response, get, post

from app import clock
from app import errors as answers
from app.access.guards import actor_of, may
from app.access.permissions import Permission
from app.inspections.words import LEAD_TONES as CHECK_TONES
from app.leads import forms as shapes
from app.penalties import views
from app.penalties.orders import firm_of_text
from app.shell import clocks as chips
from app.shell import forms, listing
from app.shell.i18n import day
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from app.shell.templating import cite
from regulation import errors
from regulation.casework import calendar, clocks
from regulation.inspections.status import LEAD_NAMES as CHECK_NAMES
from regulation.inspections.status import OUTCOME_NAMES
from regulation.law import period as periods
from regulation.leads import permissions, queries
from regulation.leads.actions import checking, raise_lead
from regulation.leads.rules_clocks import OFFICIAL
from regulation.leads.status import (
    ACT_NAMES,
    GROUNDS,
    SOURCE_NAMES,
    STATUS_NAMES,
    STEPS,
    TONES,
    WORKABLE,
    LeadSource,
    LeadStatus,
)
from regulation.penalties import queries as penalties
from regulation.radar import queries as radar
from regulation.words import N_
from reports.exports import csv as sheets
from reports.exports.columns import Column

Ask = Request[Any, Any, Any]
READ = {"permission": Permission.CASES_READ}
HANDLE = {"permission": Permission.CASES_HANDLE}
FACETS = ("status", "source", "organ", "alarm")
ALARMS = {"alarm": N_("已报警"), "none": N_("未报警")}
#: Acts with a page of their own: form, what is called, explanation.
ACTS: dict[str, tuple[type[forms.Form], Any, str]] = {
    "meet_standard": (
        shapes.StandardForm,
        checking.meet_standard,
        N_("认定后应当及时立案。逾期没有立案的，系统向本机关和市级机关报警。"),
    ),
    "propose_dismissal": (
        shapes.DismissalForm,
        checking.propose_dismissal,
        N_("写明法定理由，由负责人决定。提请的人员不能自己决定。"),
    ),
    "dismiss": (shapes.ReasonForm, checking.dismiss, N_("线索到此办结，理由留存备查。")),
    "return": (shapes.ReasonForm, checking.send_back, N_("退回经办人员继续核查。")),
    "insist": (shapes.ReasonForm, checking.insist, N_("不同意不予立案：线索符合立案标准，应当提请立案。")),
    "merge": (
        shapes.MergeForm,
        checking.merge,
        N_("同一当事人的线索合并办理，两个编号都保留。合并后不能撤销。"),
    ),
    "split": (shapes.SplitForm, checking.split, N_("另一违法行为单独成为一条线索，来源不变。")),
}


def _state(request: Ask) -> listing.ListState:
    return listing.ListState.of(
        request, filters=FACETS, sorts=("due", "newest", "number", "party"), default_sort="due"
    )


async def _search(request: Ask, state: listing.ListState, limit: int, offset: int) -> Any:
    return await queries.search(
        actor_of(request),
        q=state.q,
        chosen={name: state.values(name) for name in FACETS},
        order=state.order(queries.ORDERS),
        limit=limit,
        offset=offset,
    )


@get("/desk/case-leads", opt=READ, include_in_schema=False)
async def leads(request: Ask) -> Response[Any]:
    """The urgent and the most pressing first."""
    actor, state = actor_of(request), _state(request)
    total, rows, counts = await _search(request, state, state.limit, state.offset)
    known = await calendar.current()
    facets = [
        state.facet("status", _("状态"), counts["status"], views.words(STATUS_NAMES)),
        state.facet("source", _("来源"), counts["source"], views.words(SOURCE_NAMES)),
        state.facet("alarm", _("立案逾期报警"), counts["alarm"], views.words(ALARMS)),
    ]
    if actor.is_municipal:
        facets.append(state.facet("organ", _("机关"), counts["organ"], await views.organ_words()))
    return page(
        "leads/list.html",
        request,
        state=state,
        facets=facets,
        page=listing.Page(rows, total, state),
        statuses=views.words(STATUS_NAMES),
        tones=TONES,
        sources=views.words(SOURCE_NAMES),
        violations=views.violation_words(),
        left=lambda row: periods.days_left(row["due_on"], clock.today(), known, periods.Unit.WORKING_DAYS),
        is_municipal=actor.is_municipal,
        may_record=may(actor, Permission.CASES_HANDLE),
    )


@get("/desk/case-leads.csv", opt=READ, include_in_schema=False)
async def leads_csv(request: Ask) -> Response[bytes]:
    """The list as shown, without pages."""
    _total, rows, _counts = await _search(request, _state(request), 10_000, 0)
    columns = [
        Column(_("编号")),
        Column(_("当事人")),
        Column(_("来源")),
        Column(_("来源编号")),
        Column(_("状态")),
        Column(_("登记日期"), "day"),
        Column(_("到期日"), "day"),
        Column(_("案号")),
        Column(_("机关")),
    ]
    body = [
        [
            row["number"],
            row["party_name"],
            _(SOURCE_NAMES[row["source_kind"]]),
            row["source_number"],
            _(STATUS_NAMES[row["status"]]),
            row["raised_on"],
            row["due_on"],
            row["case_number"],
            row["organ_name"],
        ]
        for row in rows
    ]
    return Response(
        b"".join(sheets.chunks(columns, body)),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="case-leads.csv"'},
    )


def _new(request: Ask, **extra: Any) -> Response[Any]:
    context: dict[str, Any] = {
        "sources": [
            (key, label) for key, label in views.choices(SOURCE_NAMES) if key in ("monitoring", "transfer")
        ],
        "violations": views.violation_choices(),
        "values": {"source": "monitoring", "found_on": clock.today()},
        "errors": {},
        "status_code": 200,
        **extra,
    }
    return page(
        "leads/new.html",
        request,
        breadcrumbs=[(_("案件线索"), "/desk/case-leads"), (_("登记案件线索"), None)],
        **context,
    )


@get("/desk/case-leads/new", opt=HANDLE, include_in_schema=False)
async def new(request: Ask) -> Response[Any]:
    """The form of what an official noticed or was sent."""
    return _new(request)


@post("/desk/case-leads/new", opt=HANDLE, include_in_schema=False)
async def record_one(request: Ask) -> Response[Any]:
    """Put it on record."""
    form, problems, raw = await forms.parse(shapes.LeadForm, request)
    if form is None:
        return _new(request, values=raw, errors=problems, status_code=422)
    try:
        firm = await firm_of_text(form.firm)
        made = await raise_lead(
            form.source,
            form.number,
            firm_id=firm.id if firm else None,
            party_name=form.party_name,
            party_address=form.party_address,
            violations=tuple(form.violations),
            facts=form.facts,
            is_urgent=form.is_urgent,
            found_on=form.found_on,
            request_key=form.request_key,
            actor=actor_of(request),
            now=clock.now(),
        )
    except errors.Invalid as refusal:
        return _new(request, values=raw, errors=answers.field_words(refusal), status_code=422)
    flash(request, _("已登记线索%(number)s", number=made["number"]))
    return redirect(f"/desk/case-leads/{made['id']}")


def _offered(actor: Any, lead: dict[str, Any]) -> list[str]:
    offered = [name for name in ACTS if name in STEPS and permissions.can_take(actor, lead, name)]
    works = (
        lead["status"] in WORKABLE and actor.organ_id == lead["organ"] and actor.holds(*permissions.WRITERS)
    )
    return [*offered, *(["split"] if works else [])]


async def _case_link(actor: Any, lead: dict[str, Any]) -> str:
    """The form of a case, filled in; the number ties the case to this lead. A refused order brings its own form."""
    source = LeadSource(lead["source_kind"])
    if source is LeadSource.ORDER:
        orders = {each["number"]: each["id"] for each in await penalties.refused_orders(actor)}
        if lead["source_number"] in orders:
            return f"/desk/cases/new?order={orders[lead['source_number']]}"
    same = source in {LeadSource.COMPLAINT, LeadSource.FINDING, LeadSource.FALSE_PROMISE, LeadSource.TRANSFER}
    given = {
        "source": "monitoring" if source is LeadSource.RADAR else str(source),
        "number": lead["source_number"] if same else lead["number"],
        "firm": lead["firm_number"] or "",
        "violation": lead["violations"][0] if lead["violations"] else "",
        "lead": str(lead["id"]),
    }
    return f"/desk/cases/new?{urlencode(given)}"


def _ground(lead: dict[str, Any]) -> tuple[str, Any] | None:
    """The ground on which no case is to be opened, and its article."""
    ground = GROUNDS.get(lead["dismissal_ground"])
    return (_(ground[0]), ground[1]) if ground else None


async def _sides(lead_id: UUID) -> list[dict[str, Any]]:
    known = await calendar.current()
    return [
        chips.chip(_(OFFICIAL["case_lead", each.kind]), each.due, today=clock.today(), calendar=known)
        for each in await clocks.of(lead_id, calendar=known)
        if each.is_running
    ]


def _known(lead: dict[str, Any]) -> list[tuple[str, str]]:
    """What there is to know, and nothing that there is not."""
    rows = [
        (_("当事人"), lead["party_name"]),
        (_("地址"), lead["party_address"]),
        (_("来源编号"), lead["source_number"]),
        (_("发现日期"), day(lead["found_on"])),
        (_("登记日期"), day(lead["raised_on"])),
        (_("登记人员"), lead["raised_by_name"]),
        (_("符合立案标准之日"), day(lead["standard_met_on"]) if lead["standard_met_on"] else ""),
        (_("认定理由"), lead["standard_reason"]),
        (_("办结日期"), day(lead["ended_on"]) if lead["ended_on"] else ""),
        (_("案号"), lead["case_number"]),
        (_("并入"), lead["merged_number"]),
        (_("分自"), lead["split_number"]),
    ]
    return [(label, said) for label, said in rows if said]


def _check_link(actor: Any, lead: dict[str, Any]) -> str:
    """The form of an inspection because of this lead: a firm of the register is looked at before its turn."""
    if not (
        lead["firm_number"]
        and lead["status"] in WORKABLE
        and actor.organ_id == lead["organ"]
        and may(actor, Permission.INSPECTIONS_PLAN)
    ):
        return ""
    kind = "complaint" if lead["source_kind"] == LeadSource.COMPLAINT else "monitoring"
    given = {"firm": lead["firm_number"], "number": lead["number"], "kind": kind}
    return f"/desk/leads/new?{urlencode(given)}"


async def _links(actor: Any, lead: dict[str, Any]) -> list[tuple[str, str]]:
    """Where the lead came from, whom it is about, and the case it led to, where this person may read them."""
    found = []
    if lead["source_kind"] == LeadSource.RADAR and (
        group := await radar.by_number(actor, lead["source_number"])
    ):
        found.append((_("查看无证中介线索组及其名单"), f"/desk/radar/{group}"))
    if lead["case_number"] and (case := await queries.case_id(lead["case_number"])):
        found.append((_("查看案件%(number)s", number=lead["case_number"]), f"/desk/cases/{case}"))
    if lead["firm_number"] and may(actor, Permission.FIRMS_READ):
        found.append((_("查看该机构全部情况"), f"/desk/firms/{lead['firm_number']}"))
    return found


@get("/desk/case-leads/{lead_id:uuid}", opt=READ, include_in_schema=False)
async def lead(request: Ask, lead_id: UUID) -> Response[Any]:
    """Where it came from, what is known, what became of it, what may be done now."""
    actor = actor_of(request)
    found = await queries.visible(actor, lead_id)
    titles = views.violation_words()
    return page(
        "leads/detail.html",
        request,
        breadcrumbs=[(_("案件线索"), "/desk/case-leads"), (found["number"], None)],
        lead=found,
        status=_(STATUS_NAMES[found["status"]]),
        tone=TONES[found["status"]],
        source=_(SOURCE_NAMES[found["source_kind"]]),
        suspected=[titles.get(each, each) for each in found["violations"]],
        chips=await _sides(lead_id),
        ground=_ground(found),
        related=[
            (each, _(STATUS_NAMES[each["status"]]), TONES[each["status"]])
            for each in await queries.related(found)
        ],
        offered=[
            (name, _(ACT_NAMES[name]), STEPS[name].cites if name in STEPS else ())
            for name in _offered(actor, found)
        ],
        case_link=await _case_link(actor, found)
        if found["status"] in WORKABLE
        and actor.organ_id == found["organ"]
        and may(actor, Permission.CASES_HANDLE)
        else "",
        entries=await views.timeline("case_lead", lead_id, ACT_NAMES),
        known=_known(found),
        links=await _links(actor, found),
        checks=[
            (
                each,
                _(CHECK_NAMES[each["status"]]),
                CHECK_TONES[each["status"]],
                _(OUTCOME_NAMES[each["outcome"]]) if each["outcome"] else "",
            )
            for each in await queries.checks(found)
        ],
        check_link=_check_link(actor, found),
    )


def _check(request: Ask, found: dict[str, Any], act: str) -> None:
    """Raise unless this person may do it now: the page is not even shown."""
    if act not in ACTS:
        raise errors.NotFound
    if act == "split":
        permissions.check_can_act(actor_of(request), found)
        if act not in _offered(actor_of(request), found):
            raise errors.AlreadyMoved
    else:
        permissions.check_can_take(actor_of(request), found, act)


def _given(found: dict[str, Any], act: str, others: list[dict[str, Any]]) -> dict[str, Any]:
    """What the form says before anybody writes: the conduct the lead has, the only lead there is to join it with."""
    if act == "meet_standard":
        return {"violations": found["violations"]}
    if act == "merge" and len(others) == 1:
        return {"into": others[0]["number"]}
    return {}


async def _act_page(request: Ask, found: dict[str, Any], act: str, **extra: Any) -> Response[Any]:
    related = [each for each in await queries.related(found) if each["status"] in WORKABLE]
    context: dict[str, Any] = {
        "lead": found,
        "act": act,
        "label": _(ACT_NAMES[act]),
        "explained": _(ACTS[act][2]),
        "cites": STEPS[act].cites if act in STEPS else (),
        "violations": views.violation_choices(),
        "grounds": [(key, f"{_(words)} {cite(article)}") for key, (words, article) in GROUNDS.items()],
        "others": related,
        # Whoever decides reads what is proposed where the decision is written.
        "ground": _ground(found) if found["status"] == LeadStatus.DISMISSAL_PROPOSED else None,
        "values": _given(found, act, related),
        "errors": {},
        "status_code": 200,
        **extra,
    }
    return page(
        "leads/act.html",
        request,
        breadcrumbs=[
            (_("案件线索"), "/desk/case-leads"),
            (found["number"], f"/desk/case-leads/{found['id']}"),
            (_(ACT_NAMES[act]), None),
        ],
        **context,
    )


@get("/desk/case-leads/{lead_id:uuid}/{act:str}", opt=READ, include_in_schema=False)
async def act_page(request: Ask, lead_id: UUID, act: str) -> Response[Any]:
    """The page of one act: what it does, the article, the form."""
    found = await queries.visible(actor_of(request), lead_id)
    _check(request, found, act)
    return await _act_page(request, found, act)


@post("/desk/case-leads/{lead_id:uuid}/{act:str}", opt=READ, include_in_schema=False)
async def take(request: Ask, lead_id: UUID, act: str) -> Response[Any]:
    """Do it, then back to the lead."""
    found = await queries.visible(actor_of(request), lead_id)
    _check(request, found, act)
    form, problems, raw = await forms.parse(ACTS[act][0], request)
    if form is not None:
        given = form.model_dump()
        if "violations" in given:
            given["violations"] = tuple(given["violations"])
        try:
            await ACTS[act][1](lead_id, **given, actor=actor_of(request), now=clock.now())
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        else:
            flash(request, _("已办理：%(act)s", act=_(ACT_NAMES[act])))
            return redirect(f"/desk/case-leads/{lead_id}")
    return await _act_page(request, found, act, values=raw, errors=problems, status_code=422)


HANDLERS = [leads, leads_csv, new, record_one, lead, act_page, take]
