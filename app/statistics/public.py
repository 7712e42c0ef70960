"""What was published: by year and table, each also as PDF, XLSX, CSV and JSON at the same address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from litestar import Request, Response, get
from markupsafe import Markup

from app.shell import i18n, open_data
from app.shell.i18n import gettext as _
from app.shell.render import page
from regulation import errors
from regulation.releases import queries
from reports.statistics import book, files, vintages
from reports.statistics.table import Table

Ask = Request[Any, Any, Any]
HOME: Final = "/statistics"
EXTENSIONS: Final = ("pdf", "xlsx", "csv", "json")
MEDIA: Final = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A published table with its release."""

    table: Table
    release: queries.Published


def _vintage(request: Ask) -> int | None:
    text = request.query_params.get("vintage", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else None


async def tables_of(release: queries.Published) -> list[Table]:
    """The tables of a release, from its frozen cells."""
    cells = await queries.cells(release.id)
    return [book.of_release(frame, cells) for frame in release.tables]


async def _table(request: Ask, year: int, key: str) -> Shown:
    release = await queries.release(book.SERIES, year, _vintage(request))
    frame = next((each for each in release.tables if key in {each["key"], each["number"].lower()}), None)
    if frame is None:
        raise errors.NotFound
    return Shown(book.of_release(frame, await queries.cells(release.id, frame["key"])), release)


async def drawing(table: Table) -> Markup:
    """The chart for a page; nothing where it cannot be drawn."""
    lang = files.lang_of(i18n.language())
    return Markup(await files.chart_of(table, lang))  # noqa: S704 - drawn by ourselves from numbers and our own labels


@get(HOME, opt={"public": True})
async def years(request: Ask) -> Response[str]:
    """The years with published tables, the newest shown."""
    every = await queries.all_releases(book.SERIES)
    latest = {each.year: each for each in reversed(every)}
    newest = every[0] if every else None
    return page(
        "statistics/years.html",
        request,
        years=[latest[year] for year in sorted(latest, reverse=True)],
        newest=newest,
        tables=await tables_of(newest) if newest else [],
    )


@get(f"{HOME}/{{year:int}}", opt={"public": True})
async def year_page(request: Ask, year: int) -> Response[str]:
    """The tables of a year, with every vintage."""
    release = await queries.release(book.SERIES, year, _vintage(request))
    every = [each for each in await queries.all_releases(book.SERIES) if each.year == year]
    return page(
        "statistics/year.html",
        request,
        release=release,
        vintages=every,
        is_latest=release.vintage == every[0].vintage,
        tables=await tables_of(release),
        suffix="" if release.vintage == every[0].vintage else f"?vintage={release.vintage}",
        line=vintages.of(release)(i18n.language()),
        breadcrumbs=[(_("统计"), HOME), (_("%(year)s年度", year=year), None)],
    )


@get(
    f"{HOME}/{{year:int}}/{{name:str}}",
    opt={"public": True},
    operation_class=open_data.thing(
        "A table of the yearbook", "Add `.json`, `.csv`, `.xlsx` or `.pdf` to the table's name."
    ),
)
async def table_page(request: Ask, year: int, name: str) -> Response[Any]:
    """One table: page with chart, or the file that its ending asks for."""
    key, _dot, ending = name.partition(".")
    if ending:
        return await _file(request, year, key, ending)
    shown = await _table(request, year, key)
    newest = (await queries.release(book.SERIES, year)).vintage
    suffix = "" if shown.release.vintage == newest else f"?vintage={shown.release.vintage}"
    return page(
        "statistics/table.html",
        request,
        table=shown.table,
        release=shown.release,
        chart=await drawing(shown.table),
        extensions=EXTENSIONS,
        suffix=suffix,
        is_latest=shown.release.vintage == newest,
        line=vintages.of(shown.release)(i18n.language()),
        breadcrumbs=[
            (_("统计"), HOME),
            (_("%(year)s年度", year=year), f"{HOME}/{year}{suffix}"),
            (shown.table.number, None),
        ],
    )


async def _file(request: Ask, year: int, key: str, ending: str) -> Response[bytes]:
    if ending not in EXTENSIONS:
        raise errors.NotFound
    shown = await _table(request, year, key)
    table, release = shown.table, shown.release
    line = vintages.of(release)
    lang = files.lang_of(i18n.language())
    match ending:
        case "csv":
            content = files.as_csv(table)
        case "xlsx":
            content = files.as_xlsx(table, vintage=line(lang))
        case "json":
            content = files.as_json(
                table,
                release={
                    "year": release.year,
                    "vintage": release.vintage,
                    "published_at": release.published_at.isoformat(),
                    "snapshot_sha256": release.snapshot_hash,
                },
            )
        case _:
            content = await files.as_pdf(
                [table], lang, vintage=line(lang), organ=vintages.ORGAN(lang), is_published=True
            )
    name = f"{table.number}-{year}-v{release.vintage}.{ending}"
    disposition = "inline" if ending in {"json", "pdf"} else "attachment"
    return Response(
        content,
        media_type=MEDIA[ending],
        headers={
            "Content-Disposition": f'{disposition}; filename="{name}"',
            "Cache-Control": "public, max-age=300",
            "Vary": "Accept-Language, Cookie",
        },
    )


HANDLERS = [years, year_page, table_page]
