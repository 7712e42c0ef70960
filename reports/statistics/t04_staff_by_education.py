"""T04 Staff by education, qualification and professional title, by type of institution and district. Pure."""

from __future__ import annotations

from reports.statistics import draft, texts
from reports.statistics.disclosure import TOTAL
from reports.statistics.draft import CITY, Column, Draft, Sheet
from reports.statistics.frames import figures
from reports.statistics.microdata import Microdata
from reports.statistics.table import Heading, Text

KEY, NUMBER = "staff-by-education", "T04"
PARTS = ("staff_edu_hs", "staff_edu_college", "staff_edu_post")
OF_WHICH = ("staff_qual", "staff_title")


def compute(microdata: Microdata, year: int) -> Draft:
    """The table."""
    found = figures(microdata, year)
    types, areas = draft.type_rows(found), draft.area_rows(found)
    columns = [
        Column(Heading(TOTAL, "合计", "Total", is_total=True), "staff_total"),
        *(Column(draft.heading(key), key) for key in PARTS),
        *(Column(draft.heading(key, of_which=True), key) for key in OF_WHICH),
    ]
    sheet = Sheet()
    sheet.matrix(found, (CITY, *types, *areas), columns)
    indicators = ("staff_total", *PARTS, *OF_WHICH)
    sheet.along(draft.type_axis(found), year, indicators)
    sheet.along(draft.area_axis(found), year, indicators)
    sheet.across("staff_total", PARTS)
    return sheet.draft(
        draft.table(
            found,
            sheet,
            key=KEY,
            number=NUMBER,
            title=Text(
                "按学历、职业资格和职称分的从业人员",
                "Staff by Education, Qualification and Professional Title",
            ),
            unit=Text("人", "persons"),
            stub=Text("机构类型、区", "Type of institution, district"),
            definition=Text(
                "年末在机构工作并取得劳动报酬的人员，按最高学历分，不含派遣和外包到用人单位的人员。同一人可以既有职业资格又有职称。",
                "Persons working for the institutions for pay at the end of the year, by highest education; persons"
                " dispatched or outsourced to employers are not included. A person may hold both a qualification and a"
                " title.",
            ),
            period=texts.year_end(year),
            columns=[column.heading for column in columns],
            rows=[row.heading for row in (CITY, *types, *areas)],
            source=texts.LM1,
            message=Text("从业人员的学历", "Education of staff"),
        )
    )
