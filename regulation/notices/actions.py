"""Tell somebody, and remember whether it was read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from regulation import database
from regulation.casework import service
from regulation.law import beijing
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID


async def tell(
    title: str,
    link: str,
    *,
    kind: str,
    now: datetime,
    firm_id: UUID | None = None,
    organ_id: UUID | None = None,
    person_id: UUID | None = None,
    **params: Any,
) -> None:
    """Put a notice into somebody's portal, in the caller's transaction. `title` is a Chinese constant."""
    await database.execute(
        """insert into notice (id, firm_id, organ_id, person_id, kind, title, params, link, created_at)
           values (gen_random_uuid(), $1, $2, $3, $4, $5, $6, $7, $8)""",
        firm_id,
        organ_id,
        person_id,
        kind,
        title,
        json.dumps(params, ensure_ascii=False, default=str),
        link,
        now,
    )


async def tell_to_confirm(paper: dict[str, Any], *, now: datetime) -> None:
    """Tell a firm that signed for electronic service that a paper waits for its confirmation; nobody else is told."""
    if await service.may_serve_electronically(paper["firm_id"], beijing.legal_day(now)):
        await tell(
            N_("请签收文书：%(number)s"),
            "/firm/letters",
            kind="paper_to_confirm",
            now=now,
            firm_id=paper["firm_id"],
            number=paper["number"],
        )


async def unread(
    *,
    firm_id: UUID | None = None,
    organ_id: UUID | None = None,
    person_id: UUID | None = None,
    limit: int = 20,
) -> list[dict[str, Any]]:
    """Unread notices of a firm, an organ or a person, newest first."""
    found = await database.rows(
        """select * from notice where read_at is null and (firm_id = $1 or organ_id = $2 or person_id = $3)
           order by created_at desc limit $4""",
        firm_id,
        organ_id,
        person_id,
        limit,
    )
    return [{**each, "params": json.loads(each["params"])} for each in found]


async def read(notice_id: UUID, *, firm_id: UUID | None, organ_id: UUID | None, now: datetime) -> None:
    """Mark as read by its reader; somebody else's notice stays untouched."""
    await database.execute(
        """update notice set read_at = $4 where id = $1 and read_at is null
           and (firm_id = $2 or organ_id = $3)""",
        notice_id,
        firm_id,
        organ_id,
        now,
    )


async def read_all(*, organ_id: UUID | None, now: datetime) -> int:
    """Mark everything an organ was told as read; how many."""
    return await database.execute(
        "update notice set read_at = $2 where read_at is null and organ_id = $1", organ_id, now
    )
