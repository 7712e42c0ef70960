"""The fine that officers take on the spot, and its way to the office and the bank: 第六十八条 to 第七十一条."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.casework import calendar, clocks, record
from regulation.law import beijing
from regulation.law.citation import PENALTY_LAW
from regulation.penalties import debts, decisions
from regulation.penalties.actions import decided, doors, performance
from regulation.penalties.rules import summary as rules
from regulation.penalties.tables_hearing import SpotPenalty
from regulation.roles import Role

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from regulation.actor import Actor

Row = dict[str, Any]


async def take(
    spot_id: UUID,
    *,
    ground: str,
    reason: str = "",
    receipt: str,
    request_key: str = "",
    actor: Actor,
    now: datetime,
) -> None:
    """An officer who decided takes the whole fine there and then, in the law's three cases, against its receipt.

    Raises NotFound, AlreadyMoved where something was paid, Refused with the article.
    """
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        if await doors.earlier(request_key, [spot_id, ground, receipt], actor=actor, now=now) is not None:
            return
        actor.check_holds(Role.INSPECTOR)
        found = await database.row("select * from spot_penalty where id = $1 for update", spot_id)
        if found is None or actor.person_id not in {found["officer_a"], found["officer_b"]}:
            raise errors.NotFound
        if found["status"] == "quashed" or found["collecting"] or await debts.payments(spot_id):
            raise errors.AlreadyMoved
        doors.refuse(
            rules.collecting_refused(
                found["fine"],
                ground,
                reason=reason,
                receipt=receipt,
                on=today,
                decided_on=found["decided_on"],
            )
        )
        said = {"collecting": ground, "collecting_reason": reason.strip(), "receipt": receipt.strip()}
        await database.execute(
            "update spot_penalty set collecting = $2, collecting_reason = $3, receipt = $4 where id = $1",
            spot_id,
            *said.values(),
        )
        await note({**found, **said}, today, actor=actor, now=now)
        await record.record_event(
            SpotPenalty,
            spot_id,
            "collected",
            actor=actor,
            now=now,
            data={"fine": found["fine"], "receipt": receipt.strip()},
            cites=(rules.COLLECTING_CITED[ground], PENALTY_LAW.article(70)),
        )
        await doors.answered(request_key, spot_id)


async def note(found: Row, today: date, *, actor: Actor, now: datetime) -> None:
    """The fine is paid; from this day the money is on its way to the office. In the caller's transaction."""
    await performance.note_payment(
        await decisions.by_id(found["id"]),
        "on_spot",
        today,
        fine=found["fine"],
        receipt=found["receipt"],
        actor=actor,
        now=now,
    )
    await clocks.meet(found["id"], "payment", on=today)
    await clocks.start(
        "spot_penalty",
        found["id"],
        "spot_hand_in",
        rules.HAND_IN,
        today,
        calendar=await calendar.current(),
        organ_id=found["organ"],
    )


async def hand_in(spot_id: UUID, *, on: date, to_bank: bool, actor: Actor, now: datetime) -> None:
    """The money collected on the spot reached the office, or from there the bank."""
    today = beijing.legal_day(now)
    if on > today:
        raise errors.Invalid({"on": "日期不能晚于今天"})
    async with database.unit_of_work():
        found = await decided.spot_held(spot_id, actor=actor, now=now)
        if decided.is_officer_of(found, actor):
            raise errors.NotPermitted(
                "收缴罚款的执法人员不能自行登记入账，由本机关其他人员收取", citation=PENALTY_LAW.article(71)
            )
        if not found["collecting"]:
            raise errors.Refused("没有当场收缴的罚款", citation=PENALTY_LAW.article(71))
        name, earlier = ("banked_on", found["handed_in_on"]) if to_bank else (
            "handed_in_on", found["decided_on"]
        )  # fmt: skip
        if earlier is None:
            raise errors.Refused("请先登记执法人员将罚款交至本机关", citation=PENALTY_LAW.article(71))
        if found[name] is not None:
            raise errors.AlreadyMoved
        if on < earlier:
            raise errors.Invalid({"on": "日期的先后不对：收缴、交至机关、缴付银行"})
        await database.execute(f"update spot_penalty set {name} = $2 where id = $1", spot_id, on)  # noqa: S608
        await clocks.meet(spot_id, "spot_to_bank" if to_bank else "spot_hand_in", on=on)
        if not to_bank:
            await clocks.start(
                "spot_penalty",
                spot_id,
                "spot_to_bank",
                rules.TO_BANK,
                on,
                calendar=await calendar.current(),
                organ_id=found["organ"],
            )
        await record.record_event(
            SpotPenalty,
            spot_id,
            name,
            actor=actor,
            now=now,
            data={"on": on},
            cites=(PENALTY_LAW.article(71),),
        )
