"""What a yearbook says of itself: methods, quality, revisions; and when the next ones appear."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from litestar import Request, Response

from app import clock
from app.shell import i18n
from app.shell.i18n import gettext as _
from app.shell.render import page
from regulation.releases import queries
from regulation.releases.queries import Published
from regulation.surveys.queries import calendar as rounds
from regulation.words import N_
from reports.statistics import book, files, glossary, method, printing
from reports.statistics.edition import Edition

Ask = Request[Any, Any, Any]

#: Preliminary figures in June, final ones in October of the year after, as the bureau has proposed; not yet adopted.
PLANNED: Final = ((6, N_("初步数")), (10, N_("最终数")))


async def _frame(edition: Edition, title: str) -> dict[str, Any]:
    newest = (await queries.release(book.SERIES, edition.year)).vintage
    here = f"/statistics/{edition.year}/v{edition.vintage}"
    return {
        "edition": edition,
        "here": here,
        "is_latest": edition.vintage == newest,
        "line": edition.line()(i18n.language()),
        "breadcrumbs": [
            (_("统计"), "/statistics"),
            (
                _("%(year)s年度", year=edition.year),
                here if edition.vintage != newest else f"/statistics/{edition.year}",
            ),
            (title, None),
        ],
    }


async def methods(request: Ask, edition: Edition) -> Response[str]:
    """How the figures were made, what each indicator means, what the signs mean."""
    lang = files.lang_of(i18n.language())
    return page(
        "statistics/method.html",
        request,
        **await _frame(edition, _("编制方法")),
        symbols=method.symbols(lang),
        sections=method.sections(edition, lang),
        indicators=method.indicators(lang),
        terms=printing.terms(lang),
        count=len(glossary.TERMS),
    )


async def quality(request: Ask, edition: Edition) -> Response[str]:
    """The quality report."""
    lang = files.lang_of(i18n.language())
    return page(
        "statistics/quality.html",
        request,
        **await _frame(edition, _("质量报告")),
        sections=method.quality(edition, lang),
        edits=method.edits(edition, lang),
        withheld=[
            (table, sum(cell.is_suppressed for cell in table.cells), len(table.cells))
            for table in edition.tables
        ],
    )


async def revised(request: Ask, edition: Edition) -> Response[str]:
    """Every revised figure, and how the city totals developed from release to release."""
    lang = files.lang_of(i18n.language())
    return page(
        "statistics/revisions.html",
        request,
        **await _frame(edition, _("修订记录")),
        revisions=printing.revisions_by_vintage(edition, lang),
        triangles=[printing.triangle(each, lang) for each in edition.triangles],
    )


PAGES: Final[dict[str, Callable[[Ask, Edition], Awaitable[Response[str]]]]] = {
    "method": methods,
    "quality": quality,
    "revisions": revised,
}


@dataclass(frozen=True, slots=True)
class Due:
    """A line of the calendar."""

    year: int
    what: str
    #: The instant, once an embargo is set or the release is out; else the month that is planned.
    at: datetime | None
    month: date | None
    release: Published | None = None


async def calendar(request: Ask) -> Response[str]:
    """What was published when, and what is to come."""
    every = await queries.all_releases(book.SERIES)
    today = clock.today()
    coming: list[Due] = []
    for each in await rounds.of_returns():
        out = sorted(release.vintage for release in every if release.year == each.year)
        if each.embargo_until is not None and each.gate == "embargoed":
            coming.append(Due(each.year, _("发布（时间已定）"), each.embargo_until, None))
            continue
        for at, (month, what) in enumerate(PLANNED, start=1):
            planned = date(each.year + 1, month, 1)
            if len(out) < at and planned >= today.replace(day=1):
                coming.append(Due(each.year, _(what), None, planned))
    return page(
        "statistics/calendar.html",
        request,
        coming=sorted(coming, key=lambda due: (due.month or today, due.year)),
        past=[
            Due(each.year, _("第%(n)s版", n=each.vintage), each.published_at, None, each) for each in every
        ],
        breadcrumbs=[(_("统计"), "/statistics"), (_("发布日历"), None)],
    )
