"""What a visit found of the yearly report it was drawn for: the report's cells side by side with a box for each."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Response, get, post
from pydantic import Field

from app import clock
from app import errors as answers
from app.access.guards import actor_of
from app.access.permissions import Permission
from app.shell import forms, i18n
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.annual_reports.queries import reports
from regulation.indicators import catalogue, reading
from regulation.inspections.actions import report_checks as actions
from regulation.inspections.queries import report_checks, tasks

Ask = Request[Any, Any, Any]
PUBLISH = {"permission": Permission.INSPECTIONS_PUBLISH}


class CheckForm(forms.Form):
    """Result, the cells that differ, and in words how."""

    result: str = ""
    cells: list[str] = Field(default_factory=list)
    note: Annotated[str, Field(max_length=2000)] = ""


async def _page(
    request: Ask, task_id: UUID, values: dict[str, Any] | None = None, problems: dict[str, str] | None = None
) -> Response[Any]:
    task = await tasks.at_desk(actor_of(request), task_id)
    year = await report_checks.year_of(task_id)
    if year is None:
        raise errors.NotFound(actions.NOT_ITS_DRAW)
    report = await reports.of_firm(task["firm"], year)
    filed = (await reports.filings(report.id))[0] if report and report.filed_id else None
    language = i18n.language()
    cells = [
        (each.key, each.name(language), reading.with_unit(each, filed.cells.get(each.key), language))
        for each in catalogue.on_form(filed.edition)
        if filed.cells.get(each.key) not in (None, "", ())
    ] if filed else []  # fmt: skip
    found = await report_checks.of_task(task_id)
    return page(
        "inspections/report_check.html",
        request,
        status_code=422 if problems else 200,
        task=task,
        year=year,
        cells=cells,
        found=found,
        result=_(actions.RESULTS[found["result"]]) if found else "",
        differing=[catalogue.BY_KEY[key].name(language) for key in found["cells"]] if found else [],
        results=[(key, _(text)) for key, text in actions.RESULTS.items()],
        values=values or {},
        errors=problems or {},
        breadcrumbs=[(task["number"], f"/desk/visits/{task_id}"), (_("核对年度报告"), None)],
    )


@get("/desk/visits/{task_id:uuid}/report-check", opt=PUBLISH, include_in_schema=False)
async def report_check(request: Ask, task_id: UUID) -> Response[Any]:
    """The report's cells, and what was found of them."""
    return await _page(request, task_id)


@post("/desk/visits/{task_id:uuid}/report-check", opt=PUBLISH, include_in_schema=False)
async def enter(request: Ask, task_id: UUID) -> Response[Any]:
    """Write down what was found."""
    form, problems, raw = await forms.parse(CheckForm, request)
    if form is None:
        return await _page(request, task_id, raw, problems)
    try:
        await actions.enter(
            task_id, form.result, form.cells, form.note, actor=actor_of(request), now=clock.now()
        )
    except errors.Invalid as refusal:
        return await _page(request, task_id, raw, answers.field_words(refusal))
    flash(request, _("核对结果已登记"))
    return redirect(f"/desk/visits/{task_id}/report-check")


HANDLERS = [report_check, enter]
