"""A statistical table as it is published: what it shows, of whom, from which source, and its cells. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from decimal import Decimal
from typing import Any

#: Signs of national statistical practice, said on every page: nil, suppressed, revised, not available.
NIL, SUPPRESSED, REVISED, NOT_AVAILABLE = "-", "x", "(r)", ""


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
    status: str = "A"
    decimals: int = 0
    contributors: int = 0
    #: Why it is suppressed: "threshold", "dominance", "complementary", "linked".
    reason: str = ""

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
        text = f"{self.value:,.{self.decimals}f}"
        return f"{text} {REVISED}" if self.status == "R" else text

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
        """Everything but the cells, for keeping with a release."""
        kept = asdict(self)
        del kept["cells"]
        return kept


def of_frame(frame: dict[str, Any], cells: Sequence[Cell]) -> Table:
    """Read back what `Table.frame` wrote, with its cells."""
    texts = {
        key: Text(**frame[key])
        for key in ("title", "unit", "stub", "definition", "period", "denominator", "message")
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
        **texts,
    )
