"""What is to be sent: noted in the transaction that causes it, taken by one worker, given back when it failed.

A message is sent at least once and marked by its id, so that a receiver who got it twice, because a worker died between
sending and noting, sees that it is the same.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database
from regulation.following import changes, rules
from regulation.following.status import Channel, MessageKind, Pace
from regulation.law import beijing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

#: Any number; one at a time decides who is to be told of what.
TURN = 20261129
#: Changes looked at in one go.
AT_A_TIME = 1_000
#: A worker that took a message and was not heard of for so long has died.
CLAIM = timedelta(minutes=5)


async def put(follower_id: UUID, kind: MessageKind, data: Mapping[str, Any], *, now: datetime) -> UUID:
    """Put a message into the outbox, in the caller's transaction."""
    made = uuid4()
    await database.execute(
        """insert into message (id, follower, kind, data, status, made_at, due_at, attempts, last_error)
           values ($1, $2, $3, $4, 'waiting', $5, $5, 0, '')""",
        made,
        follower_id,
        str(kind),
        json.dumps(dict(data)),
        now,
    )
    return made


async def note_changes(*, now: datetime) -> int:
    """Note for every follower the changes since the last look, each once; how many changes were looked at."""
    async with database.unit_of_work():
        reached = await database.value("select seq from following_cursor for update")
        found = await changes.since(reached, AT_A_TIME, today=beijing.legal_day(now))
        if not found:
            return 0
        await database.execute(
            """insert into followed_change (id, follower, seq)
               select gen_random_uuid(), follower.id, change.seq
                 from unnest($1::bigint[], $2::uuid[]) as change(seq, firm)
                      join followed on followed.confirmed_at is not null
                                   and (followed.firm is null or followed.firm = change.firm)
                      join follower on follower.id = followed.follower and follower.status = 'active'
               on conflict (follower, seq) do nothing""",
            [each.seq for each in found],
            [each.firm_id for each in found],
        )
        await database.execute("update following_cursor set seq = $1", found[-1].seq)
    return len(found)


async def compose(pace: Pace, *, now: datetime) -> int:
    """Make messages of what was noted for followers of this pace; how many."""
    async with database.unit_of_work():
        await database.execute("select pg_advisory_xact_lock($1)", TURN)
        noted = await database.rows(
            """select follower.id, follower.channel, array_agg(noted.seq order by noted.seq) as seqs
                 from followed_change as noted join follower on follower.id = noted.follower
                where noted.message is null and follower.status = 'active' and follower.pace = $1
                group by follower.id, follower.channel""",
            str(pace),
        )
        made = 0
        for each in noted:
            # A mail names the first of many and counts the rest; a program is given all, in pieces.
            size = rules.MOST_NAMED if each["channel"] == Channel.WEBHOOK else len(each["seqs"])
            for start in range(0, len(each["seqs"]), size):
                seqs = each["seqs"][start : start + size]
                message_id = await put(each["id"], MessageKind.CHANGES, {"seqs": seqs}, now=now)
                await database.execute(
                    "update followed_change set message = $3 where follower = $1 and seq = any($2::bigint[])",
                    each["id"],
                    seqs,
                    message_id,
                )
                made += 1
    return made


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message that this worker has taken."""

    id: UUID
    kind: MessageKind
    data: dict[str, Any]
    made_at: datetime
    follower_id: UUID
    channel: Channel
    address: str
    url: str
    language: str

    @property
    def goes_by_mail(self) -> bool:
        """All but the changes of a webhook."""
        return self.channel is Channel.MAIL or self.kind is not MessageKind.CHANGES


async def take(limit: int, *, mail: bool, now: datetime) -> list[Outgoing]:
    """Take messages that are due, the oldest first; nobody else is given them for a while."""
    found = await database.rows(
        """with taken as (
               select message.id from message join follower on follower.id = message.follower
                where message.status = 'waiting' and message.due_at <= $1
                  and (follower.channel = 'mail' or message.kind <> 'changes') = $4
                order by message.due_at, message.made_at limit $2 for update of message skip locked)
           update message set due_at = $3 from taken, follower
            where message.id = taken.id and follower.id = message.follower
           returning message.id, message.kind, message.data, message.made_at, follower.id as follower_id, follower.channel,
                     follower.address, follower.url, follower.language""",
        now,
        limit,
        now + CLAIM,
        mail,
    )
    return [
        Outgoing(
            id=each["id"],
            kind=MessageKind(each["kind"]),
            data=json.loads(each["data"]),
            made_at=each["made_at"],
            follower_id=each["follower_id"],
            channel=Channel(each["channel"]),
            address=each["address"],
            url=each["url"],
            language=each["language"],
        )
        for each in sorted(found, key=lambda row: row["made_at"])
    ]


async def sent(message_id: UUID, *, now: datetime) -> None:
    """It was taken by the receiver's server."""
    await database.execute(
        "update message set status = 'sent', sent_at = $2, last_error = '' where id = $1", message_id, now
    )


async def give_back(message_id: UUID, *, now: datetime) -> None:
    """Our own way out is closed: that counts against nobody, and it is tried again at the next waking."""
    await database.execute("update message set due_at = $2 where id = $1", message_id, now)


async def failed(message: Outgoing, problem: str, *, is_final: bool, now: datetime) -> None:
    """The receiver did not take it: later again, or never. A receiver who is gone is told nothing more.

    The owner of a webhook that is gone is told so by mail, once.
    """
    async with database.unit_of_work():
        attempts = await database.value(
            "update message set attempts = attempts + 1, last_error = $2 where id = $1 returning attempts",
            message.id,
            problem[:500],
        )
        if attempts is None:
            return
        again = None if is_final else rules.next_attempt(attempts, now)
        if again is not None:
            await database.execute("update message set due_at = $2 where id = $1", message.id, again)
            return
        await database.execute("update message set status = 'dead' where id = $1", message.id)
        ended = await database.value(
            """update follower set status = 'dead', ended_at = $2 where id = $1 and status = 'active' returning id""",
            message.follower_id,
            now,
        )
        if ended is not None:
            await database.execute(
                """update message set status = 'dead', last_error = $2
                    where follower = $1 and status = 'waiting' and kind = 'changes'""",
                message.follower_id,
                problem[:500],
            )
            if message.channel is Channel.WEBHOOK and not message.goes_by_mail:
                await put(message.follower_id, MessageKind.GONE, {"problem": problem[:200]}, now=now)


async def waiting() -> int:
    """Messages not yet sent."""
    found: int = await database.value("select count(*) from message where status = 'waiting'")
    return found
