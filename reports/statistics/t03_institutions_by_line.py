"""T03 Institutions by licence or record filing, and by line of business. Pure."""

from __future__ import annotations

from regulation.indicators.options import BUSINESS_LINES
from reports.late import pl
from reports.statistics import draft, texts
from reports.statistics.disclosure import TOTAL, Fact, fact
from reports.statistics.draft import INSTITUTIONS, Draft, Sheet
from reports.statistics.frames import Figures, figures
from reports.statistics.microdata import LINES, Microdata
from reports.statistics.table import Heading, Text

KEY, NUMBER = "institutions-by-line", "T03"

COLUMNS = (
    Heading(TOTAL, "合计", "Total", is_total=True),
    Heading("licence", "仅取得许可", "Licence only"),
    Heading("both", "取得许可并备案", "Licence and record filing"),
    Heading("filing", "仅备案", "Record filing only"),
    Heading("none", "无需许可和备案", "Neither required"),
)
#: Those that ticked no line: nil returns, and whoever did not answer.
NO_LINE = "no_line"


def _address(year: int, registration: str, line: str = "") -> Fact:
    indicator = INSTITUTIONS if registration == TOTAL else f"{INSTITUTIONS}_{registration}"
    return fact(indicator, year, line=line)


def compute(microdata: Microdata, year: int) -> Draft:
    """The table. An institution with several lines is counted in each of them."""
    found = figures(microdata, year)
    sheet = Sheet()
    for column in COLUMNS:
        of_whole, of_lines, without = _numbers(found, column.key)
        sheet.count(TOTAL, column.key, _address(year, column.key), of_whole)
        for line, number in zip(BUSINESS_LINES, of_lines, strict=True):
            sheet.count(line.code, column.key, _address(year, column.key, line.code), number)
        sheet.count(NO_LINE, column.key, _address(year, column.key, NO_LINE), without)
    return sheet.draft(
        draft.table(
            found,
            sheet,
            key=KEY,
            number=NUMBER,
            title=Text(
                "按许可备案情况和业务类型分的人力资源服务机构",
                "HR Service Institutions by Licence or Record Filing and Line of Business",
            ),
            unit=Text("家", "institutions"),
            stub=Text("业务类型", "Line of business"),
            definition=Text(
                "许可、备案按报告年度12月31日的登记；业务类型按统计年报，可以多选，所以各业务之和大于合计。"
                "“无需许可和备案”为公共机构和外地机构在京分支机构。",
                "Licence and record filing are those of the register on 31 December of the year; lines are those ticked on"
                " the return, several at once, so that lines add up to more than the total. “Neither required” are public"
                " institutions and Beijing branches of institutions from elsewhere.",
            ),
            period=texts.year_end(year),
            columns=COLUMNS,
            rows=(
                Heading(TOTAL, "全市", "Beijing", is_total=True),
                *(Heading(line.code, line.zh, line.en) for line in BUSINESS_LINES),
                Heading(NO_LINE, "未填报业务类型", "No line stated"),
            ),
            source=texts.POPULATION_SOURCE,
            message=Text("各业务类型的机构数", "Institutions by line of business"),
        )
    )


def _numbers(found: Figures, registration: str) -> tuple[int, list[int], int]:
    """All, those in each line, those in none."""
    units = (
        found.units
        if registration == TOTAL
        else found.units.filter(found.units["registration"] == registration)
    )
    ticked = units.select(LINES).fill_null(value=False)
    of_lines = [int(ticked[line].sum()) for line in LINES]
    with_any = int(ticked.select(pl.any_horizontal(LINES).alias("any"))["any"].sum())
    return units.height, of_lines, units.height - with_any
