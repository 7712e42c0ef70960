"""The charts of the yearbook: which cells of which table each shows, and the one thing it says. Pure but for the drawing.

A chart reads cells of tables and nothing else, so what a table withholds no chart can show.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from regulation.indicators import options
from reports import charts
from reports.chart_kinds import TILES
from reports.charts import Point
from reports.statistics import sayings
from reports.statistics.places import TOTAL
from reports.statistics.table import Cell, Heading, Table, Text

Lang = Literal["zh", "en"]
FIRST = 3


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart before it is drawn, in both languages."""

    number: str
    table: Table
    kind: charts.Kind
    #: What the chart says, as a sentence.
    title: Text
    #: What it shows, in the words of a table's title.
    subject: Text
    unit: Text
    points: tuple[tuple[Text, Cell, Text, str], ...]
    decimals: int = 0

    def drawn_from(self, lang: Lang) -> list[Point]:
        """The points in a language; a withheld cell gives its sign and no value."""
        return [
            Point(
                label(lang),
                cell.value,
                series(lang),
                key,
                "" if cell.value is not None else cell.symbol,
                cell.decimals,
            )
            for label, cell, series, key in self.points
        ]

    def described(self, lang: Lang) -> str:
        """The picture in words, for who does not see it: what is shown, and every figure."""
        shown = [
            f"{label(lang)}{f' {series(lang)}' if series(lang) else ''} {cell.shown() or '…'}"
            for label, cell, series, _key in self.points
        ]
        if lang == "en":
            return f"{self.subject.en}, {self.table.year}. {'; '.join(shown)}."
        return f"{self.subject.zh}（{self.table.year}年）：{'；'.join(shown)}。"

    def source(self, lang: Lang) -> str:
        """The line under the title."""
        return f"Source: Table {self.table.number}" if lang == "en" else f"来源：表{self.table.number}"

    async def draw(self, lang: Lang, width: int = charts.WIDTH) -> str:
        """The picture; raises Refused where no value may be shown at all."""
        return await charts.chart(
            self.kind,
            self.drawn_from(lang),
            title=self.title(lang),
            unit=self.unit(lang),
            lang=lang,
            source=self.source(lang),
            decimals=self.decimals,
            width=width,
            described=self.described(lang),
        )


def of(tables: Sequence[Table]) -> tuple[Figure, ...]:
    """The charts that these tables allow, C1 to C7; one whose table is missing or shows too little is left out."""
    by_number = {table.number: table for table in tables}
    made = [make(by_number[number]) for number, make in MAKERS if number in by_number]
    return tuple(
        sorted(
            (
                each
                for each in made
                if each is not None and sum(cell.value is not None for _, cell, _, _ in each.points) > 1
            ),
            key=lambda each: each.number,
        )
    )


NOTHING = Text("", "")


def _text(heading: Heading) -> Text:
    return Text(heading.zh, heading.en)


def _with_unit(heading: Heading) -> Text:
    name, name_en = heading.zh, heading.en
    return Text(
        f"{name}（{heading.unit}）" if heading.unit else name,
        f"{name_en} ({heading.unit_en})" if heading.unit_en else name_en,
    )


def trend(table: Table) -> Figure | None:
    """C1: institutions, staff and net revenue over the years, each in a panel of its own."""
    wanted = ("institutions", "staff_total", "rev_net", "rev_total")
    rows = {row.key: row for row in table.rows}
    chosen = [rows[key] for key in wanted if key in rows and _known(table, rows[key]) > 1][:3]
    if not chosen:
        return None
    return Figure(
        "C1",
        table,
        "panels",
        sayings.growth(table, chosen),
        Text("机构、从业人员和营业收入", "Institutions, staff and revenue"),
        NOTHING,
        tuple(
            (_year(column), table.cell(row.key, column.key), _with_unit(row), "")
            for row in chosen
            for column in _years(table)
        ),
    )


def _years(table: Table) -> list[Heading]:
    return [column for column in table.columns if column.key.isdigit()]


def _known(table: Table, row: Heading) -> int:
    return sum(table.cell(row.key, column.key).value is not None for column in _years(table))


def _year(column: Heading) -> Text:
    return Text(column.en, column.en)


def district_map(table: Table) -> Figure | None:
    """C2: institutions by district, as tiles."""
    places = [row for row in table.rows if row.key in TILES]
    if not places:
        return None
    return Figure(
        "C2",
        table,
        "tiles",
        sayings.leaders(
            table, places, TOTAL, Text("机构", "institutions"), Text("全市", "the city's"), of_column=False
        ),
        Text("各区人力资源服务机构", "HR service institutions by district"),
        table.unit,
        tuple((_text(row), table.cell(row.key, TOTAL), NOTHING, row.key) for row in places),
    )


def type_share(table: Table) -> Figure | None:
    """C3: the types of institution, by number."""
    groups = [column for column in table.columns if column.key in options.TYPE_GROUPS]
    if not groups:
        return None
    ordered = _largest_first(groups, lambda column: table.cell(TOTAL, column.key))
    return Figure(
        "C3",
        table,
        "bar",
        sayings.largest_share(
            [(_text(each), table.cell(TOTAL, each.key)) for each in groups],
            table.cell(TOTAL, TOTAL),
            Text("机构", "institutions"),
        ),
        Text("各类型机构", "Institutions by type"),
        table.unit,
        tuple((_text(each), table.cell(TOTAL, each.key), NOTHING, each.key) for each in ordered),
    )


def line_share(table: Table) -> Figure | None:
    """C4: gross and net revenue of the lines of business side by side."""
    lines = [row for row in table.rows if not row.is_total and not row.indent]
    pairs = [column for column in table.columns if column.key in {"rev_total", "rev_net"}]
    if not lines or not pairs:
        return None
    first = pairs[0]
    ordered = _largest_first(lines, lambda row: table.cell(row.key, first.key))
    return Figure(
        "C4",
        table,
        "grouped_rows" if len(pairs) > 1 else "bar",
        sayings.largest_share(
            [(_text(row), table.cell(row.key, first.key)) for row in lines],
            table.cell(TOTAL, first.key),
            Text("营业收入", "revenue"),
        ),
        Text("各业态营业收入", "Revenue by line of business"),
        table.unit,
        tuple(
            (_text(row), table.cell(row.key, column.key), _text(column), row.key)
            for row in ordered
            if any(_says_something(table.cell(row.key, column.key)) for column in pairs)
            for column in pairs
        ),
        decimals=max(cell.decimals for cell in table.cells),
    )


def size_distribution(table: Table) -> Figure | None:
    """C5: institutions by band of revenue, on a logarithmic scale."""
    bands = [row for row in table.rows if not row.is_total and not row.indent]
    column = next((each for each in table.columns if each.key in {"institutions", "count", TOTAL}), None)
    if not bands or column is None:
        return None
    return Figure(
        "C5",
        table,
        "dots",
        sayings.small_majority(
            [(_text(row), table.cell(row.key, column.key)) for row in bands],
        ),
        Text("按营业收入规模分的机构", "Institutions by size of revenue"),
        Text("家，对数刻度", "institutions, logarithmic scale"),
        tuple((_text(row), table.cell(row.key, column.key), NOTHING, row.key) for row in bands),
    )


def parks(table: Table) -> Figure | None:
    """C6: tenants of the parks."""
    each_park = [row for row in table.rows if row.indent]
    if not each_park:
        return None
    ordered = _largest_first(each_park, lambda row: table.cell(row.key, "tenants"))
    return Figure(
        "C6",
        table,
        "bar",
        sayings.largest_share(
            [(_text(row), table.cell(row.key, "tenants")) for row in each_park],
            table.cell(TOTAL, "tenants"),
            Text("入驻机构", "tenants"),
        ),
        Text("各产业园入驻机构", "Tenants of the parks"),
        Text("家", "institutions"),
        tuple((_text(row), table.cell(row.key, "tenants"), NOTHING, row.key) for row in ordered),
    )


def ratio(table: Table) -> Figure | None:
    """C7: vacancies to seekers, quarter by quarter."""
    row = next((each for each in table.rows if each.key in {"ratio", "sd_ratio", TOTAL}), None)
    columns = [each for each in table.columns if not each.is_total]
    if row is None or len(columns) < 2:
        return None
    cells = [table.cell(row.key, each.key) for each in columns]
    return Figure(
        "C7",
        table,
        "line",
        sayings.above_one([(_text(each), cell) for each, cell in zip(columns, cells, strict=True)]),
        Text("岗位空缺与求职人数的比率", "Ratio of vacancies to job seekers"),
        Text("求人倍率", "vacancies per seeker"),
        tuple((_text(each), cell, NOTHING, each.key) for each, cell in zip(columns, cells, strict=True)),
        decimals=2,
    )


def _says_something(cell: Cell) -> bool:
    """A value or a sign: what was not surveyed is no row of a chart."""
    return cell.value is not None or bool(cell.symbol)


def _largest_first(headings: Sequence[Heading], cell_of: Callable[[Heading], Cell]) -> list[Heading]:
    """By the value that is shown; what is withheld stands last, in its own order, so that its place tells nothing."""
    return sorted(
        headings,
        key=lambda each: (cell_of(each).value is None, -(cell_of(each).value or Decimal(0))),
    )


MAKERS: tuple[tuple[str, Callable[[Table], Figure | None]], ...] = (
    ("T01", trend),
    ("T02", district_map),
    ("T02", type_share),
    ("T06", line_share),
    ("T07", size_distribution),
    ("T12", parks),
    ("T15", ratio),
)
