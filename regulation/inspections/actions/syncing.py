"""What a phone brings when it has a network again: each entry verified, taken once, and answered truthfully.

Every entry that proves its place is kept as evidence, whatever becomes of it: taken, in conflict with
what the other officer found, or refused with the reason. What proves nothing (wrong hash, gap, foreign
bundle) is kept nowhere and stops the batch, so that a chain has no holes.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.inspections import evidence
from regulation.inspections.actions import check_form, visiting
from regulation.inspections.evidence import Kind, Result
from regulation.inspections.queries import devices, tasks
from regulation.inspections.status import Answer, FirmSign, TaskStatus, Unable
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence
    from datetime import datetime, timedelta
    from pathlib import Path

    from regulation.actor import Actor


@dataclass(frozen=True, slots=True)
class Sent:
    """One entry as it arrived: the text, and the hash that was taken of it at capture."""

    text: str
    hash: str


@dataclass(frozen=True, slots=True)
class Batch:
    """What one device sends of one visit."""

    device: UUID
    bundle: evidence.Bundle
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
class _Taking:
    """One entry in its surroundings."""

    task_id: UUID
    entry: evidence.Entry
    at: datetime
    actor: Actor
    now: datetime


class _MustWait(Exception):
    """Bytes that this entry signs for are still on their way."""


async def take(task_id: UUID, batch: Batch, *, key: bytes, actor: Actor, now: datetime) -> list[Answered]:
    """Take a batch in its order; an answer for each entry. The same batch twice has the same effect as once.

    Raises NotFound for another team's visit, Invalid for more than one message may bring.
    """
    await tasks.of_team(actor, task_id)
    if len(batch.entries) > evidence.MOST_AT_ONCE:
        raise errors.Invalid({"entries": N_("一次最多送达%(n)s条记录，请分批发送")}, n=evidence.MOST_AT_ONCE)
    answers: list[Answered] = []
    for each in batch.entries:
        if answers and answers[-1].result in {"broken", "wait", "unread"}:
            answers.append(Answered(each.hash, "unread"))
            continue
        try:
            answers.append(await _take_one(task_id, each, batch, key, actor, now))
        except evidence.Broken as broken:
            answers.append(Answered(each.hash, "broken", message=broken.message, code=broken.code))
        except _MustWait:
            answers.append(Answered(each.hash, "wait"))
    return answers


async def _take_one(  # noqa: PLR0917 - one entry of a batch
    task_id: UUID, sent: Sent, batch: Batch, key: bytes, actor: Actor, now: datetime
) -> Answered:
    entry = evidence.read(sent.text, sent.hash)
    if entry.visit != task_id or entry.device != batch.device:
        raise evidence.Broken("visit")
    async with database.unit_of_work():
        # One at a time for each visit: two tabs, two phones and a replay come one after the other.
        await database.execute("select from inspection_task where id = $1 for update", task_id)
        before = await devices.by_key(entry.key)
        if before is not None:
            if before["hash"] != entry.hash or before["person"] != actor.person_id:
                raise evidence.Broken("key")
            return _answer_of(before, is_again=True)
        bundle = await _check_place(task_id, entry, batch.bundle, key, actor)
        off = now - batch.sent_at
        at = evidence.happened_at(entry.made_at, off, bundle.issued_at, now)
        result, refusal = await _effect(_Taking(task_id, entry, at, actor, now))
        await _keep(entry, bundle, off, at, result, refusal, actor, now)
        kept = await devices.by_key(entry.key)
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


async def _check_place(
    task_id: UUID, entry: evidence.Entry, stated: evidence.Bundle, key: bytes, actor: Actor
) -> evidence.Bundle:
    """The bundle the chain rests on, once the entry was found to be the next of it. Raises Broken."""
    latest = await devices.head(task_id, entry.device)
    if latest is not None:
        if latest["person"] != actor.person_id:
            raise evidence.Broken("chain")
        evidence.check_follows(entry, evidence.Head(latest["seq"], latest["hash"]))
        return evidence.Bundle(latest["bundle"], latest["bundle_at"], "")
    assert actor.person_id is not None
    if not stated.is_ours(key, actor.person_id, task_id):
        raise evidence.Broken("bundle")
    evidence.check_follows(entry, evidence.Head(0, stated.hash))
    return stated


async def _effect(taking: _Taking) -> tuple[Result, dict[str, Any]]:
    """Let the entry do what it says; an expected refusal is an answer, and undoes what it had begun."""
    try:
        async with database.unit_of_work():
            await EFFECTS[taking.entry.kind](taking)
    except check_form.Contradicted:
        return Result.CONFLICT, {}
    except errors.Invalid as refusal:
        first = next(iter(refusal.errors.values()), refusal.message)
        return Result.REFUSED, {"message": first, "params": dict(refusal.params)}
    except errors.DomainError as refusal:
        return Result.REFUSED, {"message": refusal.message, "params": dict(refusal.params)}
    return Result.TAKEN, {}


async def _keep(  # noqa: PLR0917 - one row, one call
    entry: evidence.Entry,
    bundle: evidence.Bundle,
    off: timedelta,
    at: datetime,
    result: Result,
    refusal: Mapping[str, Any],
    actor: Actor,
    now: datetime,
) -> None:
    await database.execute(
        """insert into device_entry (id, task, device, seq, key, kind, item, text, hash, prev, bundle, bundle_at, person, name,
               made_at, off_seconds, happened_at, received_at, picture, result, refusal)
           values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21)""",
        uuid4(),
        entry.visit,
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


# --- what each kind of entry does ---------------------------------------------------------------------


async def _start(taking: _Taking) -> None:
    body = taking.entry.body
    await visiting.start(
        taking.task_id,
        place=body["place"],
        told=body["told"],
        scan=visiting.Scan(
            body["code"], evidence.How(body["how"]), body["why_typed"], body["where"], taking.entry.made_at
        ),
        at=taking.at,
        actor=taking.actor,
        now=taking.now,
    )


async def _item(taking: _Taking) -> None:
    body = taking.entry.body
    await check_form.save_entry(
        taking.task_id,
        body["item"],
        Answer(body["answer"]),
        note=body["note"],
        was_corrected=body["was_corrected"],
        base=body["base"],
        version=taking.entry.hash,
        settles=body["settles"],
        actor=taking.actor,
        now=taking.now,
    )


async def _firm(taking: _Taking) -> None:
    body = taking.entry.body
    await check_form.save_firm_side(
        taking.task_id,
        representative=body["representative"],
        representative_title=body["representative_title"],
        statement=body["statement"],
        sign=FirmSign(body["sign"]) if body["sign"] else None,
        sign_refusal=body["sign_refusal"],
        base=body["base"],
        version=taking.entry.hash,
        settles=body["settles"],
        actor=taking.actor,
        now=taking.now,
    )


async def _photo(taking: _Taking) -> None:
    await check_form.check_may_attach(taking.task_id, taking.entry.item, actor=taking.actor)


async def _drop(taking: _Taking) -> None:
    if await devices.attachment_of(taking.task_id, taking.entry.body["sha256"]):
        raise errors.Refused("照片已经送达，成为证据，不能放弃")


async def _signature(taking: _Taking) -> None:
    await check_form.check_may_sign(
        taking.task_id, evidence.Role(taking.entry.body["role"]), actor=taking.actor
    )


async def _unable(taking: _Taking) -> None:
    body = taking.entry.body
    await visiting.unable(
        taking.task_id,
        Unable(body["unable"]),
        body["note"],
        at=taking.at,
        actor=taking.actor,
        now=taking.now,
    )


async def _submit(taking: _Taking) -> None:
    await _wait_for_pictures(taking)
    task = await tasks.of_team(taking.actor, taking.task_id)
    answered = await tasks.entries(taking.task_id)
    unseen = {each["version"] for each in answered.values()} | {task["firm_version"]}
    if task["status"] == TaskStatus.STARTED and unseen - {"", *taking.entry.body["seen"]}:
        raise errors.Refused("检查单在您签名之前被另一名执法人员修改过，请核对后再签名提交")
    await visiting.submit(taking.task_id, at=taking.at, actor=taking.actor, now=taking.now)


async def _confirm(taking: _Taking) -> None:
    await _wait_for_pictures(taking)
    task = await tasks.of_team(taking.actor, taking.task_id)
    stands = await devices.record_hash(task, await tasks.entries(taking.task_id))
    if task["status"] == TaskStatus.SUBMITTED and stands != taking.entry.body["record"]:
        raise errors.Refused("您阅读之后记录有改动，请重新核对后再签名")
    await visiting.confirm(taking.task_id, actor=taking.actor, now=taking.now)


async def _wait_for_pictures(taking: _Taking) -> None:
    """Who signs, signs for pictures that are here."""
    awaited = await devices.awaited_pictures(taking.task_id)
    if any(each["person"] == taking.actor.person_id for each in awaited):
        raise _MustWait


EFFECTS: dict[Kind, Callable[[_Taking], Awaitable[None]]] = {
    Kind.START: _start,
    Kind.ITEM: _item,
    Kind.FIRM: _firm,
    Kind.PHOTO: _photo,
    Kind.DROP: _drop,
    Kind.SIGNATURE: _signature,
    Kind.UNABLE: _unable,
    Kind.SUBMIT: _submit,
    Kind.CONFIRM: _confirm,
}


async def take_picture(
    task_id: UUID,
    sha256: str,
    *,
    file_name: str,
    media_type: str,
    content: bytes,
    folder: Path,
    actor: Actor,
    now: datetime,
) -> UUID:
    """Keep the bytes of a picture that an entry announced by their hash; sent twice, they are kept once.

    Raises NotFound when this officer announced no such picture, Refused when the bytes are others.
    """
    await tasks.of_team(actor, task_id)
    announced = await devices.announced_picture(task_id, sha256, actor.person_id)
    if announced is None:
        raise errors.NotFound
    if hashlib.sha256(content).hexdigest() != sha256:
        raise errors.Refused("照片的内容与拍摄时的哈希值不符，没有接受")
    async with database.unit_of_work():
        await database.execute("select from inspection_task where id = $1 for update", task_id)
        here = await devices.attachment_of(task_id, sha256)
        if here is not None:
            return here
        kind = announced["item"] or "visit"
        if announced["kind"] == Kind.SIGNATURE:
            kind = f"signature-{announced['body']['role']}"
        return await check_form.keep_picture(
            task_id,
            kind,
            file_name=file_name,
            media_type=media_type,
            content=content,
            folder=folder,
            actor=actor,
            now=now,
        )
