"""Leads at the desk: recorded, followed, merged or dismissed; a firm's own request in its portal."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post

from app import clock
from app import errors as answers
from app.access.guards import actor_of, firm_of, may
from app.access.permissions import Permission
from app.inspections import forms as shapes
from app.inspections import words
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.listing import ListState, Page
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.casework import receipts, record
from regulation.firms import queries as firms
from regulation.inspections import items
from regulation.inspections.actions import leads as actions
from regulation.inspections.queries import caps, leads, lists
from regulation.inspections.status import LEAD_KIND_NAMES, LEAD_NAMES, LEAD_STEPS, LeadKind, LeadStatus

Ask = Request[Any, Any, Any]
READ = {"permission": Permission.INSPECTIONS_READ}
PLAN = {"permission": Permission.INSPECTIONS_PLAN}
ADOPT = {"permission": Permission.INSPECTIONS_ADOPT}
FIRM = {"permission": Permission.FIRM_HOME}


@get("/desk/leads", opt=READ, include_in_schema=False)
async def lead_list(request: Ask) -> Response[Any]:
    """Leads within reach; what waits for a decision first."""
    state = ListState.of(
        request, filters=("status", "kind"), sorts=("recorded", "number", "firm"), default_sort="-recorded"
    )
    total, rows, counts = await leads.search(
        actor_of(request),
        q=state.q,
        statuses=state.values("status"),
        kinds=state.values("kind"),
        order=state.order(leads.ORDERS),
        limit=state.limit,
        offset=state.offset,
    )
    facets = [
        state.facet("status", _("状态"), counts["status"], {str(k): _(v) for k, v in LEAD_NAMES.items()}),
        state.facet(
            "kind", _("线索来源"), counts["kind"], {str(k): _(v) for k, v in LEAD_KIND_NAMES.items()}
        ),
    ]
    return page(
        "inspections/leads.html",
        request,
        state=state,
        facets=facets,
        listed=Page(rows, total, state),
        names=LEAD_NAMES,
        kinds=LEAD_KIND_NAMES,
        tones=words.LEAD_TONES,
        may_plan=may(actor_of(request), Permission.INSPECTIONS_PLAN),
    )


@get("/desk/leads/new", opt=PLAN, include_in_schema=False)
async def new_lead(request: Ask) -> Response[Any]:
    """The form; `?firm=` and `?number=` come from the page of a firm or of a complaint."""
    query = request.query_params
    known = {
        "firm": query.get("firm", ""),
        "source_number": query.get("number", ""),
        "kind": query.get("kind", "complaint"),
    }
    return await _new(request, known, {})


async def _new(request: Ask, values: dict[str, Any], problems: dict[str, str]) -> Response[Any]:
    actor = actor_of(request)
    current = await lists.current(actor.organ_id, clock.today())
    return page(
        "inspections/lead_new.html",
        request,
        status_code=422 if problems else 200,
        kinds={key: name for key, name in LEAD_KIND_NAMES.items() if key is not LeadKind.REQUEST},
        list=current.list,
        values=values,
        errors=problems,
        breadcrumbs=[(_("检查线索"), "/desk/leads"), (_("登记线索"), None)],
    )


@post("/desk/leads/new", opt=PLAN, include_in_schema=False)
async def record_lead(request: Ask) -> Response[Any]:
    """Record a lead."""
    form, problems, raw = await forms.parse(shapes.LeadForm, request)
    if form is None:
        return await _new(request, raw, problems)
    actor = actor_of(request)
    matching = [each for each in await firms.firms_by_code(form.firm) if actor.in_scope_of(each.organ_id)]
    if len(matching) != 1:
        found = _("没有找到这家机构，请核对登记编号或者统一社会信用代码")
        several = _("有多家机构使用这一代码，请填写登记编号")
        return await _new(request, raw, {"firm": several if matching else found})

    async def make() -> str:
        return str(
            await actions.record_lead(
                matching[0].id,
                form.kind,
                source_number=form.source_number,
                facts=form.facts,
                item_ids=form.items,
                actor=actor,
                now=clock.now(),
            )
        )

    try:
        made = await receipts.made_once(
            f"lead {form.request_key}", form.model_dump(), make, actor=actor, now=clock.now()
        )
    except errors.Invalid as refusal:
        return await _new(request, raw, answers.field_words(refusal))
    flash(request, _("线索已登记，等待决定"))
    return redirect(f"/desk/leads/{made}")


@get("/desk/leads/{lead_id:uuid}", opt=READ, include_in_schema=False)
async def lead(request: Ask, lead_id: UUID) -> Response[Any]:
    """One lead, what it rests on, and what may be decided."""
    return await _lead(request, lead_id, {}, {}, "")


async def _lead(
    request: Ask, lead_id: UUID, values: dict[str, Any], problems: dict[str, str], form: str
) -> Response[Any]:
    actor = actor_of(request)
    found = await leads.lead(actor, lead_id)
    status = LeadStatus(found["status"])
    decides = may(actor, Permission.INSPECTIONS_ADOPT) and actor.organ_id == found["organ"]
    return page(
        "inspections/lead.html",
        request,
        status_code=422 if problems else 200,
        lead=found,
        list=items.version(found["items_version"]),
        status_name=_(LEAD_NAMES[status]),
        tone=words.LEAD_TONES[status],
        kind_name=_(LEAD_KIND_NAMES[LeadKind(found["kind"])]),
        names=LEAD_NAMES,
        others=await leads.others_of_firm(lead_id, found["firm"]),
        taken_in=await leads.merged_into(lead_id),
        cap=await caps.of_firm(found["firm"], today=clock.today()),
        may_decide=decides and status is LeadStatus.RECORDED,
        may_dismiss=decides and status in {LeadStatus.RECORDED, LeadStatus.APPROVED},
        may_draw=may(actor, Permission.INSPECTIONS_ROSTER)
        and actor.organ_id == found["organ"]
        and status is LeadStatus.APPROVED,
        basis=LEAD_STEPS["approve"].cites[0],
        history=await record.history("inspection_lead", lead_id),
        acts=words.ACTS,
        values=values,
        errors=problems,
        form=form,
        breadcrumbs=[(_("检查线索"), "/desk/leads"), (found["number"], None)],
    )


@post("/desk/leads/{lead_id:uuid}/approve", opt=ADOPT, include_in_schema=False)
async def approve(request: Ask, lead_id: UUID) -> Response[Any]:
    """Follow the lead."""
    form, problems, raw = await forms.parse(shapes.ReasonForm, request)
    if form is None:
        return await _lead(request, lead_id, raw, problems, "approve")
    await actions.approve(lead_id, reason=form.reason, actor=actor_of(request), now=clock.now())
    flash(request, _("已批准，执法人员由抽取产生"))
    return redirect(f"/desk/leads/{lead_id}")


@post("/desk/leads/{lead_id:uuid}/dismiss", opt=ADOPT, include_in_schema=False)
async def dismiss(request: Ask, lead_id: UUID) -> Response[Any]:
    """Not follow the lead."""
    form, problems, raw = await forms.parse(shapes.DismissForm, request)
    if form is None:
        return await _lead(request, lead_id, raw, problems, "dismiss")
    await actions.dismiss(lead_id, reason=form.refusal, actor=actor_of(request), now=clock.now())
    flash(request, _("已决定不予检查"))
    return redirect(f"/desk/leads/{lead_id}")


@post("/desk/leads/{lead_id:uuid}/merge", opt=ADOPT, include_in_schema=False)
async def merge(request: Ask, lead_id: UUID) -> Response[Any]:
    """One visit for two leads."""
    form, problems, raw = await forms.parse(shapes.MergeForm, request)
    if form is None:
        return await _lead(request, lead_id, raw, problems, "merge")
    try:
        await actions.merge(
            lead_id, form.into, reason=form.merge_reason, actor=actor_of(request), now=clock.now()
        )
    except errors.Invalid as refusal:
        return await _lead(request, lead_id, raw, answers.field_words(refusal), "merge")
    flash(request, _("线索已合并，只检查一次"))
    return redirect(f"/desk/leads/{form.into}")


# --- the firm ---------------------------------------------------------------------------------------------


@get("/firm/visits/request", opt=FIRM, include_in_schema=False)
async def ask_for_visit(request: Ask) -> Response[Any]:
    """A firm may ask to be checked; what it asked before, and what became of it."""
    return await _ask(request, {}, {})


async def _ask(request: Ask, values: dict[str, Any], problems: dict[str, str]) -> Response[Any]:
    firm_id = firm_of(request)
    organ = (await firms.firm(firm_id)).organ_id
    asked = await leads.of_firm(firm_id)
    return page(
        "inspections/firm_request.html",
        request,
        status_code=422 if problems else 200,
        asked=asked,
        is_waiting=any(each["status"] == LeadStatus.RECORDED for each in asked),
        names=LEAD_NAMES,
        tones=words.LEAD_TONES,
        list=(await lists.current(organ, clock.today())).list,
        cap=await caps.of_firm(firm_id, today=clock.today()),
        values=values,
        errors=problems,
        breadcrumbs=[(_("检查记录"), "/firm/visits"), (_("申请检查"), None)],
    )


@post("/firm/visits/request", opt=FIRM, include_in_schema=False)
async def send_request(request: Ask) -> Response[Any]:
    """Send the request."""
    form, problems, raw = await forms.parse(shapes.RequestForm, request)
    if form is None:
        return await _ask(request, raw, problems)
    try:
        await actions.request(
            firm_of(request),
            facts=form.facts,
            item_ids=form.items,
            actor=actor_of(request),
            now=clock.now(),
        )
    except errors.Invalid as refusal:
        return await _ask(request, raw, answers.field_words(refusal))
    flash(request, _("申请已提交，等待机关决定"))
    return redirect("/firm/visits/request")


HANDLERS = [
    lead_list,
    new_lead,
    record_lead,
    lead,
    approve,
    dismiss,
    merge,
    ask_for_visit,
    send_request,
]
