"""A quarter for the statistician: as it would be published, with why each figure is withheld; and publishing it."""

from __future__ import annotations

from typing import Annotated, Any, Final

from litestar import Request, Response, get, post
from pydantic import Field

from app import clock
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from app.statistics.preview import CHANGED, REASONS
from app.surveys import monitoring_views
from app.surveys.monitoring_desk import HOME, READ, crumbs, statistician_of
from regulation import errors
from regulation.surveys import months
from regulation.surveys.estimation import QUALITY_NAMES
from regulation.surveys.queries.monitoring import INCOMPLETE
from regulation.words import N_
from reports.statistics import monitoring_release
from reports.statistics.monitoring import Report

Ask = Request[Any, Any, Any]
NOT_COLLECTED: Final = N_("这个季度没有布置过月报")


class Publishing(forms.Form):
    """Publish exactly what was shown."""

    snapshot: Annotated[str, Field(min_length=64, max_length=64)]
    note: Annotated[str, Field(title=N_("版本说明"), max_length=500)] = ""
    confirmed: Annotated[forms.Agreed, Field(title=N_("确认"))]


async def _report(name: str) -> Report:
    found = months.read_quarter(name)
    if found is None:
        raise errors.NotFound
    report = await monitoring_release.computed(*found)
    if not report.months:
        raise errors.NotFound(NOT_COLLECTED)
    return report


async def _page(
    request: Ask,
    report: Report,
    values: dict[str, Any] | None = None,
    problems: dict[str, str] | None = None,
    status: int = 200,
) -> Response[str]:
    return page(
        "surveys/monitoring_quarter.html",
        request,
        status_code=status,
        report=report,
        name=monitoring_views.quarter_name(report.year, report.number),
        vintages=await monitoring_release.vintages(report.year, report.number),
        reasons=REASONS,
        quality=QUALITY_NAMES,
        values=values or {},
        errors=problems or {},
        views=monitoring_views,
        home=HOME,
        breadcrumbs=crumbs((monitoring_views.quarter_name(report.year, report.number), None)),
    )


@get(f"{HOME}/quarters/{{name:str}}", opt=READ, include_in_schema=False)
async def quarter_page(request: Ask, name: str) -> Response[str]:
    """The tables as they would be published."""
    statistician_of(request)
    return await _page(request, await _report(name))


@post(f"{HOME}/quarters/{{name:str}}", opt=READ, include_in_schema=False)
async def publish(request: Ask, name: str) -> Response[Any]:
    """Freeze and publish, if the figures are still those that were shown."""
    actor = statistician_of(request)
    report = await _report(name)
    form, problems, raw = await forms.parse(Publishing, request)
    if form is None:
        return await _page(request, report, raw, problems, 422)
    if not report.is_complete:
        raise errors.Refused(INCOMPLETE)
    if report.snapshot_hash != form.snapshot:
        return await _page(request, report, raw, {"form": _(CHANGED)}, 409)
    vintage = await monitoring_release.publish(report, note=form.note, actor=actor, now=clock.now())
    flash(request, _("第%(vintage)s版已发布", vintage=vintage))
    return redirect(f"/statistics/monitoring/{report.name}")


HANDLERS = [quarter_page, publish]
