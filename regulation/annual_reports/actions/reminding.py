"""Firms are reminded before the last day, each time once; the day after it the organs learn who has not filed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from regulation import database
from regulation.annual_reports import rules
from regulation.annual_reports.actions.filing import DESKS, FIRM_PAGES
from regulation.annual_reports.queries import windows
from regulation.annual_reports.queries.missing import missing_sql
from regulation.indicators.indicator import FormKind
from regulation.law import beijing
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import datetime

REMINDER: dict[FormKind, str] = {
    FormKind.OPERATING: N_("%(year)s年度经营情况报告尚未报送，%(closes)s二十四时截止，还有%(days)s天"),
    FormKind.DISPATCH: N_("%(year)s年度劳务派遣经营情况报告尚未报送，%(closes)s二十四时截止，还有%(days)s天"),
}
OVERDUE: dict[FormKind, str] = {
    FormKind.OPERATING: N_("%(year)s年度经营情况报告的填报期已截止，%(n)s家机构尚未报送"),
    FormKind.DISPATCH: N_("%(year)s年度劳务派遣经营情况报告的填报期已截止，%(n)s家机构尚未报送"),
}
#: A program that stood still tells of a window that closed in the meantime, but not of last year's.
DAYS_LATE = 14


async def remind(*, now: datetime) -> int:
    """What is due today: reminders to firms, the list to organs; how many were told."""
    told = 0
    for kind in rules.KINDS:
        for known in await windows.all_windows(kind):
            if known.window.opens_on <= beijing.legal_day(now):
                told += await _firms(known, now) + await _organs(known, now)
    return told


async def _firms(known: windows.Known, now: datetime) -> int:
    """One statement for all firms: who has the row has the notice."""
    window, today = known.window, beijing.legal_day(now)
    days = (window.closes_on - today).days
    stage = rules.reminder_stage(days, today)
    if stage is None:
        return 0
    params = {"year": window.year, "closes": window.closes_on.isoformat(), "days": days}
    async with database.unit_of_work():
        return await database.execute(
            f"""with told as (
                    insert into report_reminder (id, report_window, firm, stage, sent_at)
                    select gen_random_uuid(), $3, missing.firm, $4::varchar, $5
                      from ({missing_sql(window.kind, "$1", "$2")}) as missing
                    on conflict do nothing returning firm)
                insert into notice (id, firm_id, kind, title, params, link, created_at)
                select gen_random_uuid(), told.firm, 'report_reminder', $6, $7, $8, $5 from told""",  # noqa: S608
            rules.reference_day(window.year),
            window.year,
            known.id,
            f"T-{stage}",
            now,
            REMINDER[window.kind],
            json.dumps(params, ensure_ascii=False),
            f"{FIRM_PAGES[window.kind]}/{window.year}",
        )


async def _organs(known: windows.Known, now: datetime) -> int:
    window = known.window
    if not 1 <= (beijing.legal_day(now) - window.closes_on).days <= DAYS_LATE:
        return 0
    async with database.unit_of_work():
        return await database.execute(
            f"""with counted as (
                    select firm.organ, count(*) as n
                      from ({missing_sql(window.kind, "$1", "$2")}) as missing join firm on firm.id = missing.firm
                     where firm.organ is not null group by firm.organ),
                told as (
                    insert into report_reminder (id, report_window, organ, stage, sent_at)
                    select gen_random_uuid(), $3, organ, 'overdue', $4 from counted
                    on conflict do nothing returning organ)
                insert into notice (id, organ_id, kind, title, params, link, created_at)
                select gen_random_uuid(), counted.organ, 'reports_overdue', $5,
                       jsonb_build_object('year', $2::integer, 'n', counted.n), $6, $4
                  from told join counted using (organ)""",  # noqa: S608
            rules.reference_day(window.year),
            window.year,
            known.id,
            now,
            OVERDUE[window.kind],
            f"{DESKS[window.kind]}?year={window.year}&due=overdue",
        )
