"""A published table of figures as a paper: message, chart, table, definitions and source.

Not an act of an authority: no number, no seal. The chart comes as the text of an SVG from
`reports.charts`, the same picture the page shows.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from reports.documents import snapshots


@dataclass(frozen=True, kw_only=True)
class Table:
    title: str
    unit: str
    #: Heads of the columns; the first names the rows.
    columns: tuple[str, ...]
    #: Cells as they are to be printed, symbols for missing and hidden values included.
    rows: tuple[tuple[str, ...], ...]
    #: Which rows are totals, by position.
    totals: tuple[int, ...] = ()
    chart: str = ""
    notes: tuple[str, ...] = ()

    @property
    def picture(self) -> str:
        """The chart as an address that needs no file."""
        return "data:image/svg+xml," + quote(self.chart)


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    title: str
    subtitle: str
    publisher: str
    #: Day and version of the figures, source, disclosure rules.
    source: str
    tables: tuple[Table, ...]
    demonstration: bool = False


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """One or several tables with their charts. Print with `lang` for headings of the page's own."""
    return "figures.html", {"paper": snapshots.read(Snapshot, snapshot)}
