"""Make the next list for double publicity and keep it as it was made."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import record
from regulation.law import house_rules
from regulation.law.citation import DOUBLE_PUBLICITY_GUIDANCE
from regulation.publicity.rules.batches import Act, hash_of
from regulation.publicity.tables import PublicityBatch
from regulation.roles import Role
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from regulation.actor import Actor

MADE_MEANWHILE = N_("刚刚已有人生成了一批，请刷新后再办理")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a list says of one decision."""

    act: Act
    key: str
    publication: UUID
    said: Mapping[str, str]


async def make(
    kind: str,
    organ_code: str,
    entries: Sequence[Entry],
    files: Mapping[str, bytes],
    *,
    after: int,
    actor: Actor,
    now: datetime,
) -> UUID:
    """Keep a list of the actor's organ under the number that follows `after`, the list that the page had seen.

    Raises NotPermitted, Refused with nothing to say, AlreadyMoved when another list was made meanwhile.
    """
    if not actor.holds(Role.CLERK) or actor.organ_id is None:
        raise errors.NotPermitted
    made = uuid4()
    async with database.unit_of_work():
        await database.execute("select 1 from organ where id = $1 for update", actor.organ_id)
        last = await database.value(
            "select coalesce(max(number), 0) from publicity_batch where organ = $1 and kind = $2",
            actor.organ_id,
            kind,
        )
        if last != after:
            raise errors.AlreadyMoved(MADE_MEANWHILE, citation=house_rules.FIRST_COME)
        if not entries:
            raise errors.Refused(
                N_("没有新增、变更或者停止公示的信息，不需要报送"),
                citation=DOUBLE_PUBLICITY_GUIDANCE.whole(),
            )
        gone = sum(each.act is Act.WITHDRAWN for each in entries)
        await database.execute(
            """insert into publicity_batch (id, organ, kind, number, organ_code, made_at, made_by, made_by_name, rows, withdrawn)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)""",
            made,
            actor.organ_id,
            kind,
            after + 1,
            organ_code,
            now,
            actor.person_id,
            actor.name,
            len(entries) - gone,
            gone,
        )
        await database.many(
            """insert into publicity_batch_file (id, batch, name, sha256, content) values ($1, $2, $3, $4, $5)""",
            [
                (uuid4(), made, name, hashlib.sha256(content).hexdigest(), content)
                for name, content in files.items()
            ],
        )
        await database.many(
            """insert into publicity_batch_row (id, batch, act, key, publication, said, sha256)
               values ($1, $2, $3, $4, $5, $6, $7)""",
            [
                (
                    uuid4(),
                    made,
                    str(each.act),
                    each.key,
                    each.publication,
                    json.dumps(dict(each.said), ensure_ascii=False),
                    hash_of(each.said),
                )
                for each in entries
            ],
        )
        await record.opened(
            PublicityBatch,
            made,
            "make_list",
            "made",
            actor=actor,
            now=now,
            data={"number": after + 1, "rows": len(entries) - gone, "withdrawn": gone},
            cites=(DOUBLE_PUBLICITY_GUIDANCE.whole(),),
        )
    return made
