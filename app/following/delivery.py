"""What the worker does for followers at every waking: note changes, make messages, send what is due."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Final
from uuid import UUID

from app.following import mail, webhook, words
from app.settings import settings
from app.shell import i18n
from regulation import errors
from regulation.following import changes, outbox, rules, subscribing, tokens
from regulation.following.status import MessageKind, Pace
from regulation.law import beijing

if TYPE_CHECKING:
    from datetime import datetime

    from regulation.following.outbox import Outgoing

#: Of a minute: the other steady jobs have the rest.
SECONDS: Final = 20.0
#: Letters of one connection, and webhooks at once.
LETTERS, AT_ONCE = 50, 8


async def tell(now: datetime, *, gate: webhook.Gate = webhook.USUAL) -> str:
    """Note what is new, make messages for those who want them at once, send. A steady job."""
    while await outbox.note_changes(now=now) == outbox.AT_A_TIME:
        pass
    await outbox.compose(Pace.AT_ONCE, now=now)
    until = time.monotonic() + SECONDS
    told = await send_letters(now, until)
    told += await send_webhooks(now, until, gate)
    return f"{told} messages" if told else ""


async def digest(now: datetime) -> str:
    """The day's messages for those who want one a day; they are sent at the next waking. A daily job."""
    return f"{await outbox.compose(Pace.DAILY, now=now)} digests"


async def send_letters(now: datetime, until: float) -> int:
    """Letters by one connection; how many the server took. While it is down they wait, and nobody is blamed for it."""
    if not mail.is_offered():
        return 0
    sent = 0
    while time.monotonic() < until:
        taken = await outbox.take(LETTERS, mail=True, now=now)
        if not taken:
            break
        left = list(taken)
        try:
            door = await asyncio.to_thread(mail.Door().__enter__)
            try:
                while left and time.monotonic() < until:
                    sent += await _send_letter(door, left[0], now)
                    left.pop(0)
            finally:
                await asyncio.to_thread(door.close)
        except mail.Unavailable:
            break
        finally:
            for each in left:
                await outbox.give_back(each.id, now=now)
    return sent


async def _send_letter(door: mail.Door, message: Outgoing, now: datetime) -> bool:
    wish, told = None, []
    if message.kind in {MessageKind.CONFIRM, MessageKind.ALREADY}:
        try:
            wish = await subscribing.wish(_id(message), now=now)
        except errors.NotFound:
            # Too late to be confirmed: it would only confuse.
            await outbox.sent(message.id, now=now)
            return False
    elif message.kind is MessageKind.CHANGES:
        seqs = message.data["seqs"]
        message.data["count"] = len(seqs)
        told = await changes.numbered(seqs[: rules.MOST_NAMED], today=beijing.legal_day(now))
    try:
        await asyncio.to_thread(door.send, mail.letter(message, wish, told))
    except mail.Refused as refused:
        await outbox.failed(message, str(refused), is_final=refused.is_final, now=now)
        return False
    await outbox.sent(message.id, now=now)
    return True


def _id(message: Outgoing) -> UUID:
    return UUID(message.data["followed"])


async def send_webhooks(now: datetime, until: float, gate: webhook.Gate) -> int:
    """Webhooks, several at once: one that hangs holds up its own alone."""
    sent = 0
    while time.monotonic() < until:
        taken = await outbox.take(AT_ONCE, mail=False, now=now)
        if not taken:
            break
        sent += sum(await asyncio.gather(*(_send_webhook(each, now, gate) for each in taken)))
    return sent


async def _send_webhook(message: Outgoing, now: datetime, gate: webhook.Gate) -> bool:
    i18n.use(message.language)
    told = await changes.numbered(message.data["seqs"], today=beijing.legal_day(now))
    body = webhook.encoded(
        {"type": "register.changes", "id": str(message.id), "changes": [words.data(each) for each in told]}
    )
    secret = tokens.webhook_secret(message.follower_id, settings().secret_key)
    try:
        await webhook.post(message.url, body, message.id, secret, at=now, gate=gate)
    except webhook.Unreachable as problem:
        await outbox.failed(message, str(problem), is_final=problem.is_final, now=now)
        return False
    await outbox.sent(message.id, now=now)
    return True
