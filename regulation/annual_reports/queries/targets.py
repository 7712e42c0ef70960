"""The accepted reports of each year against the plan's targets: counts for everybody, names for the office within reach."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database
from regulation.annual_reports.rules import reference_day
from regulation.annual_reports.targets import Count, Measure, Target
from regulation.indicators import catalogue

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

_GROSS = catalogue.BY_KEY["rev_total"].place
_PASSED_ON = catalogue.BY_KEY["rev_onbehalf"].place
_USERS = catalogue.BY_KEY["online_users"].place
#: The plan says above so much revenue, and so many users or more.
_ABOVE: dict[Measure, str] = {Measure.REVENUE: ">", Measure.USERS: ">="}
#: Accepted reports with what is held against the targets, in hundredths.
_ACCEPTED = f"""
    select report.firm, report.year, filed.figures[{_GROSS}] as gross, coalesce(filed.figures[{_PASSED_ON}], 0) as passed_on,
           filed.figures[{_GROSS}] - coalesce(filed.figures[{_PASSED_ON}], 0) as net, filed.figures[{_USERS}] as users
      from annual_report as report join filed_report as filed on filed.id = report.filed
     where report.kind = 'operating' and report.status = 'accepted'"""  # noqa: S608 - constants


async def years() -> list[int]:
    """Years with accepted reports, oldest first."""
    found = await database.rows(
        f"select distinct year from ({_ACCEPTED}) as accepted order by year"  # noqa: S608 - constants
    )
    return [each["year"] for each in found]


async def counts(targets: Sequence[Target], year: int) -> dict[str, Count]:
    """How many reach each target in a year, of the whole city."""
    found = {}
    for target in targets:
        if target.measure is Measure.PARKS:
            number = await database.value(
                """select count(*) from park where level in ('national', 'municipal')
                    and coalesce(approved_on, created_at::date) <= $1 and (withdrawn_on is null or withdrawn_on > $1)""",
                reference_day(year),
            )
            found[target.key] = Count(number)
            continue
        column = "gross" if target.measure is Measure.REVENUE else "users"
        row = await database.row(
            f"""select count(*) filter (where {column} {_ABOVE[target.measure]} $2) as gross,
                       count(*) filter (where net > $2) as net
                  from ({_ACCEPTED}) as accepted where year = $1""",  # noqa: S608 - constants
            year,
            target.threshold * catalogue.SCALE,
        )
        assert row is not None
        found[target.key] = Count(row["gross"], row["net"] if target.measure is Measure.REVENUE else None)
    return found


async def named(target: Target, year: int, organ_id: UUID | None) -> list[dict[str, Any]]:
    """The firms behind a count, largest first, of one organ or with None of the city. For the office alone.

    Amounts in 万元. A firm below the target by its net revenue is listed with both.
    """
    if target.measure is Measure.PARKS:
        return []
    column = "gross" if target.measure is Measure.REVENUE else "users"
    return await database.rows(
        f"""select firm.number, firm.name, coalesce(organ.area_name, '') as area,
                   accepted.gross / {catalogue.SCALE} as gross, accepted.passed_on / {catalogue.SCALE} as passed_on,
                   accepted.net / {catalogue.SCALE} as net, accepted.users / {catalogue.SCALE} as users,
                   accepted.net > $2 as is_net
              from ({_ACCEPTED}) as accepted join firm on firm.id = accepted.firm
                   left join organ on organ.id = firm.organ
             where accepted.year = $1 and accepted.{column} {_ABOVE[target.measure]} $2 and ($3::uuid is null or firm.organ = $3)
             order by accepted.{column} desc, firm.number""",  # noqa: S608 - constants
        year,
        target.threshold * catalogue.SCALE,
        organ_id,
    )
