"""T02 Institutions by type and district."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from regulation.accounts.organs import ORGANS
from regulation.indicators import options
from reports.statistics import population, texts
from reports.statistics.disclosure import TOTAL, Parameters
from reports.statistics.table import Cell, Coverage, Heading, Table, Text

KEY, NUMBER = "firms-by-type", "T02"
ELSEWHERE = "other"


async def compute(year: int, rules: Parameters, *, covered: Coverage | None = None) -> Table:
    """The table. Numbers of institutions can be counted on the public register, so none is withheld."""
    assert rules.counts_are_public
    districts = [each for each in ORGANS if not each.is_municipal]
    known = {each.code for each in districts}
    counted: Counter[tuple[str, str]] = Counter()
    for (district, inst_type), n in (await population.counts(year)).items():
        counted[district if district in known else ELSEWHERE, options.type_group(inst_type)] += n
    groups = [key for key in options.TYPE_GROUPS if key != "PUBLIC" or any(g == "PUBLIC" for _, g in counted)]
    rows = [Heading(TOTAL, "全市", "Beijing", is_total=True)]
    rows += [Heading(each.code, _short(each.area), each.area_en) for each in districts]
    if any(district == ELSEWHERE for district, _ in counted):
        rows.append(Heading(ELSEWHERE, "未明确区", "District not stated"))
    columns = [Heading(TOTAL, "合计", "Total", is_total=True)]
    columns += [
        Heading(key, options.TYPE_GROUP_NAMES[key].zh, options.TYPE_GROUP_NAMES[key].en) for key in groups
    ]
    cells = []
    for row in rows:
        for column in columns:
            n = sum(
                n
                for (district, group), n in counted.items()
                if row.key in {TOTAL, district} and column.key in {TOTAL, group}
            )
            cells.append(Cell(row.key, column.key, Decimal(n), contributors=n))
    return Table(
        key=KEY,
        number=NUMBER,
        year=year,
        title=Text("按机构类型和区分的人力资源服务机构", "HR Service Institutions by Type and District"),
        unit=Text("家", "institutions"),
        stub=Text("区", "District"),
        definition=Text(
            "报告年度12月31日在册、已报送年度报告的机构，按报告填报的机构类型分；区按住所，住所在外地的按登记机关。经济技术开发区单列，不重复计入所在区。",
            "Institutions on the register on 31 December of the year that filed a report, by the type stated in it; the"
            " district is that of the domicile, for domiciles elsewhere that of the registering authority. The"
            " development area stands apart and is counted in no district.",
        ),
        period=texts.year_end(year),
        denominator=texts.POPULATION,
        columns=tuple(columns),
        rows=tuple(rows),
        cells=tuple(cells),
        coverage=covered or await population.coverage(year),
        notes=(
            Text(
                "机构数量可以在公开登记中查到，不作隐去处理。港、澳、台资机构合并列示。",
                "Numbers of institutions can be counted on the public register and are not withheld. Institutions"
                " with Hong Kong, Macao and Taiwan capital are shown together.",
            ),
            texts.SOURCE,
            texts.SIGNS,
        ),
        message=Text("各区机构数", "Institutions by district"),
    )


def _short(area: str) -> str:
    return "经济技术开发区" if area == "经济技术开发区" else area
