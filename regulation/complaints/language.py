"""A complainant asks for English beside the Chinese of its papers, or asks no longer: kept as every party's wish is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulation import database, errors
from regulation.casework import languages, record
from regulation.complaints import permissions, queries
from regulation.complaints.status import OPEN, PUBLIC, ComplaintKind
from regulation.complaints.tables import Complaint
from regulation.law import beijing

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from regulation.actor import Actor

#: Who asked, without a name: the writer of a complaint is named nowhere but under seal.
WRITER = "投诉人"


async def keep_wish(
    complaint_id: UUID, *, english: bool, on: date, how: str, actor: Actor, now: datetime
) -> None:
    """Keep the wish in the caller's transaction that holds the complaint. Raises Invalid, AlreadyMoved."""
    await languages.say(
        "complaint", complaint_id, None, english=english, on=on, how=how, by=WRITER, actor=actor, now=now
    )


async def ask_english(
    complaint_id: UUID,
    *,
    english: bool,
    how: str = "online",
    asked_on: date | None = None,
    actor: Actor = PUBLIC,
    now: datetime,
) -> None:
    """From the next paper on. The complainant says it with code and second secret; a clerk enters a letter or a word.

    Raises NotFound for a report, which has no party; NotPermitted, Invalid, AlreadyMoved.
    """
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        complaint = await queries.for_update(complaint_id)
        if complaint["kind"] != ComplaintKind.COMPLAINT:
            raise errors.NotFound
        if complaint["status"] not in OPEN:
            raise errors.AlreadyMoved
        if actor is not PUBLIC:
            permissions.check_can_enter_language(actor, complaint)
            how = "" if how == "online" else how
        else:
            asked_on, how = today, "online"
        await keep_wish(complaint_id, english=english, on=asked_on or today, how=how, actor=actor, now=now)
        await record.record_event(
            Complaint,
            complaint_id,
            "ask_english" if english else "end_english",
            actor=actor,
            now=now,
            data={"how": how, "asked_on": asked_on or today},
        )
