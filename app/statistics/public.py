"""What was published: the years, the vintages of a year, and what belongs to a yearbook as a whole.

`/statistics/2025` is the latest vintage; `/statistics/2025/v1` and what stands below it never changes.
"""

from __future__ import annotations

import re
from typing import Any, Final

from litestar import Request, Response, get
from markupsafe import Markup

from app.shell import i18n, open_data
from app.shell.i18n import gettext as _
from app.shell.render import page
from app.statistics import about, library, public_tables, whole
from regulation import errors
from regulation.releases import queries
from reports.statistics import book, chapters, editions, files, printing, vintages
from reports.statistics.edition import Edition
from reports.statistics.table import Table

Ask = Request[Any, Any, Any]
HOME: Final = "/statistics"
tables_of = editions.tables_of


async def drawing(table: Table) -> Markup:
    """The charts of a table for a page of the desk; nothing where none can be drawn."""
    drawn = await public_tables.charts([table], files.lang_of(i18n.language()))
    return Markup().join(each.picture for each in drawn)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else None


async def _edition(request: Ask, year: int, vintage: str = "") -> Edition:
    """The vintage in the path (v1) or the query (?vintage=1), else the latest. Raises NotFound."""
    if vintage:
        if not re.fullmatch(r"v[0-9]{1,4}", vintage):
            raise errors.NotFound
        return await library.edition(year, int(vintage[1:]))
    return await library.edition(year, _number(request.query_params.get("vintage", "")))


@get(HOME, opt={"public": True})
async def years(request: Ask) -> Response[str]:
    """The years with published tables, the newest shown with its highlights."""
    every = await queries.all_releases(book.SERIES)
    latest = {each.year: each for each in reversed(every)}
    lang = files.lang_of(i18n.language())
    newest = await library.edition(every[0].year) if every else None
    return page(
        "statistics/years.html",
        request,
        years=[latest[year] for year in sorted(latest, reverse=True)],
        newest=newest,
        highlights=printing.highlights(newest, lang) if newest else [],
    )


@get(f"{HOME}/calendar", opt={"public": True}, include_in_schema=False)
async def calendar(request: Ask) -> Response[str]:
    """When what is published."""
    return await about.calendar(request)


@get(f"{HOME}/{{year:int}}", opt={"public": True})
async def year_page(request: Ask, year: int) -> Response[Any]:
    """The latest vintage of a year: contents, charts, downloads, every vintage."""
    return await _contents(request, await _edition(request, year))


async def _contents(request: Ask, edition: Edition) -> Response[str]:
    lang = files.lang_of(i18n.language())
    newest = (await queries.release(book.SERIES, edition.year)).vintage
    every = [each for each in await queries.all_releases(book.SERIES) if each.year == edition.year]
    listed = {number for chapter in chapters.CHAPTERS for number in chapter.tables}
    parts = [
        (chapter.title(lang), [table for number in chapter.tables if (table := edition.table(number))])
        for chapter in chapters.CHAPTERS
    ]
    others = [table for table in edition.tables if table.number not in listed]
    return page(
        "statistics/year.html",
        request,
        edition=edition,
        vintages=every,
        is_latest=edition.vintage == newest,
        chapters=[(title, tables) for title, tables in [*parts, (_("其他"), others)] if tables],
        charts=await public_tables.charts(edition.tables, lang),
        highlights=printing.highlights(edition, lang),
        whole=await whole.offered(edition),
        here=f"{HOME}/{edition.year}/v{edition.vintage}",
        line=edition.line()(i18n.language()),
        breadcrumbs=[(_("统计"), HOME), (_("%(year)s年度", year=edition.year), None)],
    )


@get(
    f"{HOME}/{{year:int}}/{{name:str}}",
    opt={"public": True},
    operation_class=open_data.thing(
        "A table of the yearbook, latest vintage",
        "Number or key of a table; add `.json`, `.csv`, `.xlsx` or `.pdf`. `v1` is the first vintage.",
    ),
)
async def in_year(request: Ask, year: int, name: str) -> Response[Any]:
    """A table, a file or a page of the latest vintage; or a vintage itself."""
    if re.fullmatch(r"v[0-9]{1,4}", name):
        return await _contents(request, await _edition(request, year, name))
    return await _shown(request, await _edition(request, year), name)


@get(
    f"{HOME}/{{year:int}}/{{vintage:str}}/{{name:str}}",
    opt={"public": True},
    operation_class=open_data.thing(
        "A table or a file of one vintage, at an address that never changes",
        "Table as above; `yearbook.zh.pdf`, `yearbook.en.pdf`, `yearbook.xlsx`, `yearbook.json`, `yearbook.sdmx.csv`,"
        " `structure.xml` and `manifest.json` with the SHA-256 of each.",
    ),
)
async def in_vintage(request: Ask, year: int, vintage: str, name: str) -> Response[Any]:
    """A table, a file or a page of one vintage."""
    return await _shown(request, await _edition(request, year, vintage), name)


async def _shown(request: Ask, edition: Edition, name: str) -> Response[Any]:
    if name in about.PAGES:
        return await about.PAGES[name](request, edition)
    if name in whole.NAMES:
        return await whole.file(request, edition, name)
    return await public_tables.shown(request, edition, name)


HANDLERS = [years, calendar, year_page, in_year, in_vintage]
__all__ = ["HANDLERS", "drawing", "tables_of", "vintages"]
