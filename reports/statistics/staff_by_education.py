"""T03 Staff by education and type of institution."""

from __future__ import annotations

from regulation.indicators import catalogue, options
from reports.statistics import disclosure, population, texts
from reports.statistics.disclosure import TOTAL, Aggregate, Parameters
from reports.statistics.table import Cell, Coverage, Heading, Table, Text

KEY, NUMBER = "staff-by-education", "T03"
PARTS = ("staff_edu_hs", "staff_edu_college", "staff_edu_post")


async def compute(year: int, rules: Parameters, *, covered: Coverage | None = None) -> Table:
    """The table, with what would tell one institution's staff withheld."""
    found = await population.sums(year, ["staff_total", *PARTS], by_type=True)
    groups = [
        group
        for group, types in options.TYPE_GROUPS.items()
        if any(kind in {*types, *([None] if group == "OTHER" else [])} for kind, _ in found)
    ]
    grid: dict[tuple[str, str], Aggregate] = {}
    for column, key in ((TOTAL, "staff_total"), *((part, part) for part in PARTS)):
        for group in groups:
            grid[group, column] = population.joined(
                [each for (kind, k), each in found.items() if k == key and options.type_group(kind) == group]
            )
        grid[TOTAL, column] = population.joined([grid[group, column] for group in groups])
    reasons = {edge: why for edge, each in grid.items() if (why := disclosure.primary(each, rules))}
    values = {edge: each.total for edge, each in grid.items()}
    for edge in disclosure.complementary(values, reasons):
        reasons[edge] = "complementary"
    cells = []
    for (row, column), each in grid.items():
        cell = Cell(row, column, each.total, contributors=each.contributors)
        cells.append(cell.suppressed(reasons[row, column]) if (row, column) in reasons else cell)
    names = options.TYPE_GROUP_NAMES
    return Table(
        key=KEY,
        number=NUMBER,
        year=year,
        title=Text("按学历和机构类型分的从业人员", "Staff by Education and Type of Institution"),
        unit=Text("人", "persons"),
        stub=Text("机构类型", "Type of institution"),
        definition=Text(
            "年末在机构工作并取得劳动报酬的人员，按最高学历分，不含派遣和外包到用人单位的人员。",
            "Persons working for the institutions for pay at the end of the year, by highest education; persons"
            " dispatched or outsourced to employers are not included.",
        ),
        period=texts.year_end(year),
        denominator=texts.POPULATION,
        columns=(
            Heading(TOTAL, "合计", "Total", is_total=True),
            *(Heading(key, catalogue.BY_KEY[key].zh, catalogue.BY_KEY[key].en) for key in PARTS),
        ),
        rows=(
            Heading(TOTAL, "全市", "Beijing", is_total=True),
            *(Heading(group, names[group].zh, names[group].en) for group in groups),
        ),
        cells=tuple(cells),
        coverage=covered or await population.coverage(year),
        notes=(
            Text(
                f"少于{rules.threshold}家机构，或者最大一家超过{rules.one_firm}%、最大两家超过{rules.two_firms}%的数据不公布；"
                "为防止由其他数据推算，另有数据一并不公布。按机构计数，尚未按企业集团合并。",
                f"Figures of fewer than {rules.threshold} institutions, or of which the largest one holds more than"
                f" {rules.one_firm}% or the largest two more than {rules.two_firms}%, are withheld, and others with them"
                " so that none can be recomputed. Institutions are counted singly, not by group of companies.",
            ),
            texts.SOURCE,
            texts.SIGNS,
        ),
        message=Text("从业人员的学历", "Education of staff"),
    )


def withheld_totals(table: Table) -> frozenset[tuple[str, int]]:
    """City totals withheld here, by indicator and year: they are withheld in every table."""
    return frozenset(
        ("staff_total" if cell.column == TOTAL else cell.column, table.year)
        for cell in table.cells
        if cell.row == TOTAL and cell.is_suppressed
    )
