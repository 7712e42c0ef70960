"""The list of victims: who counts in a fine by heads, what was taken from each, what each got back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import record
from regulation.law import beijing, money
from regulation.law.citation import PENALTY_LAW, Citation
from regulation.penalties import permissions, queries
from regulation.penalties.actions import doors
from regulation.penalties.papers import masked
from regulation.penalties.rules.violations import VIOLATIONS
from regulation.penalties.status import CaseStatus
from regulation.penalties.tables import PenaltyCase
from regulation.roles import Role

if TYPE_CHECKING:
    from datetime import datetime

    from regulation.actor import Actor

Row = dict[str, Any]
MOST_MONTHS = 600
_FIRST_TO_VICTIMS = PENALTY_LAW.article(28, 2)
_OPEN = frozenset(
    {
        CaseStatus.INVESTIGATING,
        CaseStatus.REPORTED,
        CaseStatus.NOTIFIED,
        CaseStatus.HEARD,
        CaseStatus.DECIDED,
        CaseStatus.SERVED,
    }
)


@dataclass(frozen=True, slots=True)
class Counted:
    """What the list comes to: persons, months of children, money taken and given back."""

    heads: int
    months: int
    paid: Decimal
    refunded: Decimal


async def counted(case_id: UUID) -> Counted:
    """The sums of the list, without those struck out."""
    found = await database.row(
        """select count(*) as heads, coalesce(sum(months), 0) as months, coalesce(sum(paid), 0) as paid,
                  coalesce(sum((select sum(amount) from case_refund where victim = case_victim.id)), 0) as refunded
           from case_victim where case_id = $1 and struck_at is null""",
        case_id,
    )
    assert found is not None
    return Counted(found["heads"], found["months"], found["paid"], found["refunded"])


@dataclass(frozen=True, slots=True)
class OrderedBack:
    """What of the money that a decision orders given back is not shown to have been, and since when it is late."""

    #: Of the persons on the list: each has a line where the refund is entered.
    listed: Decimal = Decimal(0)
    #: Ordered back beyond the sums of the list, to persons whom nobody named.
    unlisted: Decimal = Decimal(0)
    #: The article that orders it.
    citation: Citation = _FIRST_TO_VICTIMS
    #: Its last day: the days of the decision, or those for the fine where it names none.
    due_on: date | None = None


async def ordered_back(case: Row) -> OrderedBack:
    """What is open of the refunds that the decision orders; nothing where it stands no more or orders none."""
    if not case.get("refunded") or case["status"] == CaseStatus.QUASHED or case["served_on"] is None:
        return OrderedBack()
    found, known = await counted(case["id"]), VIOLATIONS[case["violation"]]
    days = await database.value(
        "select refund_days from case_weighing where case_id = $1 order by position desc limit 1", case["id"]
    )
    return OrderedBack(
        listed=max(min(case["refunded"], found.paid) - found.refunded, Decimal(0)),
        unlisted=max(case["refunded"] - found.paid, Decimal(0)),
        citation=known.basis[0] if known.refunds else _FIRST_TO_VICTIMS,
        due_on=case["served_on"] + timedelta(days=days) if days else case["pay_due_on"],
    )


async def late_back(decision: Row, today: date) -> Decimal:
    """What is overdue of the refunds ordered, to the persons on the list: demanded, and asked of the court. None on the spot."""
    back = await ordered_back(decision)
    return back.listed if back.due_on is not None and back.due_on < today else Decimal(0)


async def receipts(case_id: UUID) -> tuple[str, ...]:
    """The receipts of what was given back, each once, in the order of their days."""
    found = await database.rows(
        """select receipt, min(refunded_on) as day from case_refund join case_victim on case_victim.id = victim
           where case_id = $1 and struck_at is null group by receipt order by day, receipt""",
        case_id,
    )
    return tuple(each["receipt"] for each in found)


async def listed(actor: Actor, case: Row) -> list[Row]:
    """The list in its order, with what each got back; names are masked for who does not handle the case."""
    found = await database.rows(
        """select case_victim.*, coalesce(sum(case_refund.amount), 0) as refunded
           from case_victim left join case_refund on case_refund.victim = case_victim.id
           where case_id = $1 group by case_victim.id order by position""",
        case["id"],
    )
    if permissions.may_read_victims(actor, case):
        return found
    return [{**each, "name": masked(each["name"]), "note": ""} for each in found]


async def add(
    case_id: UUID,
    *,
    name: str,
    paid: Decimal = Decimal(0),
    months: int = 0,
    note: str = "",
    actor: Actor,
    now: datetime,
) -> None:
    """Enter one person, while the investigation goes on."""
    wrong = {}
    if not name.strip():
        wrong["name"] = "请填写姓名"
    if paid < 0:
        wrong["paid"] = "金额不能为负数"
    if paid != money.rounded(paid):
        wrong["paid"] = "金额精确到分，最多两位小数"
    if not 0 <= months <= MOST_MONTHS:
        wrong["months"] = "请填写月数"
    if wrong:
        raise errors.Invalid(wrong)
    async with database.unit_of_work():
        await doors.held_case(case_id, "list_victim", actor=actor, now=now)
        place = await database.value(
            """insert into case_victim (id, case_id, position, name, months, paid, note, added_by, added_at, struck_reason)
               select $1, $2, coalesce(max(position), 0) + 1, $3, $4, $5, $6, $7, $8, '' from case_victim where case_id = $2
               returning position""",
            uuid4(),
            case_id,
            name.strip(),
            months,
            paid,
            note.strip(),
            actor.name,
            now,
        )
        # The log names the place in the list, not the person.
        await doors.take(case_id, "list_victim", actor=actor, now=now, data={"position": place})


async def strike(case_id: UUID, position: int, *, reason: str, actor: Actor, now: datetime) -> None:
    """Strike one person out, with the reason; the line stays legible."""
    why = doors.said(reason)
    async with database.unit_of_work():
        await doors.held_case(case_id, "strike_victim", actor=actor, now=now)
        struck = await database.value(
            """update case_victim set struck_at = $3, struck_reason = $4
               where case_id = $1 and position = $2 and struck_at is null returning id""",
            case_id,
            position,
            now,
            why,
        )
        if struck is None:
            raise errors.NotFound
        await doors.take(
            case_id, "strike_victim", actor=actor, now=now, reason=why, data={"position": position}
        )


async def refund(
    case_id: UUID,
    position: int,
    *,
    amount: Decimal,
    refunded_on: date,
    receipt: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Enter money that a victim got back: never more than was taken, by its receipt."""
    async with database.unit_of_work():
        case = await queries.case_for_update(case_id)
        permissions.check_office(actor, case, {Role.CLERK}, await doors.kept_away(case, now))
        if case["status"] not in _OPEN:
            raise errors.AlreadyMoved
        victim = await database.row(
            """select case_victim.id, paid, coalesce((select sum(amount) from case_refund where victim = case_victim.id), 0)
                      as refunded from case_victim where case_id = $1 and position = $2 and struck_at is null""",
            case_id,
            position,
        )
        if victim is None:
            raise errors.NotFound
        wrong = {}
        if amount <= 0 or amount != money.rounded(amount):
            wrong["amount"] = "请填写退还的金额，精确到分"
        if refunded_on > beijing.legal_day(now):
            wrong["refunded_on"] = "退还日期不能晚于今天"
        if not receipt.strip():
            wrong["receipt"] = "请填写收据或者转账凭证"
        if wrong:
            raise errors.Invalid(wrong)
        if amount > victim["paid"] - victim["refunded"]:
            raise errors.Refused("退还的金额超过收取的金额", citation=PENALTY_LAW.article(28, 2))
        await database.execute(
            """insert into case_refund (id, victim, amount, refunded_on, receipt, recorded_by, recorded_at)
               values ($1, $2, $3, $4, $5, $6, $7)""",
            uuid4(),
            victim["id"],
            amount,
            refunded_on,
            receipt.strip(),
            actor.name,
            now,
        )
        await record.record_event(
            PenaltyCase,
            case_id,
            "refund",
            actor=actor,
            now=now,
            data={"position": position, "amount": amount, "on": refunded_on},
            cites=(PENALTY_LAW.article(28, 2),),
            status_after=case["status"],
        )
