"""The do-not-disturb list (无事不扰名单): proposed by one person, entered by another, ended by its day or earlier."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import asyncpg

from regulation import database, errors
from regulation.actor import SYSTEM
from regulation.casework import numbering, record
from regulation.inspections import permissions
from regulation.inspections.queries import undisturbed
from regulation.inspections.status import GROUND_NAMES, UNDISTURBED_STEPS, UndisturbedStatus
from regulation.inspections.tables import DoNotDisturb
from regulation.law import beijing
from regulation.ledger import actions as ledger
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date, datetime

    from regulation.actor import Actor

RAN_OUT = "列入期限届满"


async def propose(
    firm_id: UUID, *, ground: str, facts: str, from_on: date, until_on: date, actor: Actor, now: datetime
) -> UUID:
    """Propose a firm for the list, from a day to a day. Raises Invalid, Refused while it stands on it already."""
    organ = await database.row(
        "select organ.id, organ.code, organ.short from firm join organ on organ.id = firm.organ where firm.id = $1",
        firm_id,
    )
    if organ is None:
        raise errors.NotFound
    permissions.check_may_prepare(actor, organ["id"])
    today = beijing.legal_day(now)
    wrong: dict[str, str] = {}
    if ground not in GROUND_NAMES:
        wrong["ground"] = N_("请选择列入的理由")
    if not facts.strip():
        wrong["facts"] = N_("请写明情况")
    if from_on < today:
        wrong["from_on"] = N_("列入日期不能早于今天")
    if until_on < from_on:
        wrong["until_on"] = N_("移出日期不能早于列入日期")
    if wrong:
        raise errors.Invalid(wrong)
    made = uuid4()
    try:
        async with database.unit_of_work():
            await _end_past(today, now, firm_id)
            taken = await numbering.next_number(organ["code"], "do_not_disturb", today.year)
            await database.execute(
                """insert into do_not_disturb (id, number, organ, firm, ground, facts, from_on, until_on, status, proposed_by,
                                               proposed_at)
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)""",
                made,
                numbering.formatted(organ["short"], "人社不扰", today.year, taken),
                organ["id"],
                firm_id,
                ground,
                facts.strip(),
                from_on,
                until_on,
                UndisturbedStatus.PROPOSED,
                actor.name,
                now,
            )
            await record.opened(
                DoNotDisturb, made, "propose", UndisturbedStatus.PROPOSED, actor=actor, now=now
            )
    except asyncpg.UniqueViolationError:
        raise errors.Refused("该机构已在名单内或者已经提请列入") from None
    return made


async def enter(entry_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Enter it: public, and random inspections leave the firm alone. Who proposed does not enter."""
    found = await _decidable(entry_id, actor)
    today = beijing.legal_day(now)
    if found["status"] == UndisturbedStatus.PROPOSED and found["until_on"] < today:
        raise errors.Refused("移出日期已过，不能再列入")
    async with database.unit_of_work():
        await _check_other_eyes(entry_id, actor)
        await record.record_step(
            DoNotDisturb,
            entry_id,
            "enter",
            UNDISTURBED_STEPS["enter"],
            actor=actor,
            now=now,
            also={"entered_by": actor.name, "entered_on": today},
        )
        await ledger.append(
            str(entry_id),
            "do_not_disturb",
            "enter",
            actor=actor,
            now=now,
            prev_state=str(UndisturbedStatus.PROPOSED),
            private={
                "firm": found["firm_number"],
                "from": str(found["from_on"]),
                "until": str(found["until_on"]),
            },
        )


async def refuse(entry_id: UUID, *, reason: str, actor: Actor, now: datetime) -> None:
    """Not enter it, with the reason."""
    await _decidable(entry_id, actor)
    _check_reason(reason)
    async with database.unit_of_work():
        await _check_other_eyes(entry_id, actor)
        await record.record_step(
            DoNotDisturb,
            entry_id,
            "refuse",
            UNDISTURBED_STEPS["refuse"],
            actor=actor,
            now=now,
            reason=reason,
            also={"reason": reason.strip()},
        )


async def end(entry_id: UUID, *, reason: str, actor: Actor, now: datetime) -> None:
    """Take the firm off the list from today on, with the reason."""
    await _decidable(entry_id, actor)
    _check_reason(reason)
    async with database.unit_of_work():
        await record.record_step(
            DoNotDisturb,
            entry_id,
            "end",
            UNDISTURBED_STEPS["end"],
            actor=actor,
            now=now,
            reason=reason,
            also={"reason": reason.strip(), "ended_on": beijing.legal_day(now)},
        )


async def end_past(*, now: datetime) -> int:
    """End every entry whose last day is over; for the nightly job. How many were ended."""
    async with database.unit_of_work():
        return await _end_past(beijing.legal_day(now), now, None)


async def _end_past(today: date, now: datetime, firm_id: UUID | None) -> int:
    past = await database.rows(
        """select id, until_on from do_not_disturb
           where status = 'entered' and until_on < $1 and ($2::uuid is null or firm = $2) order by id for update""",
        today,
        firm_id,
    )
    for each in past:
        await record.record_step(
            DoNotDisturb,
            each["id"],
            "end",
            UNDISTURBED_STEPS["end"],
            actor=SYSTEM,
            now=now,
            reason=RAN_OUT,
            also={"reason": RAN_OUT, "ended_on": each["until_on"] + timedelta(days=1)},
        )
    return len(past)


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise errors.Invalid({"reason": "请说明理由"})


async def _decidable(entry_id: UUID, actor: Actor) -> dict[str, Any]:
    found = await undisturbed.entry(actor, entry_id)
    if actor.organ_id != found["organ"]:
        raise errors.NotPermitted("只能办理本机关的名单")
    return found


async def _check_other_eyes(entry_id: UUID, actor: Actor) -> None:
    if actor.person_id in await record.persons_of("do_not_disturb", entry_id, "propose"):
        raise errors.NotPermitted("提请列入的人员不能决定")
