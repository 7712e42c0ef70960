"""The yearly fairness report: who was to be expected, who was drawn, and how unusual that is. Public, and per organ."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from litestar import Request, Response, get

from app import clock
from app.access.guards import actor_of
from app.access.permissions import Permission
from app.inspections import words
from app.shell import i18n
from app.shell.i18n import gettext as _
from app.shell.render import page
from regulation import errors
from regulation.accounts import organs
from regulation.inspections import fairness
from regulation.inspections.queries import fairness as gathered
from reports.exports import csv as csv_export
from reports.exports.columns import Column

if TYPE_CHECKING:
    from fractions import Fraction
    from uuid import UUID

#: Years without a visit after which a firm is on the desk's list.
LONG = 3


async def _rows(year: int, organ: UUID | None, *, also_sealed: bool = False) -> list[dict[str, Any]]:
    """One row for each group of each dimension, with its p and the one adjusted for all questions of the report."""
    found = await gathered.cells(year, organ, also_sealed=also_sealed)
    rows = await asyncio.to_thread(_findings, found)
    names = {"ownership": fairness.OWNERSHIP, "size": fairness.SIZES, "tier": words.STRATUM_WORDS}
    return [
        {
            **row,
            "dimension_name": _(fairness.DIMENSIONS[row["dimension"]]),
            "name": _area(row["group"])
            if row["dimension"] == "district"
            else _(names[row["dimension"]][row["group"]]),
        }
        for row in rows
    ]


def _area(code: str) -> str:
    known = organs.BY_CODE.get(code)
    if known is None:
        return code
    return known.area_en if i18n.language() == i18n.ENGLISH else known.area


def _findings(found: dict[str, dict[str, list[fairness.Cell]]]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = [
        {"dimension": dimension, "group": group, "finding": fairness.finding(cells)}
        for dimension in fairness.DIMENSIONS
        for group, cells in found.get(dimension, {}).items()
    ]
    adjusted = fairness.holm([each["finding"].p for each in rows])
    return [{**each, "adjusted": p} for each, p in zip(rows, adjusted, strict=True)]


def shown(p: Fraction | None) -> str:
    """A p as people read it; smaller than a thousandth is said so."""
    if p is None:
        return "—"
    return "< 0.001" if p < 1 / 1000 else f"{float(p):.3f}"


async def _organ(request: Request[Any, Any, Any]) -> dict[str, Any] | None:
    code = request.query_params.get("organ", "")
    if not code:
        return None
    found = await organs.by_code(code)
    if found is None:
        raise errors.NotFound
    return found


@get("/draws/fairness", opt={"public": True}, include_in_schema=False)
async def latest(request: Request[Any, Any, Any]) -> Response[Any]:
    """The report of the newest year with a result."""
    years = await gathered.years()
    return await _report(request, years[0] if years else clock.today().year)


@get("/draws/fairness/{year:int}", opt={"public": True}, include_in_schema=False)
async def report(request: Request[Any, Any, Any], year: int) -> Response[Any]:
    """The report of a year, of the city or of one organ."""
    return await _report(request, year)


async def _report(request: Request[Any, Any, Any], year: int) -> Response[Any]:
    organ = await _organ(request)
    return page(
        "inspections/fairness.html",
        request,
        year=year,
        years=await gathered.years(),
        organ=organ,
        organs=await organs.all_organs(),
        rows=await _rows(year, organ["id"] if organ else None),
        dimensions=fairness.DIMENSIONS,
        p_shown=shown,
        notable=fairness.NOTABLE,
        unvisited=None,
        address=f"/draws/fairness/{year}",
        breadcrumbs=[(_("随机抽查"), "/draws"), (_("%(year)s年公平性报告", year=year), None)],
    )


@get("/draws/fairness/{year:int}/table.csv", opt={"public": True}, include_in_schema=False)
async def table(request: Request[Any, Any, Any], year: int) -> Response[bytes]:
    """The same figures for a spreadsheet, p with ten digits."""
    organ = await _organ(request)
    names = ("dimension", "group", "eligible", "expected", "observed", "p", "p_holm")
    lines = [
        [
            each["dimension"],
            each["group"],
            each["finding"].eligible,
            f"{float(each['finding'].expected):.6f}",
            each["finding"].observed,
            *("" if p is None else f"{float(p):.10g}" for p in (each["finding"].p, each["adjusted"])),
        ]
        for each in await _rows(year, organ["id"] if organ else None)
    ]
    return Response(
        b"".join(csv_export.chunks([Column(name) for name in names], lines)),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="fairness-{year}.csv"'},
    )


@get(
    "/desk/draws/fairness/{year:int}",
    opt={"permission": Permission.INSPECTIONS_READ},
    include_in_schema=False,
)
async def desk_report(request: Request[Any, Any, Any], year: int) -> Response[Any]:
    """The own organ's report, sealed draws included, with the firms that nobody visited for long."""
    actor = actor_of(request)
    if actor.organ_id is None:
        raise errors.NotFound
    own = None if actor.is_municipal else actor.organ_id
    today = clock.today()
    before = today.replace(year=today.year - LONG, day=min(today.day, 28))
    return page(
        "inspections/fairness.html",
        request,
        year=year,
        years=[],
        organ=await organs.by_id(own) if own else None,
        organs=[],
        rows=await _rows(year, own, also_sealed=True),
        dimensions=fairness.DIMENSIONS,
        p_shown=shown,
        notable=fairness.NOTABLE,
        unvisited=await gathered.long_unvisited(own, before=before, today=today),
        address=f"/draws/fairness/{year}",
        breadcrumbs=[(_("抽取"), "/desk/draws"), (_("%(year)s年公平性报告", year=year), None)],
    )


HANDLERS = [latest, report, table, desk_report]
