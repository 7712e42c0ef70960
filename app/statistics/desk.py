"""The statistician's pages: preview with the office's eyes, publish with confirmation."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any, Final

from litestar import Request, Response, get, post
from pydantic import Field

from app import clock
from app.access.guards import actor_of, may
from app.access.permissions import Permission
from app.shell import forms, i18n
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from app.statistics.public import drawing
from regulation import errors
from regulation.releases import actions, queries
from regulation.words import N_
from reports.statistics import book, vintages
from reports.statistics.disclosure import Parameters

Ask = Request[Any, Any, Any]
READ: Final = {"permission": Permission.STATISTICS_READ}
PUBLISH: Final = {"permission": Permission.STATISTICS_PUBLISH}
HOME: Final = "/desk/statistics"
CHANGED: Final = N_("预览之后数据有变化，没有发布。请重新核对下面的表")
REASONS: Final = {
    "threshold": N_("机构数少于规定"),
    "dominance": N_("一两家机构占比过高"),
    "p": N_("第二大机构可以估算最大一家"),
    "secondary": N_("防止推算"),
    "earlier": N_("以前发布时已经隐去"),
    "derived": N_("由隐去的数据得出"),
    "complementary": N_("防止推算"),
    "linked": N_("与其他表一致"),
}


class Rules(forms.Form):
    """Parameters of disclosure control."""

    threshold: Annotated[int, Field(title=N_("最少机构数"), ge=3, le=50)] = 3
    one_firm: Annotated[int, Field(title=N_("最大一家占比上限"), ge=40, le=95)] = 70
    two_firms: Annotated[int, Field(title=N_("最大两家占比上限"), ge=50, le=98)] = 85


class Publishing(Rules):
    """Publish exactly what was shown."""

    snapshot: Annotated[str, Field(min_length=64, max_length=64)]
    note: Annotated[str, Field(max_length=500)] = ""
    confirmed: Annotated[forms.Agreed, Field(title=N_("确认"))]


def _parameters(form: Rules) -> Parameters:
    return Parameters(form.threshold, form.one_firm, form.two_firms)


def _asked(request: Ask) -> Parameters:
    """The parameters in the address; what cannot be read is the default."""
    given = {name: request.query_params[name] for name in Rules.model_fields if name in request.query_params}
    try:
        return _parameters(Rules.model_validate(given))
    except ValueError:
        return Parameters()


@get(HOME, opt=READ, include_in_schema=False)
async def overview(request: Ask) -> Response[str]:
    """The years with reports, what of them is published."""
    today = clock.today()
    every = await queries.all_releases(book.SERIES)
    rows = []
    for year in reversed(await book.years(today.year)):
        published = [each for each in every if each.year == year]
        rows.append((year, await book.coverage(year), published))
    return page("statistics/desk.html", request, rows=rows, can_publish=_can_publish(request))


def _can_publish(request: Ask) -> bool:
    actor = actor_of(request)
    return may(actor, Permission.STATISTICS_PUBLISH) and actor.is_municipal


async def _computed(year: int, parameters: Parameters) -> book.Book:
    if year not in await book.years(year):
        raise errors.NotFound(N_("%(year)s年度没有已报送的年度报告"), year=year)
    earlier = await queries.latest_cells(book.SERIES, year)
    return await book.compute(year, parameters, earlier=earlier)


async def _preview(
    request: Ask,
    template: str,
    year: int,
    parameters: Parameters,
    *,
    values: dict[str, Any] | None = None,
    problems: dict[str, str] | None = None,
    status: int = 200,
) -> Response[str]:
    computed = await _computed(year, parameters)
    published = [each for each in await queries.all_releases(book.SERIES) if each.year == year]
    charts = {table.key: await drawing(table) for table in computed.tables}
    return page(
        template,
        request,
        status_code=status,
        book=computed,
        charts=charts,
        published=published,
        reasons=REASONS,
        parameters=asdict(parameters),
        values=values or asdict(parameters),
        errors=problems or {},
        can_publish=_can_publish(request),
        line=vintages.unpublished(computed)(i18n.language()),
        breadcrumbs=[(_("统计"), HOME), (_("%(year)s年度", year=year), None)],
    )


@get(f"{HOME}/{{year:int}}", opt=READ, include_in_schema=False)
async def preview(request: Ask, year: int) -> Response[str]:
    """The tables as they would be published, with why each withheld cell is withheld."""
    return await _preview(request, "statistics/preview.html", year, _asked(request))


@get(f"{HOME}/{{year:int}}/publish", opt=PUBLISH, include_in_schema=False)
async def confirm(request: Ask, year: int) -> Response[str]:
    """What will be published, who will see it, and that it cannot be taken back."""
    return await _preview(request, "statistics/publish.html", year, _asked(request))


@post(f"{HOME}/{{year:int}}/publish", opt=PUBLISH, include_in_schema=False)
async def publish(request: Ask, year: int) -> Response[Any]:
    """Freeze and publish, if the data are still those that were shown."""
    form, problems, raw = await forms.parse(Publishing, request)
    if form is None:
        return await _preview(
            request,
            "statistics/publish.html",
            year,
            Parameters(),
            values=raw,
            problems=problems,
            status=422,
        )
    parameters = _parameters(form)
    computed = await _computed(year, parameters)
    if computed.snapshot_hash != form.snapshot:
        return await _preview(
            request,
            "statistics/publish.html",
            year,
            parameters,
            values=raw,
            problems={"form": _(CHANGED)},
            status=409,
        )
    vintage = await actions.publish(
        book.SERIES,
        year,
        snapshot_hash=computed.snapshot_hash,
        code_version=book.CODE_VERSION,
        parameters=asdict(parameters),
        coverage=asdict(computed.coverage),
        tables=book.frames(computed),
        cells=book.rows_to_keep(computed),
        note=form.note,
        actor=actor_of(request),
        now=clock.now(),
    )
    flash(request, _("%(year)s年度第%(vintage)s版已发布", year=year, vintage=vintage))
    return redirect(f"/statistics/{year}")


HANDLERS = [overview, preview, confirm, publish]
