"""Asking to be told, confirming it, and ending it. Who asks learns nothing of what an address already follows."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.accounts import throttle
from regulation.following import outbox, rules
from regulation.following.status import Channel, FollowerStatus, MessageKind, Pace
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import datetime

NO_SUCH_LINK = N_("链接无效，或者已经过期。请重新填写关注")
TOO_MANY_FOLLOWED = N_("一个地址最多关注%(n)s家机构。需要更多时请关注全部变更，或者读取变更数据")
#: Requests to follow from one place within an hour.
PER_PLACE, MINUTES = 10, 60


async def ask(
    channel: Channel,
    address: str,
    url: str,
    firm_id: UUID | None,
    *,
    pace: Pace,
    language: str,
    place: str,
    now: datetime,
) -> None:
    """Note the wish and write to the mailbox, whose owner alone can make it count.

    Always the same answer. A mailbox gets a few such letters a day at most, whoever asks. Raises TooMany for the place.
    """
    await throttle.take(f"follow:place:{place}", PER_PLACE, MINUTES, now=now)
    async with database.unit_of_work():
        follower_id = await database.value(
            """insert into follower (id, channel, address, url, language, pace, status, asked_at)
               values ($1, $2, $3, $4, $5, $6, $7, $8)
               on conflict (channel, address, url) do update set asked_at = excluded.asked_at,
                   pace = case when follower.status = 'pending' then excluded.pace else follower.pace end,
                   language = case when follower.status = 'pending' then excluded.language else follower.language end
               returning id""",
            uuid4(),
            str(channel),
            address.lower(),
            url,
            language,
            str(pace),
            str(FollowerStatus.PENDING),
            now,
        )
        followed = await database.row(
            """insert into followed (id, follower, firm, asked_at) values ($1, $2, $3, $4)
               on conflict (follower, firm) do update set asked_at = excluded.asked_at returning id, confirmed_at""",
            uuid4(),
            follower_id,
            firm_id,
            now,
        )
        assert followed is not None
        bucket = f"follow:{hashlib.sha256(address.lower().encode()).hexdigest()[:40]}"
        written = await database.value(
            "select count(*) from attempt where bucket = $1 and at > $2::timestamptz - interval '1 day'",
            bucket,
            now,
        )
        if written < rules.CONFIRMATIONS_A_DAY:
            await throttle.count(bucket, now=now)
            kind = MessageKind.CONFIRM if followed["confirmed_at"] is None else MessageKind.ALREADY
            await outbox.put(follower_id, kind, {"followed": str(followed["id"])}, now=now)


async def wish(followed_id: UUID, *, now: datetime) -> dict[str, Any]:
    """What a letter asked to confirm, for the page behind it. Raises NotFound once it is too late."""
    found = await database.row(
        """select followed.id, followed.follower, followed.confirmed_at, followed.asked_at, follower.channel, follower.address,
                  follower.url, follower.pace, follower.status, firm.name as firm_name, firm.number as firm_number
             from followed join follower on follower.id = followed.follower left join firm on firm.id = followed.firm
            where followed.id = $1 and (followed.confirmed_at is not null or followed.asked_at > $2)""",
        followed_id,
        now - rules.CONFIRM_WITHIN,
    )
    if found is None:
        raise errors.NotFound(NO_SUCH_LINK)
    return found


async def confirm(followed_id: UUID, *, now: datetime) -> UUID:
    """The owner of the mailbox wants it; the follower's id. Twice does no harm. A dead address lives again."""
    async with database.unit_of_work():
        found = await wish(followed_id, now=now)
        # Two letters confirmed at once must not both be the last one allowed.
        await database.execute("select 1 from follower where id = $1 for update", found["follower"])
        held = await database.value(
            "select count(*) from followed where follower = $1 and confirmed_at is not null and id <> $2",
            found["follower"],
            followed_id,
        )
        if held >= rules.MOST_FOLLOWED:
            raise errors.Refused(TOO_MANY_FOLLOWED, n=rules.MOST_FOLLOWED)
        await database.execute(
            "update followed set confirmed_at = coalesce(confirmed_at, $2) where id = $1", followed_id, now
        )
        await database.execute(
            """update follower set status = 'active', confirmed_at = coalesce(confirmed_at, $2), ended_at = null
                where id = $1""",
            found["follower"],
            now,
        )
        follower_id: UUID = found["follower"]
        return follower_id


async def follower(follower_id: UUID) -> dict[str, Any]:
    """A follower with all that is followed. Raises NotFound."""
    found = await database.row(
        "select * from follower where id = $1 and confirmed_at is not null", follower_id
    )
    if found is None:
        raise errors.NotFound(NO_SUCH_LINK)
    followed = await database.rows(
        """select followed.id, firm.name as firm_name, firm.number as firm_number
             from followed left join firm on firm.id = followed.firm
            where followed.follower = $1 and followed.confirmed_at is not null order by firm.name nulls first""",
        follower_id,
    )
    return {**found, "followed": followed}


async def prefer(follower_id: UUID, pace: Pace, language: str) -> None:
    """When to be told, and in which language."""
    await database.execute(
        "update follower set pace = $2, language = $3 where id = $1", follower_id, str(pace), language
    )


async def unfollow(follower_id: UUID, followed_id: UUID) -> None:
    """End one; with the last one the follower is forgotten."""
    async with database.unit_of_work():
        await database.execute(
            "delete from followed where id = $1 and follower = $2", followed_id, follower_id
        )
        await database.execute(
            """delete from follower where id = $1
                and not exists (select from followed where follower = $1 and confirmed_at is not null)""",
            follower_id,
        )


async def stop(follower_id: UUID) -> None:
    """End all and forget the address. Twice does no harm: programs of mail providers press again."""
    await database.execute("delete from follower where id = $1", follower_id)


async def tidy(*, now: datetime) -> int:
    """Forget what was never confirmed, who is gone for long, and what was sent long ago; how many addresses."""
    await database.execute(
        "delete from followed where confirmed_at is null and asked_at < $1", now - rules.CONFIRM_WITHIN
    )
    await database.execute("delete from message where sent_at < $1", now - rules.KEEP_SENT)
    return await database.execute(
        """delete from follower where (status = 'dead' and ended_at < $2)
              or (status = 'pending' and asked_at < $1 and not exists (select from followed where follower = follower.id))""",
        now - rules.CONFIRM_WITHIN,
        now - rules.KEEP_SENT,
    )
