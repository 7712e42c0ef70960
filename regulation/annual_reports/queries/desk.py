"""The desk's lists: every firm that owes a year's report, filed or not, within the official's reach."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.annual_reports import permissions, rules
from regulation.annual_reports.queries import reports
from regulation.annual_reports.queries.scope import scope_sql
from regulation.annual_reports.status import Status
from regulation.firms import names
from regulation.indicators.indicator import FormKind
from regulation.law import beijing
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from regulation.actor import Actor
    from regulation.annual_reports.queries.reports import Report

NOT_BEGUN = N_("这家机构还没有报送该年度的年度报告")
RECALLED = N_("这家机构撤回了该年度的年度报告，还没有重新报送")

#: Sort name to SQL.
ORDERS: dict[str, str] = {
    "filed": "filed_at",
    "urgent": "urgency",
    "name": "name",
    "number": "firm_number",
}


async def visible_report(
    actor: Actor, year: int, firm_number: str, kind: FormKind = FormKind.OPERATING
) -> Report:
    """The one door to a filed report: NotFound unless its firm is within the official's reach, and while it is a draft."""
    firm_id = await database.value("select id from firm where number = $1", firm_number)
    report = None if firm_id is None else await reports.of_firm(firm_id, year, kind)
    if report is None:
        raise errors.NotFound
    permissions.check_may_see(actor, report.organ_id)
    if report.status is Status.DRAFT:
        raise errors.NotFound(RECALLED if report.version else NOT_BEGUN)
    return report


async def reviewable_report(
    actor: Actor, year: int, firm_number: str, kind: FormKind = FormKind.OPERATING
) -> Report:
    """The same door for who would act on the report. Raises NotFound, NotPermitted."""
    report = await visible_report(actor, year, firm_number, kind)
    permissions.check_can_review(actor, report.organ_id)
    return report


@dataclass(frozen=True, slots=True)
class Asked:
    """What the desk asked of the list."""

    year: int
    q: str = ""
    statuses: Sequence[str] = ()
    districts: Sequence[str] = ()
    overdue: bool = False
    late: bool = False
    order: str = "filed_at DESC NULLS LAST"
    limit: int = 25
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """Rows, the exact total, and counts for the facets (each without its own filter)."""

    rows: list[dict[str, Any]]
    total: int
    statuses: dict[str, int]
    districts: dict[str, int]
    overdue: int
    late: int


def _base(kind: FormKind) -> str:
    """One row per firm that owes the report or has one; `$1` reference day, `$2` year, `$3` organ or null, `$4` past the last day, `$5` the
    instant at which the last day ended.
    """
    return f"""
        owed as materialized (
            select firm.id, firm.number as firm_number, firm.name, firm.uscc, coalesce(organ.code, '') as organ_code,
                   coalesce(organ.area_name, '') as organ_area, coalesce(report.status, 'not_filed') as status,
                   report.number, report.filed_at, report.version,
                   report.filed, coalesce(report.filed_at >= $5, false) as is_late,
                   ($4 and coalesce(report.status, 'draft') = 'draft') as is_overdue,
                   case coalesce(report.status, 'not_filed') when 'submitted' then 1 when 'accepted' then 4
                        when 'returned' then 0 else case when $4 then 2 else 3 end end
                   - case when report.status = 'submitted' and report.filed_at >= $5 then 2 else 0 end as urgency
              from (select coalesce(scope.firm, held.firm) as firm
                      from ({scope_sql("$1", kind=kind)}) as scope
                           full join (select firm from annual_report where year = $2 and kind = '{kind}') as held on held.firm = scope.firm) as wanted
                   join firm on firm.id = wanted.firm
                   left join annual_report as report
                     on report.firm = firm.id and report.year = $2 and report.kind = '{kind}'
                   left join organ on organ.id = coalesce(report.organ, firm.organ)
             where $3::uuid is null or coalesce(report.organ, firm.organ) = $3
        )"""  # noqa: S608 - constants


async def listed(actor: Actor, window: rules.Window, asked: Asked, *, now: datetime) -> Found:
    """The page of rows with facets. A district sees its own firms, the city all."""
    is_past = window.phase(now) in {rules.Phase.LATE, rules.Phase.CLOSED}
    fixed = (
        rules.reference_day(asked.year),
        asked.year,
        None if actor.is_municipal else actor.organ_id,
        is_past,
        beijing.end_of_day(window.closes_on),
    )
    status, district, marks = (
        "($7::text[] = '{}' or status = any($7))",
        "($8::text[] = '{}' or organ_code = any($8))",
        "(not $9 or is_overdue) and (not $10 or is_late)",
    )
    text = "($6 = '' or name ilike $6 or firm_number ilike $6 or number ilike $6 or uscc ilike $6)"
    arguments = (
        *fixed,
        f"%{names.like(asked.q)}%" if asked.q else "",
        list(asked.statuses),
        list(asked.districts),
        asked.overdue,
        asked.late,
    )
    counts = await database.rows(
        f"""with {_base(window.kind)}, searched as (select * from owed where {text})
            select 'status' as facet, status as value, count(*) as n from searched where {district} and {marks} group by status
            union all
            select 'district', organ_code, count(*) from searched where {status} and {marks} group by organ_code
            union all
            select 'overdue', '', count(*) from searched where {status} and {district} and is_overdue
            union all
            select 'late', '', count(*) from searched where {status} and {district} and is_late
            union all
            select 'total', '', count(*) from searched where {status} and {district} and {marks}""",  # noqa: S608
        *arguments,
    )
    rows = await database.rows(
        f"""with {_base(window.kind)}, shown as (
                select * from owed where {text} and {status} and {district} and {marks}
                order by {asked.order}, firm_number limit $11 offset $12)
            select shown.*, coalesce(filed.is_nil, false) as is_nil
              from shown left join filed_report as filed on filed.id = shown.filed
             order by {asked.order}, firm_number""",  # noqa: S608 - the order is one of ORDERS
        *arguments,
        asked.limit,
        asked.offset,
    )

    def of(facet: str) -> dict[str, int]:
        found = {each["value"]: each["n"] for each in counts if each["facet"] == facet}
        return dict(sorted(found.items(), key=lambda item: -item[1]))

    return Found(
        rows,
        of("total").get("", 0),
        {each: of("status").get(each, 0) for each in Status if of("status").get(each)},
        {code: n for code, n in of("district").items() if code},
        of("overdue").get("", 0),
        of("late").get("", 0),
    )
