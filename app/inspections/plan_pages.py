"""The year's plan at the desk: draft, rounds, adoption."""

from __future__ import annotations

from fractions import Fraction
from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post

from app import clock
from app import errors as answers
from app.access.guards import actor_of, may
from app.access.permissions import Permission
from app.inspections import forms as shapes
from app.inspections import words
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.casework import record
from regulation.firms.status import REGISTRATION_KINDS
from regulation.inspections import items, rules
from regulation.inspections.actions import plans as actions
from regulation.inspections.queries import plans
from regulation.inspections.rules import Rate
from regulation.inspections.status import PLAN_NAMES, PlanStatus

READ = {"permission": Permission.INSPECTIONS_READ}
PLAN = {"permission": Permission.INSPECTIONS_PLAN}
ADOPT = {"permission": Permission.INSPECTIONS_ADOPT}


@get("/desk/plans", opt=READ, include_in_schema=False)
async def plan_list(request: Request[Any, Any, Any]) -> Response[Any]:
    """Plans within reach, and the form for a new one."""
    return await _list(request, {}, {})


async def _list(
    request: Request[Any, Any, Any], values: dict[str, Any], problems: dict[str, str]
) -> Response[Any]:
    actor = actor_of(request)
    today = clock.today()
    return page(
        "inspections/plans.html",
        request,
        status_code=422 if problems else 200,
        plans=await plans.of_actor(actor),
        plan_names=PLAN_NAMES,
        tones=words.PLAN_TONES,
        may_plan=may(actor, Permission.INSPECTIONS_PLAN),
        due=rules.plan_due(today.year),
        today=today,
        values=values
        or {"year": today.year, "title": _("%(year)s年度人力资源服务机构行政检查计划", year=today.year)},
        errors=problems,
    )


@post("/desk/plans", opt=PLAN, include_in_schema=False)
async def draft(request: Request[Any, Any, Any]) -> Response[Any]:
    """Begin a plan."""
    form, problems, raw = await forms.parse(shapes.PlanForm, request)
    if form is not None:
        try:
            made = await actions.draft(form.year, form.title, actor=actor_of(request), now=clock.now())
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        else:
            flash(request, _("计划草稿已建立，请增加抽查批次"))
            return redirect(f"/desk/plans/{made}")
    return await _list(request, raw, problems)


@get("/desk/plans/{plan_id:uuid}", opt=READ, include_in_schema=False)
async def plan(request: Request[Any, Any, Any], plan_id: UUID) -> Response[Any]:
    """One plan: its rounds, and what may be done next."""
    return await _plan(request, plan_id, {}, {})


def _preset() -> dict[str, Any]:
    """The form of a round begins with the rates of the rules and the whole list of items."""
    today = clock.today()
    rates = rules.RATES.on(today)
    return {
        "month": today.month,
        "kinds": ["hr_licence", "filing"],
        **{f"rate_{tier.lower()}": f"{rates[tier].percent:g}" for tier in rules.TIERS},
        "at_least": "1",
        "items": list(items.ITEM_LIST.on(today).ids),
    }


async def _plan(
    request: Request[Any, Any, Any], plan_id: UUID, values: dict[str, Any], problems: dict[str, str]
) -> Response[Any]:
    actor = actor_of(request)
    found = await plans.plan(actor, plan_id)
    is_draft = found["status"] == PlanStatus.DRAFT
    since = rules.RATES.since(clock.today())
    return page(
        "inspections/plan.html",
        request,
        status_code=422 if problems else 200,
        plan=found,
        list=items.version(found["items_version"]),
        status_name=_(PLAN_NAMES[PlanStatus(found["status"])]),
        tone=words.PLAN_TONES[PlanStatus(found["status"])],
        kinds=REGISTRATION_KINDS,
        tiers=words.TIER_WORDS,
        due=rules.plan_due(found["year"]),
        basis=since.citation,
        doubt=since.doubt,
        may_edit=is_draft and may(actor, Permission.INSPECTIONS_PLAN) and actor.organ_id == found["organ"],
        may_adopt=is_draft and may(actor, Permission.INSPECTIONS_ADOPT),
        may_draw=found["status"] == PlanStatus.ADOPTED
        and may(actor, Permission.INSPECTIONS_ROSTER)
        and actor.organ_id == found["organ"],
        history=await record.history("inspection_plan", plan_id),
        acts=words.ACTS,
        values=values or _preset(),
        errors=problems,
        breadcrumbs=[(_("抽查计划"), "/desk/plans"), (found["title"], None)],
    )


@post("/desk/plans/{plan_id:uuid}/lines", opt=PLAN, include_in_schema=False)
async def add_line(request: Request[Any, Any, Any], plan_id: UUID) -> Response[Any]:
    """Add a round."""
    form, problems, raw = await forms.parse(shapes.LineForm, request)
    if form is not None:
        percents = {"A": form.rate_a, "B": form.rate_b, "C": form.rate_c, "D": form.rate_d}
        exact = {tier: Fraction(percent) / 100 for tier, percent in percents.items()}
        try:
            await actions.add_line(
                plan_id,
                month=form.month,
                title=form.title,
                kinds=form.kinds,
                rates={tier: Rate(rate.numerator, rate.denominator) for tier, rate in exact.items()},
                at_least=form.at_least,
                item_ids=form.items,
                actor=actor_of(request),
                now=clock.now(),
            )
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        else:
            flash(request, _("批次已增加"))
            return redirect(f"/desk/plans/{plan_id}")
    return await _plan(request, plan_id, raw, problems)


@post("/desk/plans/{plan_id:uuid}/lines/{line_id:uuid}/remove", opt=PLAN, include_in_schema=False)
async def remove_line(request: Request[Any, Any, Any], plan_id: UUID, line_id: UUID) -> Response[Any]:
    """Take a round out of a draft."""
    await actions.remove_line(plan_id, line_id, actor=actor_of(request), now=clock.now())
    flash(request, _("批次已删除"))
    return redirect(f"/desk/plans/{plan_id}")


@post("/desk/plans/{plan_id:uuid}/adopt", opt=ADOPT, include_in_schema=False)
async def adopt(request: Request[Any, Any, Any], plan_id: UUID) -> Response[Any]:
    """Adopt: public at once."""
    await actions.adopt(plan_id, actor=actor_of(request), now=clock.now())
    flash(request, _("计划已批准并公布"))
    return redirect(f"/desk/plans/{plan_id}")


@post("/desk/plans/{plan_id:uuid}/discard", opt=PLAN, include_in_schema=False)
async def discard(request: Request[Any, Any, Any], plan_id: UUID) -> Response[Any]:
    """Give up a draft."""
    form, problems, raw = await forms.parse(shapes.ReasonForm, request)
    if form is None:
        return await _plan(request, plan_id, _preset() | raw, problems)
    await actions.discard(plan_id, reason=form.reason, actor=actor_of(request), now=clock.now())
    flash(request, _("计划草稿已放弃"))
    return redirect("/desk/plans")


HANDLERS = [plan_list, draft, plan, add_line, remove_line, adopt, discard]
