"""Who is asked: the population of a round, for-profit firms, branches of firms from elsewhere, and public institutions.

One SQL text for one firm and for all, so that the firm's task list, the desk's list and the denominator of
the response rate count alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulation import database
from regulation.firms.held import existed_on, held_on
from regulation.indicators.options import PUBLIC_TYPES
from regulation.surveys.session import statistical

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

#: A dispatch licence alone is no HR-service institution.
_KINDS = "('hr_licence', 'filing', 'branch_report')"
_PUBLIC = ", ".join(f"'{code}'" for code in sorted(PUBLIC_TYPES))
#: The kind under which a public institution is in the population: it needs no registration to serve.
PUBLIC = "public"


def scope_sql(day: str, firm: str = "") -> str:
    """Rows `(firm, kinds)` of who is asked as of a day; `day` and `firm` are placeholders such as `$1`.

    《北京市2025年度人力资源市场统计工作通知》: for-profit institutions with a licence or a filing on 31 December, branches in
    Beijing of firms from elsewhere, and public institutions whether they hold a registration or not.
    """
    only_entry = f"and entry.firm = {firm}" if firm else ""
    only_held = f"and held.id = {firm}" if firm else ""
    return f"""
        select firm, array_agg(distinct kind) as kinds from (
            select entry.firm, entry.kind
              from registration_entry as entry join firm as held_by on held_by.id = entry.firm
             where entry.kind in {_KINDS} {only_entry} and {held_on("entry", day)}
               and (held_by.inst_type is null or held_by.inst_type not in ({_PUBLIC}))
            union all
            select held.id, '{PUBLIC}' from firm as held
             where held.inst_type in ({_PUBLIC}) {only_held} and {existed_on("held", day)}
        ) as found group by firm"""  # noqa: S608 - placeholders and constants


@statistical
async def reasons(firm_id: UUID, day: date) -> list[str]:
    """Why a firm is asked as of a reference day (keys of `rules.SCOPE_REASONS`); empty when it is not."""
    found = await database.value(
        f"select kinds from ({scope_sql('$1', '$2')}) as scope",  # noqa: S608
        day,
        firm_id,
    )
    return sorted(found or [])


@statistical
async def count(day: date) -> int:
    """How many are asked as of a day: the denominator of the response rate."""
    found: int = await database.value(
        f"select count(*) from ({scope_sql('$1')}) as scope",  # noqa: S608
        day,
    )
    return found


@statistical
async def firms(day: date) -> list[UUID]:
    """All of them."""
    found = await database.rows(f"select firm from ({scope_sql('$1')}) as scope", day)  # noqa: S608
    return [each["firm"] for each in found]
