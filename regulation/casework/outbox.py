"""What a phone brings when it has a network again: each entry verified, taken once, and answered truthfully.

Every entry that proves its place is kept as evidence, whatever becomes of it: taken, in conflict with
what somebody else had entered, or refused with the reason. What proves nothing (wrong hash, gap, foreign
bundle) is kept nowhere and stops the batch, so that a chain has no holes. Which matters have phones, what
their entries may say and what an entry does is each area's `Outbox`.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import chain
from regulation.law.citation import PENALTY_LAW
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence
    from datetime import datetime, timedelta

    from regulation.actor import Actor

Row = dict[str, Any]


class Result(StrEnum):
    """What became of an entry that proved its place."""

    TAKEN = "taken"
    CONFLICT = "conflict"  #: kept; contradicts what somebody else had entered unseen
    REFUSED = "refused"  #: kept; the rules did not allow it


@dataclass(frozen=True, slots=True)
class Sent:
    """One entry as it arrived: the text, and the hash that was taken of it at capture."""

    text: str
    hash: str


@dataclass(frozen=True, slots=True)
class Batch:
    """What one device sends of one matter."""

    device: UUID
    bundle: chain.Bundle
    sent_at: datetime
    entries: Sequence[Sent]


@dataclass(frozen=True, slots=True)
class Answered:
    """What the server says of one entry. `result` is a Result, or `broken`, `wait` (bytes are missing), `unread`."""

    hash: str
    result: str
    at: datetime | None = None
    message: str = ""
    params: Mapping[str, Any] | None = None
    #: It had been taken before; this is the answer of then.
    is_again: bool = False
    code: str = ""


@dataclass(frozen=True, slots=True)
class Taking:
    """One entry in its surroundings."""

    matter: UUID
    entry: chain.Entry
    at: datetime
    actor: Actor
    now: datetime


class MustWait(Exception):
    """Bytes that this entry signs for are still on their way."""


@dataclass(frozen=True, slots=True)
class Outbox:
    """One sort of matter that phones write in: its table of entries, and what each kind of entry does."""

    dialect: chain.Dialect
    #: The append-only table of entries, and its column of the matter.
    table: str
    column: str
    #: The table of the matters; its row is held while an entry is taken.
    matters: str
    #: What the pictures are attached to.
    matter_kind: str
    effects: Mapping[str, Callable[[Taking], Awaitable[None]]]
    #: What an effect raises when somebody else had entered otherwise.
    contradicted: tuple[type[errors.DomainError], ...] = ()


def refusal_read(found: Row) -> Row:
    """A row with its refusal as message and parameters."""
    return {**found, "refusal": json.loads(found["refusal"])}


def _read(found: Row) -> Row:
    return {**refusal_read(found), "body": json.loads(found["text"])["body"]}


async def by_key(box: Outbox, key: UUID) -> Row | None:
    """The entry of an idempotency key."""
    found = await database.row(f"select * from {box.table} where key = $1", key)  # noqa: S608 - names of ours
    return _read(found) if found else None


async def head(box: Outbox, matter_id: UUID, device: UUID) -> Row | None:
    """The last entry of a device in a matter."""
    return await database.row(
        f"select * from {box.table} where {box.column} = $1 and device = $2 order by seq desc limit 1",  # noqa: S608
        matter_id,
        device,
    )


async def of(box: Outbox, matter_id: UUID) -> list[Row]:
    """Every entry of a matter in the order in which the server took them, with its `body` and `refusal`."""
    found = await database.rows(
        f"select * from {box.table} where {box.column} = $1 order by received_at, device, seq",  # noqa: S608
        matter_id,
    )
    return [_read(each) for each in found]


async def take(
    box: Outbox, matter_id: UUID, batch: Batch, *, key: bytes, actor: Actor, now: datetime
) -> list[Answered]:
    """Take a batch in its order; an answer for each entry. The same batch twice has the same effect as once.

    Whether the actor may write in this matter at all is asked before. Raises Invalid for more than one message may bring.
    """
    if len(batch.entries) > chain.MOST_AT_ONCE:
        raise errors.Invalid({"entries": N_("一次最多送达%(n)s条记录，请分批发送")}, n=chain.MOST_AT_ONCE)
    answers: list[Answered] = []
    for each in batch.entries:
        if answers and answers[-1].result in {"broken", "wait", "unread"}:
            answers.append(Answered(each.hash, "unread"))
            continue
        try:
            answers.append(await _take_one(box, matter_id, each, batch, key, actor, now))
        except chain.Broken as broken:
            answers.append(Answered(each.hash, "broken", message=broken.message, code=broken.code))
        except MustWait:
            answers.append(Answered(each.hash, "wait"))
    return answers


async def _take_one(  # noqa: PLR0917 - one entry of a batch
    box: Outbox, matter_id: UUID, sent: Sent, batch: Batch, key: bytes, actor: Actor, now: datetime
) -> Answered:
    entry = chain.read(sent.text, sent.hash, box.dialect)
    if entry.matter != matter_id or entry.device != batch.device:
        raise chain.Broken("matter")
    async with database.unit_of_work():
        # One at a time for each matter: two tabs, two phones and a replay come one after the other.
        await database.execute(f"select from {box.matters} where id = $1 for update", matter_id)
        before = await by_key(box, entry.key)
        if before is not None:
            if before["hash"] != entry.hash or before["person"] != actor.person_id:
                raise chain.Broken("key")
            return _answer_of(before, is_again=True)
        bundle = await _check_place(box, matter_id, entry, batch.bundle, key, actor)
        off = now - batch.sent_at
        at = chain.happened_at(entry.made_at, off, bundle.issued_at, now)
        result, refusal = await _effect(box, Taking(matter_id, entry, at, actor, now))
        await _keep(box, entry, bundle, off, at, result, refusal, actor, now)
        kept = await by_key(box, entry.key)
        assert kept is not None
        return _answer_of(kept, is_again=False)


def _answer_of(kept: Mapping[str, Any], *, is_again: bool) -> Answered:
    return Answered(
        hash=kept["hash"],
        result=kept["result"],
        at=kept["received_at"],
        message=kept["refusal"].get("message", ""),
        params=kept["refusal"].get("params"),
        is_again=is_again,
    )


async def _check_place(  # noqa: PLR0917 - the entry, and all that proves its place
    box: Outbox, matter_id: UUID, entry: chain.Entry, stated: chain.Bundle, key: bytes, actor: Actor
) -> chain.Bundle:
    """The bundle the chain rests on, once the entry was found to be the next of it. Raises Broken."""
    latest = await head(box, matter_id, entry.device)
    if latest is not None:
        if latest["person"] != actor.person_id:
            raise chain.Broken("chain")
        chain.check_follows(entry, chain.Head(latest["seq"], latest["hash"]))
        return chain.Bundle(latest["bundle"], latest["bundle_at"], "")
    assert actor.person_id is not None
    if not stated.is_ours(box.dialect, key, actor.person_id, matter_id):
        raise chain.Broken("bundle")
    chain.check_follows(entry, chain.Head(0, stated.hash))
    return stated


async def _effect(box: Outbox, taking: Taking) -> tuple[Result, Row]:
    """Let the entry do what it says; an expected refusal is an answer, and undoes what it had begun."""
    try:
        async with database.unit_of_work():
            await box.effects[taking.entry.kind](taking)
    except box.contradicted:
        return Result.CONFLICT, {}
    except errors.Invalid as refusal:
        first = next(iter(refusal.errors.values()), refusal.message)
        return Result.REFUSED, {"message": first, "params": dict(refusal.params)}
    except errors.DomainError as refusal:
        return Result.REFUSED, {"message": refusal.message, "params": dict(refusal.params)}
    return Result.TAKEN, {}


async def _keep(  # noqa: PLR0917 - one row, one call
    box: Outbox,
    entry: chain.Entry,
    bundle: chain.Bundle,
    off: timedelta,
    at: datetime,
    result: Result,
    refusal: Mapping[str, Any],
    actor: Actor,
    now: datetime,
) -> None:
    await database.execute(
        f"""insert into {box.table} (id, {box.column}, device, seq, key, kind, item, text, hash, prev, bundle, bundle_at,
               person, name, made_at, off_seconds, happened_at, received_at, picture, result, refusal)
           values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21)""",  # noqa: S608
        uuid4(),
        entry.matter,
        entry.device,
        entry.seq,
        entry.key,
        str(entry.kind),
        entry.item,
        entry.text,
        entry.hash,
        entry.prev,
        bundle.hash,
        bundle.issued_at,
        actor.person_id,
        actor.name,
        entry.made_at,
        max(min(int(off.total_seconds()), 2_000_000_000), -2_000_000_000),
        at,
        now,
        str(entry.body.get("sha256", "")),
        str(result),
        json.dumps(dict(refusal), ensure_ascii=False, default=str),
    )


# --- pictures -----------------------------------------------------------------------------------------


async def announced_picture(box: Outbox, matter_id: UUID, sha256: str, person: UUID | None) -> Row | None:
    """The entry with which a person announced these bytes."""
    found = await database.row(
        f"""select * from {box.table} where {box.column} = $1 and picture = $2 and person = $3 and result = 'taken'
              and kind = any($4) order by seq limit 1""",  # noqa: S608
        matter_id,
        sha256,
        person,
        sorted(box.dialect.pictures),
    )
    return _read(found) if found else None


async def attachment_of(box: Outbox, matter_id: UUID, sha256: str) -> UUID | None:
    """The stored file with these bytes, when it is here."""
    found: UUID | None = await database.value(
        "select id from attachment where matter_kind = $1 and matter_id = $2 and sha256 = $3 limit 1",
        box.matter_kind,
        matter_id,
        sha256,
    )
    return found


async def take_picture(
    box: Outbox,
    matter_id: UUID,
    sha256: str,
    content: bytes,
    keep: Callable[[Row], Awaitable[UUID]],
    *,
    actor: Actor,
) -> UUID:
    """Keep the bytes of a picture that an entry announced by their hash; sent twice, they are kept once.

    `keep` gets the announcing entry. Raises NotFound when this person announced no such picture, Refused when the bytes
    are others.
    """
    announced = await announced_picture(box, matter_id, sha256, actor.person_id)
    if announced is None:
        raise errors.NotFound
    if hashlib.sha256(content).hexdigest() != sha256:
        raise errors.Refused("照片的内容与拍摄时的哈希值不符，没有接受", citation=PENALTY_LAW.article(46, 2))
    async with database.unit_of_work():
        await database.execute(f"select from {box.matters} where id = $1 for update", matter_id)
        return await attachment_of(box, matter_id, sha256) or await keep(announced)
