"""T02 Institutions by type and district. Pure."""

from __future__ import annotations

from regulation.indicators import options
from reports.statistics import draft, texts
from reports.statistics.disclosure import TOTAL, fact
from reports.statistics.draft import CITY, INSTITUTIONS, Draft, Sheet
from reports.statistics.frames import figures
from reports.statistics.microdata import AREA_GROUPS, Microdata
from reports.statistics.table import Heading, Text

KEY, NUMBER = "firms-by-type", "T02"


def compute(microdata: Microdata, year: int) -> Draft:
    """The table. Numbers of institutions can be counted on the public register, so none is withheld."""
    found = figures(microdata, year)
    counted = found.counts("district", "type")
    areas = draft.area_rows(found)
    types = [row.codes["type"] for row in draft.type_rows(found)]
    columns = [Heading(TOTAL, "合计", "Total", is_total=True)]
    columns += [
        Heading(code, options.TYPE_GROUP_NAMES[code].zh, options.TYPE_GROUP_NAMES[code].en) for code in types
    ]
    sheet = Sheet()
    for row in (CITY, *areas):
        for column in columns:
            kind = "" if column.key == TOTAL else column.key
            number = sum(
                n
                for (district, of_type), n in counted.items()
                if kind in {"", of_type} and _holds(row, district)
            )
            sheet.count(row.heading.key, column.key, fact(INSTITUTIONS, year, type=kind, **row.codes), number)
    return sheet.draft(
        draft.table(
            found,
            sheet,
            key=KEY,
            number=NUMBER,
            title=Text("按机构类型和区分的人力资源服务机构", "HR Service Institutions by Type and District"),
            unit=Text("家", "institutions"),
            stub=Text("区", "District"),
            definition=Text(
                "报告年度12月31日在册的机构，包括未报送统计年报的；类型按填报，未报送的按登记。区按住所，住所在外地的按登记机关。"
                "经济技术开发区单列，不重复计入所在区。",
                "Institutions on the register on 31 December of the year, those that did not answer included; by the type"
                " they stated, else by the register. The district is that of the domicile, for domiciles elsewhere"
                " that of the registering authority. The development area stands apart and is counted in no district.",
            ),
            period=texts.year_end(year),
            columns=columns,
            rows=[row.heading for row in (CITY, *areas)],
            source=texts.POPULATION_SOURCE,
            message=Text("各区机构数", "Institutions by district"),
            notes=(
                Text(
                    "机构数量可以在公开登记中查到，不作隐去处理。港、澳、台资机构合并列示。",
                    "Numbers of institutions can be counted on the public register and are not withheld. Institutions"
                    " with Hong Kong, Macao and Taiwan capital are shown together.",
                ),
            ),
        )
    )


def _holds(row: draft.Row, district: str) -> bool:
    if "area_group" in row.codes:
        return district in AREA_GROUPS[row.codes["area_group"]]
    return row.codes.get("district", district) == district
