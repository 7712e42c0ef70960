"""T01 Main indicators of the trade, over ten years. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from reports.statistics import draft, texts
from reports.statistics.disclosure import Fact
from reports.statistics.draft import INSTITUTIONS, Draft, Print, Sheet
from reports.statistics.frames import NET, figures
from reports.statistics.microdata import Microdata
from reports.statistics.table import Heading, Response, Text

KEY, NUMBER = "main-indicators", "T01"
LONGEST = 10
#: 万元 are printed as 亿元.
YI = Print(10_000, 2)
PLAIN = Print()
_YI = ("亿元", "CNY 100 million")


@dataclass(frozen=True, slots=True)
class Line:
    """A row: an indicator, how it is printed, its unit."""

    key: str
    form: Print
    unit: tuple[str, str]
    of_which: bool = False


LINES = (
    Line("staff_total", PLAIN, ("人", "persons")),
    Line("rev_total", YI, _YI),
    Line("rev_onbehalf", YI, _YI, of_which=True),
    Line(NET, YI, _YI),
    Line("tax_total", YI, _YI),
    Line("emp_served", PLAIN, ("家次", "employer-times")),
    Line("emp_served_mfg", PLAIN, ("家次", "employer-times"), of_which=True),
    Line("persons_served", PLAIN, ("人次", "person-times")),
    Line("persons_placed", PLAIN, ("人次", "person-times")),
    Line("fairs_n", PLAIN, ("场次", "events")),
    Line("online_posts", PLAIN, ("条", "items")),
    Line("disp_workers", PLAIN, ("人", "persons")),
    Line("out_workers", PLAIN, ("人", "persons")),
    Line("train_persons", PLAIN, ("人次", "person-times")),
    Line("archives_held", PLAIN, ("份", "files")),
    Line("export_rev", YI, _YI),
)
_COUNTS = (
    Heading(INSTITUTIONS, "机构", "Institutions", "家", "institutions"),
    Heading("for_profit", "#经营性机构", "# For-profit institutions", "家", "institutions", indent=True),
    Heading("public", "#公共和行业所属机构", "# Public institutions", "家", "institutions", indent=True),
)


def compute(microdata: Microdata, year: int) -> Draft:
    """The table of the years up to one. A year in which an indicator was not asked stays empty."""
    years = [each for each in microdata.years if year - LONGEST < each <= year]
    sheet = Sheet()
    for each in years:
        _year(sheet, microdata, each)
    has_growth = year - 1 in years
    if has_growth:
        for row in (*[heading.key for heading in _COUNTS], *[line.key for line in LINES]):
            _growth(sheet, row, year)
    # Every pair of neighbouring years can be subtracted, not only the last.
    for line in LINES:
        for each in years:
            before, after = Fact(line.key, each - 1), Fact(line.key, each)
            if before in sheet.sums and after in sheet.sums:
                sheet.compared(figures(microdata, each), figures(microdata, each - 1), before, after)
    shown = figures(microdata, year)
    columns = draft.year_columns(years)
    return sheet.draft(
        draft.table(
            shown,
            sheet,
            key=KEY,
            number=NUMBER,
            title=Text("人力资源服务业主要指标", "Main Indicators of the HR Service Industry"),
            unit=Text("见各行", "as stated in each row"),
            stub=Text("指标", "Indicator"),
            definition=Text(
                "机构数为报告年度12月31日在册的机构；从业人员、派遣人员、外包人员和档案为年末数；收入、税金和服务量为全年累计，"
                "“家次、人次、场次、条”为流量，可以大于任何总体。营业总收入含代收代付，净额另列。",
                "Institutions are those on the register on 31 December of the year; staff, dispatched and outsourced"
                " workers and files are counted at the end of the year; revenue, tax and services over the whole year:"
                " “times”, “events” and “items” are flows and may exceed any population. Revenue includes amounts"
                " collected for others; net revenue stands beside it.",
            ),
            period=texts.whole_year(year),
            columns=(*columns, draft.GROWTH) if has_growth else columns,
            rows=(
                *_COUNTS,
                *(draft.heading(line.key, of_which=line.of_which, unit=line.unit) for line in LINES),
            ),
            source=texts.LM1_LM2,
            message=Text("各年从业人员", "Staff by year"),
            notes=(
                _responses([(each, figures(microdata, each).response) for each in years]),
                texts.GROSS_NET,
                texts.PROVISIONAL,
                texts.ROUNDING,
            ),
        )
    )


def _year(sheet: Sheet, microdata: Microdata, year: int) -> None:
    found, column = figures(microdata, year), str(year)
    by_sector = {code: n for (code,), n in found.counts("sector").items()}
    numbers = {
        INSTITUTIONS: (Fact(INSTITUTIONS, year), sum(by_sector.values())),
        "for_profit": (Fact(INSTITUTIONS, year, (("type", "FOR_PROFIT"),)), by_sector.get("FOR_PROFIT", 0)),
        "public": (Fact(INSTITUTIONS, year, (("type", "PUBLIC"),)), by_sector.get("PUBLIC", 0)),
    }
    for row, (fact, number) in numbers.items():
        sheet.count(row, column, fact, number)
    for line in LINES:
        if found.is_asked(line.key):
            fact = Fact(line.key, year)
            sheet.show(line.key, column, fact, found.sum(fact), line.form)
    gross, parts = Fact("rev_total", year), [Fact("rev_onbehalf", year), Fact(NET, year)]
    if all(fact in sheet.sums for fact in (gross, *parts)):
        sheet.adds_up(gross, parts)


def _growth(sheet: Sheet, row: str, year: int) -> None:
    known = {cell.column: cell for cell in sheet.cells if cell.row == row}
    before, after = known.get(str(year - 1)), known.get(str(year))
    if before is None or after is None:
        return
    grown = None
    if before.value and after.value is not None and before.value > 0:
        grown = (after.value / before.value - 1) * 100
    sheet.derive(
        row, draft.GROWTH.key, grown, [each.fact for each in (before, after) if each.fact is not None]
    )


def _responses(years: list[tuple[int, Response]]) -> Text:
    """Response by year, by number and by revenue."""

    def said(year: int, response: Response, lang: str) -> str:
        rate = "…" if response.rate is None else f"{response.rate:.1%}"
        by_revenue = "…" if response.by_revenue is None else f"{response.by_revenue:.1%}"
        if lang == "en":
            return (
                f"{year}: {response.responded:,} of {response.in_scope:,} ({rate}; {by_revenue} of revenue)"
            )
        return f"{year}年{response.responded:,}/{response.in_scope:,}家（{rate}，按收入{by_revenue}）"

    return Text(
        "各年报送率：" + "；".join(said(year, response, "zh") for year, response in years),
        "Response by year: " + "; ".join(said(year, response, "en") for year, response in years),
    )
