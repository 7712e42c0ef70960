"""Who owes a year's report: who was on the register on the reference day. One SQL text for one firm and for all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulation import database
from regulation.annual_reports import rules
from regulation.firms.held import held_on
from regulation.indicators.indicator import FormKind
from regulation.indicators.options import PUBLIC_TYPES

if TYPE_CHECKING:
    from uuid import UUID

#: 第三十六条 speaks of institutions that operate for profit; a dispatch licence alone leads to another report.
#: Reading: branches of firms from elsewhere report too, as they do for the city's statistics.
#: Reading: 《劳务派遣行政许可实施办法》第二十二条 names subsidiaries and branches. A subsidiary has a licence of its
#: own and so is in scope by itself; a branch is stated on its head office's report, where the register keeps it.
_REGISTRATIONS: dict[FormKind, str] = {
    FormKind.OPERATING: "('hr_licence', 'filing', 'branch_report')",
    FormKind.DISPATCH: "('dispatch_licence')",
}
_PUBLIC = ", ".join(f"'{code}'" for code in sorted(PUBLIC_TYPES))


def scope_sql(day: str, firm: str = "", kind: FormKind = FormKind.OPERATING) -> str:
    """Rows `(firm, kinds)` of the firms in scope; `day` and `firm` are placeholders such as `$1`."""
    only = f"and entry.firm = {firm}" if firm else ""
    for_profit = (
        f"and (held_by.inst_type is null or held_by.inst_type not in ({_PUBLIC}))"
        if kind is FormKind.OPERATING
        else ""
    )
    return f"""
        select entry.firm, array_agg(distinct entry.kind) as kinds
          from registration_entry as entry join firm as held_by on held_by.id = entry.firm
         where entry.kind in {_REGISTRATIONS[kind]} {only}
           and {held_on("entry", day)}
           {for_profit}
         group by entry.firm"""  # noqa: S608 - placeholders and constants


async def reasons(firm_id: UUID, year: int, kind: FormKind = FormKind.OPERATING) -> list[str]:
    """The registrations by which a firm owes the year's report; empty when it owes none."""
    found = await database.value(
        f"select kinds from ({scope_sql('$1', '$2', kind)}) as scope",  # noqa: S608
        rules.reference_day(year),
        firm_id,
    )
    return sorted(found or [])


async def count(year: int, kind: FormKind = FormKind.OPERATING) -> int:
    """How many firms owe the year's report: the denominator of every coverage."""
    found: int = await database.value(
        f"select count(*) from ({scope_sql('$1', kind=kind)}) as scope",  # noqa: S608
        rules.reference_day(year),
    )
    return found
