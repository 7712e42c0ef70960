"""The check form while it is open: findings, the firm's side, photos and signatures. Two officers may write in it at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import attachments
from regulation.inspections import evidence, items, rules
from regulation.inspections.queries import devices, partners, tasks
from regulation.inspections.status import Answer, FirmSign, TaskStatus
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from regulation.actor import Actor

#: A check form is evidence, not an album.
MOST_PHOTOS = 60
NOT_OPEN = N_("检查单已经提交或者尚未开始，不能填写")


class Contradicted(errors.Refused):
    """The other officer found something else meanwhile: both findings are kept, the team decides."""


async def _check_own_department(task: Mapping[str, Any], item: str, actor: Actor) -> None:
    """An officer of another department finds on its own items, where the form says whose they are."""
    list_ = items.version(task["items_version"])
    named = {each: list_.item(each).department for each in task["items"]}
    if any(named.values()) and named[item] != await partners.department_of(task["id"], actor.person_id):
        raise errors.NotPermitted("此项不属于本部门的检查事项")


async def save_entry(
    task_id: UUID,
    item: str,
    answer: Answer,
    *,
    note: str = "",
    was_corrected: bool = False,
    base: str | None = None,
    version: str = "",
    settles: Sequence[str] = (),
    actor: Actor,
    now: datetime,
) -> None:
    """Keep what was found on one item.

    `base` is the version the officer had before the eyes; None asks for no comparison. Raises
    Contradicted when the other officer's finding had not been seen, AlreadyMoved once the form is signed.
    """
    task = await tasks.of_team(actor, task_id)
    if item not in task["items"]:
        raise errors.Refused("此项不在本次检查单内，不能检查")
    if task["own"]["role"] == "partner":
        await _check_own_department(task, item, actor)
    version = version or uuid4().hex
    corrected = was_corrected and answer is Answer.PROBLEM
    async with database.unit_of_work():
        await _hold_started(task_id, now)
        stands = await database.row("select * from visit_entry where task = $1 and item = $2", task_id, item)
        if stands is not None:
            said = (str(answer), note.strip(), corrected)
            _check_seen(
                evidence.Version(stands["version"], stands["person"]),
                base,
                actor,
                stands["saved_by"],
                is_same=said == (stands["answer"], stands["note"], stands["was_corrected"]),
            )
        await database.execute(
            """insert into visit_entry (id, task, item, answer, note, was_corrected, saved_at, saved_by, version, person)
               values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)
               on conflict (task, item) do update set answer = excluded.answer, note = excluded.note,
                   was_corrected = excluded.was_corrected, saved_at = excluded.saved_at, saved_by = excluded.saved_by,
                   version = excluded.version, person = excluded.person""",
            uuid4(),
            task_id,
            item,
            str(answer),
            note.strip(),
            corrected,
            now,
            actor.name,
            version,
            actor.person_id,
        )
        await _settle(task_id, item, settles, version, actor, now)


def _check_seen(stands: evidence.Version, base: str | None, actor: Actor, by: str, *, is_same: bool) -> None:
    assert actor.person_id is not None
    if base is not None and evidence.is_conflict(stands, base, actor.person_id, is_same=is_same):
        raise Contradicted("%(name)s在此期间对同一项作了不同的记录，请核对两份记录后再填写", name=by)


async def _settle(  # noqa: PLR0917 - one decision, one call
    task_id: UUID, item: str, settles: Sequence[str], version: str, actor: Actor, now: datetime
) -> None:
    """Note that the contradicting findings which the officer had before the eyes are decided on."""
    for each in await devices.open_conflicts(task_id):
        if each["item"] == item and each["hash"] in settles:
            await database.execute(
                """insert into settled_conflict (id, entry, task, item, version, settled_by, settled_at)
                   values ($1,$2,$3,$4,$5,$6,$7)""",
                uuid4(),
                each["id"],
                task_id,
                item,
                version,
                actor.name,
                now,
            )


async def save_firm_side(
    task_id: UUID,
    *,
    representative: str,
    representative_title: str = "",
    statement: str = "",
    sign: FirmSign | None,
    sign_refusal: str = "",
    base: str | None = None,
    version: str = "",
    settles: Sequence[str] = (),
    actor: Actor,
    now: datetime,
) -> None:
    """Keep who spoke for the firm, what was said, and whether it signed; `base` and refusals as in `save_entry`."""
    await tasks.of_team(actor, task_id)
    version = version or uuid4().hex
    said = {
        "representative": representative.strip(),
        "representative_title": representative_title.strip(),
        "statement": statement.strip(),
        "sign": str(sign) if sign else "",
        "sign_refusal": sign_refusal.strip(),
    }
    async with database.unit_of_work():
        await _hold_started(task_id, now)
        stands = await tasks.of_team(actor, task_id)
        if stands["firm_version"]:
            other = next(
                (each["name"] for each in stands["members"] if each["person"] == stands["firm_person"]), ""
            )
            is_same = all(stands[name] == text for name, text in said.items())
            _check_seen(
                evidence.Version(stands["firm_version"], stands["firm_person"]),
                base,
                actor,
                other,
                is_same=is_same,
            )
        await database.execute(
            """update inspection_task set representative = $2, representative_title = $3, statement = $4, sign = $5,
                      sign_refusal = $6, firm_version = $7, firm_person = $8 where id = $1""",
            task_id,
            *said.values(),
            version,
            actor.person_id,
        )
        await _settle(task_id, "", settles, version, actor, now)


async def attach(
    task_id: UUID,
    item: str,
    *,
    file_name: str,
    media_type: str,
    content: bytes,
    folder: Path,
    actor: Actor,
    now: datetime,
) -> UUID:
    """Keep a photo whose content was checked, with the item it shows; empty for the visit as a whole."""
    await check_may_attach(task_id, item, actor=actor)
    async with database.unit_of_work():
        await _hold_started(task_id, now)
        return await keep_picture(
            task_id,
            item or "visit",
            file_name=file_name,
            media_type=media_type,
            content=content,
            folder=folder,
            actor=actor,
            now=now,
        )


async def check_may_attach(task_id: UUID, item: str, *, actor: Actor) -> None:
    """Raise Refused for an item that is not on the form, a form that is not open, or one photo too many."""
    task = await tasks.of_team(actor, task_id)
    if item and item not in task["items"]:
        raise errors.Refused("此项不在本次检查单内，不能检查")
    if task["status"] != TaskStatus.STARTED:
        raise errors.AlreadyMoved(NOT_OPEN)
    here, awaited = await tasks.evidence(task_id), await devices.awaited_pictures(task_id)
    if len(here) + len(awaited) >= MOST_PHOTOS:
        raise errors.Refused("每次检查最多上传%(n)s张照片", n=MOST_PHOTOS)


async def check_may_sign(task_id: UUID, role: evidence.Role, *, actor: Actor) -> None:
    """Raise Refused unless this signature may be given on this officer's phone now.

    An officer signs on the own signed-in phone alone; the firm's person on either.
    """
    task = await tasks.of_team(actor, task_id)
    own = evidence.Role.LEAD if task["own"]["slot"] == 0 else evidence.Role.SECOND
    if role not in {own, evidence.Role.FIRM}:
        raise errors.Refused("执法人员只能在自己登录的设备上签名")
    late = task["status"] == TaskStatus.SUBMITTED and role is evidence.Role.SECOND
    if task["status"] != TaskStatus.STARTED and not late:
        raise errors.AlreadyMoved(NOT_OPEN)


async def keep_picture(
    task_id: UUID,
    kind: str,
    *,
    file_name: str,
    media_type: str,
    content: bytes,
    folder: Path,
    actor: Actor,
    now: datetime,
) -> UUID:
    """Store a picture of a visit. Whether it may be stored is the caller's question."""
    return await attachments.add(
        folder,
        "inspection_task",
        task_id,
        kind,
        file_name,
        media_type,
        content,
        actor=actor,
        now=now,
    )


async def _hold_started(task_id: UUID, now: datetime) -> None:
    """Refuse unless the form is open, and note that the server took something."""
    touched = await database.execute(
        "update inspection_task set saved_at = $2 where id = $1 and status = $3",
        task_id,
        now,
        TaskStatus.STARTED,
    )
    if not touched:
        raise errors.AlreadyMoved(NOT_OPEN)


async def gaps(task: Mapping[str, Any], answered: Mapping[str, dict[str, Any]]) -> dict[str, str]:
    """What the check form lacks before it can be signed, by field: also findings that contradict, pictures on their way."""
    task_, answers = dict(task), dict(answered)
    missing = rules.form_gaps(
        task["items"],
        tasks.in_order(task_, answers),
        FirmSign(task["sign"]) if task["sign"] else None,
        task["representative"],
        task["sign_refusal"],
    )
    for each in await devices.open_conflicts(task["id"]):
        missing[f"item-{each['item']}" if each["item"] else "representative"] = N_(
            "两名执法人员的记录不同，请核对后重新填写"
        )
    if await devices.awaited_pictures(task["id"]):
        missing["photos"] = N_("有照片或者签名还没有送达，请先在拍摄的手机上同步")
    return missing
