"""T08 Employers and persons served, by type of institution and district. Pure."""

from __future__ import annotations

from reports.statistics import draft, texts
from reports.statistics.draft import CITY, Column, Draft, Sheet
from reports.statistics.frames import figures
from reports.statistics.microdata import Microdata
from reports.statistics.table import Text

KEY, NUMBER = "services-by-type", "T08"
COLUMNS = (
    ("emp_served", False),
    ("emp_served_mfg", True),
    ("persons_served", False),
    ("served_grad", True),
    ("served_migrant", True),
    ("served_hard", True),
    ("persons_placed", False),
    ("guide_persons", False),
)


def compute(microdata: Microdata, year: int) -> Draft:
    """The table."""
    found = figures(microdata, year)
    types, areas = draft.type_rows(found), draft.area_rows(found)
    columns = [
        Column(draft.heading(key, of_which=of_which, unit=draft.unit(key)), key)
        for key, of_which in COLUMNS
        if found.is_asked(key)
    ]
    indicators = [column.indicator for column in columns]
    sheet = Sheet()
    sheet.matrix(found, (CITY, *types, *areas), columns)
    sheet.along(draft.type_axis(found), year, indicators)
    sheet.along(draft.area_axis(found), year, indicators)
    return sheet.draft(
        draft.table(
            found,
            sheet,
            key=KEY,
            number=NUMBER,
            title=Text(
                "按机构类型和区分的服务用人单位和人员",
                "Employers and Persons Served by Type of Institution and District",
            ),
            unit=Text("见各栏", "as stated in each column"),
            stub=Text("机构类型、区", "Type of institution, district"),
            definition=Text(
                "全年累计的家次和人次：同一用人单位、同一人多次接受服务重复计数。“#”为其中一部分，互相可以重叠。",
                "Times over the year: an employer or a person served again is counted again. “#” marks parts, which may"
                " overlap.",
            ),
            period=texts.whole_year(year),
            columns=[column.heading for column in columns],
            rows=[row.heading for row in (CITY, *types, *areas)],
            source=texts.LM2,
            message=Text("各类机构服务的人次", "Persons served by type of institution"),
        )
    )
