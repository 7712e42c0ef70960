"""A table before disclosure control: every cell with its address, every sum with those behind it. Pure.

A table module fills a `Sheet`; the book protects all drafts together and only then may anybody see a cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from regulation.accounts.organs import BY_CODE
from regulation.indicators import catalogue, options
from reports.statistics import texts
from reports.statistics.disclosure import TOTAL, Aggregate, Axis, Equation, Fact, difference
from reports.statistics.frames import NET, Figures, Sum
from reports.statistics.microdata import AREA_GROUPS, ELSEWHERE
from reports.statistics.table import Address, Cell, Coverage, Heading, Status, Table, Text

#: A cell with more imputed value than this is flagged. Statistics are to say what is estimated.
ESTIMATED_ABOVE = Decimal("0.3")
INSTITUTIONS = "institutions"
PERCENT = 100

NET_NAME = Text("扣除代收代付后的净额", "Net of amounts collected for others")


@dataclass(frozen=True, slots=True)
class Draft:
    """What a table module hands to the book."""

    table: Table
    aggregates: Mapping[Fact, Aggregate]
    equations: tuple[Equation, ...] = ()
    #: The finest step in which an indicator is printed, in its own unit.
    printed: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Print:
    """How a figure is printed: divided, and to how many decimals."""

    divisor: int = 1
    decimals: int = 0

    @property
    def step(self) -> Decimal:
        """The smallest difference that is seen."""
        return Decimal(self.divisor).scaleb(-self.decimals)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table of one indicator a column: its heading, the part of the population it shows."""

    heading: Heading
    codes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Column:
    """A column that shows one indicator."""

    heading: Heading
    indicator: str
    form: Print = Print()


class Sheet:
    """The cells of a table as they are written down."""

    def __init__(self) -> None:
        self.cells: list[Cell] = []
        self.sums: dict[Fact, Sum] = {}
        self.aggregates: dict[Fact, Aggregate] = {}
        self.equations: list[Equation] = []
        self.printed: dict[str, Decimal] = {}

    def show(self, row: str, column: str, fact: Fact, found: Sum, form: Print = Print()) -> None:
        """A sum of what respondents stated."""
        self.sums[fact] = found
        self.aggregates[fact] = found.aggregate
        self.printed[fact.indicator] = min(self.printed.get(fact.indicator, form.step), form.step)
        estimated = found.imputed_share > ESTIMATED_ABOVE
        self.cells.append(
            Cell(
                row,
                column,
                found.total / form.divisor,
                status=Status.ESTIMATED if estimated else Status.NORMAL,
                decimals=form.decimals,
                contributors=found.aggregate.contributors,
                fact=fact,
            )
        )

    def count(self, row: str, column: str, fact: Fact, number: int) -> None:
        """A number of institutions that anybody can count on the register."""
        self.cells.append(Cell(row, column, Decimal(number), contributors=number, fact=fact))

    def count_of_confidential(self, row: str, column: str, fact: Fact, found: Aggregate) -> None:
        """A number of institutions by something only their returns say."""
        self.aggregates[fact] = found
        self.printed[fact.indicator] = Decimal(1)
        self.cells.append(Cell(row, column, found.total, contributors=found.contributors, fact=fact))

    def derive(
        self, row: str, column: str, value: Decimal | None, facts: Iterable[Address], decimals: int = 1
    ) -> None:
        """What follows from other figures: it may be seen only where all of them may."""
        self.cells.append(Cell(row, column, value, decimals=decimals, from_facts=tuple(facts)))

    def growth(self, row: str, column: str, before: Fact, after: Fact) -> None:
        """Growth over the year before, in per cent; nothing from nothing."""
        earlier, later = self.sums[before].total, self.sums[after].total
        grown = (later / earlier - 1) * PERCENT if earlier > 0 else None
        self.derive(row, column, grown, (before, after))

    def compared(self, figures: Figures, since: Figures, before: Fact, after: Fact) -> None:
        """Two years side by side: whoever subtracts them must not be left with one respondent that is new or gone."""
        changed = figures.change(since, after)
        if changed is not None:
            equation = difference(before, after, str(since.year))
            self.aggregates[equation.parts[1]] = changed
            self.equations.append(equation)

    def share(self, row: str, column: str, part: Fact, whole: Fact) -> None:
        """A part of the whole, in per cent."""
        total = self.sums[whole].total
        self.derive(
            row, column, self.sums[part].total * PERCENT / total if total > 0 else None, (part, whole)
        )

    def adds_up(self, whole: Fact, parts: Iterable[Fact]) -> None:
        """What every reader knows to be a sum."""
        self.equations.append(Equation(whole, tuple(parts)))

    def matrix(self, figures: Figures, rows: Sequence[Row], columns: Sequence[Column]) -> None:
        """Rows of parts of the population, columns of indicators."""
        for row in rows:
            for column in columns:
                fact = Fact(column.indicator, figures.year, tuple(sorted(row.codes.items())))
                self.show(row.heading.key, column.heading.key, fact, figures.sum(fact), column.form)

    def along(self, axis: Axis, year: int, indicators: Iterable[str]) -> None:
        """The sums of an axis, for each indicator."""
        for indicator in indicators:
            for whole, parts in axis.sums():
                self.adds_up(
                    Fact(indicator, year, (whole,) if whole else ()),
                    (Fact(indicator, year, (part,)) for part in parts),
                )

    def across(self, whole: str, parts: Sequence[str]) -> None:
        """A sum of indicators, wherever all of them are shown: staff by education, gross and net revenue."""
        for fact in sorted(self.sums):
            if fact.indicator == whole and all(fact.of(part) in self.sums for part in parts):
                self.adds_up(fact, (fact.of(part) for part in parts))

    @property
    def imputed_share(self) -> Decimal | None:
        """The imputed value in the value of the table's city totals, the mean over its indicators; None without any."""
        shares = [found.imputed_share for fact, found in self.sums.items() if not fact.dims and found.total]
        if not shares:
            shares = [found.imputed_share for found in self.sums.values() if found.total]
        return sum(shares, Decimal(0)) / len(shares) if shares else None

    def draft(self, table: Table) -> Draft:
        """The finished draft."""
        return Draft(table, self.aggregates, tuple(self.equations), self.printed)


def heading(indicator: str, *, of_which: bool = False, unit: tuple[str, str] = ("", "")) -> Heading:
    """An indicator as a row or column, by its label in the catalogue."""
    if indicator == NET:
        zh, en = NET_NAME.zh, NET_NAME.en
    else:
        entry = catalogue.BY_KEY[indicator]
        zh, en = entry.zh.removeprefix("其中："), entry.en.removeprefix("of which: ")
    if of_which:
        zh, en = f"#{zh}", f"# {en[0].upper()}{en[1:]}"
    return Heading(indicator, zh, f"{en[0].upper()}{en[1:]}", *unit, indent=of_which)


def unit(indicator: str) -> tuple[str, str]:
    """The unit of the form in both languages."""
    entry = catalogue.BY_KEY[indicator]
    return entry.unit_name("zh"), entry.unit_name("en")


CITY = Row(Heading(TOTAL, "全市", "Beijing", is_total=True))

AREA_GROUP_NAMES: Mapping[str, Text] = {
    "core": Text("首都功能核心区", "Core area"),
    "expansion": Text("城市功能拓展区", "Area of urban expansion"),
    "plain": Text("城市副中心和平原新城", "Sub-centre and new towns of the plain"),
    "ecological": Text("生态涵养区", "Ecological conservation area"),
}


def type_rows(figures: Figures) -> list[Row]:
    """Types that the population has, in the order of the form."""
    known = {code for (code,) in figures.counts("type")}
    names = options.TYPE_GROUP_NAMES
    return [
        Row(Heading(code, names[code].zh, names[code].en), {"type": code})
        for code in options.TYPE_GROUPS
        if code in known
    ]


def type_axis(figures: Figures) -> Axis:
    """Types below the city."""
    return Axis.flat("type", [row.codes["type"] for row in type_rows(figures)])


def area_rows(figures: Figures) -> list[Row]:
    """Functional groups of districts, each followed by its districts; at the end those without any."""
    rows = []
    for group, districts in AREA_GROUPS.items():
        name = AREA_GROUP_NAMES[group]
        rows.append(Row(Heading(group, name.zh, name.en, is_total=True), {"area_group": group}))
        for code in districts:
            organ = BY_CODE[code]
            rows.append(Row(Heading(code, organ.area, organ.area_en, indent=True), {"district": code}))
    if (ELSEWHERE,) in figures.counts("district"):
        rows.append(
            Row(Heading(ELSEWHERE, "未明确区", "District not stated", is_total=True), {"district": ELSEWHERE})
        )
    return rows


def area_axis(figures: Figures) -> Axis:
    """Districts in their groups, groups in the city."""
    nested = Axis.nested("area_group", "district", AREA_GROUPS)
    if (ELSEWHERE,) not in figures.counts("district"):
        return nested
    return Axis((*nested.parents, (("district", ELSEWHERE), None)))


def coverage(figures: Figures) -> Coverage:
    """Respondents of the population."""
    return Coverage(figures.response.responded, figures.response.in_scope)


def year_columns(years: Iterable[int]) -> tuple[Heading, ...]:
    """A column for each year."""
    return tuple(Heading(str(year), f"{year}年", str(year)) for year in years)


GROWTH = Heading("growth", "比上年增长（%）", "Growth over last year (%)")
SHARE = Heading("share", "比重（%）", "Share (%)")


def table(
    figures: Figures,
    sheet: Sheet,
    *,
    key: str,
    number: str,
    title: Text,
    unit: Text,
    stub: Text,
    definition: Text,
    period: Text,
    columns: Sequence[Heading],
    rows: Sequence[Heading],
    source: Text,
    message: Text,
    notes: Sequence[Text] = (),
) -> Table:
    """The table around the sheet's cells, with what is said alike under every table."""
    is_estimated = bool(sheet.sums)
    return Table(
        key=key,
        number=number,
        year=figures.year,
        title=title,
        unit=unit,
        stub=stub,
        definition=definition,
        period=period,
        denominator=texts.ALL_INSTITUTIONS,
        columns=tuple(columns),
        rows=tuple(rows),
        cells=tuple(sheet.cells),
        coverage=coverage(figures),
        notes=(*notes, *((texts.ESTIMATED, texts.GROUPED) if is_estimated else ()), texts.ALL_SIGNS),
        message=message,
        source=source,
        response=figures.response,
        imputed_share=sheet.imputed_share,
    )
