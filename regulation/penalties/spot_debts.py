"""Fines on the spot as lists show them: what is deferred, unpaid, and where the money is that officers took."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database

if TYPE_CHECKING:
    from uuid import UUID

Row = dict[str, Any]


async def plans_asked(organ_id: UUID) -> list[Row]:
    """Deferrals of an organ's fines on the spot that wait for their decision, the earliest first."""
    return await database.rows(
        """select s.id, p.number, s.party_name from payment_plan as p join spot_penalty as s on s.id = p.spot
            where p.status = 'asked' and s.status <> 'quashed' and s.organ = $1 order by p.asked_on, p.number""",
        organ_id,
    )


_IN_HAND = """
    select s.id, s.number, s.party_name, coalesce(s.decided_fine, s.fine) as fine, s.receipt, s.decided_on, s.handed_in_on, s.organ, s.officer_a, s.officer_b,
           s.officers, clock.due_on
      from spot_penalty as s
      left join clock on clock.matter_id = s.id
                     and clock.kind = case when s.handed_in_on is null then 'spot_hand_in' else 'spot_to_bank' end
     where s.collecting <> '' and s.banked_on is null
"""


async def in_hand(person_id: UUID) -> list[Row]:
    """What this officer collected and has not handed in yet, with the last day to do it."""
    return await database.rows(
        f"{_IN_HAND} and s.handed_in_on is null and $1 in (s.officer_a, s.officer_b) order by clock.due_on, s.number",
        person_id,
    )


async def on_its_way(organ_id: UUID | None) -> list[Row]:
    """Money collected on the spot that has not reached the bank: with the officers, or in the office; None for every organ."""
    return await database.rows(
        f"{_IN_HAND} and ($1::uuid is null or s.organ = $1) order by clock.due_on, s.number", organ_id
    )
