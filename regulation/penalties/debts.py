"""What a served decision still costs: payments, instalments, days without surcharge, the balance on a day.

Of a case and of a penalty on the spot alike, by the id of either; a row is one of `decisions`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from regulation import database
from regulation.penalties import decisions
from regulation.penalties.rules import court, payment
from regulation.penalties.rules.payment import Part

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from regulation.law.calendar import WorkCalendar
    from regulation.penalties.rules.fines import Refusal

Row = dict[str, Any]
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Account:
    """What is owed and what was paid, on a day."""

    fine: Decimal
    confiscated: Decimal
    surcharge: Decimal
    fine_paid: Decimal
    confiscated_paid: Decimal
    surcharge_paid: Decimal
    #: Instalments of the fine as they hold on the day, one where it is due at once.
    dues: tuple[Part, ...] = ()
    #: Whether this day bears no surcharge, for a review or a suit.
    is_stayed: bool = False
    #: Last day of the instalment that was missed.
    broken_on: date | None = None
    #: How the surcharge came about, day by day.
    stretches: tuple[payment.Stretch, ...] = ()
    #: Last day to pay as it stands on the day, and whether execution is suspended on it.
    pay_due_on: date | None = None
    is_suspended: bool = False
    #: Whether a decision imposed the surcharge by this day.
    #:
    #: 《行政处罚法》第七十二条第一款 lets the organ impose it (可以), and 《行政强制法》第四十五条第一款 has its standard told to
    #: the party: before the decision that does both, the days count and nothing is owed for them.
    is_imposed: bool = True

    @property
    def left(self) -> Decimal:
        return self.fine_left + self.confiscated_left + self.surcharge_left

    @property
    def fine_left(self) -> Decimal:
        return max(self.fine - self.fine_paid, _ZERO)

    @property
    def confiscated_left(self) -> Decimal:
        return max(self.confiscated - self.confiscated_paid, _ZERO)

    @property
    def surcharge_left(self) -> Decimal:
        return self.surcharge_unpaid if self.is_imposed else _ZERO

    @property
    def surcharge_unpaid(self) -> Decimal:
        """What the days have come to and was not paid, imposed or not."""
        return max(self.surcharge - self.surcharge_paid, _ZERO)

    @property
    def surcharge_waiting(self) -> Decimal:
        """What the days have come to while no decision imposes it."""
        return _ZERO if self.is_imposed else self.surcharge_unpaid

    @property
    def overpaid(self) -> Decimal:
        """What was paid beyond what is owed now: to be refunded after the decision was changed or quashed."""
        pairs = (
            (self.fine, self.fine_paid),
            (self.confiscated, self.confiscated_paid),
            (self.surcharge, self.surcharge_paid),
        )
        return sum((max(paid - owed, _ZERO) for owed, paid in pairs), _ZERO)

    @property
    def next_due(self) -> Part | None:
        """The first instalment that the payments of the fine do not cover yet, with what is left of it."""
        left = self.fine_paid
        for due in self.dues:
            if left < due.amount:
                return Part(due.on, due.amount - left)
            left -= due.amount
        return None


@dataclass(frozen=True, slots=True)
class Payable:
    """What the party has to pay next, or should have paid, and the last day for it."""

    amount: Decimal
    until: date
    is_late: bool


def payable(account: Account, today: date) -> Payable | None:
    """Everything that is overdue in one sum; while nothing is, what falls due next. None once all is paid."""
    late, due_on = overdue_since(account, today), account.pay_due_on
    if late is not None:
        asked = sum((each.amount for each in account.dues if each.on < today), _ZERO)
        fine = min(max(asked - account.fine_paid, _ZERO), account.fine_left)
        taken = account.confiscated_left if due_on is not None and due_on < today else _ZERO
        return Payable(fine + taken + account.surcharge_left, late, is_late=True)
    ahead = account.next_due
    found = [ahead] if ahead is not None else []
    if account.confiscated_left and due_on is not None:
        found.append(Part(due_on, account.confiscated_left))
    if not found:
        return None
    first = min(each.on for each in found)
    return Payable(sum((each.amount for each in found if each.on == first), _ZERO), first, is_late=False)


def states(parts: Sequence[Part], account: Account, today: date) -> list[str]:
    """How each instalment of an approved plan stands: paid, missed, fallen due with a missed one, or open.

    Payments count for the earliest first; what was paid before the plan is no part of it.
    """
    left = account.fine_paid - (account.fine - sum((each.amount for each in parts), _ZERO))
    found = []
    for each in parts:
        left -= each.amount
        if left >= 0:
            found.append("paid")
        elif each.on < today:
            found.append("missed")
        else:
            found.append("fallen" if account.broken_on else "open")
    return found


async def payments(matter_id: UUID) -> list[Row]:
    """Every payment, the earliest first."""
    return await database.rows(
        "select * from case_payment where case_id = $1 or spot = $1 order by paid_on, recorded_at", matter_id
    )


async def stays(matter_id: UUID) -> list[Row]:
    """Reconsiderations and suits against the decision, the earliest first."""
    return await database.rows(
        "select * from surcharge_stay where case_id = $1 or spot = $1 order by from_on, number", matter_id
    )


async def suspensions(matter_id: UUID) -> list[Row]:
    """When execution of the decision was suspended, the earliest first."""
    return await database.rows(
        "select * from execution_suspension where case_id = $1 or spot = $1 order by from_on, paper_number",
        matter_id,
    )


async def suspended(matter_id: UUID) -> list[payment.Stay]:
    """The same as days."""
    return [(each["from_on"], each["to_on"]) for each in await suspensions(matter_id)]


async def plan(matter_id: UUID) -> Row | None:
    """The latest deferral that was approved, or None."""
    return await database.row(
        """select * from payment_plan where (case_id = $1 or spot = $1) and status = 'approved'
           order by decided_on desc, number desc limit 1""",
        matter_id,
    )


async def plans(matter_id: UUID) -> list[Row]:
    """Every deferral that was asked for, the latest first."""
    return await database.rows(
        "select * from payment_plan where case_id = $1 or spot = $1 order by number desc", matter_id
    )


async def dues(case: Row) -> list[Part]:
    """The last days on which the fine has to be paid: by the approved plan, else the day of the decision.

    What was paid before the plan stands as an instalment of its own on the day of the plan.
    """
    if not case["fine"] or case["pay_due_on"] is None:
        return []
    approved = await plan(case["id"])
    if approved is None:
        return [Part(case["pay_due_on"], case["fine"])]
    found = [
        Part(each["due_on"], each["amount"])
        for each in await database.rows(
            "select due_on, amount from payment_plan_part where plan = $1 order by position", approved["id"]
        )
    ]
    before = case["fine"] - sum((each.amount for each in found), _ZERO)
    return [Part(approved["asked_on"], before), *found] if before > 0 else payment.within(found, case["fine"])


async def account(case: Row, on: date) -> Account:
    """The money of a served case on a day; the surcharge runs until the fine is paid in full. What was quashed is not owed."""
    if case.get("status") == "quashed":
        case = {**case, "fine": _ZERO, "confiscated": _ZERO}
    paid = [each for each in await payments(case["id"]) if each["paid_on"] <= on]
    total = {name: sum((each[name] for each in paid), _ZERO) for name in ("fine", "confiscated", "surcharge")}
    halted = await suspended(case["id"])
    parts = payment.moved(await dues(case), halted, on)
    of_fine = [Part(each["paid_on"], each["fine"]) for each in paid if each["fine"]]
    without = [(each["from_on"], each["to_on"]) for each in await stays(case["id"])]
    counted = payment.stretches(case["fine"], parts, of_fine, on, without)
    imposed = await surcharge_decision(case["id"])
    return Account(
        fine=case["fine"],
        confiscated=case["confiscated"],
        surcharge=sum((each.amount for each in counted), _ZERO),
        fine_paid=total["fine"],
        confiscated_paid=total["confiscated"],
        surcharge_paid=total["surcharge"],
        dues=tuple(payment.fallen_due(parts, of_fine, on)),
        is_stayed=payment.is_stayed(on, without),
        broken_on=payment.broken_on(parts, of_fine, on) if len(parts) > 1 else None,
        stretches=tuple(counted),
        pay_due_on=payment.moved([Part(case["pay_due_on"], _ZERO)], halted, on)[0].on
        if case["pay_due_on"]
        else None,
        is_suspended=payment.is_stayed(on, halted),
        is_imposed=imposed is not None and imposed["decided_on"] <= on,
    )


async def remedies(matter_id: UUID) -> list[court.Remedy]:
    """Reconsiderations and suits as the window for the court sees them."""
    return [
        court.Remedy(court.Way(each["way"]), each["to_on"], each["is_moot"], each["has_changed"])
        for each in await stays(matter_id)
    ]


async def window(case: Row, calendar: WorkCalendar) -> court.Window | Refusal | None:
    """When the court may be asked to enforce a served decision; None before it is served."""
    if case["served_on"] is None:
        return None
    approved = await plan(case["id"])
    broken = (await account(case, approved["ends_on"])).broken_on if approved else None
    ends = (broken or approved["ends_on"]) if approved else None
    return court.window(
        case["served_on"],
        calendar,
        remedies=await remedies(case["id"]),
        deferral_ends_on=ends,
        # A row of a case as its table has it carries no kind.
        review_first=case.get("matter_kind") == decisions.SPOT,
    )


async def demands(matter_id: UUID) -> list[Row]:
    """Demands of a case, the latest first."""
    return await database.rows(
        "select * from demand_notice where case_id = $1 or spot = $1 order by issued_on desc, number desc",
        matter_id,
    )


async def applications(matter_id: UUID) -> list[Row]:
    """Applications to the court, the latest first."""
    return await database.rows(
        "select * from court_application where case_id = $1 or spot = $1 order by applied_on desc, number desc",
        matter_id,
    )


async def surcharge_decision(matter_id: UUID) -> Row | None:
    """The decision that imposes the surcharge, or None."""
    return await database.row("select * from surcharge_decision where case_id = $1 or spot = $1", matter_id)


async def deliveries(matter_id: UUID) -> list[Row]:
    """What the receipts of a case state, the latest first."""
    return await database.rows(
        """select case_delivery.*, document.kind as document_kind, document.number as document_number
           from case_delivery join document on document.id = case_delivery.document
           where case_id = $1 or spot = $1 order by recorded_at desc""",
        matter_id,
    )


async def address(case_id: UUID) -> Row | None:
    """The address that the party confirmed last, or None."""
    return await database.row(
        "select * from case_service_address where case_id = $1 order by recorded_at desc limit 1", case_id
    )


def overdue_since(account: Account, today: date) -> date | None:
    """The last day to pay of what is overdue; None while nothing is."""
    paid, asked = account.fine_paid, _ZERO
    for due in account.dues:
        asked += due.amount
        if due.on < today and paid < asked:
            return due.on
    due_on = account.pay_due_on
    others = account.confiscated_left + account.surcharge_left
    return due_on if others > 0 and due_on is not None and due_on < today else None


def late_since(account: Account, today: date) -> date | None:
    """The same, also where all was paid, too late, and only the days of a surcharge are left that nobody has imposed."""
    due_on = account.pay_due_on
    only_days = account.surcharge_waiting > 0 and due_on is not None and due_on < today
    return overdue_since(account, today) or (due_on if only_days else None)
