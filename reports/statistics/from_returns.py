"""The tables that come from the statistical returns: T01 to T11, all from one set of microdata. Pure."""

from __future__ import annotations

from reports.statistics import (
    t01_main_indicators,
    t02_institutions_by_type,
    t03_institutions_by_line,
    t04_staff_by_education,
    t05_revenue_by_type,
    t06_revenue_by_line,
    t07_revenue_bands,
    t08_services_by_type,
    t09_recruitment,
    t10_dispatch_by_industry,
    t11_other_lines,
)
from reports.statistics.draft import Draft
from reports.statistics.microdata import Microdata

#: In the order of the book.
MODULES = (
    t01_main_indicators,
    t02_institutions_by_type,
    t03_institutions_by_line,
    t04_staff_by_education,
    t05_revenue_by_type,
    t06_revenue_by_line,
    t07_revenue_bands,
    t08_services_by_type,
    t09_recruitment,
    t10_dispatch_by_industry,
    t11_other_lines,
)


def drafts(microdata: Microdata, year: int) -> tuple[Draft, ...]:
    """The tables before disclosure control. Nobody is shown them."""
    return tuple(module.compute(microdata, year) for module in MODULES)
