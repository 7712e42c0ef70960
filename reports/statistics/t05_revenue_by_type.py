"""T05 Revenue by type of institution and district: gross, collected for others, net. Pure."""

from __future__ import annotations

from reports.statistics import draft, texts
from reports.statistics.disclosure import Fact
from reports.statistics.draft import CITY, Column, Draft, Sheet
from reports.statistics.frames import NET, figures
from reports.statistics.microdata import Microdata
from reports.statistics.table import Heading, Text

KEY, NUMBER = "revenue-by-type", "T05"
INDICATORS = ("rev_total", "rev_onbehalf", NET)


def compute(microdata: Microdata, year: int) -> Draft:
    """The table."""
    found = figures(microdata, year)
    types, areas = draft.type_rows(found), draft.area_rows(found)
    columns = [
        Column(draft.heading("rev_total"), "rev_total"),
        Column(draft.heading("rev_onbehalf", of_which=True), "rev_onbehalf"),
        Column(draft.heading(NET), NET),
    ]
    sheet = Sheet()
    sheet.matrix(found, (CITY, *types, *areas), columns)
    for row in types:
        sheet.share(
            row.heading.key,
            draft.SHARE.key,
            Fact(NET, year, (("type", row.codes["type"]),)),
            Fact(NET, year),
        )
    sheet.along(draft.type_axis(found), year, INDICATORS)
    sheet.along(draft.area_axis(found), year, INDICATORS)
    sheet.across("rev_total", ("rev_onbehalf", NET))
    return sheet.draft(
        draft.table(
            found,
            sheet,
            key=KEY,
            number=NUMBER,
            title=Text(
                "按机构类型和区分的营业收入：总额、代收代付和净额",
                "Revenue by Type of Institution and District: Gross, Collected for Others, Net",
            ),
            unit=Text("万元", "CNY 10,000"),
            stub=Text("机构类型、区", "Type of institution, district"),
            definition=Text(
                "全年营业收入。总额含代用人单位收取并支付的工资、社会保险费等；净额为总额扣除代收代付；比重按净额。公共机构不得收费，为零。",
                "Revenue of the year. Gross revenue includes wages, social insurance and the like collected from and paid"
                " on behalf of employers; net revenue is gross less these; shares are of net revenue. Public"
                " institutions may not charge, so theirs is nil.",
            ),
            period=texts.whole_year(year),
            columns=(*(column.heading for column in columns), _SHARE),
            rows=[row.heading for row in (CITY, *types, *areas)],
            source=texts.LM2,
            message=Text("各类机构的净营业收入", "Net revenue by type of institution"),
            notes=(texts.GROSS_NET, texts.ROUNDING),
        )
    )


_SHARE = Heading(draft.SHARE.key, "占净额比重（%）", "Share of net (%)")
