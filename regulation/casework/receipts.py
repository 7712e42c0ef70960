"""One request makes one thing, however often the button is pressed."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.law import house_rules

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from datetime import datetime

    from regulation.actor import Actor


def digest(content: Mapping[str, Any]) -> str:
    """A fingerprint of what was sent."""
    return hashlib.sha256(json.dumps(dict(content), sort_keys=True, default=str).encode()).hexdigest()


async def once(key: str, content_digest: str, *, actor: Actor | None, now: datetime) -> str | None:
    """Claim a request key inside the caller's transaction.

    Returns None when the request is new (go on, then `answered`), or the earlier answer when it was
    done before; a concurrent twin waits for the first. Raises Refused when the same key comes with
    other content.
    """
    claimed = await database.value(
        """insert into receipt (key, account_id, digest, answer, at) values ($1, $2, $3, '', $4)
           on conflict (key) do nothing returning key""",
        key,
        actor.account_id if actor else None,
        content_digest,
        now,
    )
    if claimed is not None:
        return None
    earlier = await database.row("select digest, answer from receipt where key = $1", key)
    if earlier is None or earlier["digest"] != content_digest:
        raise errors.Refused(
            "同一份表单已经提交过，内容与此次不同。请重新打开页面后再提交", citation=house_rules.ONE_FORM_ONCE
        )
    answer: str = earlier["answer"]
    return answer


async def made_once(
    key: str,
    content: Mapping[str, Any],
    make: Callable[[], Awaitable[str]],
    *,
    actor: Actor | None,
    now: datetime,
) -> str:
    """What `make` makes, or what it made the first time; the claim and the thing in one transaction."""
    async with database.unit_of_work():
        earlier = await once(key, digest(content), actor=actor, now=now)
        if earlier is not None:
            return earlier
        made = await make()
        await answered(key, made)
        return made


async def answered(key: str, answer: str) -> None:
    """Keep what the request made (usually the address of it)."""
    await database.execute("update receipt set answer = $2 where key = $1", key, answer)
