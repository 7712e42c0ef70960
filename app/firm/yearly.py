"""The year's filings of a firm in one list: what is due, by when, why, and what comes next. Each area says its own lines."""

from __future__ import annotations

import importlib
import importlib.util
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID


@dataclass(frozen=True, slots=True)
class Line:
    """One filing of one year. Texts are translated already; `url` None: nothing to open."""

    year: int
    order: int
    what: str
    why: str
    status: str
    tone: str
    url: str | None
    #: What to do next, as the words of a button; empty when it is nobody's turn at the firm.
    act: str = ""
    next_step: str = ""
    opens_on: date | None = None
    due_on: date | None = None
    days_left: int | None = None
    is_open: bool = False
    #: The other way round: a filing this firm does not owe, and why not.
    is_owed: bool = True
    citation: Any = None


#: The `order` of the operating report, of the statistical return and of the report on dispatch.
OPERATING, RETURN, DISPATCH = 1, 2, 3


def advice(lines: list[Line]) -> str:
    """In which order to fill in, where one entry serves two of the year's filings; empty where there is one alone."""
    owed = {each.order for each in lines if each.is_owed}
    if owed >= {OPERATING, RETURN, DISPATCH}:
        return N_(
            "同一个数据只填一次：先填经营情况年度报告，相同的项目会带入统计年报和劳务派遣经营情况报告。用途不同：报告用于监督管理，统计年报只用于统计。"
        )
    if owed >= {OPERATING, RETURN}:
        return N_(
            "同一个数据只填一次：先填经营情况年度报告，相同的项目会带入统计年报。两者用途不同：报告用于监督管理，统计年报只用于统计。"
        )
    return ""


#: Each has `app/<area>/yearly.py` with `async def lines(firm_id, *, now) -> list[Line]`.
AREAS = ("annual_reports", "surveys")
#: Years shown although nothing is left to do in them.
PAST_YEARS = 1


async def of(firm_id: UUID, *, now: datetime) -> list[tuple[int, list[Line]]]:
    """The years with something to do, and the newest one, each with all its filings; newest year first."""
    found: list[Line] = []
    for area in AREAS:
        if importlib.util.find_spec(f"app.{area}.yearly"):
            found += await importlib.import_module(f"app.{area}.yearly").lines(firm_id, now=now)
    years: dict[int, list[Line]] = {}
    for each in sorted(found, key=lambda line: (-line.year, line.order)):
        years.setdefault(each.year, []).append(each)
    newest = max((year for year, lines in years.items() if any(each.is_owed for each in lines)), default=0)
    return [
        (year, lines)
        for year, lines in years.items()
        if any(each.is_owed for each in lines)
        and (year > newest - PAST_YEARS or any(each.act for each in lines))
    ]
