"""A small yearbook made by hand: tables with every sign a table may hold, in one or two vintages."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from reports.statistics import revisions
from reports.statistics.edition import Edition, Vintage
from reports.statistics.keeping import Kept
from reports.statistics.revisions import Released
from reports.statistics.table import Cell, Coverage, Heading, Response, Table, Text

AT = datetime(2026, 6, 30, 2, tzinfo=UTC)
LATER = datetime(2026, 10, 20, 2, tzinfo=UTC)
PLAIN = Text("文字", "text")
ORGAN = Text("北京市人力资源和社会保障局", "Beijing Municipal Human Resources and Social Security Bureau")
#: A value no reader may ever see: distinct, so that a search finds it wherever it leaks.
SECRET = Decimal(987_654_321)


def a_table(number, key, columns, rows, cells, *, unit=("家", "institutions"), year=2025, **more):
    """A table with its heads filled in."""
    return Table(
        key=key,
        number=number,
        year=year,
        title=Text(f"表{number}的名称", f"Title of {number}"),
        unit=Text(*unit),
        stub=Text("行", "Row"),
        definition=Text("口径。", "Definition."),
        period=Text("2025年", "2025"),
        denominator=Text("全部机构", "All institutions"),
        columns=tuple(columns),
        rows=tuple(rows),
        cells=tuple(cells),
        coverage=Coverage(90, 100),
        message=Text("信息", "Message"),
        source=Text("人社统LM1表", "Form LM1"),
        **more,
    )


def main(staff=(100, 110), *, revenue=Decimal("1.50"), withheld_revenue=False):
    """T01: two years, staff and revenue."""
    years = [Heading(str(year), f"{year}年", str(year)) for year in (2024, 2025)]
    rows = [
        Heading("institutions", "机构", "Institutions", "家", "institutions"),
        Heading("staff_total", "从业人员", "Staff", "人", "persons"),
        Heading("rev_total", "营业总收入", "Revenue", "亿元", "CNY 100 million"),
    ]
    cells = [
        Cell("institutions", str(2024 + at), Decimal(50 + at), fact=Kept("institutions", 2024 + at, ()))
        for at in (0, 1)
    ]
    cells += [
        Cell("staff_total", str(2024 + at), Decimal(n), fact=Kept("staff_total", 2024 + at, ()))
        for at, n in enumerate(staff)
    ]
    cells += [
        Cell("rev_total", "2024", Decimal("1.20"), decimals=2, fact=Kept("rev_total", 2024, ())),
        Cell("rev_total", "2025", None, "x", reason="dominance", fact=Kept("rev_total", 2025, ()))
        if withheld_revenue
        else Cell("rev_total", "2025", revenue, decimals=2, fact=Kept("rev_total", 2025, ())),
    ]
    return a_table(
        "T01",
        "main-indicators",
        years,
        rows,
        cells,
        response=Response(90, 100, Decimal("0.975")),
        imputed_share=Decimal("0.021"),
    )


def districts():
    """T02: three districts, one of them withheld though its value is known to the office."""
    rows = [
        Heading("total", "全市", "Beijing", is_total=True),
        Heading("110105", "朝阳区", "Chaoyang"),
        Heading("110108", "海淀区", "Haidian"),
        Heading("110101", "东城区", "Dongcheng"),
    ]
    columns = [
        Heading("total", "合计", "Total", is_total=True),
        Heading("PRIVATE", "民营企业", "Private"),
        Heading("SOE", "国有企业", "State-owned"),
    ]
    numbers = {
        ("total", "total"): 60, ("total", "PRIVATE"): 45, ("total", "SOE"): 15,
        ("110105", "total"): 40, ("110105", "PRIVATE"): 30, ("110105", "SOE"): 10,
        ("110108", "total"): 20, ("110108", "PRIVATE"): 15, ("110108", "SOE"): 5,
    }  # fmt: skip
    cells = [Cell(row, column, Decimal(n)) for (row, column), n in numbers.items()]
    cells += [
        Cell("110101", column.key, SECRET, contributors=2).suppressed("threshold") for column in columns
    ]
    return a_table("T02", "firms-by-type", columns, rows, cells)


def bands():
    """T07: sizes over several powers of ten, one band empty and one withheld."""
    rows = [Heading(f"b0{at}", f"第{at}档", f"Band {at}") for at in range(5)]
    columns = [Heading("institutions", "机构", "Institutions")]
    cells = [Cell(f"b0{at}", "institutions", Decimal(n)) for at, n in enumerate((700, 80, 9, 0))]
    cells.append(Cell("b04", "institutions", SECRET).suppressed("threshold"))
    return a_table("T07", "revenue-bands", columns, rows, cells)


def an_edition(*tables, vintage=1, **more):
    """An edition of these tables, of the three above without any."""
    chosen = tables or (main(), districts(), bands())
    given = {
        "instant": AT,
        "snapshot_hash": "ab" * 32,
        "code_version": "3",
        "parameters": {
            "threshold": 3,
            "one_firm": 70,
            "two_firms": 85,
            "p": 10,
            "protection": 10,
            "adopted_by": "",
        },
        "organ": ORGAN,
        "address": "https://example.invalid/statistics/2025/v1",
        "vintages": (Vintage(1, AT, "ab" * 32),),
    }
    return Edition(year=2025, vintage=vintage, tables=tuple(chosen), **{**given, **more})


def two_releases():
    """Preliminary and final of 2025: staff revised upwards, revenue withheld later."""
    first = Released(2025, 1, AT, "", ORGAN.zh, (main(), districts()))
    second = Released(
        2025, 2, LATER, "补报两家", ORGAN.zh, (main((100, 115), withheld_revenue=True), replace(districts()))
    )
    return [second, first]


def revised():
    """The second of the two, with its log and triangles."""
    releases = two_releases()
    return an_edition(
        *releases[0].tables,
        bands(),
        vintage=2,
        instant=LATER,
        note="补报两家",
        vintages=(Vintage(1, AT, "ab" * 32), Vintage(2, LATER, "cd" * 32, "补报两家")),
        revisions=revisions.log(releases),
        triangles=revisions.triangles(releases),
    )
