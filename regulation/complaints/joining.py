"""Two matters about one thing are looked into together, by an official's act that can be undone.

Each keeps its own clock, its own answer and its own sealed writer; only the investigation is one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import record
from regulation.complaints import permissions, queries, sealing
from regulation.complaints.duplicates import WITHIN_DAYS, Matter, candidates, signs
from regulation.complaints.status import OPEN
from regulation.complaints.tables import Complaint
from regulation.law.citation import LABOUR_SUPERVISION_RULES

if TYPE_CHECKING:
    from datetime import datetime

    from regulation.actor import Actor

Row = dict[str, Any]
EACH_ITS_OWN = LABOUR_SUPERVISION_RULES.article(18)


def _matter(row: Row) -> Matter:
    return Matter(
        row["id"],
        row["firm"],
        row["respondent"],
        row["respondent_address"],
        row["topic"],
        row["account"],
        row["received_on"],
    )


async def offered(complaint: Row) -> list[tuple[Row, list[str]]]:
    """Open matters of the same organ that may be about the same thing and hang on nothing yet, with the signs."""
    others = await database.rows(
        """select complaint.* from complaint
           where organ = $1 and id <> $2 and status = any($3) and abs(received_on - $4::date) <= $5
             and not exists (select from complaint_join as joined
                              where joined.complaint = complaint.id and undone_at is null)
           order by received_on desc limit 500""",
        complaint["organ"],
        complaint["id"],
        sorted(OPEN),
        complaint["received_on"],
        WITHIN_DAYS,
    )
    known = {each["id"]: each for each in others}
    found = candidates(_matter(complaint), map(_matter, others))
    return [(known[each.id], common) for each, common in found]


async def joined_to(complaint_id: UUID) -> Row | None:
    """The matter that this one is looked into with."""
    return await database.row(
        """select joined.*, complaint.number, complaint.status, complaint.kind
           from complaint_join as joined join complaint on complaint.id = joined.main
           where joined.complaint = $1 and undone_at is null""",
        complaint_id,
    )


async def joined_here(complaint_id: UUID) -> list[Row]:
    """The matters that are looked into with this one."""
    return await database.rows(
        """select joined.*, complaint.number, complaint.status, complaint.kind
           from complaint_join as joined join complaint on complaint.id = joined.complaint
           where joined.main = $1 and undone_at is null order by joined_at""",
        complaint_id,
    )


async def join(complaint_id: UUID, *, main: str, reason: str, actor: Actor, now: datetime) -> None:
    """Look into this matter together with another of the organ, for a reason; nothing else of either changes."""
    if len(reason.strip()) < 4:
        raise errors.Invalid({"reason": "请写明合并调查的理由"})
    async with database.unit_of_work():
        target = await database.value("select id from complaint where number = $1", main.strip())
        if target is None or target == complaint_id:
            raise errors.Invalid({"main": "请填写本机关另一件未办结的投诉举报的编号"})
        # In the order of their keys, so that two officials who join crosswise do not wait for each other for ever.
        held = {each: await queries.for_update(each) for each in sorted((complaint_id, target))}
        for each in held.values():
            permissions.check_can_handle(actor, each)
            if each["status"] not in OPEN:
                raise errors.AlreadyMoved
        if await joined_to(complaint_id) or await joined_to(target) or await joined_here(complaint_id):
            raise errors.Refused(
                "其中一件已经与其他事项合并调查。请先解除，再合并到主件", citation=EACH_ITS_OWN
            )
        for each in held:
            await sealing.check_unnamed(each, "reason", reason)
        await database.execute(
            """insert into complaint_join (id, complaint, main, signs, reason, joined_by, joined_name, joined_at,
                                           undone_name, undone_reason)
               values ($1,$2,$3,$4,$5,$6,$7,$8,'','')""",
            uuid4(),
            complaint_id,
            target,
            signs(_matter(held[complaint_id]), _matter(held[target])),
            reason.strip(),
            actor.person_id,
            actor.name,
            now,
        )
        await record.record_event(
            Complaint, complaint_id, "join", actor=actor, now=now, reason=reason.strip(),
            data={"main": held[target]["number"]},
        )  # fmt: skip


async def unjoin(complaint_id: UUID, *, reason: str, actor: Actor, now: datetime) -> None:
    """Each goes its own way again; that they were joined stays on record."""
    if len(reason.strip()) < 4:
        raise errors.Invalid({"reason": "请写明解除合并的理由"})
    async with database.unit_of_work():
        complaint = await queries.for_update(complaint_id)
        permissions.check_can_handle(actor, complaint)
        held = await joined_to(complaint_id)
        if held is None:
            raise errors.AlreadyMoved
        await sealing.check_unnamed(complaint_id, "reason", reason)
        await database.execute(
            "update complaint_join set undone_at = $2, undone_name = $3, undone_reason = $4 where id = $1",
            held["id"],
            now,
            actor.name,
            reason.strip(),
        )
        await record.record_event(
            Complaint, complaint_id, "unjoin", actor=actor, now=now, reason=reason.strip()
        )
