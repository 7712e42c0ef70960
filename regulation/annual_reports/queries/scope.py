"""Who owes a year's report: who was on the register on the reference day. One SQL text for one firm and for all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulation import database
from regulation.annual_reports import rules
from regulation.firms.held import held_on
from regulation.indicators.options import PUBLIC_TYPES

if TYPE_CHECKING:
    from uuid import UUID

#: 第三十六条 speaks of institutions that operate for profit; a dispatch licence alone leads to another report.
#: Reading: branches of firms from elsewhere report too, as they do for the city's statistics.
_KINDS = "('hr_licence', 'filing', 'branch_report')"
_PUBLIC = ", ".join(f"'{code}'" for code in sorted(PUBLIC_TYPES))


def scope_sql(day: str, firm: str = "") -> str:
    """Rows `(firm, kinds)` of the firms in scope; `day` and `firm` are placeholders such as `$1`."""
    only = f"and entry.firm = {firm}" if firm else ""
    return f"""
        select entry.firm, array_agg(distinct entry.kind) as kinds
          from registration_entry as entry join firm as held_by on held_by.id = entry.firm
         where entry.kind in {_KINDS} {only}
           and {held_on("entry", day)}
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
