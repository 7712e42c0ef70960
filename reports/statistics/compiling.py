"""The book as the release gate takes it: computed from the frozen snapshot, or read back from what passed."""

from __future__ import annotations

from dataclasses import asdict

from regulation.releases import queries as releases
from regulation.releases.rules import Kind
from regulation.surveys.actions.gate import Compiled
from regulation.surveys.queries.gate import Passed
from reports.statistics import book
from reports.statistics.disclosure import Parameters
from reports.statistics.table import Table


async def computed(year: int, parameters: Parameters | None = None, *, kind: Kind = Kind.FINAL) -> book.Book:
    """The year's tables as they would be published. Raises NotFound where nobody answered for the year."""
    return await book.compute(
        year,
        parameters,
        earlier=await releases.latest_cells(book.SERIES, year),
        provisional=kind is Kind.PRELIMINARY,
    )


def compiled(made: book.Book, kind: Kind) -> Compiled:
    """What the gate enters of a book."""
    return Compiled(
        digest=made.digest,
        tables=book.frames(made),
        cells=book.rows_to_keep(made),
        code_version=book.CODE_VERSION,
        parameters=asdict(made.parameters),
        coverage=asdict(made.coverage),
        kind=kind,
        narrowed=made.narrowed,
        withheld=made.withheld,
    )


def tables_of(passed: Passed) -> list[Table]:
    """The tables that passed, as they will be published."""
    return [book.of_release(frame, passed.cells) for frame in passed.tables]
