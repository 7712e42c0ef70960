"""Suspicious cells by their weight, the edits over many returns, and how far the answering has come."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Final

from litestar import Response, get, post
from litestar.response import Stream
from pydantic import Field

from app import clock
from app.access.guards import actor_of
from app.errors import field_words
from app.shell import forms, i18n
from app.shell.i18n import gettext as _
from app.shell.listing import ListState, Page
from app.shell.render import flash, page, redirect
from app.surveys import desk_common
from app.surveys.desk_common import DESK, HOME, Ask
from regulation import errors
from regulation.indicators import catalogue
from regulation.indicators.indicator import Kind
from regulation.surveys import gate, macro, scoring
from regulation.surveys.actions import editing
from regulation.surveys.queries import editing as queries
from regulation.surveys.queries import response, weights
from reports.exports import csv
from reports.exports.columns import Column

#: Days of progress shown at once; the others are folded away.
DAYS_SHOWN: Final = 14


def _state(request: Ask) -> ListState:
    return ListState.of(request, filters=("state", "district", "cell"))


def _kept(state: ListState, found: list[queries.Doubtful]) -> list[queries.Doubtful]:
    q = state.q.lower()
    return [
        each
        for each in found
        if (not state.values("state") or ("decided" if each.decision else "open") in state.values("state"))
        and (not state.values("district") or each.unit.district in state.values("district"))
        and (not state.values("cell") or each.suspicion.key in state.values("cell"))
        and (not q or q in each.unit.name.lower() or q in each.unit.number.lower())
    ]


async def _list_page(
    request: Ask, year: int, *, problems: dict[str, str] | None = None, at: str = ""
) -> Response[Any]:
    actor, known = actor_of(request), await desk_common.round_of(year)
    state = _state(request)
    every = await queries.doubtful(actor, year)
    limit = scoring.THRESHOLD.since(known.round.reference_day)
    kept = _kept(state, every)
    names = await desk_common.district_names()
    counts: dict[str, dict[str, int]] = {"state": {}, "district": {}, "cell": {}}
    for each in every:
        for facet, value in (
            ("state", "decided" if each.decision else "open"),
            ("district", each.unit.district),
            ("cell", each.suspicion.key),
        ):
            counts[facet][value] = counts[facet].get(value, 0) + 1
    largest = await weights.largest(known.id, known.round.reference_day, year)
    return page(
        "surveys/desk_editing.html",
        request,
        status_code=422 if problems else 200,
        year=year,
        found=Page(kept[state.offset : state.offset + state.limit], len(kept), state),
        facets=[
            state.facet("state", _("处理"), counts["state"], {"open": _("未处理"), "decided": _("已处理")}),
            state.facet("cell", _("指标"), counts["cell"], _cell_names()),
            *(
                [state.facet("district", _("登记机关"), counts["district"], names)]
                if actor.is_municipal
                else []
            ),
        ],
        heavy=sum(1 for each in every if each.is_heavy and not each.decision),
        total=len(every),
        limit=limit,
        largest=[each for each in largest if actor.in_scope_of(each.organ_id)],
        names=names,
        cells=_cell_names(),
        decisions=editing.DECISIONS,
        figure=_figure,
        is_open=known.round.gate in gate.EDITABLE,
        errors=problems or {},
        at=at,
        tabs=desk_common.tabs(year, "editing", actor),
        breadcrumbs=desk_common.crumbs(year, _("可疑单元格")),
    )


def _figure(key: str, value: Decimal, sign: str = "") -> str:
    """A figure as its indicator is written: whole persons, amounts with two decimals."""
    decimals = 0 if catalogue.BY_KEY[key].kind is Kind.COUNT else 2
    return f"{value:{sign},.{decimals}f}"


def _cell_names() -> dict[str, str]:
    return {each.key: each.name(i18n.language()) for each in catalogue.INDICATORS}


@get(f"{HOME}/{{year:int}}/editing", opt=DESK, include_in_schema=False)
async def listing(request: Ask, year: int) -> Response[Any]:
    """Suspicious cells, the heaviest first."""
    return await _list_page(request, year)


class Deciding(forms.Form):
    """What was decided of a cell, in the version that was shown."""

    number: forms.Line
    version: int
    cell: forms.Line
    decision: Annotated[str, Field(pattern="^(believed|asked)$")]
    words: Annotated[str, Field(max_length=1000)] = ""


@post(f"{HOME}/{{year:int}}/editing", opt=DESK, include_in_schema=False)
async def decide(request: Ask, year: int) -> Response[Any]:
    """Believe a cell, or send its return back."""
    form, problems, raw = await forms.parse(Deciding, request)
    if form is None:
        return await _list_page(request, year, problems=problems, at=str(raw.get("number", "")))
    act = editing.believe if form.decision == "believed" else editing.ask
    try:
        await act(
            year,
            form.number,
            form.version,
            form.cell,
            form.words,
            actor=actor_of(request),
            now=clock.now(),
        )
    except errors.Invalid as refusal:
        return await _list_page(request, year, problems=field_words(refusal), at=f"{form.number}-{form.cell}")
    flash(request, _(editing.DECISIONS[form.decision]))
    return redirect(f"{HOME}/{year}/editing?state=open")


@get(f"{HOME}/{{year:int}}/macro", opt=DESK, include_in_schema=False)
async def macro_page(request: Ask, year: int) -> Response[Any]:
    """The edits over many returns, with who moved what."""
    actor = actor_of(request)
    await desk_common.round_of(year)
    return page(
        "surveys/desk_macro.html",
        request,
        year=year,
        found=await queries.macro_edits(actor, year),
        rules=macro.RULES,
        names=await desk_common.district_names(),
        types=desk_common.type_names(),
        cells=_cell_names(),
        figure=_figure,
        firewall=macro.FIREWALL,
        tabs=desk_common.tabs(year, "macro", actor),
        breadcrumbs=desk_common.crumbs(year, _("汇总审核")),
    )


@get(f"{HOME}/{{year:int}}/response", opt=DESK, include_in_schema=False)
async def response_page(request: Ask, year: int) -> Response[Any]:
    """Response by district and type, by number and by revenue, by day; and the failure rates of the edits."""
    actor, known = actor_of(request), await desk_common.round_of(year)
    found = await response.of_year(actor, year)
    return page(
        "surveys/desk_response.html",
        request,
        year=year,
        round=known.round,
        found=found,
        everybody=found.all(),
        by_district=found.by_district(),
        by_type=found.by_type(),
        names=await desk_common.district_names(),
        types=desk_common.type_names(),
        days=list(reversed(found.by_day)),
        days_shown=DAYS_SHOWN,
        low_count=macro.LEAST_COUNT,
        low_revenue=macro.LEAST_REVENUE,
        tabs=desk_common.tabs(year, "response", actor),
        breadcrumbs=desk_common.crumbs(year, _("报送进度")),
    )


@get(f"{HOME}/{{year:int}}/response.csv", opt=DESK, include_in_schema=False)
async def response_csv(request: Ask, year: int) -> Stream:
    """The response by district and type as a file."""
    await desk_common.round_of(year)
    found = await response.of_year(actor_of(request), year)
    names, types = await desk_common.district_names(), desk_common.type_names()
    columns = [
        Column(_("登记机关")),
        Column(_("机构类型")),
        Column(_("应报送"), "number"),
        Column(_("已报送"), "number"),
        Column(_("按家数报送率")),
        Column(_("按收入报送率")),
    ]
    rows = (
        (
            names.get(each.district, ""),
            types.get(each.inst_type, ""),
            each.in_scope,
            each.responded,
            f"{each.by_count:.4f}",
            f"{each.by_revenue:.4f}",
        )
        for each in found.crossed
    )
    return Stream(
        csv.chunks(columns, rows),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="response-{year}.csv"'},
    )


HANDLERS = [listing, decide, macro_page, response_page, response_csv]
