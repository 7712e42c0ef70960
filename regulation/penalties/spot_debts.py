"""What a penalty on the spot still costs, and where the money is that officers took for it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from regulation import database
from regulation.penalties.debts import Account
from regulation.penalties.rules import payment
from regulation.penalties.rules.payment import Part

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

Row = dict[str, Any]
_ZERO = Decimal(0)


async def payments(spot_id: UUID) -> list[Row]:
    """Every payment, the earliest first."""
    return await database.rows(
        "select * from spot_payment where spot = $1 order by paid_on, recorded_at", spot_id
    )


async def stays(spot_id: UUID) -> list[Row]:
    """The reconsideration against it and the suit after that, the earliest first."""
    return await database.rows("select * from spot_stay where spot = $1 order by from_on, number", spot_id)


async def account(spot: Row, on: date) -> Account:
    """The money of a penalty on the spot on a day, by the same rules as that of a case: fifteen days, then the surcharge."""
    paid = [each for each in await payments(spot["id"]) if each["paid_on"] <= on]
    dues = [Part(spot["pay_due_on"], spot["fine"])] if spot["fine"] else []
    of_fine = [Part(each["paid_on"], each["fine"]) for each in paid if each["fine"]]
    without = [(each["from_on"], each["to_on"]) for each in await stays(spot["id"])]
    counted = payment.stretches(spot["fine"], dues, of_fine, on, without)
    return Account(
        fine=spot["fine"],
        confiscated=_ZERO,
        surcharge=sum((each.amount for each in counted), _ZERO),
        fine_paid=sum((each["fine"] for each in paid), _ZERO),
        confiscated_paid=_ZERO,
        surcharge_paid=sum((each["surcharge"] for each in paid), _ZERO),
        dues=tuple(dues),
        is_stayed=payment.is_stayed(on, without),
        stretches=tuple(counted),
        pay_due_on=spot["pay_due_on"],
    )


_IN_HAND = """
    select s.id, s.number, s.party_name, s.fine, s.receipt, s.decided_on, s.handed_in_on, s.organ, s.officer_a, s.officer_b,
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


async def unpaid(organ_id: UUID | None) -> list[Row]:
    """Fines on the spot of which a part is unpaid, the earliest last day first."""
    return await database.rows(
        """select s.id, s.number, s.party_name, s.fine, s.decided_on, s.pay_due_on, s.organ, s.firm from spot_penalty as s
            where s.fine > coalesce((select sum(p.fine) from spot_payment as p where p.spot = s.id), 0)
              and ($1::uuid is null or s.organ = $1) order by s.pay_due_on, s.number""",
        organ_id,
    )
