"""Cases on the desk: list, opening, and the file that a judge can read."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post

from app import clock
from app import errors as answers
from app.access.guards import actor_of, may
from app.access.permissions import Permission
from app.penalties import acts, case_sections, hearing_views, law_views, offers, performing, views
from app.penalties import forms as shapes
from app.penalties.orders import FACETS, firm_of_text, list_state, listed, unregistered
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.leads import queries as lead_queries
from regulation.penalties import debts, decisions, permissions, queries, queries_evidence, unlicensed
from regulation.penalties.actions import basis as choosing
from regulation.penalties.actions import decision, doors, opening
from regulation.penalties.actions import evidence as evidence_actions
from regulation.penalties.rules.violations import VIOLATIONS
from regulation.penalties.status import (
    ACT_NAMES,
    CASE_NAMES,
    CASE_TONES,
    EVIDENCE,
    MITIGATIONS,
    SOURCE_NAMES,
    SPARING,
    CaseStatus,
    Source,
)
from regulation.penalties.status_procedure import ACT_KINDS, JURISDICTIONS
from regulation.words import N_
from reports.exports import csv as sheets
from reports.exports.columns import Column

Ask = Request[Any, Any, Any]
READ = {"permission": Permission.CASES_READ}
HANDLE = {"permission": Permission.CASES_HANDLE}
#: Which procedure a case takes, and its time: 《行政处罚法》第六十条 and what 另有规定 (doubt F-13).
PROCEDURES = (
    (
        "true",
        N_("劳动保障监察程序"),
        N_(
            "立案起60个工作日内查清，情况复杂的可以延长30个工作日，再15个工作日决定（《劳动保障监察条例》第十七条）"
        ),
    ),
    ("false", N_("行政处罚普通程序"), N_("立案起90日内决定（《行政处罚法》第六十条）")),
)


async def _search(request: Ask, limit: int, offset: int) -> Any:
    state = list_state(request)
    return await queries.search_cases(
        actor_of(request),
        q=state.q,
        chosen={name: state.values(name) for name in FACETS},
        order=state.order(queries.ORDERS),
        limit=limit,
        offset=offset,
    )


@get("/desk/cases", opt=READ, include_in_schema=False)
async def cases(request: Ask) -> Response[Any]:
    """Cases within reach, the most urgent first."""
    state = list_state(request)
    found = await _search(request, state.limit, state.offset)
    return await listed(request, found, CASE_NAMES, CASE_TONES, state, "cases")


@get("/desk/cases.csv", opt=READ, include_in_schema=False)
async def cases_csv(request: Ask) -> Response[bytes]:
    """The list as shown, without pages."""
    _total, rows, _counts = await _search(request, 10_000, 0)
    columns = [
        Column(_("案号")),
        Column(_("当事人")),
        Column(_("违法行为")),
        Column(_("状态")),
        Column(_("罚款（元）"), "money"),
        Column(_("决定日期"), "day"),
        Column(_("到期日"), "day"),
        Column(_("机关")),
    ]
    titles = views.violation_words()
    body = [
        [
            row["number"],
            row["party_name"],
            titles[row["violation"]],
            _(CASE_NAMES[row["status"]]),
            row["fine"],
            row["decided_on"],
            row["due_on"],
            row["organ_name"],
        ]
        for row in rows
    ]
    return Response(
        b"".join(sheets.chunks(columns, body)),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="cases.csv"'},
    )


async def _new(request: Ask, **extra: Any) -> Response[Any]:
    actor, query = actor_of(request), request.query_params
    values: dict[str, Any] = {
        "source": query.get("source", "monitoring"),
        "number": query.get("number", ""),
        "firm": query.get("firm", ""),
        "violation": query.get("violation", ""),
        "discovered_on": clock.today(),
        "act_ended_on": clock.today(),
        "act_kind": "once",
        "jurisdiction": "place",
    }
    order = None
    if given := query.get("order", ""):
        order = await queries.visible_order(actor, _uuid(given))
        values |= {
            "order": order["id"],
            "source": "order",
            "number": order["number"],
            "firm": order["firm_number"] or "",
            "party_name": order["party_name"],
            "violation": order["violation"],
            "discovered_on": order["found_on"],
            "act_ended_on": order["refused_on"] and order["found_on"],
            "cause": order["facts"],
        }
    elif query.get("source") == Source.FALSE_PROMISE and query.get("number"):
        lead = await unlicensed.lead(actor, query["number"])
        values |= {
            "number": lead["number"],
            "firm": lead["firm_number"],
            "violation": unlicensed.violation_of(lead),
            "discovered_on": lead["discovered_on"],
            "act_ended_on": lead["discovered_on"],
            "cause": lead["facts"],
        }
    elif given := query.get("lead", ""):
        behind = await lead_queries.visible(actor, _uuid(given))
        values |= {
            "party_name": "" if behind["firm"] else behind["party_name"],
            "party_address": "" if behind["firm"] else behind["party_address"],
            "discovered_on": behind["found_on"],
            "act_ended_on": behind["found_on"],
            "cause": behind["facts"],
        }
    context: dict[str, Any] = {
        "order": order,
        "leads": await unlicensed.leads(actor.organ_id) if actor.organ_id else [],
        "orders": await queries.refused_orders(actor),
        "officers": [
            (each["id"], f"{each['name']} {each['certificate']}")
            for each in await doors.officers(actor.organ_id, [], today=clock.today())
        ]
        if actor.organ_id
        else [],
        "act_kinds": views.choices(ACT_KINDS),
        "procedures": [(value, _(label), _(told)) for value, label, told in PROCEDURES],
        "jurisdictions": views.choices(JURISDICTIONS),
        "sources": views.choices(SOURCE_NAMES),
        "violations": views.violation_choices(),
        "rules": [views.explained(each) for each in VIOLATIONS.values()],
        "values": values,
        "errors": {},
        "status_code": 200,
        **extra,
    }
    return page(
        "penalties/case_new.html",
        request,
        breadcrumbs=[(_("案件"), "/desk/cases"), (_("提请立案"), None)],
        **context,
    )


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise errors.NotFound from None


@get("/desk/cases/new", opt=HANDLE, include_in_schema=False)
async def new(request: Ask) -> Response[Any]:
    """The form, filled in from the complaint, finding or refused order it comes from."""
    return await _new(request)


@post("/desk/cases/new", opt=HANDLE, include_in_schema=False)
async def propose(request: Ask) -> Response[Any]:
    """Ask for the opening."""
    form, problems, raw = await forms.parse(shapes.CaseForm, request)
    if form is None:
        return await _new(request, values=raw, errors=problems, status_code=422)
    try:
        firm = await firm_of_text(form.firm)
        made = await opening.propose_case(
            form.source,
            form.number,
            firm.id if firm else None,
            form.violation,
            cause=form.cause,
            act_ended_on=form.act_ended_on,
            discovered_on=form.discovered_on,
            officers=form.officers,
            order_id=form.order,
            unregistered=unregistered(form),
            act_kind=form.act_kind,
            act_began_on=form.act_began_on,
            act_place=form.act_place,
            jurisdiction=form.jurisdiction,
            is_harmful=form.is_harmful,
            is_complicated=form.is_complicated,
            by_labour_supervision=form.by_labour_supervision,
            request_key=form.request_key,
            actor=actor_of(request),
            now=clock.now(),
        )
    except errors.Invalid as refusal:
        found = answers.field_words(refusal)
        return await _new(request, values=raw, errors=found, status_code=422)
    flash(request, _("已提请立案%(number)s，等待批准", number=made["number"]))
    return redirect(f"/desk/cases/{made['id']}")


@get("/desk/cases/{case_id:uuid}", opt=READ, include_in_schema=False)
async def case(request: Ask, case_id: UUID) -> Response[Any]:
    """The file: summary, days, papers, evidence, what the party said, money, all acts; and what comes next."""
    actor, today = actor_of(request), clock.today()
    found = await queries.visible_case(actor, case_id)
    status = CaseStatus(found["status"])
    matters = [("penalty_case", case_id)]
    if found["correction_order"]:
        matters.insert(0, ("correction_order", found["correction_order"]))
    proposal = queries.proposal_of(found)
    account = await debts.account(found, today) if found["served_on"] else None
    waits = status is CaseStatus.HEARD and not found["has_handling"]
    lacking = await decision.missing(found, today) if waits else []
    return page(
        "penalties/case.html",
        request,
        case=found,
        status=_(CASE_NAMES[status]),
        tone=CASE_TONES[status],
        turn=offers.turn(status, lacking),
        violation=views.explained(VIOLATIONS[found["violation"]]),
        source=_(SOURCE_NAMES[found["source_kind"]]),
        summary=views.summary(proposal),
        behind=await views.report_behind(await queries.source_behind(found)),
        mitigation=_(MITIGATIONS[found["mitigation"]]) if found["mitigation"] else "",
        sparing=_(SPARING[found["sparing"]]) if found["sparing"] else "",
        seriousness=dict(views.classes()).get(found["seriousness"], ""),
        chips=await views.clock_chips(case_id),
        papers=await views.papers(*matters),
        evidence=await evidence_actions.of_case(case_id),
        evidence_tally=await queries_evidence.tally(case_id),
        law=await law_views.section(actor, found, today),
        may_choose_basis=may(actor, Permission.CASES_HANDLE)
        and permissions.can_take(actor, found, "choose_basis"),
        may_read_gains=may(actor, Permission.CASES_REVIEW) and found["status"] in choosing.READABLE,
        may_see_victims=may(actor, Permission.CASES_HANDLE),
        kinds=views.words(EVIDENCE),
        statements=await queries.statements(case_id),
        account=account,
        missing=offers.missing(actor, found, lacking),
        **await hearing_views.of_case(found),
        entries=await views.timeline("penalty_case", case_id, ACT_NAMES),
        performed=await performing.shown(decisions.of_case(found), account, today),
        offered=offers.offered(
            actor,
            found,
            account,
            today=today,
            performed=await performing.out_of_place(found, account, today),
            lacking=lacking,
        ),
        more=[await provider(found, actor) for provider in case_sections.PROVIDERS],
        firm_link=may(actor, Permission.FIRMS_READ),
        breadcrumbs=[(_("案件"), "/desk/cases"), (found["number"], None)],
    )


@get("/desk/cases/{case_id:uuid}/files/{file_id:uuid}", opt=READ, include_in_schema=False)
async def file(request: Ask, case_id: UUID, file_id: UUID) -> Response[bytes]:
    """A file of the case, always as a download."""
    await queries.visible_case(actor_of(request), case_id)
    found = await acts.file_of(case_id, file_id)
    if found is None:
        raise errors.NotFound
    row, content = found
    return Response(
        content,
        media_type=row["media_type"],
        headers={
            "Content-Disposition": f'attachment; filename="{file_id}.{row["media_type"].rpartition("/")[2]}"',
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
        },
    )


HANDLERS = [cases, cases_csv, new, propose, case, file]
