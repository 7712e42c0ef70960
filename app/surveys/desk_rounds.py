"""Rounds of returns and the editions of their form: the city's settings."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Final
from uuid import UUID

from litestar import Response, get, post
from pydantic import Field

from app import clock
from app.access.guards import actor_of
from app.errors import field_words
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from app.surveys import desk_common
from app.surveys.desk_common import DESK, Ask
from regulation import errors
from regulation.surveys import gate, offices, rules
from regulation.surveys.actions import rounds as actions
from regulation.surveys.queries import rounds
from regulation.words import N_

HOME: Final = f"{desk_common.HOME}/rounds"


class RoundForm(forms.Form):
    """A round, its form and its notice."""

    year: Annotated[int, Field(title=N_("报告年度"), ge=2018, le=2100)]
    opens_on: Annotated[date, Field(title=N_("开始日期"))]
    closes_on: Annotated[date, Field(title=N_("截止日期"))]
    late_until: Annotated[date | None, Field(title=N_("补报截止日期"))] = None
    form: Annotated[UUID, Field(title=N_("报表版本"))]
    notice: Annotated[forms.Line, Field(title=N_("通知"))]
    two_persons: bool = False

    def days(self) -> actions.Days:
        """As the act takes it."""
        return actions.Days(
            self.opens_on,
            self.closes_on,
            self.late_until,
            self.form,
            self.notice,
            two_persons=self.two_persons,
        )


class EditionForm(forms.Form):
    """An edition of the form, as it was issued and approved."""

    number: Annotated[forms.Line, Field(title=N_("表号"))]
    title: Annotated[forms.Line, Field(title=N_("报表名称"))]
    issuing_body: Annotated[forms.Line, Field(title=N_("制定机关"))]
    approval_number: Annotated[forms.Line, Field(title=N_("批准或者备案文号"))]
    approving_body: Annotated[forms.Line, Field(title=N_("批准或者备案机关"))]
    valid_from: Annotated[date, Field(title=N_("生效日期"))]
    expires_on: Annotated[date, Field(title=N_("失效日期"))]
    purpose: Annotated[str, Field(max_length=1000)] = ""


class ApprovalForm(forms.Form):
    """The approval of an edition that had none."""

    approval: Annotated[forms.Line, Field(title=N_("批准或者备案文号"))]
    approver: Annotated[forms.Line, Field(title=N_("批准或者备案机关"))]
    expires: Annotated[date, Field(title=N_("失效日期"))]


async def _page(
    request: Ask,
    *,
    editing: rounds.Known | None = None,
    values: dict[str, Any] | None = None,
    problems: dict[str, str] | None = None,
    form_values: dict[str, Any] | None = None,
    form_problems: dict[str, str] | None = None,
    approving: UUID | None = None,
) -> Response[Any]:
    actor = actor_of(request)
    offices.check_city(actor)
    now = clock.now()
    every, editions = await rounds.all_rounds(), await rounds.forms()
    suggested = max((each.round.year for each in every), default=clock.today().year - 2) + 1
    newest = every[0].round.year if every else clock.today().year - 1
    return page(
        "surveys/desk_rounds.html",
        request,
        status_code=422 if problems or form_problems else 200,
        rounds=[
            (
                each.round,
                _(rules.PHASES[each.round.phase(now)]),
                desk_common.PHASE_TONES[each.round.phase(now)],
                _(gate.GATES[gate.Gate(each.round.gate)]),
            )
            for each in every
        ],
        editions=[
            (each_id, form, _(problem) if (problem := rules.form_problem(form, clock.today())) else "")
            for each_id, form in editions
        ],
        choices=[
            (str(each_id), f"{form.title} {form.number} {form.valid_from:%Y}-") for each_id, form in editions
        ],
        editing=editing.round if editing else None,
        values=values if values is not None else _values(editing) if editing else {"year": suggested},
        errors=problems or {},
        form_values=form_values or {},
        form_errors=form_problems or {},
        approving=approving,
        form_basis=rules.FORM,
        tabs=desk_common.tabs(newest, "rounds", actor),
        breadcrumbs=desk_common.crumbs(None, _("调查期和报表")),
    )


def _values(known: rounds.Known) -> dict[str, Any]:
    held = known.round
    return {
        "year": held.year,
        "opens_on": held.opens_on,
        "closes_on": held.closes_on,
        "late_until": held.late_until,
        "form": known.form_id,
        "notice": held.notice,
        "two_persons": held.two_persons,
    }


@get(HOME, opt=DESK, include_in_schema=False)
async def listing(request: Ask) -> Response[Any]:
    """The rounds, the editions of the form, and a form for the next round."""
    return await _page(request)


@post(HOME, opt=DESK, include_in_schema=False)
async def open_round(request: Ask) -> Response[Any]:
    """Open the round of a year."""
    offices.check_city(actor_of(request))
    form, problems, raw = await forms.parse(RoundForm, request)
    if form is None:
        return await _page(request, values=raw, problems=problems)
    try:
        await actions.open_round(form.year, form.days(), actor=actor_of(request), now=clock.now())
    except errors.Invalid as refusal:
        return await _page(request, values=raw, problems=field_words(refusal))
    flash(request, _("调查期已设定"))
    return redirect(HOME)


@get(f"{HOME}/{{year:int}}", opt=DESK, include_in_schema=False)
async def edit(request: Ask, year: int) -> Response[Any]:
    """One round, to be changed."""
    offices.check_city(actor_of(request))
    return await _page(request, editing=await rounds.of_year(year))


@post(f"{HOME}/{{year:int}}", opt=DESK, include_in_schema=False)
async def change(request: Ask, year: int) -> Response[Any]:
    """Change the days of a round."""
    offices.check_city(actor_of(request))
    editing = await rounds.of_year(year)
    form, problems, raw = await forms.parse(RoundForm, request)
    if form is None:
        return await _page(request, editing=editing, values=raw, problems=problems)
    if form.year != year:
        return await _page(
            request, editing=editing, values=raw, problems={"year": _("报告年度不能修改，请另设调查期")}
        )
    try:
        await actions.change_round(year, form.days(), actor=actor_of(request), now=clock.now())
    except errors.Invalid as refusal:
        return await _page(request, editing=editing, values=raw, problems=field_words(refusal))
    flash(request, _("调查期已修改"))
    return redirect(HOME)


@post(f"{HOME}/forms", opt=DESK, include_in_schema=False)
async def enter_form(request: Ask) -> Response[Any]:
    """Enter the next edition of the form."""
    offices.check_city(actor_of(request))
    form, problems, raw = await forms.parse(EditionForm, request)
    if form is None:
        return await _page(request, form_values=raw, form_problems=problems)
    try:
        await actions.enter_form(
            actions.Approved(**form.model_dump()), actor=actor_of(request), now=clock.now()
        )
    except errors.Invalid as refusal:
        return await _page(request, form_values=raw, form_problems=field_words(refusal))
    flash(request, _("报表版本已录入"))
    return redirect(HOME)


@post(f"{HOME}/forms/{{form_id:uuid}}/approval", opt=DESK, include_in_schema=False)
async def approve(request: Ask, form_id: UUID) -> Response[Any]:
    """Enter the approval of an edition that had none."""
    offices.check_city(actor_of(request))
    form, problems, raw = await forms.parse(ApprovalForm, request)
    if form is None:
        return await _page(request, form_values=raw, form_problems=problems, approving=form_id)
    try:
        await actions.approve_form(
            form_id, form.approval, form.approver, form.expires, actor=actor_of(request), now=clock.now()
        )
    except errors.Invalid as refusal:
        shown = {
            {"expires_on": "expires", "approval_number": "approval"}.get(key, key): text
            for key, text in field_words(refusal).items()
        }
        return await _page(request, form_values=raw, form_problems=shown, approving=form_id)
    flash(request, _("批准文号已录入"))
    return redirect(HOME)


HANDLERS = [listing, open_round, edit, change, enter_form, approve]
