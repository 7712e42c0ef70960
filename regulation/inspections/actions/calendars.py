"""An officer's own calendar address: secret, and renewed when somebody else may know it."""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from regulation import database, errors

if TYPE_CHECKING:
    from datetime import date, datetime

    from regulation.actor import Actor


def _key(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


async def renew(*, actor: Actor, now: datetime) -> str:
    """A new secret address; the one before it ends. It is shown this once, the table has its hash alone."""
    token = secrets.token_urlsafe(24)
    await database.execute(
        """insert into calendar_address (id, person, token_hash, made_at) values ($1, $2, $3, $4)
           on conflict (person) do update set token_hash = excluded.token_hash, made_at = excluded.made_at""",
        uuid4(),
        actor.person_id,
        _key(token),
        now,
    )
    return token


async def end(*, actor: Actor) -> None:
    """No calendar program reads the tasks any more."""
    await database.execute("delete from calendar_address where person = $1", actor.person_id)


async def made_at(actor: Actor) -> datetime | None:
    """Since when there is an address; None without one."""
    found: datetime | None = await database.value(
        "select made_at from calendar_address where person = $1", actor.person_id
    )
    return found


async def person_of(token: str, *, today: date) -> UUID:
    """Whose calendar it is. Raises NotFound for an unknown or renewed address, and for who no longer inspects."""
    found: UUID | None = await database.value(
        """select person from calendar_address as address where token_hash = $1
              and exists (select from appointment where appointment.person = address.person and role = 'inspector'
                             and from_on <= $2 and (to_on is null or to_on >= $2))
              and exists (select from account where account.person = address.person and is_active)""",
        _key(token),
        today,
    )
    if found is None:
        raise errors.NotFound
    return found
