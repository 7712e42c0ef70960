"""The desk's windows: when a year's reports are due, and the form they are written on."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Final
from uuid import UUID

from litestar import Request, Response, get, post
from pydantic import Field

from app import clock
from app.access.guards import actor_of, may
from app.access.permissions import Permission
from app.annual_reports import kinds, views
from app.errors import field_words
from app.shell import forms, i18n
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.annual_reports import permissions, rules
from regulation.annual_reports.actions import windows as actions
from regulation.annual_reports.actions.filing import DESKS
from regulation.annual_reports.queries import windows
from regulation.words import N_

Ask = Request[Any, Any, Any]
CONFIGURE: Final = {"permission": Permission.REPORTS_CONFIGURE}
WINDOWS: Final = "/windows"


class WindowForm(forms.Form):
    """A period and its form."""

    year: Annotated[int, Field(title=N_("报告年度"), ge=2018, le=2100)]
    opens_on: Annotated[date, Field(title=N_("开始日期"))]
    closes_on: Annotated[date, Field(title=N_("截止日期"))]
    late_until: Annotated[date | None, Field(title=N_("补报截止日期"))] = None
    form_version: Annotated[UUID, Field(title=N_("报表版本"))]
    notice: Annotated[forms.Line, Field(title=N_("通知"))]
    two_persons: bool = False


class VersionForm(forms.Form):
    """An edition of the form, as it was issued."""

    number: Annotated[forms.Line, Field(title=N_("表号"))]
    title: Annotated[forms.Line, Field(title=N_("报表名称"))]
    issuing_body: Annotated[forms.Line, Field(title=N_("制定机关"))]
    approval_number: Annotated[str, Field(max_length=120)] = ""
    valid_from: Annotated[date, Field(title=N_("生效日期"))]
    expires_on: Annotated[date | None, Field(title=N_("失效日期"))] = None


async def _page(
    request: Ask,
    *,
    editing: windows.Known | None = None,
    values: dict[str, Any] | None = None,
    problems: dict[str, str] | None = None,
    form_values: dict[str, Any] | None = None,
    form_problems: dict[str, str] | None = None,
) -> Response[Any]:
    now, kind = clock.now(), kinds.of(request)
    actor = actor_of(request)
    versions = await windows.forms(kind)
    every = await windows.all_windows(kind)
    suggested = max((each.window.year for each in every), default=clock.today().year - 2) + 1
    return page(
        "annual_reports/windows.html",
        request,
        status_code=422 if problems or form_problems else 200,
        windows=[(each.window, each.window.phase(now)) for each in every],
        versions=versions,
        choices=[(str(each_id), f"{form.title} {form.number}") for each_id, form in versions],
        editing=editing.window if editing else None,
        values=values if values is not None else _values(editing) if editing else {"year": suggested},
        errors=problems or {},
        form_values=form_values or {},
        form_errors=form_problems or {},
        today=clock.today(),
        can_configure=permissions.can_configure(actor) and may(actor, Permission.REPORTS_CONFIGURE),
        duty=rules.duty_of(kind),
        home=DESKS[kind],
        title=kinds.name(kind),
        tabs=[(name, f"{url}{WINDOWS}", chosen) for name, url, chosen in kinds.tabs(kind)],
        views=views,
        breadcrumbs=[(kinds.name(kind), DESKS[kind]), (_("填报期"), None)],
    )


def _values(known: windows.Known) -> dict[str, Any]:
    window = known.window
    return {
        "year": window.year,
        "opens_on": window.opens_on,
        "closes_on": window.closes_on,
        "late_until": window.late_until,
        "form_version": known.form_version_id,
        "notice": window.notice,
        "two_persons": window.two_persons,
    }


@get(kinds.at_desk(WINDOWS), opt=CONFIGURE, include_in_schema=False)
async def listing(request: Ask) -> Response[Any]:
    """The windows and forms, and a form for the next one."""
    return await _page(request)


@post(kinds.at_desk(WINDOWS), opt=CONFIGURE, include_in_schema=False)
async def open_window(request: Ask) -> Response[Any]:
    """Prescribe the period of a year."""
    form, problems, raw = await forms.parse(WindowForm, request)
    if form is None:
        return await _page(request, values=raw, problems=problems)
    try:
        await actions.open_window(
            form.year,
            form.opens_on,
            form.closes_on,
            form.form_version,
            form.notice,
            two_persons=form.two_persons,
            late_until=form.late_until,
            kind=kinds.of(request),
            actor=actor_of(request),
            now=clock.now(),
        )
    except errors.Invalid as refusal:
        return await _page(request, values=raw, problems=field_words(refusal))
    flash(
        request,
        _(
            "%(year)s年度的填报期已设定：%(opens)s至%(closes)s",
            year=form.year,
            opens=i18n.day(form.opens_on),
            closes=i18n.day(form.closes_on),
        ),
    )
    return redirect(f"{DESKS[kinds.of(request)]}{WINDOWS}")


@get(kinds.at_desk(f"{WINDOWS}/{{year:int}}"), opt=CONFIGURE, include_in_schema=False)
async def edit(request: Ask, year: int) -> Response[Any]:
    """One window, to be changed."""
    return await _page(request, editing=await windows.of_year(year, kinds.of(request)))


@post(kinds.at_desk(f"{WINDOWS}/{{year:int}}"), opt=CONFIGURE, include_in_schema=False)
async def change(request: Ask, year: int) -> Response[Any]:
    """Change the period of a year."""
    editing = await windows.of_year(year, kinds.of(request))
    form, problems, raw = await forms.parse(WindowForm, request)
    if form is None:
        return await _page(request, editing=editing, values=raw, problems=problems)
    if form.year != year:
        return await _page(
            request, editing=editing, values=raw, problems={"year": _("报告年度不能修改，请另设填报期")}
        )
    try:
        await actions.change_window(
            year,
            form.opens_on,
            form.closes_on,
            form.form_version,
            form.notice,
            two_persons=form.two_persons,
            late_until=form.late_until,
            kind=kinds.of(request),
            actor=actor_of(request),
            now=clock.now(),
        )
    except errors.Invalid as refusal:
        return await _page(request, editing=editing, values=raw, problems=field_words(refusal))
    flash(request, _("填报期已修改"))
    return redirect(f"{DESKS[kinds.of(request)]}{WINDOWS}")


@post(kinds.at_desk(f"{WINDOWS}/forms"), opt=CONFIGURE, include_in_schema=False)
async def enter_form(request: Ask) -> Response[Any]:
    """Enter the next edition of the form."""
    form, problems, raw = await forms.parse(VersionForm, request)
    if form is None:
        return await _page(request, form_values=raw, form_problems=problems)
    try:
        await actions.enter_form(
            form.number,
            form.title,
            form.issuing_body,
            form.approval_number,
            form.valid_from,
            form.expires_on,
            kind=kinds.of(request),
            actor=actor_of(request),
            now=clock.now(),
        )
    except errors.Invalid as refusal:
        return await _page(request, form_values=raw, form_problems=field_words(refusal))
    flash(request, _("报表版本已录入"))
    return redirect(f"{DESKS[kinds.of(request)]}{WINDOWS}")


HANDLERS = [listing, open_window, edit, change, enter_form]
