"""The standing of a firm, told so that anyone can add it up; and credit repair from request to answer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post
from pydantic import Field

from app import clock
from app import errors as answers
from app.access.guards import actor_of, firm_of, may
from app.access.permissions import Permission
from app.shell import clocks as chips
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.listing import ListState, Page
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.casework import calendar, clocks, record
from regulation.firms import identity, places
from regulation.integrity import actions, queries, rules
from regulation.integrity.status import KIND_NAMES, REPAIR_NAMES, TIER_NAMES, RepairStatus, Tier
from regulation.words import N_

TONES = {Tier.A: "good", Tier.B: "info", Tier.C: "warn", Tier.D: "bad"}
CLOCKS = {"acceptance": N_("受理"), "result": N_("办结")}


def shown(standing: rules.Standing) -> dict[str, Any]:
    """A standing for the macro of the sum."""
    scale = rules.SCALE.since(standing.day)
    return {
        "standing": standing,
        "tier_name": _(TIER_NAMES[standing.tier]),
        "tone": TONES[standing.tier],
        "kind_names": KIND_NAMES,
        "basis": scale.citation,
        "doubt": scale.doubt,
        "full": rules.FULL_SCORE,
    }


@get("/desk/integrity", opt={"permission": Permission.INTEGRITY_READ}, include_in_schema=False)
async def firms(request: Request[Any, Any, Any]) -> Response[Any]:
    """Firms within reach with their tiers, worst first, and what waits of repairs."""
    actor = actor_of(request)
    state = ListState.of(request, filters=("tier",))
    total, rows, counts = await queries.search(
        actor, q=state.q, tier=state.value("tier") or "", limit=state.limit, offset=state.offset
    )
    facet = state.facet(
        "tier",
        _("等级"),
        [(str(tier), counts.get(tier, 0)) for tier in Tier],
        {str(t): _(n) for t, n in TIER_NAMES.items()},
    )
    return page(
        "integrity/firms.html",
        request,
        state=state,
        listed=Page(rows, total, state),
        facets=[facet],
        area_of=places.label,
        tones={str(tier): tone for tier, tone in TONES.items()},
        repairs=await queries.repair_requests(actor, open_only=True),
        kind_names=KIND_NAMES,
        repair_names=REPAIR_NAMES,
    )


@get("/desk/integrity/{firm_id:uuid}", opt={"permission": Permission.INTEGRITY_READ}, include_in_schema=False)
async def firm_record(request: Request[Any, Any, Any], firm_id: UUID) -> Response[Any]:
    """One firm's facts and the tier they lead to, with the arithmetic."""
    firm = await identity.of(firm_id)
    if not actor_of(request).in_scope_of(firm["organ"]):
        raise errors.NotFound
    standing = await queries.standing(firm_id, today=clock.today())
    return page(
        "integrity/record.html",
        request,
        firm=firm,
        own=False,
        requests=await queries.requests_of_firm(firm_id),
        repair_names=REPAIR_NAMES,
        facts=[],
        breadcrumbs=[(_("信用"), "/desk/integrity"), (firm["name"], None)],
        **shown(standing),
    )


class RepairForm(forms.Form):
    """A firm's request for repair."""

    statement: forms.Text = Field(title=N_("纠正情况说明"))
    duties_done: forms.Agreed = Field(title=N_("履行义务"))
    promised: forms.Agreed = Field(title=N_("信用承诺"))


@get("/firm/integrity", opt={"permission": Permission.INTEGRITY_REPAIR}, include_in_schema=False)
async def own_record(request: Request[Any, Any, Any]) -> Response[Any]:
    """The firm's own record: what counts, until when, and what may be repaired."""
    firm_id = firm_of(request)
    standing = await queries.standing(firm_id, today=clock.today())
    return page(
        "integrity/record.html",
        request,
        firm=await identity.of(firm_id),
        own=True,
        facts=await queries.facts(firm_id),
        requests=await queries.requests_of_firm(firm_id),
        repair_names=REPAIR_NAMES,
        **shown(standing),
    )


async def _own_fact(request: Request[Any, Any, Any], fact_id: UUID) -> dict[str, Any]:
    for fact in await queries.facts(firm_of(request)):
        if fact["id"] == fact_id:
            return fact
    raise errors.NotFound


async def _repair_form(
    request: Request[Any, Any, Any], fact: dict[str, Any], values: dict[str, Any], problems: dict[str, str]
) -> Response[Any]:
    ends = rules.publicity_ends(queries.fact_of(fact).kind, fact["occurred_on"])
    return page(
        "integrity/repair_new.html",
        request,
        status_code=422 if problems else 200,
        fact=fact,
        kind_name=_(KIND_NAMES[queries.fact_of(fact).kind]),
        earliest=ends[0] if ends else None,
        values=values,
        errors=problems,
        breadcrumbs=[(_("信用记录"), "/firm/integrity"), (_("申请信用修复"), None)],
    )


@get(
    "/firm/integrity/{fact_id:uuid}/repair",
    opt={"permission": Permission.INTEGRITY_REPAIR},
    include_in_schema=False,
)
async def repair_form(request: Request[Any, Any, Any], fact_id: UUID) -> Response[Any]:
    """What repair needs, and the form."""
    return await _repair_form(request, await _own_fact(request, fact_id), {}, {})


@post(
    "/firm/integrity/{fact_id:uuid}/repair",
    opt={"permission": Permission.INTEGRITY_REPAIR},
    include_in_schema=False,
)
async def ask_for_repair(request: Request[Any, Any, Any], fact_id: UUID) -> Response[Any]:
    """Send the request to the organ that made the finding."""
    form, problems, raw = await forms.parse(RepairForm, request)
    fact = await _own_fact(request, fact_id)
    if form is not None:
        try:
            number = await actions.ask_for_repair(
                firm_of(request),
                fact_id,
                statement=form.statement,
                duties_done=form.duties_done,
                promised=form.promised,
                calendar=await calendar.current(),
                actor=actor_of(request),
                now=clock.now(),
            )
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        else:
            flash(request, _("信用修复申请已提交，编号%(number)s", number=number))
            return redirect("/firm/integrity")
    return await _repair_form(request, fact, raw, problems)


@get(
    "/desk/integrity/repairs/{request_id:uuid}",
    opt={"permission": Permission.INTEGRITY_READ},
    include_in_schema=False,
)
async def repair(request: Request[Any, Any, Any], request_id: UUID) -> Response[Any]:
    """One request: what is asked, what it would do, and the decision."""
    return await _repair(request, request_id, {})


async def _repair(
    request: Request[Any, Any, Any], request_id: UUID, problems: dict[str, str]
) -> Response[Any]:
    found = await queries.repair_request(actor_of(request), request_id)
    known, today = await calendar.current(), clock.today()
    return page(
        "integrity/repair.html",
        request,
        status_code=422 if problems else 200,
        found=found,
        kind_name=_(KIND_NAMES[found["kind"]]),
        status_name=_(REPAIR_NAMES[RepairStatus(found["status"])]),
        clocks=[
            chips.chip(
                _(CLOCKS[each.kind]), each.due, today=today, calendar=known, is_running=each.is_running
            )
            for each in await clocks.of(request_id, calendar=known)
        ],
        history=await record.history("repair_request", request_id),
        may_accept=found["status"] == RepairStatus.SUBMITTED
        and may(actor_of(request), Permission.INTEGRITY_DECIDE),
        may_decide=found["status"] == RepairStatus.ACCEPTED
        and may(actor_of(request), Permission.INTEGRITY_DECIDE),
        may_decline=found["status"] in {RepairStatus.SUBMITTED, RepairStatus.ACCEPTED}
        and may(actor_of(request), Permission.INTEGRITY_DECIDE),
        errors=problems,
        breadcrumbs=[(_("信用"), "/desk/integrity"), (found["number"], None)],
    )


class DecisionForm(forms.Form):
    """Accept, grant or decline, with the reason."""

    decision: str = Field(pattern="^(accept|grant|decline)$")
    reason: str = Field(title=N_("理由"), default="", max_length=2000)


@post(
    "/desk/integrity/repairs/{request_id:uuid}",
    opt={"permission": Permission.INTEGRITY_DECIDE},
    include_in_schema=False,
)
async def answer_repair(request: Request[Any, Any, Any], request_id: UUID) -> Response[Any]:
    """Take the step; two people: who accepts does not grant."""
    form, problems, _raw = await forms.parse(DecisionForm, request)
    actor, now = actor_of(request), clock.now()
    found = await queries.repair_request(actor, request_id)
    if form is None:
        return await _repair(request, request_id, problems)
    try:
        if form.decision == "accept":
            await actions.accept_repair(found, actor=actor, now=now)
        elif form.decision == "grant":
            await actions.grant_repair(found, reason=form.reason, actor=actor, now=now)
        else:
            await actions.decline_repair(found, reason=form.reason, actor=actor, now=now)
    except errors.Invalid as refusal:
        return await _repair(request, request_id, answers.field_words(refusal))
    flash(request, _("已办理"))
    return redirect(f"/desk/integrity/repairs/{request_id}")


HANDLERS = [firms, firm_record, own_record, repair_form, ask_for_repair, repair, answer_repair]
