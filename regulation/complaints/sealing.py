"""Who wrote, kept apart: sealed at the door, opened for a reason, never said elsewhere.

《劳动保障监察条例》第九条第三款. The tables `complainant`, `complaint_member` and `sealed_original` are read here alone: to hide what the
writer says of himself, and to show it to the handler for a reason that stays in the log.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import attachments, record
from regulation.complaints import masking, metadata, pdf_metadata, permissions, queries
from regulation.complaints.status import PUBLIC
from regulation.complaints.tables import Complaint
from regulation.law.citation import LABOUR_SUPERVISION_REGULATIONS
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from pathlib import Path

    from regulation.actor import Actor

Row = dict[str, Any]
SECRECY = LABOUR_SUPERVISION_REGULATIONS.article(9, 3)
#: What files are called from now on; the sender's own name for them may be his.
NEUTRAL_NAME = N_("证据")
#: The kind of matter under which originals are kept: no page of a matter lists it.
ORIGINALS = "complaint_original"


@dataclass(frozen=True, slots=True)
class Member:
    """One of several who complain together."""

    name: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file whose content was checked."""

    name: str
    media_type: str
    content: bytes


async def keep_writer(complaint_id: UUID, name: str, phone: str, email: str) -> None:
    """Seal who wrote, in the caller's transaction."""
    await database.execute(
        "insert into complainant (id, complaint, name, phone, email) values ($1,$2,$3,$4,$5)",
        uuid4(),
        complaint_id,
        name,
        phone,
        email,
    )


async def identities(complaint_id: UUID) -> list[str]:
    """What may not be said: for hiding it, never for showing it."""
    found = await database.row(
        "select name, phone, email from complainant where complaint = $1", complaint_id
    )
    members = await database.rows(
        "select name, phone from complaint_member where complaint = $1", complaint_id
    )
    return [each for row in [found or {}, *members] for each in row.values() if each]


async def keep_members(
    complaint_id: UUID, representatives: Sequence[Member], others: Sequence[Member]
) -> None:
    """Seal who complains together, in the caller's transaction."""
    for people, is_representative in ((representatives, True), (others, False)):
        for place, each in enumerate(people, 1):
            await database.execute(
                """insert into complaint_member (id, complaint, place, is_representative, name, phone)
                   values ($1,$2,$3,$4,$5,$6)""",
                uuid4(),
                complaint_id,
                place,
                is_representative,
                each.name,
                each.phone,
            )


async def group_size(complaint_id: UUID) -> dict[str, int]:
    """How many complain together and how many speak for them: numbers alone."""
    found = await database.row(
        """select count(*) as members, count(*) filter (where is_representative) as representatives
           from complaint_member where complaint = $1""",
        complaint_id,
    )
    return dict(found or {})


async def keep_text(complaint_id: UUID, text: str, hidden: str, *, now: datetime) -> None:
    """Seal the words as they were written, where something in them was hidden."""
    if hidden != text:
        await _seal(complaint_id, text=text, now=now)


async def keep_file(folder: Path, complaint_id: UUID, file: Evidence, *, now: datetime) -> None:
    """Keep a file without what it says of its sender; the original is sealed. Raises Invalid."""
    shown = await _without_sender(file)
    ending = file.media_type.rpartition("/")[2]
    made = await attachments.add(
        folder,
        "complaint",
        complaint_id,
        "evidence",
        f"{NEUTRAL_NAME}.{ending}",
        file.media_type,
        shown,
        actor=PUBLIC,
        now=now,
    )
    original = made
    if shown != file.content:
        original = await attachments.add(
            folder,
            ORIGINALS,
            complaint_id,
            "original",
            f"{NEUTRAL_NAME}.{ending}",
            file.media_type,
            file.content,
            actor=PUBLIC,
            now=now,
        )
    await _seal(complaint_id, file_name=file.name, shown=made, original=original, now=now)


async def _without_sender(file: Evidence) -> bytes:
    if file.media_type != "application/pdf":
        return metadata.stripped(file.media_type, file.content)
    try:
        return await asyncio.to_thread(pdf_metadata.stripped, file.content)
    except pdf_metadata.Unreadable:
        raise errors.Invalid(
            {"files": "PDF文件有密码或者已损坏，无法去除其中的个人信息。请去掉密码，或者改交照片"}
        ) from None


async def _seal(
    complaint_id: UUID,
    *,
    text: str = "",
    file_name: str = "",
    shown: UUID | None = None,
    original: UUID | None = None,
    now: datetime,
) -> None:
    await database.execute(
        """insert into sealed_original (id, complaint, at, text, file_name, shown, original)
           values ($1,$2,$3,$4,$5,$6,$7)""",
        uuid4(),
        complaint_id,
        now,
        text,
        file_name[-255:],
        shown,
        original,
    )


async def check_unnamed(complaint_id: UUID, field: str, text: str) -> None:
    """An official's words do not say who wrote: they go into the log, the file and perhaps to the party. Raises Invalid."""
    if masking.names(text, await identities(complaint_id)):
        raise errors.Invalid(
            {field: "这里写入了投诉举报人的姓名或者联系方式。举报人、投诉人的身份应当保密，请删去"},
            citation=SECRECY,
        )


async def check_reporter_unnamed(number: str, **said: str) -> None:
    """What follows from a report goes to the party, so it never says who reported. `said`: field -> text. Raises Invalid.

    A complainant claims his own right and may have to be named as the one to whom money goes back.
    """
    reported = await database.value("select id from complaint where number = $1 and kind = 'tip'", number)
    if reported is not None:
        for field, text in said.items():
            await check_unnamed(reported, field, text)


async def pattern(complaint_id: UUID, since: date) -> tuple[int, int]:
    """How many matters came from the same telephone or address since a day, and against how many: numbers alone."""
    found = await database.row(
        """select count(distinct other.complaint) as matters, count(distinct complaint.respondent) as respondents
           from complainant as own join complainant as other
                on (own.phone <> '' and other.phone = own.phone) or (own.email <> '' and other.email = own.email)
                join complaint on complaint.id = other.complaint and complaint.received_on >= $2
           where own.complaint = $1""",
        complaint_id,
        since,
    )
    return (found["matters"], found["respondents"]) if found else (0, 0)


async def opened(complaint_id: UUID, *, reason: str, actor: Actor, now: datetime) -> Row:
    """Who wrote and the words and file names as they were sent, for a stated reason that stays in the log.

    `name`, `phone` and `email` are missing for an anonymous report.
    """
    async with database.unit_of_work():
        await _log(complaint_id, "open_identity", reason, actor=actor, now=now)
        writer = await database.row(
            "select name, phone, email from complainant where complaint = $1", complaint_id
        )
        sealed = await _sealed(complaint_id)
        members = await database.rows(
            """select name, phone, is_representative from complaint_member where complaint = $1
               order by is_representative desc, place""",
            complaint_id,
        )
        return {
            **(writer or {}),
            "members": members,
            "texts": [each["text"] for each in sealed if each["text"]],
            "files": [each["file_name"] for each in sealed if each["original"]],
        }


async def original_of(
    folder: Path, complaint_id: UUID, file_id: UUID, *, reason: str, actor: Actor, now: datetime
) -> tuple[Row, bytes]:
    """A file as it was sent, with place and camera, for a stated reason that stays in the log."""
    async with database.unit_of_work():
        sealed = [each for each in await _sealed(complaint_id) if each["shown"] == file_id]
        if not sealed:
            raise errors.NotFound
        await _log(complaint_id, "open_original", reason, actor=actor, now=now)
    return await attachments.read(folder, sealed[0]["original"])


async def _sealed(complaint_id: UUID) -> Sequence[Row]:
    return await database.rows("select * from sealed_original where complaint = $1 order by at", complaint_id)


async def _log(complaint_id: UUID, act: str, reason: str, *, actor: Actor, now: datetime) -> None:
    complaint = await queries.for_update(complaint_id)
    permissions.check_can_open_identity(actor, complaint, reason)
    await check_unnamed(complaint_id, "reason", reason)
    await record.record_event(
        Complaint, complaint_id, act, actor=actor, now=now, reason=reason.strip(), cites=(SECRECY,)
    )
