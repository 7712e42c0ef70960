"""Lists that were given to the credit platform: what the last ones said, the lists of an organ, their bytes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.publicity.rules.batches import Act, Sent

if TYPE_CHECKING:
    from uuid import UUID

    from regulation.actor import Actor

Row = dict[str, Any]
#: Lists on one page of the history.
SHOWN = 60


async def last_said(organ_id: UUID, kind: str) -> dict[str, Row]:
    """By the number of the decision, the last row that a list of this organ had of it."""
    found = await database.rows(
        """select distinct on (r.key) r.key, r.act, r.sha256, r.publication, r.said, b.number
           from publicity_batch_row as r join publicity_batch as b on b.id = r.batch
           where b.organ = $1 and b.kind = $2 order by r.key, b.number desc""",
        organ_id,
        kind,
    )
    return {each["key"]: {**each, "said": json.loads(each["said"])} for each in found}


def sent(rows: dict[str, Row]) -> dict[str, Sent]:
    """The same, as the rule asks for it."""
    return {key: Sent(Act(each["act"]), each["sha256"]) for key, each in rows.items()}


async def last(organ_id: UUID, kind: str) -> Row | None:
    """The last list of the organ."""
    return await database.row(
        "select * from publicity_batch where organ = $1 and kind = $2 order by number desc limit 1",
        organ_id,
        kind,
    )


async def last_code(organ_id: UUID) -> str:
    """The organ's unified code, as it was typed for its last list of either kind; empty before the first."""
    found: str | None = await database.value(
        "select organ_code from publicity_batch where organ = $1 order by made_at desc limit 1", organ_id
    )
    return found or ""


_LISTED = """
select b.*, o.name as organ_name,
       (select json_object_agg(f.name, f.sha256) from publicity_batch_file as f where f.batch = b.id) as files
  from publicity_batch as b join organ as o on o.id = b.organ
"""


def _read(found: Row) -> Row:
    return {**found, "files": json.loads(found["files"] or "{}")}


async def history(actor: Actor, kind: str) -> list[Row]:
    """Lists within reach, the newest first."""
    found = await database.rows(
        f"{_LISTED} where b.kind = $1 and ($2 or b.organ = $3) order by b.made_at desc limit {SHOWN}",
        kind,
        actor.is_municipal,
        actor.organ_id,
    )
    return [_read(each) for each in found]


async def visible(actor: Actor, batch_id: UUID) -> Row:
    """One list with its rows. Raises NotFound for another organ's."""
    found = await database.row(f"{_LISTED} where b.id = $1", batch_id)
    if found is None or not (actor.is_municipal or found["organ"] == actor.organ_id):
        raise errors.NotFound
    rows = await database.rows(
        "select * from publicity_batch_row where batch = $1 order by act <> 'new', act, key", batch_id
    )
    return {**_read(found), "lines": [{**each, "said": json.loads(each["said"])} for each in rows]}


async def content(actor: Actor, batch_id: UUID, name: str) -> bytes:
    """The bytes of a list as they were made. Raises NotFound."""
    await visible(actor, batch_id)
    found: bytes | None = await database.value(
        "select content from publicity_batch_file where batch = $1 and name = $2", batch_id, name
    )
    if found is None:
        raise errors.NotFound
    return found
