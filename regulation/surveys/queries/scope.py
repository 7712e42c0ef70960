"""Who is asked by the statistics of a year: who was on the register on the reference day, public institutions included."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulation import database
from regulation.indicators.options import PUBLIC_TYPES
from regulation.surveys.session import statistical

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

#: Institutions that operate for profit, and branches in the city of firms from elsewhere. A dispatch licence alone
#: is no HR-service institution.
_KINDS = "('hr_licence', 'filing', 'branch_report')"
_PUBLIC = ", ".join(f"'{code}'" for code in sorted(PUBLIC_TYPES))
#: The kind under which a public institution is in the population: it needs no registration to serve.
PUBLIC = "public"


def scope_sql(day: str, firm: str = "") -> str:
    """Rows `(firm, kinds)` of the population on a day; `day` and `firm` are placeholders such as `$1`.

    As for the operating report (`annual_reports.queries.scope`), and besides the public institutions, who
    owe no operating report. One that closed is out once the register says so; it keeps no day of closing.
    """
    only = f"and entry.firm = {firm}" if firm else ""
    only_public = f"and body.id = {firm}" if firm else ""
    return f"""
        select entry.firm, array_agg(distinct entry.kind) as kinds
          from registration_entry as entry join firm as held_by on held_by.id = entry.firm
         where entry.kind in {_KINDS} {only}
           and (entry.issued_on is null or entry.issued_on <= {day})
           and (entry.ended_on is null or entry.ended_on > {day})
           and (entry.ended_on is not null or entry.status in ('valid', 'renewal_pending', 'expired'))
           and (entry.expires_on is null or entry.expires_on >= {day} or entry.status = 'renewal_pending')
           and (held_by.inst_type is null or held_by.inst_type not in ({_PUBLIC}))
         group by entry.firm
        union all
        select body.id, array['{PUBLIC}'] from firm as body
         where body.inst_type in ({_PUBLIC}) {only_public}
           and body.business_state not in ('deregistered', 'moved_away')
           and (body.established_on is null or body.established_on <= {day})"""  # noqa: S608 - placeholders and constants


@statistical
async def reasons(firm_id: UUID, day: date) -> list[str]:
    """Why a firm is asked: its registrations on the day, or being public; empty when it is not."""
    found = await database.value(
        f"select kinds from ({scope_sql('$1', '$2')}) as scope",  # noqa: S608
        day,
        firm_id,
    )
    return sorted(found or [])


@statistical
async def count(day: date) -> int:
    """How many firms are asked: the denominator of every response rate."""
    found: int = await database.value(
        f"select count(*) from ({scope_sql('$1')}) as scope",  # noqa: S608
        day,
    )
    return found
