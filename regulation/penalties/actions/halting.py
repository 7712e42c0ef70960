"""What a review means for the execution of a decision: days without surcharge, execution suspended and taken up again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import calendar, clocks, record
from regulation.law import beijing
from regulation.law.citation import PENALTY_LAW
from regulation.licensing.actions import ending, restoring
from regulation.penalties import debts, decisions
from regulation.penalties.actions import performance
from regulation.penalties.tables import PenaltyCase
from regulation.penalties.tables_hearing import SpotPenalty
from regulation.registration_conditions.actions import following
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date, datetime

    from regulation.actor import Actor
    from regulation.law.citation import Citation

Row = dict[str, Any]
#: What is said of the register while execution is suspended.
SUSPENDED = N_("复议、诉讼期间处罚决定停止执行")
RESUMED = N_("停止执行结束，处罚决定恢复执行：吊销许可证")
#: Clocks that stand still meanwhile.
HALTED = frozenset({"payment", "demand"})


async def log(
    decision: Row,
    act: str,
    *,
    actor: Actor,
    now: datetime,
    reason: str = "",
    data: Row,
    cites: tuple[Citation, ...],
) -> None:
    """An act of a review in the log of the decision it is against."""
    table = SpotPenalty if decisions.is_spot(decision) else PenaltyCase
    await record.record_event(
        table, decision["id"], act, actor=actor, now=now, reason=reason, data=data, cites=cites
    )


async def begin_stay(
    matter_id: UUID, *, way: str, number: str, from_on: date, actor: Actor, now: datetime
) -> None:
    """From the day on which the review or suit was lodged no surcharge runs (第七十三条第三款).

    A stay that was only noted, before remedies against penalties on the spot were conducted, becomes the stay of this one.
    """
    decision = await decisions.by_id(matter_id)
    noted = await database.value(
        """update surcharge_stay set way = $2, number = $3, from_on = least(from_on, $4)
            where (case_id = $1 or spot = $1) and to_on is null returning id""",
        matter_id,
        way,
        number,
        from_on,
    )
    if noted is None:
        await database.execute(
            f"""insert into surcharge_stay (id, {decision["column"]}, way, number, from_on, is_moot, has_changed)
                values ($1,$2,$3,$4,$5,false,false)""",  # noqa: S608 - the column's name is one of two written in code
            uuid4(),
            matter_id,
            way,
            number,
            from_on,
        )
    await log(
        decision,
        "stay",
        actor=actor,
        now=now,
        data={"number": number, "from_on": from_on},
        cites=(PENALTY_LAW.article(73, 3),),
    )


async def end_stay(
    matter_id: UUID, *, number: str, to_on: date, is_moot: bool, has_changed: bool = False
) -> None:
    """The last day without surcharge: from the next day it runs again."""
    await database.execute(
        """update surcharge_stay set to_on = greatest($3, from_on), is_moot = $4, has_changed = $5
            where (case_id = $1 or spot = $1) and number = $2""",
        matter_id,
        number,
        to_on,
        is_moot,
        has_changed,
    )


async def begin_suspension(
    matter_id: UUID,
    *,
    number: str,
    ground: str,
    paper_number: str,
    from_on: date,
    body: str,
    covers_licence: bool,
    actor: Actor,
    now: datetime,
) -> None:
    """Execution stops: no day falls due, nothing is demanded, and what was stopped in the register is lifted meanwhile.

    A licence that the decision revoked holds again meanwhile where whoever suspends said so.
    """
    async with database.unit_of_work():
        decision = await decisions.for_update(matter_id)
        if any(each["to_on"] is None for each in await debts.suspensions(matter_id)):
            raise errors.AlreadyMoved
        lifted = await lift_stop(decision, reason=SUSPENDED, actor=actor, now=now)
        await database.execute(
            f"""insert into execution_suspension (id, {decision["column"]}, number, ground, paper_number, from_on, has_lifted,
                                                  covers_licence)
                values ($1,$2,$3,$4,$5,$6,$7,$8)""",  # noqa: S608 - the column's name is one of two written in code
            uuid4(),
            matter_id,
            number,
            ground,
            paper_number,
            from_on,
            lifted,
            covers_licence,
        )
        await log(
            decision,
            "suspend",
            actor=actor,
            now=now,
            data={"number": paper_number, "from_on": from_on},
            cites=(PENALTY_LAW.article(73, 1),),
        )
        known = await calendar.current()
        for each in await clocks.of(matter_id, calendar=known):
            if each.kind in HALTED and each.is_running:
                await clocks.pause(matter_id, each.kind, on=from_on, calendar=known)
        if covers_licence:
            said = {
                "decision_number": decision["decision_number"],
                "revoked_on": decision["served_on"],
                "body": body,
                "outcome_number": paper_number,
                "effective_on": from_on,
            }
            for licence in await restoring.taken_by(decision["decision_number"]):
                await restoring.restore(
                    licence["id"], undone=said, reason=SUSPENDED, is_meanwhile=True, actor=actor, now=now
                )


async def end_suspension(matter_id: UUID, *, to_on: date, stands: bool, actor: Actor, now: datetime) -> bool:
    """The last day without execution; from the next day it goes on, where the decision stands. False when none was open."""
    async with database.unit_of_work():
        decision = await decisions.for_update(matter_id)
        found = await database.row(
            "select * from execution_suspension where (case_id = $1 or spot = $1) and to_on is null for update",
            matter_id,
        )
        if found is None:
            return False
        await database.execute(
            "update execution_suspension set to_on = greatest($2, from_on) where id = $1", found["id"], to_on
        )
        await log(
            decision,
            "resume",
            actor=actor,
            now=now,
            data={"number": found["paper_number"], "to_on": to_on},
            cites=(PENALTY_LAW.article(73, 1),),
        )
        known = await calendar.current()
        for each in await clocks.of(matter_id, calendar=known):
            if each.kind in HALTED and each.is_running:
                await clocks.resume(matter_id, each.kind, on=to_on + timedelta(days=1), calendar=known)
        due_on = await database.value(
            "select due_on from clock where matter_id = $1 and kind = 'demand'", matter_id
        )
        await database.execute(
            "update demand_notice set due_on = $2 where (case_id = $1 or spot = $1) and due_on >= $3",
            matter_id,
            due_on,
            found["from_on"],
        )
        if stands and found["has_lifted"] and decision["is_served"]:
            since = max(beijing.legal_day(now), to_on + timedelta(days=1))
            await performance.stop_business(
                decision, since=since, source_matter=found["id"], again=True, actor=actor, now=now
            )
        if stands and found["covers_licence"]:
            for licence in await restoring.held_meanwhile(decision["decision_number"]):
                await ending.revoke(
                    licence["id"],
                    decision_number=decision["decision_number"],
                    on=max(beijing.legal_day(now), to_on + timedelta(days=1)),
                    reason=RESUMED,
                    actor=actor,
                    now=now,
                )
    return True


async def lift_stop(decision: Row, *, reason: str, actor: Actor, now: datetime) -> bool:
    """What the decision stopped goes on, also where it was entered anew after a suspension; whether anything was stopped."""
    found = False
    for matter in (decision["id"], *(each["id"] for each in await debts.suspensions(decision["id"]))):
        lifted = await following.lift(
            matter,
            on=beijing.legal_day(now),
            reason=reason,
            document_number=decision["decision_number"],
            actor=actor,
            now=now,
        )
        found = found or bool(lifted)
    return found
