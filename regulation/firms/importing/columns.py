"""Which column of a list holds what."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from uuid import UUID

from regulation import database, errors
from regulation.casework import record
from regulation.firms import permissions
from regulation.firms.importing import lists
from regulation.firms.imports import headers
from regulation.firms.imports.headers import Field
from regulation.firms.status import ImportStatus
from regulation.firms.tables import FirmImport
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from regulation.actor import Actor

NAME_COLUMN_MISSING = N_("没有找到机构名称所在的列，请指定")
COLUMN_TWICE = N_("同一列不能用作两项内容")
ALREADY_STARTED = N_("导入已经开始，不能再修改各列的对应")


async def choose_columns(
    import_id: UUID, mapping: Mapping[Field, int], *, actor: Actor, now: datetime
) -> None:
    """Set which column holds what, before the import starts."""
    permissions.check_can_import(actor)
    await lists.check_within_reach(import_id, actor)
    mapping = {Field(field): column for field, column in mapping.items()}
    found = await lists.view(import_id)
    if headers.missing(mapping):
        raise errors.Invalid({Field.NAME.value: NAME_COLUMN_MISSING})
    chosen = [column for column in mapping.values() if 0 <= column < len(found.header)]
    if len(set(chosen)) != len(mapping):
        twice = {
            field.value: COLUMN_TWICE
            for field, column in mapping.items()
            if list(mapping.values()).count(column) > 1
        }
        raise errors.Invalid(twice or {Field.NAME.value: NAME_COLUMN_MISSING})
    async with database.unit_of_work():
        changed = await database.execute(
            "update firm_import set mapping = $2 where id = $1 and status = $3",
            import_id,
            json.dumps(dict(mapping)),
            ImportStatus.RECEIVED,
        )
        if not changed:
            raise errors.AlreadyMoved(ALREADY_STARTED)
        await record.record_event(
            FirmImport, import_id, "map", actor=actor, now=now, data={"mapping": dict(mapping)}
        )
