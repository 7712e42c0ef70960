"""Many alike matters in one go: each by its own act in its own transaction, with its own entry in the log.

What the act is, the caller knows: this area keeps who confirmed which matters, works them off one by one, and what
became of each. A list that is not done when its maker goes on is worked off by the worker, in the maker's name.
"""

from __future__ import annotations

import json
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.accounts import sessions
from regulation.actor import SYSTEM
from regulation.casework import record
from regulation.law import beijing
from regulation.notices import actions as notices
from regulation.words import N_
from regulation.worklists.status import BATCH_STEPS, LEADERS, WORKERS
from regulation.worklists.tables import WorkBatch

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence
    from datetime import datetime

    from regulation.actor import Actor

Row = dict[str, Any]
#: (kind, key, params, actor, now): the act of one matter.
Act = Any
#: In one go; a preview does all of them and takes them back.
MOST = 100
NONE_CHOSEN = N_("请勾选要办理的事项")
TOO_MANY = N_("一次最多办理%(most)s件")
GONE = N_("确认人已不在原岗位，不能再以其名义办理")


@dataclass(frozen=True, slots=True)
class Chosen:
    """A matter as its maker chose it."""

    key: str
    address: str
    number: str
    firm: str


@dataclass(frozen=True, slots=True)
class Trial:
    """What the act would do to a matter now: what it says of itself, or why it would be refused."""

    chosen: Chosen
    says: str = ""
    refused: errors.DomainError | None = None


class _Tried(Exception):
    """Takes back what a trial did."""


def check_many(chosen: Sequence[Chosen]) -> None:
    """Raises Invalid for nothing, or for more than go at once."""
    if not chosen:
        raise errors.Invalid({"matter": NONE_CHOSEN})
    if len(chosen) > MOST:
        raise errors.Invalid({"matter": TOO_MANY}, most=MOST)


async def attempt(
    chosen: Chosen, act: Callable[[], Awaitable[Any]], says: Callable[[], Awaitable[str]]
) -> Trial:
    """Do the act, ask what it did, and take it back. Nothing of it stays."""
    said = ""
    try:
        with suppress(_Tried):
            async with database.unit_of_work():
                await act()
                said = await says()
                raise _Tried
    except errors.DomainError as refusal:
        return Trial(chosen, refused=refusal)
    return Trial(chosen, said)


async def start(
    kind: str, chosen: Sequence[Chosen], params: Mapping[str, Any], *, actor: Actor, now: datetime
) -> UUID:
    """Keep what was confirmed; `work` deals with it. Raises Invalid, NotFound for somebody without an organ."""
    check_many(chosen)
    if actor.organ_id is None or not actor.holds(*WORKERS):
        raise errors.NotFound
    made = uuid4()
    async with database.unit_of_work():
        await database.execute(
            """insert into work_batch (id, organ_id, kind, status, params, made_by, maker_name, made_at)
               values ($1, $2, $3, 'running', $4, $5, $6, $7)""",
            made,
            actor.organ_id,
            kind,
            json.dumps(dict(params), ensure_ascii=False, default=str),
            actor.person_id,
            actor.name,
            now,
        )
        await database.many(
            """insert into work_batch_item (id, batch, position, key, address, number, firm)
               values (gen_random_uuid(), $1, $2, $3, $4, $5, $6)""",
            [(made, n, e.key, e.address, e.number, e.firm) for n, e in enumerate(chosen, 1)],
        )
        await record.opened(
            WorkBatch,
            made,
            "confirm",
            "running",
            actor=actor,
            now=now,
            data={"kind": kind, "matters": len(chosen)},
        )
    return made


async def visible(actor: Actor, batch_id: UUID) -> Row:
    """A list of the person's own organ. Raises NotFound."""
    found = await database.row(
        """select work_batch.*, counted.* from work_batch, lateral (
               select count(*) as total, count(*) filter (where outcome = 'done') as done,
                      count(*) filter (where outcome = 'refused') as refused
                 from work_batch_item where batch = work_batch.id) as counted
            where id = $1""",
        batch_id,
    )
    if found is None or found["organ_id"] != actor.organ_id or not actor.holds(*WORKERS, *LEADERS):
        raise errors.NotFound
    return {**found, "params": json.loads(found["params"])}


async def items(batch_id: UUID) -> list[Row]:
    """Its matters in their order, with what became of each."""
    found = await database.rows("select * from work_batch_item where batch = $1 order by position", batch_id)
    return [{**each, "why_params": json.loads(each["why_params"])} for each in found]


async def recent(organ_id: UUID, *, limit: int = 10) -> list[Row]:
    """The latest lists of an organ."""
    return await database.rows(
        "select * from work_batch where organ_id = $1 order by made_at desc limit $2", organ_id, limit
    )


async def stop(batch_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Deal with no more of them; what was done stands. Raises NotFound, AlreadyMoved."""
    async with database.unit_of_work():
        await visible(actor, batch_id)
        await record.record_step(
            WorkBatch,
            batch_id,
            "stop",
            BATCH_STEPS["stop"],
            actor=actor,
            now=now,
            also={"ended_at": now},
        )


async def work(act: Act, now: Callable[[], datetime], *, seconds: float, batch_id: UUID | None = None) -> int:
    """Deal with what is confirmed, or with one list, as long as the time allows; how many.

    `act(kind, key, params, actor=..., now=...)`. Safe against another worker: each takes another matter.
    """
    until, dealt = time.monotonic() + seconds, 0
    while time.monotonic() < until and await _next(act, now(), batch_id):
        dealt += 1
    return dealt


async def _next(act: Act, now: datetime, batch_id: UUID | None) -> bool:
    async with database.unit_of_work():
        item = await database.row(
            """select item.*, batch.kind, batch.params, batch.made_by, batch.organ_id
                 from work_batch_item as item join work_batch as batch on batch.id = item.batch
                where batch.status = 'running' and item.outcome = 'waiting' and ($1::uuid is null or batch.id = $1)
                order by batch.made_at, item.position limit 1 for update of item skip locked""",
            batch_id,
        )
        if item is None:
            await _finish(now)
            return False
        actor = await sessions.acting(item["made_by"], today=beijing.legal_day(now))
        if actor is None or actor.organ_id != item["organ_id"]:
            await record.record_step(
                WorkBatch,
                item["batch"],
                "halt",
                BATCH_STEPS["halt"],
                actor=SYSTEM,
                now=now,
                also={"ended_at": now, "end_reason": GONE},
            )
            return True
        why: str = ""
        params: Mapping[str, Any] = {}
        try:
            async with database.unit_of_work():
                await act(item["kind"], item["key"], json.loads(item["params"]), actor=actor, now=now)
        except errors.Invalid as refusal:
            why, params = next(iter(refusal.errors.values()), refusal.message), refusal.params
        except errors.DomainError as refusal:
            why, params = refusal.message, refusal.params
        await database.execute(
            "update work_batch_item set outcome = $2, why = $3, why_params = $4 where id = $1",
            item["id"],
            "refused" if why else "done",
            why,
            json.dumps(dict(params), ensure_ascii=False, default=str),
        )
    return True


async def _finish(now: datetime) -> None:
    over = await database.rows(
        """select * from work_batch as batch where status = 'running' and not exists (
               select from work_batch_item where batch = batch.id and outcome = 'waiting')
           for update skip locked"""
    )
    for each in over:
        await record.record_step(
            WorkBatch,
            each["id"],
            "finish",
            BATCH_STEPS["finish"],
            actor=SYSTEM,
            now=now,
            also={"ended_at": now},
        )
        await notices.tell(
            N_("批量办理已完成，请查看逐件结果"),
            f"/desk/work/batches/{each['id']}",
            kind="work",
            now=now,
            person_id=each["made_by"],
        )
