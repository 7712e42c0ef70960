"""What each entry of a phone does in a visit; how it is proved, taken once and answered is `casework.outbox`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import errors
from regulation.casework import outbox
from regulation.casework.outbox import Taking
from regulation.inspections import evidence
from regulation.inspections.actions import check_form, visiting
from regulation.inspections.evidence import Kind
from regulation.inspections.queries import devices, tasks
from regulation.inspections.status import Answer, FirmSign, TaskStatus, Unable

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime
    from pathlib import Path
    from uuid import UUID

    from regulation.actor import Actor


# --- what each kind of entry does ---------------------------------------------------------------------


async def _start(taking: Taking) -> None:
    body = taking.entry.body
    await visiting.start(
        taking.matter,
        place=body["place"],
        told=body["told"],
        scan=visiting.Scan(
            body["code"], evidence.How(body["how"]), body["why_typed"], body["where"], taking.entry.made_at
        ),
        at=taking.at,
        actor=taking.actor,
        now=taking.now,
    )


async def _item(taking: Taking) -> None:
    body = taking.entry.body
    await check_form.save_entry(
        taking.matter,
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


async def _firm(taking: Taking) -> None:
    body = taking.entry.body
    await check_form.save_firm_side(
        taking.matter,
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


async def _photo(taking: Taking) -> None:
    await check_form.check_may_attach(taking.matter, taking.entry.item, actor=taking.actor)


async def _drop(taking: Taking) -> None:
    if await outbox.attachment_of(BOX, taking.matter, taking.entry.body["sha256"]):
        raise errors.Refused("照片已经送达，成为证据，不能放弃")


async def _signature(taking: Taking) -> None:
    await check_form.check_may_sign(
        taking.matter, evidence.Role(taking.entry.body["role"]), actor=taking.actor
    )


async def _unable(taking: Taking) -> None:
    body = taking.entry.body
    await visiting.unable(
        taking.matter,
        Unable(body["unable"]),
        body["note"],
        at=taking.at,
        actor=taking.actor,
        now=taking.now,
    )


async def _submit(taking: Taking) -> None:
    await _wait_for_pictures(taking)
    task = await tasks.of_team(taking.actor, taking.matter)
    answered = await tasks.entries(taking.matter)
    unseen = {each["version"] for each in answered.values()} | {task["firm_version"]}
    if task["status"] == TaskStatus.STARTED and unseen - {"", *taking.entry.body["seen"]}:
        raise errors.Refused("检查单在您签名之前被另一名执法人员修改过，请核对后再签名提交")
    await visiting.submit(taking.matter, at=taking.at, actor=taking.actor, now=taking.now)


async def _confirm(taking: Taking) -> None:
    await _wait_for_pictures(taking)
    task = await tasks.of_team(taking.actor, taking.matter)
    stands = await devices.record_hash(task, await tasks.entries(taking.matter))
    if task["status"] == TaskStatus.SUBMITTED and stands != taking.entry.body["record"]:
        raise errors.Refused("您阅读之后记录有改动，请重新核对后再签名")
    await visiting.confirm(taking.matter, actor=taking.actor, now=taking.now)


async def _wait_for_pictures(taking: Taking) -> None:
    """Who signs, signs for pictures that are here."""
    awaited = await devices.awaited_pictures(taking.matter)
    if any(each["person"] == taking.actor.person_id for each in awaited):
        raise outbox.MustWait


EFFECTS: dict[str, Callable[[Taking], Awaitable[None]]] = {
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


BOX = outbox.Outbox(
    evidence.DIALECT,
    table="device_entry",
    column="task",
    matters="inspection_task",
    matter_kind="inspection_task",
    effects=EFFECTS,
    contradicted=(check_form.Contradicted,),
)


async def take(
    task_id: UUID, batch: outbox.Batch, *, key: bytes, actor: Actor, now: datetime
) -> list[outbox.Answered]:
    """Take a batch of a visit in its order. Raises NotFound for another team's visit."""
    await tasks.of_team(actor, task_id)
    return await outbox.take(BOX, task_id, batch, key=key, actor=actor, now=now)


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

    async def keep(announced: dict[str, Any]) -> UUID:
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

    return await outbox.take_picture(BOX, task_id, sha256, content, keep, actor=actor)
