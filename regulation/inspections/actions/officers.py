"""The roster of officers (执法检查人员名录库): qualifications, places a year, leave. Dated, never overwritten."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import record
from regulation.inspections import permissions, rules
from regulation.inspections.queries import officers
from regulation.inspections.tables import OfficerEntry
from regulation.law import beijing
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from regulation.actor import Actor

LEAVE_NAMES = {
    "leave": N_("休假"),
    "sick": N_("病假"),
    "training": N_("培训"),
    "seconded": N_("借调"),
}


async def enter(
    person_id: UUID, *, quals: Sequence[str], capacity: int | None, note: str, actor: Actor, now: datetime
) -> None:
    """Set what an officer may check and how often a year, from today on; what held before stays readable.

    Nobody sets it for the own person. Raises Invalid, NotFound for an officer of another organ.
    """
    found = await _own(person_id, actor)
    wrong: dict[str, str] = {}
    if not set(quals) <= set(rules.QUALIFICATIONS):
        wrong["quals"] = N_("请从列出的资格中选择")
    if capacity is not None and not 0 <= capacity <= 1000:
        wrong["capacity"] = N_("容量应为0至1000")
    if not note.strip():
        wrong["note"] = N_("请写明依据，依据会记入办理经过")
    if wrong:
        raise errors.Invalid(wrong)
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        # One after the other for the same person: two entries of a day become one.
        await database.value("select id from person where id = $1 for update", person_id)
        await database.execute(
            """delete from inspection_officer where person = $1 and organ = $2 and from_on = $3""",
            person_id,
            found["organ"],
            today,
        )
        await database.execute(
            """update inspection_officer set to_on = $3 where person = $1 and organ = $2 and to_on is null""",
            person_id,
            found["organ"],
            today - timedelta(days=1),
        )
        made = uuid4()
        await database.execute(
            """insert into inspection_officer (id, person, organ, quals, capacity, from_on, entered_by, note)
               values ($1,$2,$3,$4,$5,$6,$7,$8)""",
            made,
            person_id,
            found["organ"],
            sorted(set(quals) - {"enforcement"}),
            capacity,
            today,
            actor.name,
            note.strip(),
        )
        await record.record_event(
            OfficerEntry,
            person_id,
            "enter_officer",
            actor=actor,
            now=now,
            reason=note,
            data={"quals": sorted(set(quals)), "capacity": capacity},
        )


async def enter_leave(
    person_id: UUID, *, kind: str, from_on: date, to_on: date, actor: Actor, now: datetime
) -> UUID:
    """Days on which the officer cannot be sent: in a draw of such a day there is no place for the officer."""
    found = await _own(person_id, actor)
    today = beijing.legal_day(now)
    wrong: dict[str, str] = {}
    if kind not in LEAVE_NAMES:
        wrong["kind"] = N_("请选择种类")
    if to_on < from_on:
        wrong["to_on"] = N_("结束日期不能早于开始日期")
    elif to_on < today:
        wrong["to_on"] = N_("结束日期已经过去")
    if wrong:
        raise errors.Invalid(wrong)
    made = uuid4()
    async with database.unit_of_work():
        await database.execute(
            """insert into inspection_officer_leave (id, person, organ, kind, from_on, to_on, entered_by, entered_at)
               values ($1,$2,$3,$4,$5,$6,$7,$8)""",
            made,
            person_id,
            found["organ"],
            kind,
            from_on,
            to_on,
            actor.name,
            now,
        )
        await record.record_event(
            OfficerEntry,
            person_id,
            "enter_leave",
            actor=actor,
            now=now,
            data={"kind": kind, "from": from_on, "to": to_on},
        )
    return made


async def cancel_leave(leave_id: UUID, *, actor: Actor, now: datetime) -> None:
    """The officer is there after all. Raises AlreadyMoved when it was cancelled before."""
    leave = await database.row("select * from inspection_officer_leave where id = $1", leave_id)
    if leave is None:
        raise errors.NotFound
    await _own(leave["person"], actor)
    async with database.unit_of_work():
        touched = await database.execute(
            "update inspection_officer_leave set cancelled_at = $2 where id = $1 and cancelled_at is null",
            leave_id,
            now,
        )
        if not touched:
            raise errors.AlreadyMoved
        await record.record_event(
            OfficerEntry,
            leave["person"],
            "cancel_leave",
            actor=actor,
            now=now,
            data={"from": leave["from_on"]},
        )


async def _own(person_id: UUID, actor: Actor) -> dict[str, UUID]:
    found = await officers.officer(actor, person_id)
    permissions.check_may_prepare(actor, found["organ"])
    if actor.person_id == person_id:
        raise errors.NotPermitted("不能修改本人在名录中的信息")
    return {"organ": found["organ"]}
