"""A statistical table as it is published: what it shows, of whom, from which source, and its cells. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, is_dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any, Protocol

#: Signs of national statistical practice, said on every page: nil, less than half of the unit, withheld, not surveyed.
NIL, TRIFLE, SUPPRESSED, NOT_AVAILABLE = "-", "…", "x", ""
#: What stands behind a value, and the stroke before one that begins another series.
REVISED, PRELIMINARY, ESTIMATED, BREAK = "(r)", "(p)", "(e)", "|"
MARKS = (REVISED, PRELIMINARY, ESTIMATED)
#: "Of which", before the stub of a row.
OF_WHICH = "#"


class Status(StrEnum):
    """Observation status of a cell, as SDMX writes it."""

    NORMAL = "A"
    BREAK = "B"  #: not comparable with the value before it in the series
    ESTIMATED = "E"  #: more than three tenths of the value are imputed
    IMPUTED = "I"  #: of one respondent's cell; a table has none
    MISSING = "M"
    PROVISIONAL = "P"
    REVISED = "R"


class Address(Protocol):
    """The canonical address of a figure: which indicator, of which year, of which part of the population."""

    @property
    def indicator(self) -> str: ...
    @property
    def year(self) -> int: ...
    @property
    def dims(self) -> tuple[tuple[str, str], ...]: ...


@dataclass(frozen=True, slots=True)
class Heading:
    """A row or a column. `indent` marks an "of which", `is_total` a sum."""

    key: str
    zh: str
    en: str
    unit: str = ""
    unit_en: str = ""
    indent: bool = False
    is_total: bool = False

    def name(self, lang: str) -> str:
        """The text in a language."""
        return self.en if lang == "en" else self.zh

    def unit_name(self, lang: str) -> str:
        """The unit in a language, where rows differ in theirs."""
        return self.unit_en if lang == "en" else self.unit


@dataclass(frozen=True, slots=True)
class Text:
    """A text in both languages."""

    zh: str
    en: str

    def __call__(self, lang: str) -> str:
        """In a language."""
        return self.en if lang == "en" else self.zh


@dataclass(frozen=True, slots=True)
class Cell:
    """A value, or a symbol in its place. `contributors` and `reason` never leave the office."""

    row: str
    column: str
    value: Decimal | None
    symbol: str = ""
    status: str = Status.NORMAL
    decimals: int = 0
    contributors: int = 0
    #: Why it is suppressed, in the words of `disclosure.Outcome.status`.
    reason: str = ""
    #: The figure it shows. A derived cell (a share, a growth, a value per head) has none and names those it comes from.
    fact: Address | None = None
    from_facts: tuple[Address, ...] = ()

    @property
    def is_suppressed(self) -> bool:
        """Withheld to protect a firm's figures."""
        return self.symbol == SUPPRESSED

    def shown(self) -> str:
        """As printed."""
        if self.value is None:
            return self.symbol
        if self.value == 0:
            return NIL
        if self.rounded() == 0:
            return TRIFLE
        text = f"{self.rounded():,.{self.decimals}f}"
        match self.status:
            case Status.REVISED:
                return f"{text} {REVISED}"
            case Status.PROVISIONAL:
                return f"{text} {PRELIMINARY}"
            case Status.ESTIMATED:
                return f"{text} {ESTIMATED}"
            case Status.BREAK:
                return f"{BREAK} {text}"
            case _:
                return text

    def rounded(self) -> Decimal:
        """The value to the decimals of print, half away from zero as the printed sums are made."""
        assert self.value is not None
        return self.value.quantize(Decimal(1).scaleb(-self.decimals), ROUND_HALF_UP)

    def suppressed(self, reason: str) -> Cell:
        """The same cell without its value."""
        return replace(self, value=None, symbol=SUPPRESSED, reason=reason)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of the firms in scope the figures rest on."""

    counted: int
    in_scope: int

    @property
    def share(self) -> Decimal | None:
        """Counted of in scope."""
        return Decimal(self.counted) / self.in_scope if self.in_scope else None


@dataclass(frozen=True, slots=True)
class Response:
    """Who answered: by number, and by the revenue that stands behind it (imputed revenue for who did not)."""

    responded: int
    in_scope: int
    #: Revenue of respondents in revenue of all; None where there is none at all.
    by_revenue: Decimal | None = None

    @property
    def rate(self) -> Decimal | None:
        """Respondents in all units of the population."""
        return Decimal(self.responded) / self.in_scope if self.in_scope else None


@dataclass(frozen=True, slots=True)
class Table:
    """A table with everything that must be printed with it."""

    key: str
    number: str
    year: int
    title: Text
    unit: Text
    stub: Text
    definition: Text
    period: Text
    denominator: Text
    columns: tuple[Heading, ...]
    rows: tuple[Heading, ...]
    cells: tuple[Cell, ...]
    coverage: Coverage
    notes: tuple[Text, ...] = ()
    message: Text = field(default_factory=lambda: Text("", ""))
    #: The form the figures were asked on.
    source: Text = field(default_factory=lambda: Text("", ""))
    response: Response | None = None
    #: Imputed value in the value of the table's cells.
    imputed_share: Decimal | None = None

    def cell(self, row: str, column: str) -> Cell:
        """The cell at a crossing; an empty one where nothing was asked."""
        for each in self.cells:
            if each.row == row and each.column == column:
                return each
        return Cell(row, column, None, NOT_AVAILABLE)

    def grid(self) -> list[tuple[Heading, list[Cell]]]:
        """Rows with their cells, in order."""
        known = {(each.row, each.column): each for each in self.cells}
        return [
            (
                row,
                [
                    known.get((row.key, column.key), Cell(row.key, column.key, None))
                    for column in self.columns
                ],
            )
            for row in self.rows
        ]

    def with_cells(self, cells: Sequence[Cell]) -> Table:
        """The same table with other cells."""
        return replace(self, cells=tuple(cells))

    def frame(self) -> dict[str, Any]:
        """Everything but the cells, for keeping with a release; shares are written as text, exactly."""
        return _plain(
            {name.name: _kept(getattr(self, name.name)) for name in fields(self) if name.name != "cells"}
        )


def of_frame(frame: dict[str, Any], cells: Sequence[Cell]) -> Table:
    """Read back what `Table.frame` wrote, with its cells. What an older release did not know stays empty."""
    texts = {
        key: Text(**frame[key])
        for key in ("title", "unit", "stub", "definition", "period", "denominator", "message", "source")
        if key in frame
    }
    return Table(
        key=frame["key"],
        number=frame["number"],
        year=frame["year"],
        columns=tuple(Heading(**each) for each in frame["columns"]),
        rows=tuple(Heading(**each) for each in frame["rows"]),
        cells=tuple(cells),
        coverage=Coverage(**frame["coverage"]),
        notes=tuple(Text(**each) for each in frame["notes"]),
        response=_response(frame.get("response")),
        imputed_share=_share(frame.get("imputed_share")),
        **texts,
    )


def _kept(value: Any) -> Any:
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else value


def _plain(value: Any) -> Any:
    """As JSON can hold it."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(_kept(each)) for each in value]
    return value


def _share(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _response(kept: dict[str, Any] | None) -> Response | None:
    if kept is None:
        return None
    return Response(kept["responded"], kept["in_scope"], _share(kept["by_revenue"]))
