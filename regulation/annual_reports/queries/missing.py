"""Who has not filed: for reminders, for orders to correct, for what may be published of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database
from regulation.annual_reports import rules
from regulation.annual_reports.queries.scope import scope_sql

if TYPE_CHECKING:
    from uuid import UUID

    from regulation.indicators.indicator import FormKind


def missing_sql(kind: FormKind, day: str, year: str) -> str:
    """Rows `(firm, kinds)` of those in scope that filed nothing; `day` and `year` are placeholders."""
    return f"""
        select scope.firm, scope.kinds from ({scope_sql(day, kind=kind)}) as scope
         where not exists (select from annual_report as report
                            where report.firm = scope.firm and report.year = {year} and report.kind = '{kind}'
                              and report.status <> 'draft')"""  # noqa: S608 - placeholders and constants


async def firms(window: rules.Window, organ_id: UUID | None) -> list[dict[str, Any]]:
    """Who owes the window's report and has filed nothing, by register number; one organ's firms, or with None all."""
    return await database.rows(
        f"""select firm.id, firm.number, firm.name, coalesce(firm.uscc, '') as uscc, firm.organ as organ_id,
                   coalesce(organ.code, '') as organ_code, coalesce(organ.area_name, '') as area, missing.kinds,
                   exists (select from annual_report as draft where draft.firm = firm.id and draft.year = $2
                             and draft.kind = '{window.kind}') as has_draft
              from ({missing_sql(window.kind, "$1", "$2")}) as missing join firm on firm.id = missing.firm
                   left join organ on organ.id = firm.organ
             where $3::uuid is null or firm.organ = $3
             order by firm.number collate "C\"""",  # noqa: S608 - constants
        rules.reference_day(window.year),
        window.year,
        organ_id,
    )


async def is_missing(firm_id: UUID, window: rules.Window) -> bool:
    """Whether this firm owes the window's report and has filed nothing."""
    return bool(
        await database.value(
            f"select exists (select from ({missing_sql(window.kind, '$1', '$2')}) as missing where firm = $3)",  # noqa: S608
            rules.reference_day(window.year),
            window.year,
            firm_id,
        )
    )


async def reminders(firm_id: UUID, window_id: UUID) -> list[dict[str, Any]]:
    """When the firm was reminded of a window's report, oldest first."""
    return await database.rows(
        "select stage, sent_at from report_reminder where firm = $1 and report_window = $2 order by sent_at",
        firm_id,
        window_id,
    )
