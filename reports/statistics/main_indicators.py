"""T01 Main indicators of the trade, over the years."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from regulation.indicators import catalogue
from reports.statistics import disclosure, population, texts
from reports.statistics.disclosure import Aggregate, Parameters
from reports.statistics.table import Cell, Coverage, Heading, Table, Text

KEY, NUMBER = "main-indicators", "T01"


@dataclass(frozen=True, slots=True)
class Line:
    """A row: an indicator, how it is scaled, its unit in print."""

    key: str
    divisor: int
    decimals: int
    unit: str
    unit_en: str
    indent: bool = False


#: 万元 are printed as 亿元.
LINES = (
    Line("staff_total", 1, 0, "人", "persons"),
    Line("rev_total", 10_000, 2, "亿元", "CNY 100 million"),
    Line("rev_onbehalf", 10_000, 2, "亿元", "CNY 100 million", indent=True),
    Line("rev_net", 10_000, 2, "亿元", "CNY 100 million", indent=True),
    Line("tax_total", 10_000, 2, "亿元", "CNY 100 million"),
    Line("emp_served", 1, 0, "家次", "employer-times"),
    Line("persons_served", 1, 0, "人次", "person-times"),
    Line("persons_placed", 1, 0, "人次", "person-times"),
    Line("fairs_n", 1, 0, "场次", "events"),
    Line("online_posts", 1, 0, "条", "items"),
    Line("disp_workers", 1, 0, "人", "persons"),
    Line("train_persons", 1, 0, "人次", "person-times"),
)
NET = Text("其中：扣除代收代付后", "of which: net of amounts collected for others")
INSTITUTIONS = Heading("institutions", "报送年度报告的机构", "Institutions reporting", "家", "institutions")
#: Equations between rows: a whole and its parts.
EQUATIONS = (("rev_total", "rev_onbehalf", "rev_net"),)


async def compute(
    year: int,
    rules: Parameters,
    *,
    linked: frozenset[tuple[str, int]] = frozenset(),
    coverages: Mapping[int, Coverage] | None = None,
) -> Table:
    """The table; `linked` are indicator and year of totals withheld in another table of the book."""
    covered: dict[int, Coverage] = {}
    cells: list[Cell] = []
    known = await population.years(year)
    for each in known:
        covered[each] = (coverages or {}).get(each) or await population.coverage(each)
        counted = sum((await population.counts(each)).values())
        cells.append(Cell("institutions", str(each), Decimal(counted), contributors=counted))
        cells += _cells(each, await _sums(each), rules, linked)
    return Table(
        key=KEY,
        number=NUMBER,
        year=year,
        title=Text("人力资源服务业主要指标", "Main Indicators of the HR Service Industry"),
        unit=Text("见各行", "as stated in each row"),
        stub=Text("指标", "Indicator"),
        definition=Text(
            "机构数为报告年度12月31日在册、已报送年度报告的机构；从业人员、派遣人员为年末数；收入、税金和服务量为全年累计。"
            "营业总收入含代收代付，扣除代收代付后的数另列。",
            "Institutions are those on the register on 31 December of the year that filed a report; staff and dispatched"
            " workers are counted at the end of the year; revenue, tax and services over the whole year. Revenue includes amounts collected for others; the"
            " net figure is given beside it.",
        ),
        period=texts.whole_year(year),
        denominator=texts.POPULATION,
        columns=tuple(Heading(str(each), f"{each}年", str(each)) for each in known),
        rows=(INSTITUTIONS, *(_heading(line) for line in LINES)),
        cells=tuple(cells),
        coverage=covered.get(year, Coverage(0, 0)),
        notes=(
            Text(
                "各年报送率：" + "，".join(_covered(each, covered[each], "zh") for each in known),
                "Reports counted of institutions in scope: "
                + "; ".join(_covered(each, covered[each], "en") for each in known),
            ),
            texts.SOURCE,
            texts.PROVISIONAL,
            texts.ROUNDING,
            texts.SIGNS,
        ),
        message=Text("各年从业人员", "Staff by year"),
    )


async def _sums(year: int) -> dict[str, Aggregate]:
    found = await population.sums(year, [line.key for line in LINES])
    return {key: aggregate for (_, key), aggregate in found.items()}


def _cells(
    year: int, found: dict[str, Aggregate], rules: Parameters, linked: frozenset[tuple[str, int]]
) -> list[Cell]:
    reasons = {}
    for line in LINES:
        aggregate = found.get(line.key)
        if aggregate:
            reasons[line.key] = disclosure.primary(aggregate, rules)
        if (line.key, year) in linked:
            reasons[line.key] = reasons.get(line.key) or "linked"
    for equation in EQUATIONS:
        totals = {key: found[key].total for key in equation if key in found}
        hidden = {key for key in totals if reasons.get(key)}
        for key in disclosure.complete_sum(totals, hidden):
            reasons[key] = "complementary"
    cells = []
    for line in LINES:
        aggregate = found.get(line.key)
        if aggregate is None:
            continue
        cell = Cell(
            line.key,
            str(year),
            aggregate.total / line.divisor,
            decimals=line.decimals,
            contributors=aggregate.contributors,
        )
        cells.append(cell.suppressed(reasons[line.key]) if reasons.get(line.key) else cell)
    return cells


def _heading(line: Line) -> Heading:
    if line.key == "rev_net":
        return Heading(line.key, NET.zh, NET.en, line.unit, line.unit_en, line.indent)
    indicator = catalogue.BY_KEY[line.key]
    return Heading(line.key, indicator.zh, indicator.en, line.unit, line.unit_en, line.indent)


def _covered(year: int, coverage: Coverage, lang: str) -> str:
    share = f"{coverage.share:.1%}" if coverage.share is not None else "…"
    if lang == "en":
        return f"{year}: {coverage.counted:,} of {coverage.in_scope:,} ({share})"
    return f"{year}年{coverage.counted:,}/{coverage.in_scope:,}家（{share}）"
