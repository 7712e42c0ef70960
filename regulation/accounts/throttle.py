"""Rate limits that hold over all processes: attempts are rows."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from regulation import database, errors

if TYPE_CHECKING:
    from datetime import datetime


class TooMany(errors.Refused):
    """Too many attempts; `minutes` says when to come back (429)."""


async def check(bucket: str, limit: int, minutes: int, *, now: datetime) -> None:
    """Raise TooMany when a bucket holds `limit` attempts or more within the last `minutes`."""
    counted = await database.value(
        "select count(*) from attempt where bucket = $1 and at > $2", bucket, now - timedelta(minutes=minutes)
    )
    if counted >= limit:
        raise TooMany("尝试次数过多，请在%(minutes)s分钟后再试", minutes=minutes)


async def count(bucket: str, *, now: datetime) -> None:
    """Count one attempt, in a transaction of its own or the caller's."""
    await database.execute(
        "insert into attempt (id, bucket, at) values (gen_random_uuid(), $1, $2)", bucket, now
    )


async def take(bucket: str, limit: int, minutes: int, *, now: datetime) -> UUID:
    """Count an attempt before it is made, so that many at once are not all let through; its id, for `give_back`.

    Raises TooMany, and then does not count it: who waits is let in again.
    """
    attempt = uuid4()
    await database.execute("insert into attempt (id, bucket, at) values ($1, $2, $3)", attempt, bucket, now)
    try:
        await check(bucket, limit + 1, minutes, now=now)
    except TooMany:
        await give_back(attempt)
        raise
    return attempt


async def give_back(*attempts: UUID) -> None:
    """Attempts that turned out right are not counted."""
    await database.execute("delete from attempt where id = any($1::uuid[])", list(attempts))


async def forget(*, now: datetime) -> int:
    """Delete attempts older than a day; how many."""
    return await database.execute("delete from attempt where at < $1", now - timedelta(days=1))
