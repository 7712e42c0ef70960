"""What a penalty on the spot still costs, and where the money is that officers took for it."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from regulation import database
from regulation.penalties.debts import Account
from regulation.penalties.rules import court, payment
from regulation.penalties.rules.fines import Proposal
from regulation.penalties.rules.payment import Part
from regulation.penalties.rules.violations import Measure

if TYPE_CHECKING:
    from uuid import UUID

    from regulation.law.calendar import WorkCalendar
    from regulation.penalties.rules.fines import Refusal

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


async def plans(spot_id: UUID) -> list[Row]:
    """Every deferral that was asked for, the latest first."""
    return await database.rows("select * from spot_plan where spot = $1 order by number desc", spot_id)


async def plan(spot_id: UUID) -> Row | None:
    """The deferral that was approved, or None."""
    return await database.row("select * from spot_plan where spot = $1 and status = 'approved'", spot_id)


async def plans_asked(organ_id: UUID) -> list[Row]:
    """Deferrals of an organ's fines on the spot that wait for their decision, the earliest first."""
    return await database.rows(
        """select s.id, p.number, s.party_name from spot_plan as p join spot_penalty as s on s.id = p.spot
            where p.status = 'asked' and s.organ = $1 order by p.asked_on, p.number""",
        organ_id,
    )


def parts_of(found: Row) -> list[Part]:
    """The instalments that were asked for, as they were written."""
    return [
        Part(date.fromisoformat(each["due_on"]), Decimal(each["amount"]))
        for each in json.loads(found["parts"])
    ]


async def _dues(spot: Row) -> list[Part]:
    """By the approved plan, with what was paid before it as an instalment of its own; else the day of the decision."""
    if not spot["fine"]:
        return []
    approved = await plan(spot["id"])
    if approved is None:
        return [Part(spot["pay_due_on"], spot["fine"])]
    parts = parts_of(approved)
    before = spot["fine"] - sum((each.amount for each in parts), _ZERO)
    return [Part(approved["asked_on"], before), *parts] if before > 0 else parts


async def account(spot: Row, on: date) -> Account:
    """The money of a penalty on the spot on a day, by the same rules as that of a case: fifteen days, then the surcharge."""
    paid = [each for each in await payments(spot["id"]) if each["paid_on"] <= on]
    dues = await _dues(spot)
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
        dues=tuple(payment.fallen_due(dues, of_fine, on)),
        is_stayed=payment.is_stayed(on, without),
        broken_on=payment.broken_on(dues, of_fine, on) if len(dues) > 1 else None,
        stretches=tuple(counted),
        pay_due_on=spot["pay_due_on"],
    )


def proposal_of(spot: Row) -> Proposal:
    """What was decided on the spot."""
    return Proposal(fine=spot["fine"], measures=(Measure.WARNING,) if spot["warning"] else ())


def as_case(spot: Row) -> Row:
    """The decision as the papers about its money name it: handed over where it was made, it was served that day."""
    read = {
        name: json.loads(spot[name]) if isinstance(spot[name], str) else spot[name]
        for name in ("party", "officers")
    }
    return {**spot, **read, "decision_number": spot["number"], "served_on": spot["decided_on"]}


async def remedies(spot_id: UUID) -> list[court.Remedy]:
    """The reconsideration and the suit as the window for the court sees them."""
    return [
        court.Remedy(court.Way(each["way"]), each["to_on"], each["is_moot"], each["has_changed"])
        for each in await stays(spot_id)
    ]


async def window(spot: Row, calendar: WorkCalendar) -> court.Window | Refusal:
    """When the court may be asked, by the rule of every decision.

    Reading: who let the sixty days of the reconsideration that must come first pass could not sue any more; the law of
    compulsion does not say whether the months run from then. They run here from the later end, that of the six months.
    """
    approved = await plan(spot["id"])
    broken = (await account(spot, approved["ends_on"])).broken_on if approved else None
    ends = (broken or approved["ends_on"]) if approved else None
    return court.window(
        spot["decided_on"], calendar, remedies=await remedies(spot["id"]), deferral_ends_on=ends
    )


async def surcharge_decision(spot_id: UUID) -> Row | None:
    """The decision that imposes the surcharge, or None."""
    return await database.row("select * from spot_surcharge where spot = $1", spot_id)


async def demands(spot_id: UUID) -> list[Row]:
    """Demands, the latest first."""
    return await database.rows(
        "select * from spot_demand where spot = $1 order by issued_on desc, number desc", spot_id
    )


async def applications(spot_id: UUID) -> list[Row]:
    """Applications to the court, the latest first."""
    return await database.rows(
        "select * from spot_application where spot = $1 order by applied_on desc, number desc", spot_id
    )


async def deliveries(spot_id: UUID) -> list[Row]:
    """What the receipts of the later papers state, the latest first."""
    return await database.rows(
        """select spot_delivery.*, document.kind as document_kind, document.number as document_number
             from spot_delivery join document on document.id = spot_delivery.document
            where spot = $1 order by recorded_at desc""",
        spot_id,
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
        """select s.id, s.number, s.party_name, s.fine, s.decided_on, s.pay_due_on, s.organ, s.firm,
                  exists (select from spot_plan as p where p.spot = s.id and p.status = 'approved') as is_deferred
             from spot_penalty as s
            where s.fine > coalesce((select sum(p.fine) from spot_payment as p where p.spot = s.id), 0)
              and ($1::uuid is null or s.organ = $1) order by s.pay_due_on, s.number""",
        organ_id,
    )
