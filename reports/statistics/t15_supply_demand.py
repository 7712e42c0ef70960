"""T15 Vacancies and job seekers by quarter: the printed figures of the monitoring, the latest vintage of each quarter.

Its figures were protected and published with their quarters; the yearbook repeats them and takes nothing back.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from regulation.releases import queries
from regulation.surveys import months
from reports.statistics import monitoring, monitoring_words
from reports.statistics.disclosure import TOTAL, Fact, fact
from reports.statistics.table import Cell, Coverage, Heading, Status, Table, Text

KEY, NUMBER = "supply-demand", "T15"
#: Quarters of this year and of the one before.
YEARS = 2

ROWS = (
    Heading("demand", "有效需求人数", "Valid vacancies", "人", "persons"),
    Heading("seekers", "有效求职人数", "Valid job seekers", "人", "persons"),
    Heading("ratio", "求人倍率", "Vacancies per job seeker", "倍", "ratio", is_total=True),
    Heading("ratio_quarter", "比上季", "Change on last quarter", "点", "points", indent=True),
    Heading(
        "ratio_year", "比上年同季", "Change on the same quarter of last year", "点", "points", indent=True
    ),
    Heading("error", "标准误", "Standard error", "倍", "ratio", indent=True),
    Heading("points", "监测点", "Monitoring points", "个", "points"),
    Heading("response", "应答率", "Response", "%", "%"),
)
_SHOWN = tuple(row.key for row in ROWS)
_PERSONS = {"demand": "sd_demand_valid", "seekers": "sd_seek_valid"}


async def compute(year: int) -> Table:
    """The quarters of the year and of the year before, as they were published; unpublished ones stay empty."""
    cells: list[Cell] = []
    columns: list[Heading] = []
    counted = asked = 0
    for at in range(year - YEARS + 1, year + 1):
        for number in months.QUARTERS:
            name = f"{at}Q{number}"
            words = monitoring_words.quarter(at, number)
            columns.append(Heading(name, words.zh, words.en))
            found = await _published(at, number)
            cells += found
            if at == year:
                known = {cell.row: cell for cell in found}
                counted += _whole(known.get("answered"))
                asked += _whole(known.get("points"))
    told = {cell.column for cell in cells}
    # Before the monitoring began there is nothing to print; the quarters of the year itself always stand.
    while columns[0].key not in told and not columns[0].key.startswith(f"{year}Q"):
        columns.pop(0)
    return Table(
        key=KEY,
        number=NUMBER,
        year=year,
        title=Text("人力资源市场供求情况，按季度", "Vacancies and Job Seekers by Quarter"),
        unit=Text("见各行", "as stated in each row"),
        stub=Text("指标", "Indicator"),
        definition=monitoring_words.DEFINITION,
        period=_period(columns, year),
        denominator=monitoring_words.POPULATION,
        columns=tuple(columns),
        rows=ROWS,
        cells=tuple(cell for cell in cells if cell.row in _SHOWN),
        coverage=Coverage(counted, asked),
        notes=(monitoring_words.NOT_COMPARABLE, monitoring_words.ERROR, monitoring_words.SIGNS),
        message=Text("求人倍率", "Vacancies per job seeker"),
        source=monitoring_words.SOURCE,
    )


def _period(columns: Sequence[Heading], year: int) -> Text:
    if columns[0].key.startswith(f"{year}Q"):
        return Text(f"{year}年各季度", f"Quarters of {year}")
    return Text(f"{columns[0].zh}至{columns[-1].zh}", f"{columns[0].en} to {columns[-1].en}")


async def _published(year: int, number: int) -> list[Cell]:
    """The city's row of a quarter's table of channels, turned into a column."""
    every = [each for each in await queries.all_releases(monitoring.series_of(number)) if each.year == year]
    if not every:
        return []
    found = await queries.cells(every[0].id, monitoring_words.CHANNELS.key)
    column = f"{year}Q{number}"
    return [
        Cell(
            each["column_key"],
            column,
            each["value"],
            each["symbol"],
            each["status"] if each["value"] is not None else Status.NORMAL,
            each["decimals"],
            fact=_fact(each["column_key"], year, number),
        )
        for each in found
        if each["row_key"] == TOTAL
    ]


def _fact(row: str, year: int, number: int) -> Fact | None:
    indicator = _PERSONS.get(row)
    return None if indicator is None else fact(indicator, year, quarter=str(number))


def _whole(cell: Cell | None) -> int:
    return int(cell.value) if cell is not None and cell.value is not None else 0


def published(table: Table) -> dict[Fact, Decimal]:
    """Its figures as they are already printed: whoever protects the book must take them as known."""
    return {
        cell.fact: cell.value
        for cell in table.cells
        if isinstance(cell.fact, Fact) and cell.value is not None
    }
