"""The versions of a licence: what it said from which day, kept for ever."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from regulation import database

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

Row = dict[str, Any]

#: Acts that begin another term.
TERMS = frozenset({"renew", "renew_by_silence"})


async def keep(licence: Row, act: str, *, application_id: UUID | None, on: date, now: datetime) -> None:
    """Add what the licence says now, in the caller's transaction."""
    await database.execute(
        """insert into licence_version (id, licence, n, term, act, application, from_on, valid_from, valid_to, scope,
                                        snapshot, document, made_at)
           select $1, $2, coalesce(max(n), 0) + 1, coalesce(max(term), 1) + $3, $4, $5, $6, $7, $8, $9, $10, $11, $12
           from licence_version where licence = $2""",
        uuid4(),
        licence["id"],
        1 if act in TERMS else 0,
        act,
        application_id,
        on,
        licence["valid_from"],
        licence["valid_to"],
        licence["scope"],
        json.dumps(licence["snapshot"], ensure_ascii=False, default=str),
        licence["document"],
        now,
    )


async def begin(licence: Row, *, now: datetime) -> None:
    """A licence that came from another system has its first version before it gets a second one."""
    if not await of(licence["id"]):
        await keep(licence, "take_over", application_id=None, on=licence["issued_on"], now=now)


async def of(licence_id: UUID) -> list[Row]:
    """All of them, the first one first."""
    return await database.rows("select * from licence_version where licence = $1 order by n", licence_id)
