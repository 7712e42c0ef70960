"""Whom the monitoring could ask: the register, with what the authorities know of each institution already.

《统计法》第十八条: surveys use administrative records where these serve. Main line and platforms are taken
from the latest operating reports, which are supervisory; nothing goes the other way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database
from regulation.indicators import catalogue
from regulation.indicators.options import BUSINESS_LINES, PUBLIC_TYPES
from regulation.surveys import panel, session
from regulation.surveys.panel import Unit
from regulation.surveys.queries.scope import PUBLIC, scope_sql

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

#: Who registers vacancies and job seekers: holders of the licence for intermediation, branches, public institutions.
_FRAME = f"""
    select firm.id, firm.number, firm.name, firm.area, firm.inst_type, firm.organ, latest.figures
      from firm join ({scope_sql("$1")}) as scope on scope.firm = firm.id
           left join lateral (
               select filed.figures from annual_report as report join filed_report as filed on filed.id = report.filed
                where report.firm = firm.id and report.status in ('submitted', 'accepted')
                order by report.year desc limit 1) as latest on true
     where scope.kinds && array['hr_licence', 'branch_report', '{PUBLIC}']::varchar[]
     order by firm.number
"""  # noqa: S608 - constants
_REVENUE = {line.code: catalogue.BY_KEY[f"rev_{line.code.lower()}"].place for line in BUSINESS_LINES}
_POSTS = catalogue.BY_KEY["online_posts"].place


@session.statistical
async def rows(day: date) -> list[dict[str, Any]]:
    """Everybody who could be a point on a day, by register number."""
    return await database.rows(_FRAME, day)


@session.statistical
async def units(day: date, rules: panel.Parameters) -> list[Unit]:
    """The frame of the draw."""
    return of_rows(await rows(day), rules)


def of_rows(found: Sequence[dict[str, Any]], rules: panel.Parameters) -> list[Unit]:
    """Institutions with their strata. The platforms are those with the most posts online in the latest report."""
    posts = {each["number"]: _figure(each["figures"], _POSTS) for each in found}
    online = sorted(
        (number for number in posts if posts[number] > 0), key=lambda number: (-posts[number], number)
    )
    platforms = set(online[: rules.platforms])
    return [
        Unit(
            each["number"],
            panel.district_group(each["area"]),
            panel.line_of(_main_line(each["figures"])),
            panel.PUBLIC
            if each["inst_type"] in PUBLIC_TYPES
            else panel.PLATFORM
            if each["number"] in platforms
            else "",
        )
        for each in found
    ]


def _figure(figures: Sequence[int | None] | None, place: int) -> int:
    return (figures[place - 1] or 0) if figures and len(figures) >= place else 0


def _main_line(figures: Sequence[int | None] | None) -> str:
    """The line with the most revenue; recruitment, for which the licence is, where no report says."""
    best = max(_REVENUE, key=lambda code: _figure(figures, _REVENUE[code]))
    return best if _figure(figures, _REVENUE[best]) > 0 else "RECRUIT"
