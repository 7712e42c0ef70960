"""The statistician's monitoring: where it stands, the months, a point's form, the form's approval."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Final

from litestar import Request, Response, get, post
from pydantic import Field

from app import clock
from app.access.guards import actor_of
from app.access.permissions import Permission
from app.errors import field_words
from app.shell import forms, i18n
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from app.statistics.gate_forms import check_pressed
from app.surveys import monitoring_views
from regulation import errors
from regulation.actor import Actor
from regulation.indicators import catalogue, reading
from regulation.indicators.indicator import FormKind
from regulation.roles import Role
from regulation.surveys import gate, months, panel, rules
from regulation.surveys.actions import monthly
from regulation.surveys.queries import gate as gate_queries
from regulation.surveys.queries import monitoring as queries
from regulation.surveys.queries import panel as panels
from regulation.surveys.queries import quick as quick_queries
from regulation.surveys.queries import rounds
from regulation.surveys.status import Status
from regulation.words import N_
from reports.statistics import monitoring_release

Ask = Request[Any, Any, Any]
READ: Final = {"permission": Permission.SURVEYS_DESK, "hidden": True}
HOME: Final = "/desk/monitoring"


def statistician_of(request: Ask) -> Actor:
    """Who asks, if it is a statistician of the city: for everybody else these pages do not exist. Raises NotFound.

    《统计法》第二十八条: what respondents state is seen by the statistics alone, whatever else an office may read.
    """
    actor = actor_of(request)
    if not actor.holds(Role.STATISTICIAN) or not actor.is_municipal:
        raise errors.NotFound
    return actor


def crumbs(*here: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    """The way here."""
    return [(_("供求监测"), HOME if here else None), *here]


class MonthForm(forms.Form):
    """A month to be opened."""

    month: Annotated[str, Field(title=N_("月份"), min_length=7, max_length=7)]
    two_persons: bool = False


class ApprovalForm(forms.Form):
    """What stands on the head of the monthly form. 《统计法》第十七条."""

    number: Annotated[forms.Line, Field(title=N_("表号"))]
    title: Annotated[forms.Line, Field(title=N_("表名"))]
    issuing_body: Annotated[forms.Line, Field(title=N_("制定机关"))]
    approval_number: Annotated[forms.Line, Field(title=N_("批准或者备案文号"))]
    approving_body: Annotated[forms.Line, Field(title=N_("批准或者备案机关"))]
    valid_from: Annotated[date, Field(title=N_("生效日期"))]
    expires_on: Annotated[date, Field(title=N_("有效期至"))]


async def _overview(
    request: Ask,
    *,
    values: dict[str, Any] | None = None,
    problems: dict[str, str] | None = None,
    refusal: errors.Refused | None = None,
) -> Response[str]:
    today = clock.today()
    last = months.after(months.of(today), -1)
    every = await queries.all_months()
    opened = {each.asked.period for each in every}
    forms_known = await rounds.forms(FormKind.MONTHLY)
    gates_of = await gate_queries.quarters()
    published = {(year, number): each for year, number, each in await monitoring_release.all_quarters()}
    return page(
        "surveys/monitoring_desk.html",
        request,
        status_code=409 if refusal else 422 if problems else 200,
        months=every,
        quarters=[
            (
                year,
                number,
                published.get((year, number)),
                _(gate.GATES[gates_of[text]])
                if (text := months.quarter_text(year, number)) in gates_of
                else "",
            )
            for year, number in reversed(await queries.quarters())
        ],
        points=len(await panels.points(months.of(today))),
        plans=await panels.plans(),
        surveys=await quick_queries.all_surveys(),
        form=forms_known[0][1] if forms_known else None,
        form_problem=rules.form_problem(forms_known[0][1], today) if forms_known else "",
        values=values or {"month": last if last not in opened else ""},
        errors=problems or {},
        refusal=refusal,
        views=monitoring_views,
        home=HOME,
        phase=lambda each: rules.PHASES[each.asked.phase(clock.now())],
        breadcrumbs=crumbs(),
    )


@get(HOME, opt=READ, include_in_schema=False)
async def overview(request: Ask) -> Response[str]:
    """Panel, months, quarters, quick surveys."""
    statistician_of(request)
    return await _overview(request)


@post(f"{HOME}/months", opt=READ, include_in_schema=False)
async def open_month(request: Ask) -> Response[Any]:
    """Ask the points of a month."""
    actor = statistician_of(request)
    form, problems, raw = await forms.parse(MonthForm, request)
    if form is None:
        return await _overview(request, values=raw, problems=problems)
    try:
        await monthly.open_month(form.month, two_persons=form.two_persons, actor=actor, now=clock.now())
    except errors.Invalid as refusal:
        return await _overview(request, values=raw, problems=field_words(refusal))
    except errors.Refused as refusal:
        return await _overview(request, values=raw, refusal=refusal)
    flash(
        request, _("%(month)s的月报已布置，监测点已收到通知", month=monitoring_views.month_name(form.month))
    )
    return redirect(f"{HOME}/months/{form.month}")


@get(f"{HOME}/months/{{month:str}}", opt=READ, include_in_schema=False)
async def month_page(request: Ask, month: str) -> Response[str]:
    """The points of a month, with who has answered and what stands out."""
    statistician_of(request)
    known = await rounds.of_period(month, FormKind.MONTHLY)
    rows = await queries.month(month)
    return page(
        "surveys/monitoring_month.html",
        request,
        asked=known.round,
        rows=rows,
        filed=sum(each.status is Status.SUBMITTED for each in rows),
        waiting=sum(each.status in {Status.NOT_FILED, Status.DRAFT, Status.RETURNED} for each in rows),
        phase=rules.PHASES[known.round.phase(clock.now())],
        stratum=stratum_name,
        views=monitoring_views,
        home=HOME,
        breadcrumbs=crumbs((monitoring_views.month_name(month), None)),
    )


@post(f"{HOME}/months/{{month:str}}/remind", opt=READ, include_in_schema=False)
async def remind(request: Ask, month: str) -> Response[None]:
    """Tell those who have not filed."""
    statistician_of(request)
    await check_pressed(request)
    told = await monthly.remind(month, actor=statistician_of(request), now=clock.now())
    flash(request, _("已提醒%(n)s个监测点", n=told))
    return redirect(f"{HOME}/months/{month}")


async def _point_page(
    request: Ask,
    month: str,
    number: str,
    problems: dict[str, str] | None = None,
    raw: dict[str, Any] | None = None,
) -> Response[str]:
    row = await queries.point(month, number)
    known = await rounds.of_period(month, FormKind.MONTHLY)
    lang = i18n.language()
    cells = catalogue.on_form(known.round.form.edition, FormKind.MONTHLY)
    return page(
        "surveys/monitoring_point.html",
        request,
        status_code=422 if problems else 200,
        row=row,
        month=month,
        cells=[
            (each.key, each.name(lang), reading.with_unit(each, row.values[each.key], lang))
            for each in cells
            if each.key in row.values
        ],
        ratio=monitoring_views.computed_ratio(row.values),
        findings=monitoring_views.kept_in_words(row.findings),
        stratum=stratum_name(row.stratum),
        values=raw or {},
        errors=problems or {},
        views=monitoring_views,
        home=HOME,
        breadcrumbs=crumbs((monitoring_views.month_name(month), f"{HOME}/months/{month}"), (row.name, None)),
    )


@get(f"{HOME}/months/{{month:str}}/{{number:str}}", opt=READ, include_in_schema=False)
async def point_page(request: Ask, month: str, number: str) -> Response[str]:
    """What a point filed, what stands out, and the way back to it."""
    statistician_of(request)
    return await _point_page(request, month, number)


@post(f"{HOME}/months/{{month:str}}/{{number:str}}", opt=READ, include_in_schema=False)
async def send_back(request: Ask, month: str, number: str) -> Response[Any]:
    """Return the form with the cells marked."""
    actor = statistician_of(request)
    sent = dict((await request.form()).multi_items())
    sent.pop(forms.CSRF_FIELD, None)
    reason = str(sent.pop("reason", "")).strip()
    picked = {key.removeprefix("mark-") for key, value in sent.items() if key.startswith("mark-") and value}
    if any(not key.startswith("mark-") for key in sent):
        raise errors.Invalid({"form": _("表单中有本页没有的项目，请刷新页面后重新填写")})
    try:
        await monthly.send_back(
            month, number, dict.fromkeys(sorted(picked), reason), reason, actor=actor, now=clock.now()
        )
    except errors.Invalid as refusal:
        raw = {"reason": reason, **{f"mark-{key}": "true" for key in picked}}
        return await _point_page(request, month, number, field_words(refusal), raw)
    flash(request, _("已退回，监测点已收到通知"))
    return redirect(f"{HOME}/months/{month}")


def stratum_name(stratum: str) -> str:
    """A stratum in words."""
    lang = i18n.language()
    if stratum in panel.CHANNELS:
        return panel.CHANNELS[stratum].name(lang)
    group, _dash, line = stratum.partition("-")
    names = [panel.GROUP_NAMES.get(group), panel.LINE_NAMES.get(line)]
    return " · ".join(each.name(lang) for each in names if each) or stratum


async def _form_page(
    request: Ask, values: dict[str, Any] | None = None, problems: dict[str, str] | None = None
) -> Response[str]:
    return page(
        "surveys/monitoring_approval.html",
        request,
        status_code=422 if problems else 200,
        editions=[each for _id, each in await rounds.forms(FormKind.MONTHLY)],
        values=values or {},
        errors=problems or {},
        home=HOME,
        basis=rules.FORM,
        breadcrumbs=crumbs((_("调查表"), None)),
    )


@get(f"{HOME}/form", opt=READ, include_in_schema=False)
async def approval_page(request: Ask) -> Response[str]:
    """The editions of the form."""
    statistician_of(request)
    return await _form_page(request)


@post(f"{HOME}/form", opt=READ, include_in_schema=False)
async def enter_form(request: Ask) -> Response[Any]:
    """Enter the form as it was approved."""
    actor = statistician_of(request)
    form, problems, raw = await forms.parse(ApprovalForm, request)
    if form is None:
        return await _form_page(request, raw, problems)
    try:
        await monthly.enter_form(
            form.number,
            form.title,
            form.issuing_body,
            form.approval_number,
            form.approving_body,
            form.valid_from,
            form.expires_on,
            actor=actor,
            now=clock.now(),
        )
    except errors.Invalid as refusal:
        return await _form_page(request, raw, field_words(refusal))
    flash(request, _("调查表已录入"))
    return redirect(HOME)


HANDLERS = [overview, open_month, month_page, remind, point_page, send_back, approval_page, enter_form]
