"""T07 Institutions by revenue; the revenue itself only of merged bands. Pure."""

from __future__ import annotations

from decimal import Decimal

from reports.statistics import draft, texts
from reports.statistics.disclosure import TOTAL, Aggregate, Fact
from reports.statistics.draft import Draft, Sheet
from reports.statistics.frames import BANDS, NOTHING, WIDE_BANDS, figures
from reports.statistics.microdata import Microdata
from reports.statistics.table import Heading, Text

KEY, NUMBER = "revenue-bands", "T07"
#: A number of institutions by their revenue: not on any register, so it is protected like a figure.
COUNTED = "institutions_by_revenue"
_NOBODY = Aggregate(0, Decimal(0))
_NAMES = {
    "b00": ("10万元以下（含零）", "Below CNY 0.1 million, nil included"),
    "b01": ("10万—100万元", "CNY 0.1 to 1 million"),
    "b02": ("100万—500万元", "CNY 1 to 5 million"),
    "b03": ("500万—2000万元", "CNY 5 to 20 million"),
    "b04": ("2000万—1亿元", "CNY 20 to 100 million"),
    "b05": ("1亿—5亿元", "CNY 100 to 500 million"),
    "b06": ("5亿—10亿元", "CNY 500 million to 1 billion"),
    "b07": ("10亿—100亿元", "CNY 1 to 10 billion"),
    "b08": ("100亿—1000亿元", "CNY 10 to 100 billion"),
    "b09": ("1000亿元及以上", "CNY 100 billion and more"),
    "small": ("合并：500万元以下", "Merged: below CNY 5 million"),
    "middle": ("合并：500万—1亿元", "Merged: CNY 5 to 100 million"),
    "large": ("合并：1亿元及以上", "Merged: CNY 100 million and more"),
}


def compute(microdata: Microdata, year: int) -> Draft:
    """The table. Only institutions that were asked for revenue are in it."""
    found = figures(microdata, year)
    sheet = Sheet()
    fine, wide = found.counted("band"), found.counted("wide_band")
    whole = Fact(COUNTED, year)
    sheet.count_of_confidential(TOTAL, "institutions", whole, found.counted().get("", _NOBODY))
    sheet.show(TOTAL, "revenue", Fact("rev_total", year), found.sum(Fact("rev_total", year)))
    for code, _ in BANDS:
        sheet.count_of_confidential(code, "institutions", _band(COUNTED, year, code), fine.get(code, _NOBODY))
    for code, parts in WIDE_BANDS.items():
        at = _band(COUNTED, year, code)
        sheet.count_of_confidential(code, "institutions", at, wide.get(code, _NOBODY))
        sheet.adds_up(at, [_band(COUNTED, year, part) for part in parts])
        revenue = _band("rev_total", year, code)
        sheet.show(code, "revenue", revenue, found.sums("rev_total", "wide_band").get(code, NOTHING))
        sheet.share(code, "revenue_share", revenue, Fact("rev_total", year))
    sheet.adds_up(whole, [_band(COUNTED, year, code) for code in WIDE_BANDS])
    sheet.adds_up(Fact("rev_total", year), [_band("rev_total", year, code) for code in WIDE_BANDS])
    for code in (*(code for code, _ in BANDS), *WIDE_BANDS):
        number, total = sheet.aggregates[_band(COUNTED, year, code)].total, sheet.aggregates[whole].total
        share = number * 100 / total if total else None
        sheet.derive(code, draft.SHARE.key, share, (_band(COUNTED, year, code), whole))
    return sheet.draft(
        draft.table(
            found,
            sheet,
            key=KEY,
            number=NUMBER,
            title=Text("按营业收入规模分的人力资源服务机构", "HR Service Institutions by Size of Revenue"),
            unit=Text("家，万元", "institutions, CNY 10,000"),
            stub=Text("营业总收入", "Gross revenue"),
            definition=Text(
                "经营性机构按全年营业总收入（含代收代付）分档，各档含下限不含上限。收入只对合并档公布。",
                "For-profit institutions by gross revenue of the year, amounts collected for others included; a band holds"
                " its lower bound and not its upper one. Revenue is given for merged bands only.",
            ),
            period=texts.whole_year(year),
            columns=(
                Heading("institutions", "机构（家）", "Institutions"),
                Heading(draft.SHARE.key, "占机构比重（%）", "Share of institutions (%)"),
                Heading("revenue", "营业总收入（万元）", "Gross revenue (CNY 10,000)"),
                Heading("revenue_share", "占收入比重（%）", "Share of gross revenue (%)"),
            ),
            rows=(
                Heading(TOTAL, "合计", "Total", is_total=True),
                *(Heading(code, *_NAMES[code], is_total=code in WIDE_BANDS) for code in _order()),
            ),
            source=texts.LM2,
            message=Text("机构的收入规模", "Institutions by size of revenue"),
            notes=(texts.ROUNDING,),
        )
    )


def _order() -> list[str]:
    """Each merged band before the bands in it."""
    return [code for wide, parts in WIDE_BANDS.items() for code in (wide, *parts)]


def _band(indicator: str, year: int, code: str) -> Fact:
    return Fact(indicator, year, (("band", code),))
