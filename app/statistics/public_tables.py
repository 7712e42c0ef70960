"""One table of a vintage: its page with charts, and the file that its ending asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from litestar import Request, Response
from markupsafe import Markup

from app.shell import i18n
from app.shell.i18n import gettext as _
from app.shell.render import page
from regulation import errors
from regulation.releases import queries
from reports.statistics import book, figures, files, printing
from reports.statistics.edition import Edition
from reports.statistics.figures import Lang
from reports.statistics.table import Table

Ask = Request[Any, Any, Any]
EXTENSIONS: Final = ("pdf", "xlsx", "csv", "json")
MEDIA: Final = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart for a page."""

    number: str
    table: Table
    title: str
    described: str
    picture: Markup


async def charts(tables: Sequence[Table], lang: Lang) -> list[Drawn]:
    """The charts these tables allow; one that cannot be drawn is left out, its table has the figures."""
    drawn = []
    for each in figures.of(tables):
        try:
            picture = await each.draw(lang)
        except errors.Refused:
            continue
        drawn.append(
            Drawn(
                each.number,
                each.table,
                each.title(lang),
                each.described(lang),
                Markup(picture),  # noqa: S704 - drawn by ourselves from numbers and our own labels
            )
        )
    return drawn


async def shown(request: Ask, edition: Edition, name: str) -> Response[Any]:
    """The page or the file. Raises NotFound for a table the vintage does not have."""
    key, _dot, ending = name.partition(".")
    table = edition.table(key)
    if table is None or (ending and ending not in EXTENSIONS):
        raise errors.NotFound
    lang = files.lang_of(i18n.language())
    if ending:
        return await _file(edition, table, ending, lang)
    newest = (await queries.release(book.SERIES, edition.year)).vintage
    here = f"/statistics/{edition.year}/v{edition.vintage}"
    numbers = [each.number for each in edition.tables]
    at = numbers.index(table.number)
    return page(
        "statistics/table.html",
        request,
        edition=edition,
        table=table,
        head=printing.head(table, lang),
        charts=await charts([table], lang),
        extensions=EXTENSIONS,
        here=here,
        before=edition.tables[at - 1] if at else None,
        after=edition.tables[at + 1] if at + 1 < len(numbers) else None,
        is_latest=edition.vintage == newest,
        line=edition.line()(i18n.language()),
        breadcrumbs=[
            (_("统计"), "/statistics"),
            (
                _("%(year)s年度", year=edition.year),
                here if edition.vintage != newest else f"/statistics/{edition.year}",
            ),
            (table.number, None),
        ],
    )


async def _file(edition: Edition, table: Table, ending: str, lang: Lang) -> Response[bytes]:
    match ending:
        case "csv":
            content = files.as_csv(table)
        case "xlsx":
            content = files.as_xlsx(table, vintage=edition.line()(lang))
        case "json":
            content = files.as_json(
                table,
                release={
                    "year": edition.year,
                    "vintage": edition.vintage,
                    "published_at": edition.instant.isoformat(),
                    "snapshot_sha256": edition.snapshot_hash,
                    "address": f"{edition.address}/{table.number}",
                },
            )
        case _:
            content = await printing.pages(edition, [table], lang)
    name = f"{table.number}-{edition.year}-v{edition.vintage}.{ending}"
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
