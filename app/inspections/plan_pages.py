"""The year's plan at the desk: draft, rounds, adoption."""

from __future__ import annotations

from collections import Counter
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
from app.shell import clocks as chips
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.listing import ListState, Page
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.casework import calendar, clocks, decrees, documents, record
from regulation.firms.status import REGISTRATION_KINDS
from regulation.inspections import items, parameters, rules
from regulation.inspections.actions import plans as actions
from regulation.inspections.queries import plans, subjects
from regulation.inspections.rules import Rate
from regulation.inspections.status import PLAN_NAMES, PLAN_STEPS, PlanStatus

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
    found = await plans.of_actor(actor)
    state = ListState.of(request, filters=("year", "status"))
    years, statuses = state.values("year"), state.values("status")
    shown = [
        each
        for each in found
        if (not years or str(each["year"]) in years)
        and (not statuses or each["status"] in statuses)
        and (
            not state.q
            or state.q in each["title"]
            or state.q in each["number"]
            or state.q in each["organ_name"]
        )
    ]
    has_plan = any(each["organ"] == actor.organ_id and each["year"] == today.year for each in found)
    year = today.year + has_plan
    missing = [
        each
        for each in await plans.organs_without(today.year)
        if actor.is_municipal or each["id"] == actor.organ_id
    ]
    return page(
        "inspections/plans.html",
        request,
        status_code=422 if problems else 200,
        state=state,
        listed=Page(shown[state.offset : state.offset + state.limit], len(shown), state),
        facets=[
            state.facet("year", _("年度"), Counter(str(each["year"]) for each in found)),
            state.facet(
                "status",
                _("状态"),
                Counter(each["status"] for each in found),
                {str(key): _(name) for key, name in PLAN_NAMES.items()},
            ),
        ],
        plan_names=PLAN_NAMES,
        tones=words.PLAN_TONES,
        may_plan=may(actor, Permission.INSPECTIONS_PLAN),
        due=rules.plan_due(today.year),
        basis=rules.PLAN.citation,
        missing=missing,
        today=today,
        values=values or {"year": year, "title": _("%(year)s年度人力资源服务机构行政检查计划", year=year)},
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


async def _preset(found: dict[str, Any]) -> dict[str, Any]:
    """The form of a round begins with the rates in force and the whole list of items."""
    today = clock.today()
    rates = (await decrees.in_force(parameters.RATES, found["organ"], today)).value
    return {
        "month": today.month,
        "kinds": ["hr_licence", "filing"],
        **{f"rate_{tier.lower()}": f"{rates[tier].percent:g}" for tier in rules.TIERS},
        "at_least": str((await decrees.in_force(parameters.AT_LEAST, found["organ"], today)).value),
        "items": list(items.of_level(items.version(found["items_version"]), found["organ_level"])),
        "method": "on_site",
    }


async def _numbers(found: dict[str, Any]) -> dict[str, Any]:
    """Line -> tier -> counts: kept on adoption, of today's roster before it."""
    if found["status"] != PlanStatus.DRAFT:
        return {str(line["id"]): line["expected"] for line in found["lines"]}
    roster = await subjects.roster(found["organ"], today=clock.today()) if found["lines"] else []
    return {
        str(line["id"]): subjects.counts(
            await subjects.of_line(roster, line["reported_year"]),
            line["rates"],
            line["at_least"],
            line["kinds"],
        )
        for line in found["lines"]
    }


async def _plan(
    request: Request[Any, Any, Any], plan_id: UUID, values: dict[str, Any], problems: dict[str, str]
) -> Response[Any]:
    actor = actor_of(request)
    found = await plans.plan(actor, plan_id)
    status = PlanStatus(found["status"])
    is_draft = status is PlanStatus.DRAFT
    own = actor.organ_id == found["organ"]
    known = await calendar.current()
    today = clock.today()
    papers = await documents.of_matter("inspection_plan", plan_id)
    return page(
        "inspections/plan.html",
        request,
        status_code=422 if problems else 200,
        plan=found,
        list=items.version(found["items_version"]),
        status_name=_(PLAN_NAMES[status]),
        tone=words.PLAN_TONES[status],
        kinds=REGISTRATION_KINDS,
        ways=items.WAYS,
        tiers=words.TIER_WORDS,
        numbers=await _numbers(found),
        due=rules.plan_due(found["year"]),
        clocks=[
            chips.chip(_("公布年度计划"), each.due, today=today, calendar=known, is_running=each.is_running)
            for each in await clocks.of(plan_id, calendar=known)
        ],
        basis=PLAN_STEPS["adopt"].cites[0],
        rates=await decrees.in_force(parameters.RATES, found["organ"], today),
        versions=await plans.versions(found["organ"], found["year"]),
        paper=papers[-1] if papers else None,
        may_edit=is_draft and own and may(actor, Permission.INSPECTIONS_PLAN),
        may_adopt=is_draft and own and may(actor, Permission.INSPECTIONS_ADOPT),
        offered=items.of_level(items.version(found["items_version"]), found["organ_level"]),
        may_change=status is PlanStatus.ADOPTED and own and may(actor, Permission.INSPECTIONS_PLAN),
        may_file=status in {PlanStatus.ADOPTED, PlanStatus.SUPERSEDED}
        and found["filed_on"] is None
        and own
        and may(actor, Permission.INSPECTIONS_PLAN),
        may_draw=status is PlanStatus.ADOPTED and own and may(actor, Permission.INSPECTIONS_ROSTER),
        history=await record.history("inspection_plan", plan_id),
        acts=words.ACTS,
        values=values or await _preset(found),
        errors=problems,
        breadcrumbs=[(_("抽查计划"), "/desk/plans"), (found["title"], None)],
    )


@get("/desk/plans/{plan_id:uuid}/edit", opt=PLAN, include_in_schema=False)
async def edit(request: Request[Any, Any, Any], plan_id: UUID) -> Response[Any]:
    """Title, body and scope of a draft."""
    found = await plans.plan(actor_of(request), plan_id)
    return _head(request, found, found, {})


def _head(
    request: Request[Any, Any, Any], found: dict[str, Any], values: dict[str, Any], problems: dict[str, str]
) -> Response[Any]:
    return page(
        "inspections/plan_head.html",
        request,
        status_code=422 if problems else 200,
        plan=found,
        values=values,
        errors=problems,
        breadcrumbs=[
            (_("抽查计划"), "/desk/plans"),
            (found["title"], f"/desk/plans/{found['id']}"),
            (_("修改"), None),
        ],
    )


@post("/desk/plans/{plan_id:uuid}/edit", opt=PLAN, include_in_schema=False)
async def revise(request: Request[Any, Any, Any], plan_id: UUID) -> Response[Any]:
    """Write title, body and scope anew."""
    actor = actor_of(request)
    found = await plans.plan(actor, plan_id)
    form, problems, raw = await forms.parse(shapes.PlanHeadForm, request)
    if form is None:
        return _head(request, found, raw, problems)
    await actions.revise(
        plan_id, title=form.title, body=form.body, scope=form.scope, actor=actor, now=clock.now()
    )
    flash(request, _("草稿已修改"))
    return redirect(f"/desk/plans/{plan_id}")


@post("/desk/plans/{plan_id:uuid}/change", opt=PLAN, include_in_schema=False)
async def change(request: Request[Any, Any, Any], plan_id: UUID) -> Response[Any]:
    """Begin the next version of a plan in force."""
    form, problems, raw = await forms.parse(shapes.ChangeForm, request)
    if form is None:
        return await _plan(request, plan_id, raw, problems)
    made = await actions.change(plan_id, reason=form.change_reason, actor=actor_of(request), now=clock.now())
    flash(request, _("变更草稿已建立；批准之前现行计划继续有效"))
    return redirect(f"/desk/plans/{made}")


@post("/desk/plans/{plan_id:uuid}/filing", opt=PLAN, include_in_schema=False)
async def file_plan(request: Request[Any, Any, Any], plan_id: UUID) -> Response[Any]:
    """Record that the plan was filed with the superior."""
    form, problems, raw = await forms.parse(shapes.FilingForm, request)
    if form is None:
        return await _plan(request, plan_id, raw, problems)
    try:
        await actions.file_plan(
            plan_id,
            filed_with=form.filed_with,
            filed_on=form.filed_on,
            number=form.number,
            actor=actor_of(request),
            now=clock.now(),
        )
    except errors.Invalid as refusal:
        return await _plan(request, plan_id, raw, answers.field_words(refusal))
    flash(request, _("备案已记录"))
    return redirect(f"/desk/plans/{plan_id}")


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
                method=form.method,
                reported_year=form.reported_year,
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
        return await _plan(request, plan_id, raw, problems)
    await actions.discard(plan_id, reason=form.reason, actor=actor_of(request), now=clock.now())
    flash(request, _("计划草稿已放弃"))
    return redirect("/desk/plans")


HANDLERS = [
    plan_list,
    draft,
    plan,
    edit,
    revise,
    change,
    file_plan,
    add_line,
    remove_line,
    adopt,
    discard,
]
