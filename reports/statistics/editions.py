"""Editions read from what was published, or computed from what is there now."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from regulation.law import beijing
from regulation.releases import queries
from regulation.releases.queries import Published
from reports.statistics import book, keeping, revisions, vintages
from reports.statistics.edition import Edition, Vintage
from reports.statistics.revisions import Released
from reports.statistics.table import Table


async def released(every: list[Published]) -> list[Released]:
    """Releases with their tables, as the log of revisions compares them."""
    return [
        Released(
            each.year,
            each.vintage,
            each.published_at,
            each.note,
            each.published_organ,
            tuple(await tables_of(each)),
        )
        for each in every
    ]


async def tables_of(release: Published) -> list[Table]:
    """The tables of a release, from its frozen cells."""
    cells = await queries.cells(release.id)
    return [book.of_release(frame, cells) for frame in release.tables]


def address(base: str, year: int, vintage: int) -> str:
    """Where a vintage stands for good."""
    return f"{base}/statistics/{year}/v{vintage}"


async def published(year: int, vintage: int | None = None, *, base: str = "") -> Edition:
    """A vintage, the latest unless said, with what changed up to it. Raises NotFound.

    Only releases up to this one are looked at, so the same vintage gives the same bytes for ever.
    """
    release = await queries.release(book.SERIES, year, vintage)
    known = [
        each
        for each in await queries.all_releases(book.SERIES)
        if (each.published_at, each.year, each.vintage)
        <= (release.published_at, release.year, release.vintage)
    ]
    history = await released(known)
    own = next(each for each in history if (each.year, each.vintage) == (release.year, release.vintage))
    return Edition(
        year=release.year,
        vintage=release.vintage,
        tables=own.tables,
        instant=release.published_at,
        snapshot_hash=release.snapshot_hash,
        code_version=release.code_version,
        parameters=release.parameters,
        organ=vintages.ORGAN,
        address=address(base, release.year, release.vintage),
        note=release.note,
        vintages=tuple(
            Vintage(each.vintage, each.published_at, each.snapshot_hash, each.note)
            for each in sorted(known, key=lambda each: each.vintage)
            if each.year == release.year
        ),
        edits=keeping.edits_of(release.tables),
        kind=release.kind,
        revisions=revisions.log(history),
        triangles=revisions.triangles(history),
    )


def of_book(computed: book.Book) -> Edition:
    """What nobody has published: for checking, under the date of the day the year's books were closed."""
    return Edition(
        year=computed.year,
        vintage=0,
        tables=computed.tables,
        instant=beijing.start_of_day(date(computed.year, 12, 31)),
        snapshot_hash=computed.snapshot_hash,
        code_version=book.CODE_VERSION,
        parameters=asdict(computed.parameters),
        organ=vintages.ORGAN,
        edits=computed.edits,
    )
