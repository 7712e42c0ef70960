"""What a phone sends as JSON when it has a network again, and what it is answered; the same for every sort of matter."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from app.shell.i18n import gettext as _
from regulation import errors
from regulation.casework import chain, outbox


class _Message(BaseModel):
    """Parent of what the phone sends: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class SentEntry(_Message):
    """One entry: the text and its hash."""

    text: str
    hash: str = Field(min_length=64, max_length=64)


class SentBundle(_Message):
    """The bundle on which the chain rests."""

    hash: str = Field(min_length=64, max_length=64)
    issued_at: AwareDatetime
    seal: str = Field(min_length=64, max_length=64)


class SentBatch(_Message):
    """What one device brings of one matter."""

    device: UUID
    bundle: SentBundle
    sent_at: AwareDatetime
    entries: list[SentEntry]


def batch_of(body: bytes, *, now: datetime) -> outbox.Batch:
    """The batch of a message. Raises Invalid."""
    try:
        sent = SentBatch.model_validate_json(body)
    except ValidationError as problem:
        raise errors.Invalid({"entries": "发送的内容不符合约定"}) from problem
    return outbox.Batch(
        sent.device,
        chain.Bundle(sent.bundle.hash, sent.bundle.issued_at, sent.bundle.seal),
        _sane(sent.sent_at, now),
        [outbox.Sent(each.text, each.hash) for each in sent.entries],
    )


def _sane(at: datetime, now: datetime) -> datetime:
    """A clock so wrong that time cannot be reckoned from it is taken for the nearest one that can."""
    far = timedelta(days=365 * 60)
    return max(min(at, now + far), now - far)


def said_of(each: outbox.Answered) -> dict[str, Any]:
    """The answer to one entry, in the visitor's language."""
    params = dict(each.params or {})
    return {
        "hash": each.hash,
        "result": each.result,
        "reason": _(each.message, **params) if each.message else "",
        "code": each.code,
        "at": each.at.isoformat() if each.at else "",
        "again": each.is_again,
    }
