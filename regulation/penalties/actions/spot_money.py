"""Money of a penalty on the spot: what came in at the bank, who is told when it is late."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import clocks, record
from regulation.law import beijing
from regulation.law.citation import PENALTY_LAW
from regulation.notices import actions as notices
from regulation.penalties import debts, decisions, permissions, spot_debts
from regulation.penalties.actions import doors
from regulation.penalties.tables_hearing import SpotPenalty
from regulation.roles import Role
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date, datetime

    from regulation.actor import Actor

Row = dict[str, Any]
_ZERO = Decimal(0)


async def locked(spot_id: UUID, *, actor: Actor, now: datetime) -> Row:
    """The penalty, held for an act of the office that issued it."""
    found = await database.row("select * from spot_penalty where id = $1 for update", spot_id)
    if found is None:
        raise errors.NotFound
    permissions.check_office(
        actor, found, {Role.CLERK, Role.DECIDER}, await doors.conflicted(found["firm"], now)
    )
    return decisions.of_spot(found)


def decided_by(found: Row, actor: Actor) -> bool:
    """Whether this person is one of the two officers."""
    return actor.person_id in {found["officer_a"], found["officer_b"]}


async def note_payment(
    spot_id: UUID,
    way: str,
    paid_on: date,
    *,
    fine: Decimal = _ZERO,
    surcharge: Decimal = _ZERO,
    receipt: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Write a payment down, in the caller's transaction."""
    await database.execute(
        """insert into case_payment (id, spot, way, paid_on, fine, confiscated, surcharge, receipt, recorded_by, recorded_at)
           values ($1,$2,$3,$4,$5,0,$6,$7,$8,$9)""",
        uuid4(),
        spot_id,
        way,
        paid_on,
        fine,
        surcharge,
        receipt.strip(),
        actor.name,
        now,
    )


async def pay_at_bank(
    spot_id: UUID,
    *,
    paid_on: date,
    receipt: str,
    fine: Decimal = _ZERO,
    surcharge: Decimal = _ZERO,
    actor: Actor,
    now: datetime,
) -> None:
    """Enter what the party paid at the bank, by its receipt; never more than is owed, not by the officers who decided."""
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        found = await locked(spot_id, actor=actor, now=now)
        if decided_by(found, actor):
            raise errors.NotPermitted(
                "作出罚款决定与收缴罚款分离，缴款由本机关其他人员登记", citation=PENALTY_LAW.article(67, 1)
            )
        if (await debts.account(found, today)).left == 0:
            raise errors.AlreadyMoved
        owed = await debts.account(found, paid_on)
        problems = {}
        if not found["decided_on"] <= paid_on <= today:
            problems["paid_on"] = N_("缴款日期应当在决定之后，且不晚于今天")
        if not receipt.strip():
            problems["receipt"] = N_("请填写票据号码")
        if fine + surcharge <= 0:
            problems["fine"] = N_("请填写缴款金额")
        for name, paid, left in (
            ("fine", fine, owed.fine_left),
            ("surcharge", surcharge, owed.surcharge_left),
        ):
            if paid > left:
                problems[name] = N_("金额超过应缴的余额")
        if problems:
            raise errors.Invalid(problems)
        await note_payment(
            spot_id, "bank", paid_on, fine=fine, surcharge=surcharge, receipt=receipt, actor=actor, now=now
        )
        if (await debts.account(found, paid_on)).left == 0:
            await clocks.meet(spot_id, "payment", on=paid_on)
        await record.record_event(
            SpotPenalty,
            spot_id,
            "paid",
            actor=actor,
            now=now,
            data={"fine": fine, "surcharge": surcharge, "paid_on": paid_on, "receipt": receipt.strip()},
            cites=(PENALTY_LAW.article(67, 3),),
        )


async def remind_unpaid(*, today: date) -> int:
    """Tell the organs whose fines on the spot, or an instalment of theirs, were due yesterday and are unpaid; how many."""
    at, told, yesterday = beijing.start_of_day(today), 0, today - timedelta(days=1)
    for each in await spot_debts.unpaid(None):
        if each["is_deferred"]:
            last = debts.overdue_since(await debts.account(await decisions.by_id(each["id"]), today), today)
        else:
            last = each["pay_due_on"]
        if last != yesterday:
            continue
        told += 1
        await notices.tell(
            N_("%(party)s未按期缴纳当场处罚的罚款，文号%(number)s，自今日起加处罚款"),
            f"/desk/spot/{each['id']}",
            kind="unpaid",
            now=at,
            organ_id=each["organ"],
            party=each["party_name"],
            number=each["number"],
        )
    return told
