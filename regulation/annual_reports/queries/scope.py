"""Who owes a year's report: who was on the register on the reference day. One SQL text for one firm and for all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulation import database
from regulation.annual_reports import rules
from regulation.indicators.options import PUBLIC_TYPES

if TYPE_CHECKING:
    from uuid import UUID

#: 第三十六条 speaks of institutions that operate for profit; a dispatch licence alone leads to another report.
#: Reading: branches of firms from elsewhere report too, as they do for the city's statistics.
_KINDS = "('hr_licence', 'filing', 'branch_report')"
_PUBLIC = ", ".join(f"'{code}'" for code in sorted(PUBLIC_TYPES))


def scope_sql(day: str, firm: str = "") -> str:
    """Rows `(firm, kinds)` of the firms in scope; `day` and `firm` are placeholders such as `$1`.

    A registration held on the day when it had begun, had not ended and had not run out; one whose
    renewal was pending lives on. What ended on an unknown day is taken as ended before. The conditions
    are written so that the planner can judge each from its statistics: with `coalesce` it expects a
    handful of rows and walks a hundred thousand firms one by one.
    """
    only = f"and entry.firm = {firm}" if firm else ""
    return f"""
        select entry.firm, array_agg(distinct entry.kind) as kinds
          from registration_entry as entry join firm as held_by on held_by.id = entry.firm
         where entry.kind in {_KINDS} {only}
           and (entry.issued_on is null or entry.issued_on <= {day})
           and (entry.ended_on is null or entry.ended_on > {day})
           and (entry.ended_on is not null or entry.status in ('valid', 'renewal_pending', 'expired'))
           and (entry.expires_on is null or entry.expires_on >= {day} or entry.status = 'renewal_pending')
           and (held_by.inst_type is null or held_by.inst_type not in ({_PUBLIC}))
         group by entry.firm"""  # noqa: S608 - placeholders and constants


async def reasons(firm_id: UUID, year: int) -> list[str]:
    """The registrations by which a firm owes the year's report; empty when it owes none."""
    found = await database.value(
        f"select kinds from ({scope_sql('$1', '$2')}) as scope",  # noqa: S608
        rules.reference_day(year),
        firm_id,
    )
    return sorted(found or [])


async def count(year: int) -> int:
    """How many firms owe the year's report: the denominator of every coverage."""
    found: int = await database.value(
        f"select count(*) from ({scope_sql('$1')}) as scope",  # noqa: S608
        rules.reference_day(year),
    )
    return found
