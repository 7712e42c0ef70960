"""The panel: who is in it and for how many, how it was drawn, drawing it anew."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Response, get, post
from pydantic import Field

from app import clock
from app.errors import field_words, words
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from app.statistics.gate_forms import check_pressed
from app.surveys import monitoring_views
from app.surveys.monitoring_desk import HOME, READ, crumbs, statistician_of, stratum_name
from regulation import errors
from regulation.surveys import months, panel
from regulation.surveys.actions import panel as actions
from regulation.surveys.queries import panel as queries
from regulation.words import N_
from reports.exports import csv
from reports.exports.columns import Column

Ask = Request[Any, Any, Any]
ACTS = {"enter": N_("进入样本"), "leave": N_("退出样本"), "weight": N_("调整权数")}


class MonthForm(forms.Form):
    """From when the drawn panel would hold."""

    month: Annotated[str, Field(title=N_("起始月份"), min_length=7, max_length=7)]


class DropForm(forms.Form):
    """Why a drawn panel is not taken."""

    reason: Annotated[str, Field(title=N_("原因"), min_length=4, max_length=500)]


async def _panel_page(
    request: Ask,
    values: dict[str, Any] | None = None,
    problems: dict[str, str] | None = None,
    refusal: str = "",
) -> Response[str]:
    today = clock.today()
    month = months.of(today)
    plans = await queries.plans()
    drawn = await queries.in_force(month)
    points = await queries.points(month)
    return page(
        "surveys/monitoring_panel.html",
        request,
        status_code=409 if refusal else 422 if problems else 200,
        month=month,
        points=points,
        drawn=drawn,
        strata=_strata(drawn),
        plans=plans,
        waiting=next((each for each in plans if each.status == "proposed"), None),
        changes=await queries.changes(50),
        parameters=panel.PARAMETERS.on(today),
        doubt=panel.PARAMETERS.since(today).doubt,
        values=values or {"month": months.after(month)},
        errors=problems or {},
        refusal=refusal,
        reasons=panel.REASONS,
        acts=ACTS,
        stratum=stratum_name,
        views=monitoring_views,
        home=HOME,
        breadcrumbs=crumbs((_("监测样本"), None)),
    )


def _strata(drawn: queries.Drawn | None) -> list[tuple[str, panel.Size]]:
    return [(stratum_name(key), size) for key, size in sorted(drawn.plan.sizes.items())] if drawn else []


@get(f"{HOME}/panel", opt=READ, include_in_schema=False)
async def panel_page(request: Ask) -> Response[str]:
    """The points of this month, by stratum with their weights; what changed; drawing anew."""
    statistician_of(request)
    return await _panel_page(request)


@post(f"{HOME}/panel", opt=READ, include_in_schema=False)
async def propose(request: Ask) -> Response[Any]:
    """Draw a panel; nothing changes yet."""
    actor = statistician_of(request)
    form, problems, raw = await forms.parse(MonthForm, request)
    if form is None:
        return await _panel_page(request, raw, problems)
    try:
        made = await actions.propose(form.month, actor=actor, now=clock.now())
    except errors.Invalid as refusal:
        return await _panel_page(request, raw, field_words(refusal))
    except errors.Refused as refusal:
        return await _panel_page(request, raw, refusal=words(refusal))
    return redirect(f"{HOME}/panel/{made}")


async def _plan_page(
    request: Ask, plan_id: UUID, values: dict[str, Any] | None = None, problems: dict[str, str] | None = None
) -> Response[str]:
    drawn = await queries.plan(plan_id)
    return page(
        "surveys/monitoring_plan.html",
        request,
        status_code=422 if problems else 200,
        drawn=drawn,
        strata=_strata(drawn),
        values=values or {},
        errors=problems or {},
        reasons=panel.REASONS,
        stratum=stratum_name,
        views=monitoring_views,
        home=HOME,
        doubt=panel.PARAMETERS.since(clock.today()).doubt,
        breadcrumbs=crumbs(
            (_("监测样本"), f"{HOME}/panel"), (monitoring_views.month_name(drawn.month), None)
        ),
    )


@get(f"{HOME}/panel/{{plan_id:uuid}}", opt=READ, include_in_schema=False)
async def plan_page(request: Ask, plan_id: UUID) -> Response[str]:
    """A drawn panel: who comes, who goes, why; seed and frame for drawing it again."""
    statistician_of(request)
    return await _plan_page(request, plan_id)


@get(f"{HOME}/panel/{{plan_id:uuid}}/frame.csv", opt=READ, include_in_schema=False)
async def frame_csv(request: Ask, plan_id: UUID) -> Response[bytes]:
    """The frame with each institution's random number and whether it is in: all that a second drawing needs."""
    statistician_of(request)
    drawn = await queries.plan(plan_id)
    rank = panel.ranked(drawn.seed)
    members = {each.number: each for each in drawn.plan.points}
    columns = [
        Column("number"),
        Column("stratum"),
        Column("random_number"),
        Column("is_point"),
        Column("rotation_group"),
        Column("since"),
    ]
    rows = [
        [
            number,
            stratum,
            f"{rank(number):064x}",
            "1" if number in members else "0",
            str(members[number].group) if number in members else "",
            members[number].since if number in members else "",
        ]
        for number, stratum in drawn.frame
    ]
    return Response(
        b"".join(csv.chunks(columns, rows)),
        media_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="panel-{drawn.month}.csv"',
            "Cache-Control": "private, no-store",
        },
    )


@post(f"{HOME}/panel/{{plan_id:uuid}}/confirm", opt=READ, include_in_schema=False)
async def confirm(request: Ask, plan_id: UUID) -> Response[Any]:
    """Designate the points."""
    statistician_of(request)
    await check_pressed(request)
    await actions.confirm(plan_id, actor=statistician_of(request), now=clock.now())
    flash(request, _("样本已确定，进入和退出的机构已收到通知"))
    return redirect(f"{HOME}/panel")


@post(f"{HOME}/panel/{{plan_id:uuid}}/drop", opt=READ, include_in_schema=False)
async def drop(request: Ask, plan_id: UUID) -> Response[Any]:
    """Do not take it; it stays on record."""
    actor = statistician_of(request)
    form, problems, raw = await forms.parse(DropForm, request)
    if form is None:
        return await _plan_page(request, plan_id, raw, problems)
    await actions.drop(plan_id, form.reason, actor=actor, now=clock.now())
    flash(request, _("方案已作废，记录保留"))
    return redirect(f"{HOME}/panel")


HANDLERS = [panel_page, propose, plan_page, frame_csv, confirm, drop]
