"""T16 Quality: who responded, how much is imputed, and how the returns were checked, by district and type of institution.

Response and imputation come from the microdata, edits from the filings. A rate by revenue is shown only where neither
side of it is one or two units: a share of a published total would tell their revenue.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from regulation.indicators import options
from regulation.surveys.queries import quality
from regulation.surveys.queries.quality import Filled
from reports.late import pl
from reports.statistics import places, texts
from reports.statistics.microdata import DISTRICTS, IMPUTED, MISSING, RESPONDED, Microdata
from reports.statistics.table import Cell, Coverage, Heading, Response, Table, Text

KEY, NUMBER = "quality", "T16"
REVENUE = "rev_total"
#: Whether the returns of a district and type belong to a row.
Belongs = Callable[[Filled], bool]
#: Fewest units on either side of a rate by revenue.
FEWEST = 3

COLUMNS = (
    Heading("population", "总体", "Population", "家", "units"),
    Heading("responded", "报送", "Responded", "家", "units"),
    Heading("nil", "#零报告", "# Nil returns", "家", "units", indent=True),
    Heading("imputed", "估算", "Imputed", "家", "units"),
    Heading("missing", "缺报", "Missing", "家", "units"),
    Heading("rate", "报送率", "Response", "%", "%"),
    Heading("by_revenue", "按收入报送率", "Response by revenue", "%", "%"),
    Heading("explained", "每百份核实项", "Soft edits per 100 returns", "次", "times"),
    Heading("sent_back", "退回率", "Sent back", "%", "%"),
)


@dataclass(frozen=True, slots=True)
class Counted:
    """One row before it is printed."""

    population: int
    responded: int
    nil: int
    imputed: int
    missing: int
    revenue: Decimal
    revenue_responded: Decimal
    filled: tuple[Filled, ...]

    @property
    def silent(self) -> int:
        """Units that did not respond."""
        return self.imputed + self.missing

    def tells(self, column: str) -> bool:
        """Whether a column of the row would tell something of one or two units, or the same thing of all of them."""
        if column == "by_revenue":
            return any(0 < side < FEWEST for side in (self.responded - self.nil, self.silent))
        return (
            column == "nil" and self.responded > 0 and (self.responded < FEWEST or self.nil == self.responded)
        )


async def compute(year: int, microdata: Microdata) -> Table:
    """The table of a year from its microdata and its filings."""
    return of(year, microdata, await quality.filled(year))


def of(year: int, microdata: Microdata, filled: Sequence[Filled]) -> Table:
    """The table. Pure."""
    units = microdata.completed(year)
    headings = _headings(units)
    counted = {
        heading.key: _counted(units.filter(wanted), [each for each in filled if belongs(each)])
        for heading, wanted, belongs in headings
    }
    whole = counted[places.TOTAL]
    hidden = _hidden(counted)
    cells = [
        cell.suppressed(hidden[cell.row, cell.column]) if (cell.row, cell.column) in hidden else cell
        for row, found in counted.items()
        for cell in _cells(row, found)
    ]
    return Table(
        key=KEY,
        number=NUMBER,
        year=year,
        title=Text("报送、估算和审核情况", "Response, Imputation and Editing"),
        unit=Text("见各栏", "as stated in each column"),
        stub=Text("机构类型、区", "Type of institution, district"),
        definition=Text(
            "总体为报告年度12月31日在册的机构。报送含零报告；估算为未报送而有估算值的；缺报为未报送也没有估算值的。"
            "按收入报送率为报送机构的营业总收入占全部（含估算）的份额。每百份核实项为核实性审核不符合、由机构说明理由的次数；退回率为至少退回过一次的份额。",
            "The population is every institution on the register on 31 December. Nil returns count as responses; imputed are"
            " those that did not respond and were estimated; missing are those without either. Response by revenue is the"
            " respondents' gross revenue in all, estimates included. Soft edits are findings that the respondent explained;"
            " sent back are returns returned at least once.",
        ),
        period=texts.whole_year(year),
        denominator=texts.POPULATION,
        columns=COLUMNS,
        rows=tuple(heading for heading, _, _ in headings),
        cells=tuple(cells),
        coverage=Coverage(whole.responded, whole.population),
        notes=(
            Text(
                f"报送或者未报送的一方少于{FEWEST}家时，按收入报送率不公布；报送的少于{FEWEST}家或者全部为零报告的，零报告数不公布；为防止推算，另有数据一并不公布。",
                f"Response by revenue is withheld where respondents or non-respondents are fewer than {FEWEST}; the number of nil"
                f" returns where fewer than {FEWEST} responded or all returns are nil; and others with them so that none can be"
                " recomputed.",
            ),
        ),
        message=Text("各区报送率", "Response by district"),
        source=texts.RETURNS,
        response=Response(whole.responded, whole.population, _share(whole.revenue_responded, whole.revenue)),
    )


def _headings(units: pl.DataFrame) -> list[tuple[Heading, pl.Expr, Belongs]]:
    known = set(units["type_group"].unique())
    rows: list[tuple[Heading, pl.Expr, Belongs]] = [(places.CITY, pl.lit(value=True), lambda _: True)]
    for code, name in options.TYPE_GROUP_NAMES.items():
        if code in known:
            rows.append((Heading(code, name.zh, name.en), pl.col("type_group") == code, _of_type(code)))
    for heading in places.districts():
        rows.append((heading, pl.col("district") == heading.key, _of_district(heading.key)))
    if not set(units["district"].unique()) <= set(DISTRICTS):
        elsewhere = Heading(places.ELSEWHERE, "未明确区", "District not stated")
        rows.append((elsewhere, ~pl.col("district").is_in(DISTRICTS), _of_no_district))
    return rows


def _of_type(code: str) -> Belongs:
    return lambda each: options.type_group(each.inst_type or None) == code


def _of_district(code: str) -> Belongs:
    return lambda each: each.district == code


def _of_no_district(each: Filled) -> bool:
    return each.district not in DISTRICTS


def _counted(units: pl.DataFrame, filled: Sequence[Filled]) -> Counted:
    def number(wanted: pl.Expr) -> int:
        return units.filter(wanted).height

    responded = pl.col("state") == RESPONDED
    revenue = pl.col(REVENUE).sum()
    return Counted(
        population=units.height,
        responded=number(responded),
        nil=number(responded & pl.col("is_nil")),
        imputed=number(pl.col("state") == IMPUTED),
        missing=number(pl.col("state") == MISSING),
        revenue=Decimal(int(units.select(revenue).item() or 0)),
        revenue_responded=Decimal(int(units.filter(responded).select(revenue).item() or 0)),
        filled=tuple(filled),
    )


def _cells(row: str, found: Counted) -> list[Cell]:
    returns = sum(each.returns for each in found.filled)
    rates = {
        "rate": _percent(found.responded, found.population),
        "explained": _percent(sum(each.explained for each in found.filled), returns),
        "sent_back": _percent(sum(each.sent_back for each in found.filled), returns),
    }
    counts = {
        "population": found.population,
        "responded": found.responded,
        "nil": found.nil,
        "imputed": found.imputed,
        "missing": found.missing,
    }
    cells = [Cell(row, key, Decimal(n)) for key, n in counts.items()]
    cells += [Cell(row, key, value, decimals=1) for key, value in rates.items()]
    share = _share(found.revenue_responded, found.revenue)
    return [*cells, Cell(row, "by_revenue", None if share is None else share * 100, decimals=1)]


def _hidden(counted: Mapping[str, Counted]) -> dict[tuple[str, str], str]:
    """The cells that must not be shown; types and districts both add up to the city, so none of a block goes alone."""
    hidden: dict[tuple[str, str], str] = {}
    types = [row for row in counted if row in options.TYPE_GROUPS]
    areas = [row for row in counted if row not in options.TYPE_GROUPS and row != places.TOTAL]
    for column in ("nil", "by_revenue"):
        for row, found in counted.items():
            if found.tells(column):
                hidden[row, column] = "threshold"
        for block in (types, areas):
            gone = [row for row in block if (row, column) in hidden]
            others = sorted(
                (row for row in block if row not in gone and counted[row].responded),
                key=lambda row: counted[row].responded,
            )
            if len(gone) == 1 and others:
                hidden[others[0], column] = "secondary"
    return hidden


def _share(part: Decimal, whole: Decimal) -> Decimal | None:
    return part / whole if whole else None


def _percent(part: int, whole: int) -> Decimal | None:
    return Decimal(part) * 100 / whole if whole else None
