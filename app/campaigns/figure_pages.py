"""What is brought into a campaign: matters of the register, figures of the departments, totals of earlier years."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post

from app import clock
from app import errors as answers
from app.access.guards import actor_of
from app.campaigns import forms as shapes
from app.campaigns import views, words
from app.campaigns.views import HOME, PLAN, READ
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.campaigns import matters as register
from regulation.campaigns import permissions, queries
from regulation.campaigns.actions import running
from regulation.campaigns.rules.tallies import Line
from regulation.campaigns.status import DEPARTMENTS, ENTERED_BY_ALL, MEASURES, TARGETS, UNITS_OF, MatterKind
from regulation.words import N_

Ask = Request[Any, Any, Any]
NO_VALUE = N_("请填写数值，或者勾选“填报部门不掌握”")


@get(f"{HOME}/{{campaign_id:uuid}}/matters", opt=READ, include_in_schema=False)
async def matters(request: Ask, campaign_id: UUID) -> Response[Any]:
    """What is counted, and what the register proposes."""
    return await _matters(request, campaign_id, {}, {})


async def _matters(
    request: Ask, campaign_id: UUID, values: dict[str, Any], problems: dict[str, str]
) -> Response[Any]:
    actor = actor_of(request)
    found = await queries.one(actor, campaign_id)
    area = permissions.sees_area(actor)
    may_enter = views.may_enter(actor, found)
    return page(
        "campaigns/matters.html",
        request,
        status_code=422 if problems else 200,
        campaign=found,
        home=f"{HOME}/{campaign_id}",
        tabs=views.tabs(found, "/matters"),
        taken=await queries.matters(found, area=area),
        counts=await queries.matter_counts(found, area=area),
        proposed=await register.proposed(found, area=area) if may_enter else [],
        targets=words.choices(TARGETS),
        target_names=TARGETS,
        may_enter=may_enter,
        words=words,
        values=values,
        errors=problems,
        breadcrumbs=[
            (_(views.NAME), HOME),
            (found["number"], f"{HOME}/{campaign_id}"),
            (_("纳入的事项"), None),
        ],
    )


@post(f"{HOME}/{{campaign_id:uuid}}/matters", opt=PLAN, include_in_schema=False)
async def take(request: Ask, campaign_id: UUID) -> Response[Any]:
    """Count what was ticked, or what bears the number."""
    actor, now = actor_of(request), clock.now()
    await queries.one(actor, campaign_id)
    form, problems, raw = await forms.parse(shapes.TakeForm, request)
    if form is None:
        return await _matters(request, campaign_id, raw, problems)
    try:
        if form.number and not form.matter:
            taken = await running.take_number(
                campaign_id, form.number, target=form.target, actor=actor, now=now
            )
        else:
            taken = await running.take(
                campaign_id, _ticked(form.matter), target=form.target, actor=actor, now=now
            )
    except errors.Invalid as refusal:
        return await _matters(request, campaign_id, raw, answers.field_words(refusal))
    flash(request, _("已纳入%(n)s项", n=taken))
    return redirect(f"{HOME}/{campaign_id}/matters")


def _ticked(sent: list[str]) -> list[tuple[str, UUID]]:
    found = []
    for each in sent:
        kind, _colon, matter_id = each.partition(":")
        try:
            found.append((str(MatterKind(kind)), UUID(matter_id)))
        except ValueError:
            raise errors.NotFound from None
    return found


@post(f"{HOME}/{{campaign_id:uuid}}/matters/leave", opt=PLAN, include_in_schema=False)
async def leave(request: Ask, campaign_id: UUID) -> Response[Any]:
    """Leave one out again."""
    await queries.one(actor_of(request), campaign_id)
    form, problems, raw = await forms.parse(shapes.LeaveForm, request)
    if form is None:
        return await _matters(request, campaign_id, raw, problems)
    try:
        await running.leave_out(
            campaign_id, form.taken, form.reason, actor=actor_of(request), now=clock.now()
        )
    except errors.Invalid as refusal:
        return await _matters(request, campaign_id, raw, answers.field_words(refusal))
    flash(request, _("已移出"))
    return redirect(f"{HOME}/{campaign_id}/matters")


@get(f"{HOME}/{{campaign_id:uuid}}/tallies", opt=READ, include_in_schema=False)
async def tallies(request: Ask, campaign_id: UUID) -> Response[Any]:
    """Every line that the departments reported, with who entered it, and the forms."""
    return await _tallies(request, campaign_id, {"day": clock.today()}, {}, "")


async def _tallies(
    request: Ask, campaign_id: UUID, values: dict[str, Any], problems: dict[str, str], form: str
) -> Response[Any]:
    actor = actor_of(request)
    found = await queries.one(actor, campaign_id)
    area = permissions.sees_area(actor)
    departments = [found["lead_department"], *found["joint_departments"]]
    areas = [each for each in found["areas"] if not area or each == area]
    return page(
        "campaigns/tallies.html",
        request,
        status_code=422 if problems else 200,
        campaign=found,
        home=f"{HOME}/{campaign_id}",
        tabs=views.tabs(found, "/tallies"),
        lines=await queries.tallies(found, area=area),
        words=words,
        department_names=DEPARTMENTS,
        target_names=TARGETS,
        departments=words.choices(DEPARTMENTS, departments),
        areas=[(each, words.area(each)) for each in areas],
        targets=words.choices(TARGETS, found["targets"]),
        violations=[(each, words.violation(each)) for each in found["violations"]],
        measures=[(str(each), words.measure(each)) for each in MEASURES],
        entered_by_all=[words.measure(each) for each in MEASURES if each in ENTERED_BY_ALL],
        fields=[(str(each), _(label), _(UNITS_OF[each])) for each, label in MEASURES.items()],
        may_enter=views.may_enter(actor, found),
        may_copy=actor.organ_id == found["organ"]
        and views.may_enter(actor, {**found, "status": "running"})
        and found["status"] not in {"reported", "discarded"},
        values=values,
        errors=problems,
        form=form,
        breadcrumbs=[
            (_(views.NAME), HOME),
            (found["number"], f"{HOME}/{campaign_id}"),
            (_("部门填报"), None),
        ],
    )


@post(f"{HOME}/{{campaign_id:uuid}}/tallies", opt=PLAN, include_in_schema=False)
async def enter(request: Ask, campaign_id: UUID) -> Response[Any]:
    """Enter a figure of a day."""
    await queries.one(actor_of(request), campaign_id)
    form, problems, raw = await forms.parse(shapes.TallyForm, request)
    if form is not None and form.value is None and not form.is_unknown:
        problems = {"value": _(NO_VALUE)}
    if form is None or problems:
        return await _tallies(request, campaign_id, raw, problems, "enter")
    line = Line(
        form.day,
        form.department,
        form.area,
        form.target,
        form.violation,
        form.measure,
        None if form.is_unknown else form.value,
        form.source,
    )
    try:
        serial = await running.enter(campaign_id, line, actor=actor_of(request), now=clock.now())
    except errors.Invalid as refusal:
        return await _tallies(request, campaign_id, raw, answers.field_words(refusal), "enter")
    flash(request, _("已填报，第%(n)s号", n=serial))
    return redirect(f"{HOME}/{campaign_id}/tallies")


@post(f"{HOME}/{{campaign_id:uuid}}/tallies/correct", opt=PLAN, include_in_schema=False)
async def correct(request: Ask, campaign_id: UUID) -> Response[Any]:
    """Another figure in place of one; both stay."""
    await queries.one(actor_of(request), campaign_id)
    form, problems, raw = await forms.parse(shapes.CorrectionForm, request)
    if form is not None and form.state == "value" and form.corrected_value is None:
        problems = {"corrected_value": _(NO_VALUE)}
    if form is None or problems:
        return await _tallies(request, campaign_id, raw, problems, "correct")
    try:
        await running.correct(
            campaign_id,
            form.serial,
            form.corrected_value if form.state == "value" else None,
            source=form.corrected_source,
            reason=form.reason,
            strikes=form.state == "struck",
            actor=actor_of(request),
            now=clock.now(),
        )
    except errors.Invalid as refusal:
        said = answers.field_words(refusal)
        problems = {f"corrected_{name}" if name in {"value", "source"} else name: said[name] for name in said}
        return await _tallies(request, campaign_id, raw, problems, "correct")
    flash(request, _("已更正，原数据保留"))
    return redirect(f"{HOME}/{campaign_id}/tallies")


@post(f"{HOME}/{{campaign_id:uuid}}/earlier", opt=PLAN, include_in_schema=False)
async def earlier(request: Ask, campaign_id: UUID) -> Response[Any]:
    """Totals of an earlier year, copied from paper."""
    await queries.one(actor_of(request), campaign_id)
    form, problems, raw = await forms.parse(shapes.EarlierForm, request)
    if form is None:
        return await _tallies(request, campaign_id, raw, problems, "earlier")
    said = form.model_dump()
    values = {str(each): said[each] for each in MEASURES if said[each] is not None}
    try:
        await running.enter_earlier(
            campaign_id,
            said["earlier_year"],
            values,
            source=said["earlier_source"],
            actor=actor_of(request),
            now=clock.now(),
        )
    except errors.Invalid as refusal:
        return await _tallies(request, campaign_id, raw, answers.field_words(refusal), "earlier")
    flash(request, _("已录入往年数据"))
    return redirect(f"{HOME}/{campaign_id}")


HANDLERS = [matters, take, leave, tallies, enter, correct, earlier]
