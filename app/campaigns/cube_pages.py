"""The cube of a campaign: one measure along the rows and columns that the reader chooses, and all of it as a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from uuid import UUID

from litestar import Request, Response, get, post

from app import clock
from app.access.guards import actor_of
from app.campaigns import forms as shapes
from app.campaigns import views, words
from app.campaigns.views import HOME, PLAN, READ
from app.shell import forms, i18n
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.campaigns import chosen, permissions, queries, records
from regulation.campaigns.actions import choosing
from regulation.campaigns.rules import cube
from regulation.campaigns.status import DIMENSIONS, MEASURES, Department, Dimension, Measure
from reports.exports import xlsx
from reports.exports.columns import Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regulation.campaigns.rules.cube import Fact, Table

Ask = Request[Any, Any, Any]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _keys(found: dict[str, Any], dimension: str, area: str) -> Sequence[str]:
    """Rows that stand even when nothing was counted; of a district its own area alone."""
    return [area] if area and dimension == Dimension.AREA else chosen.keys_of(found, dimension)


def _chosen(request: Ask) -> tuple[str, str, str]:
    asked = request.query_params
    measure = asked.get("measure", "")
    rows = asked.get("rows", "")
    columns = asked.get("columns", "")
    rows = rows if rows in set(Dimension) else str(Dimension.AREA)
    columns = columns if columns in set(Dimension) and columns != rows else ""
    return (measure if measure in set(Measure) else str(Measure.VISITS)), rows, columns


async def _facts(request: Ask, campaign_id: UUID) -> tuple[dict[str, Any], list[Fact], str]:
    actor = actor_of(request)
    found = await queries.one(actor, campaign_id)
    area = permissions.sees_area(actor) if actor.organ_id != found["organ"] else ""
    return found, await records.shown(found, today=clock.today(), area=area), area


def shown(table: Table, rows: str, columns: str) -> dict[str, Any]:
    """The table in words: what our records would know is nothing where they have nothing."""

    def ours(row: str, column: str = "") -> bool:
        departments = [
            key
            for dimension, key in ((rows, row), (columns, column))
            if dimension == Dimension.DEPARTMENT and key
        ]
        return departments in ([], [str(Department.HRSS)])

    return {
        "heads": [words.key_name(columns, key, table.measure) for key in table.columns],
        "rows": [
            {
                "name": words.key_name(rows, row, table.measure),
                "cells": [
                    words.told(table.cells.get((row, column)), table.measure, ours=ours(row, column))
                    for column in table.columns
                ],
                "total": words.told(table.row_totals.get(row), table.measure, ours=ours(row)),
            }
            for row in table.rows
        ],
        "totals": [
            words.told(table.column_totals.get(column), table.measure, ours=ours("", column))
            for column in table.columns
        ],
        "total": words.told(table.total, table.measure, ours=True),
    }


@get(f"{HOME}/{{campaign_id:uuid}}/cube", opt=READ, include_in_schema=False)
async def cube_page(request: Ask, campaign_id: UUID) -> Response[Any]:
    """One measure along rows and columns."""
    found, facts, area = await _facts(request, campaign_id)
    measure, rows, columns = _chosen(request)
    table = cube.roll_up(
        facts,
        measure,
        rows,
        columns,
        row_keys=_keys(found, rows, area),
        column_keys=_keys(found, columns, area),
    )
    return page(
        "campaigns/cube.html",
        request,
        campaign=found,
        home=f"{HOME}/{campaign_id}",
        tabs=views.tabs(found, "/cube"),
        table=shown(table, rows, columns),
        caption=words.measure(measure),
        row_name=_(DIMENSIONS[Dimension(rows)]),
        values={"measure": measure, "rows": rows, "columns": columns},
        measures=[(str(each), words.measure(each)) for each in MEASURES],
        dimensions=words.choices(DIMENSIONS),
        is_units=measure == Measure.UNITS,
        area=words.area(area) if area else "",
        count=await queries.count_of(campaign_id),
        may_choose=views.may_choose(actor_of(request), found),
        is_chosen=chosen.Choice(measure, rows, columns).key in found["report_tables"],
        breadcrumbs=[
            (_(views.NAME), HOME),
            (found["number"], f"{HOME}/{campaign_id}"),
            (_("交叉统计"), None),
        ],
    )


@post(f"{HOME}/{{campaign_id:uuid}}/cube", opt=PLAN, include_in_schema=False)
async def choose(request: Ask, campaign_id: UUID) -> Response[Any]:
    """Put the table that is shown into the report, or take it out."""
    form, _problems, _raw = await forms.parse(shapes.TableForm, request)
    if form is None:
        raise errors.NotFound
    choice = chosen.Choice(form.measure, form.rows, form.columns)
    act, told = (choosing.drop, _("已移出报告")) if form.act == "drop" else (choosing.choose, _("已列入报告"))
    await act(campaign_id, choice, actor=actor_of(request), now=clock.now())
    flash(request, told)
    asked = urlencode({"measure": choice.measure, "rows": choice.rows, "columns": choice.columns})
    return redirect(f"{HOME}/{campaign_id}/cube?{asked}")


@get(f"{HOME}/{{campaign_id:uuid}}/cube.xlsx", opt=READ, include_in_schema=False)
async def workbook(request: Ask, campaign_id: UUID) -> Response[bytes]:
    """Every place of the cube that has something, by month, with a sheet that says what it is."""
    found, facts, area = await _facts(request, campaign_id)
    heads = [
        Column(_("指标"), width=30),
        *(Column(_(DIMENSIONS[each]), width=24) for each in Dimension if each != Dimension.DAY),
        Column(_("数值"), "number", width=14),
        Column(_("不详的填报数"), "count", width=14),
    ]
    rows = [
        [
            words.measure(place.measure),
            *(
                words.key_name(each, cube.KEY[each](place), place.measure)
                for each in Dimension
                if each != Dimension.DAY
            ),
            cell.value,
            cell.unknown or None,
        ]
        for place, cell in cube.grouped(facts)
    ]
    count = await queries.count_of(campaign_id)
    notes = [
        f"{found['name']} {found['number']}",
        *(f"{label}{_('：')}{value}" for label, value in views.scope(found)),
        _("数据截至%(day)s", day=i18n.day(count["counted_on"] if count else clock.today())),
        _("空白的数值表示填报部门不掌握，不是零；没有列出的部门和月份没有填报。"),
        _("检查的单位按户计算，同一单位检查多次计一户，各行相加可能大于合计。"),
    ]
    if area:
        notes.append(_("只包括%(area)s的数据", area=words.area(area)))
    content = await xlsx.workbook(heads, rows, sheet=_(views.NAME), notes=notes, notes_sheet=_("说明"))
    return Response(
        content,
        media_type=XLSX,
        headers={
            "Content-Disposition": f'attachment; filename="campaign-{campaign_id}.xlsx"',
            "Cache-Control": "no-store",
        },
    )


HANDLERS = [cube_page, choose, workbook]
