"""Versions of the standing rosters, for everybody."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from regulation import database, errors

if TYPE_CHECKING:
    from uuid import UUID


def _read(found: dict[str, Any]) -> dict[str, Any]:
    return {**found, "entries": json.loads(found["entries"]), "changes": json.loads(found["changes"])}


async def latest(organ_id: UUID, kind: str) -> dict[str, Any] | None:
    """The last version of a roster, or None."""
    found = await database.row(
        "select * from inspection_roster_version where organ = $1 and kind = $2 order by number desc limit 1",
        organ_id,
        kind,
    )
    return _read(found) if found else None


async def one(organ_id: UUID, kind: str, number: int) -> dict[str, Any]:
    """One version. Raises NotFound."""
    found = await database.row(
        "select * from inspection_roster_version where organ = $1 and kind = $2 and number = $3",
        organ_id,
        kind,
        number,
    )
    if found is None:
        raise errors.NotFound
    return _read(found)


async def history(organ_id: UUID, kind: str) -> list[dict[str, Any]]:
    """All versions without their rows, the newest first."""
    found = await database.rows(
        """select id, number, taken_on, changes, digest, jsonb_array_length(entries) as size
           from inspection_roster_version where organ = $1 and kind = $2 order by number desc""",
        organ_id,
        kind,
    )
    return [
        {**each, "changes": {name: len(keys) for name, keys in json.loads(each["changes"]).items()}}
        for each in found
    ]
