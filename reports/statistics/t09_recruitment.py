"""T09 Job fairs and on-line recruitment. Pure."""

from __future__ import annotations

from reports.statistics import comparison, draft, texts
from reports.statistics.comparison import Line
from reports.statistics.disclosure import Axis, Fact
from reports.statistics.draft import Draft, Sheet
from reports.statistics.frames import figures
from reports.statistics.microdata import Microdata
from reports.statistics.table import Heading, Text

KEY, NUMBER = "recruitment", "T09"
LINES = (
    Line("fairs_n"),
    Line("fairs_grad", of_which=True),
    Line("fairs_migrant", of_which=True),
    Line("fairs_emp"),
    Line("fairs_posts"),
    Line("fairs_seekers"),
    Line("fixed_sites_n"),
    Line("fixed_sites_area"),
    Line("websites_n"),
    Line("online_posts"),
    Line("online_cvs"),
    Line("online_users"),
)
SECTORS = (
    Heading("PUBLIC", "#公共机构", "# Public institutions"),
    Heading("FOR_PROFIT", "#经营性机构", "# For-profit institutions"),
)


def compute(microdata: Microdata, year: int) -> Draft:
    """The table: both years, and the year by public and for-profit institutions."""
    found = figures(microdata, year)
    sheet = Sheet()
    comparison.fill(sheet, microdata, year, LINES)
    asked = [line.key for line in LINES if Fact(line.key, year) in sheet.sums]
    for key in asked:
        for sector in SECTORS:
            fact = Fact(key, year, (("type", sector.key),))
            sheet.show(key, sector.key, fact, found.sum(fact))
    sheet.along(Axis.flat("type", [sector.key for sector in SECTORS]), year, asked)
    return sheet.draft(
        draft.table(
            found,
            sheet,
            key=KEY,
            number=NUMBER,
            title=Text("现场招聘会和网络招聘", "Job Fairs and On-line Recruitment"),
            unit=Text("见各行", "as stated in each row"),
            stub=Text("指标", "Indicator"),
            definition=Text(
                "招聘会和网络信息为全年累计，场所、网站和注册用户为年末数。网络信息未跨平台去重。",
                "Fairs and on-line items are counted over the year; venues, websites and registered users at its end."
                " On-line items are not freed of duplicates between platforms.",
            ),
            period=texts.whole_year(year),
            columns=(*comparison.columns(microdata, year), *SECTORS),
            rows=comparison.rows(LINES),
            source=texts.LM2,
            message=Text("网络发布的岗位", "Vacancies published online"),
        )
    )
