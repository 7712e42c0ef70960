"""Rows of indicators beside the year before: what T09 and T11 are made of. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from regulation.indicators import catalogue
from reports.statistics import draft
from reports.statistics.disclosure import Fact
from reports.statistics.draft import Sheet
from reports.statistics.frames import figures
from reports.statistics.microdata import Microdata
from reports.statistics.table import Heading


@dataclass(frozen=True, slots=True)
class Line:
    """A row: an indicator, "of which" or not."""

    key: str
    of_which: bool = False


def years(microdata: Microdata, year: int) -> tuple[int, ...]:
    """The year, after the year before where it is known."""
    return tuple(each for each in (year - 1, year) if each in microdata.years)


def fill(sheet: Sheet, microdata: Microdata, year: int, lines: tuple[Line, ...]) -> None:
    """The rows with both years and the growth between them."""
    for each in years(microdata, year):
        found = figures(microdata, each)
        for line in lines:
            if found.is_asked(line.key):
                fact = Fact(line.key, each)
                sheet.show(line.key, str(each), fact, found.sum(fact))
    for line in lines:
        before, after = Fact(line.key, year - 1), Fact(line.key, year)
        if before in sheet.sums and after in sheet.sums:
            sheet.growth(line.key, draft.GROWTH.key, before, after)
            sheet.compared(figures(microdata, year), figures(microdata, year - 1), before, after)


def columns(microdata: Microdata, year: int) -> tuple[Heading, ...]:
    """The years, and the growth where there are two."""
    shown = draft.year_columns(years(microdata, year))
    return (*shown, draft.GROWTH) if len(shown) > 1 else shown


def rows(lines: tuple[Line, ...]) -> list[Heading]:
    """Headings with each indicator's own unit."""
    return [
        draft.heading(line.key, of_which=line.of_which, unit=(_unit(line.key, "zh"), _unit(line.key, "en")))
        for line in lines
    ]


def _unit(key: str, lang: str) -> str:
    return catalogue.BY_KEY[key].unit_name(lang)
