"""An organ's own list of items: drafted from the one in force, edited, adopted by decree. Never by code."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import asyncpg

from regulation import database, errors
from regulation.casework import numbering, record
from regulation.firms.status import RegistrationKind
from regulation.inspections import items, permissions
from regulation.inspections.items import Item, ItemList
from regulation.inspections.queries import lists
from regulation.inspections.status import LIST_STEPS, ListStatus
from regulation.inspections.tables import ItemListVersion
from regulation.law import beijing
from regulation.ledger import actions as ledger
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from regulation.actor import Actor

ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
MOST_ITEMS = 100


async def draft(*, note: str, actor: Actor, now: datetime) -> UUID:
    """Begin the organ's next version from the list in force for it; its id. Raises Refused while a draft is open."""
    if actor.organ_id is None:
        raise errors.NotPermitted
    permissions.check_may_prepare(actor, actor.organ_id)
    if not note.strip():
        raise errors.Invalid({"note": "请写明为什么修改清单"})
    today = beijing.legal_day(now)
    current = (await lists.current(actor.organ_id, today)).list
    made = uuid4()
    try:
        async with database.unit_of_work():
            taken = await numbering.next_number(actor.organ_code, "item_list", today.year)
            await database.execute(
                """insert into inspection_item_list (id, version, organ, based_on, items, note, status, drafted_by, drafted_at)
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9)""",
                made,
                f"{actor.organ_code}-{today.year}-{taken}",
                actor.organ_id,
                current.version,
                _written(current.items),
                note.strip(),
                ListStatus.DRAFT,
                actor.name,
                now,
            )
            await record.opened(
                ItemListVersion, made, "draft", ListStatus.DRAFT, actor=actor, now=now, reason=note
            )
    except asyncpg.UniqueViolationError:
        raise errors.Refused("本机关已有事项清单草稿，请先采用或者放弃") from None
    return made


def _written(found: Sequence[Item]) -> str:
    return json.dumps([items.record(each) for each in found], ensure_ascii=False)


def problems(item: Item) -> dict[str, str]:
    """What is wrong with an item, by field."""
    wrong: dict[str, str] = {}
    if not ID.fullmatch(item.id) or len(item.id) > 40:
        wrong["id"] = N_("标识由小写字母、数字和连字符组成，不超过40个字符")
    for name in ("label", "method", "problem"):
        if not getattr(item, name).strip():
            wrong[name] = N_("请填写这一项")
    if not item.basis:
        wrong["basis"] = N_("请写明依据的条文，例如《人力资源市场暂行条例》第三十二条")
    if item.way not in items.WAYS:
        wrong["way"] = N_("请选择检查方式")
    if item.level not in items.LEVELS:
        wrong["level"] = N_("请选择检查层级")
    if not 1 <= item.yearly <= 12:
        wrong["yearly"] = N_("请填写1至12之间的整数")
    if item.only and item.only not in set(RegistrationKind):
        wrong["only"] = N_("请选择适用的登记")
    return wrong


async def set_item(list_id: UUID, item: Item, *, before: str, actor: Actor, now: datetime) -> None:
    """Write one item of a draft: a new one (`before` empty) or the one called `before`. Raises Invalid, NotFound."""
    if wrong := problems(item):
        raise errors.Invalid(wrong)
    await _own(list_id, actor)
    async with database.unit_of_work():
        held = await _hold(list_id)
        known = [each.id for each in held.items]
        if before and before not in known:
            raise errors.NotFound
        if item.id != before and item.id in known:
            raise errors.Invalid({"id": "这个标识已被另一事项使用"})
        if not before and len(known) >= MOST_ITEMS:
            raise errors.Refused("清单最多100项")
        if before:
            changed = [item if each.id == before else each for each in held.items]
        else:
            changed = [*held.items, item]
        await _store(list_id, changed, "set_item", {"item": item.id, "before": before}, actor, now)


async def remove_item(list_id: UUID, item_id: str, *, actor: Actor, now: datetime) -> None:
    """Take one item out of a draft."""
    await _own(list_id, actor)
    async with database.unit_of_work():
        held = await _hold(list_id)
        left = [each for each in held.items if each.id != item_id]
        if len(left) == len(held.items):
            raise errors.NotFound
        await _store(list_id, left, "remove_item", {"item": item_id}, actor, now)


async def adopt(
    list_id: UUID,
    *,
    decree_number: str,
    decreed_on: date,
    issued_by: str,
    from_on: date,
    actor: Actor,
    now: datetime,
) -> None:
    """Adopt and publish by decree. Who edited it does not adopt it; plans and draws before keep their version."""
    found = await _own(list_id, actor, prepares=False)
    today = beijing.legal_day(now)
    wrong: dict[str, str] = {}
    if not decree_number.strip():
        wrong["decree_number"] = N_("请填写文号")
    if not issued_by.strip():
        wrong["issued_by"] = N_("请填写作出决定的机关")
    if decreed_on > today:
        wrong["decreed_on"] = N_("文件日期不能晚于今天")
    if from_on < today:
        wrong["from_on"] = N_("不能从过去的日期起适用")
    if wrong:
        raise errors.Invalid(wrong)
    try:
        async with database.unit_of_work():
            editors = await record.persons_of(
                "inspection_item_list", list_id, "draft", "set_item", "remove_item"
            )
            if actor.person_id in editors:
                raise errors.NotPermitted("拟订清单的人员不能采用")
            held = await _hold(list_id)
            based_on = await lists.version(found["based_on"])
            if not held.items:
                raise errors.Refused("清单没有事项，不能采用")
            if items.difference(based_on, held).is_empty:
                raise errors.Refused("草稿与现行清单没有差别")
            await record.record_step(
                ItemListVersion,
                list_id,
                "adopt",
                LIST_STEPS["adopt"],
                actor=actor,
                now=now,
                data={"version": held.version, "decree": decree_number},
                also={
                    "decree_number": decree_number.strip(),
                    "decreed_on": decreed_on,
                    "issued_by": issued_by.strip(),
                    "from_on": from_on,
                    "adopted_by": actor.name,
                    "adopted_on": today,
                },
            )
            await ledger.append(
                str(list_id),
                "inspection_item_list",
                "adopt",
                actor=actor,
                now=now,
                prev_state=str(ListStatus.DRAFT),
                private={"version": held.version, "decree": decree_number, "items": list(held.ids)},
            )
    except asyncpg.UniqueViolationError:
        raise errors.Refused("本机关对这一天已采用过清单") from None


async def discard(list_id: UUID, *, reason: str, actor: Actor, now: datetime) -> None:
    """Give up a draft."""
    await _own(list_id, actor)
    if not reason.strip():
        raise errors.Invalid({"reason": "请说明理由"})
    async with database.unit_of_work():
        await record.record_step(
            ItemListVersion, list_id, "discard", LIST_STEPS["discard"], actor=actor, now=now, reason=reason
        )


async def _own(list_id: UUID, actor: Actor, *, prepares: bool = True) -> dict[str, Any]:
    found = await lists.one(actor, list_id)
    if prepares:
        permissions.check_may_prepare(actor, found["organ"])
    elif actor.organ_id != found["organ"]:
        raise errors.NotPermitted("只能采用本机关的清单")
    return found


async def _hold(list_id: UUID) -> ItemList:
    found = await database.row("select * from inspection_item_list where id = $1 for update", list_id)
    assert found is not None
    if found["status"] != ListStatus.DRAFT:
        raise errors.AlreadyMoved("清单已经采用或者放弃，不能再修改")
    return lists.list_of(found)


async def _store(  # noqa: PLR0917 - one row with its log
    list_id: UUID, changed: Sequence[Item], act: str, data: dict[str, str], actor: Actor, now: datetime
) -> None:
    await database.execute(
        "update inspection_item_list set items = $2 where id = $1",
        list_id,
        _written([replace(each, label=each.label.strip()) for each in changed]),
    )
    await record.record_event(ItemListVersion, list_id, act, actor=actor, now=now, data=data)
