"""Addresses in mails that act for whoever holds them: to confirm, to manage, to stop. Pure.

Nothing of them is stored; each is the id of its row with a keyed digest for one purpose.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from enum import StrEnum
from uuid import UUID

_SHAPE = re.compile(r"[0-9a-f]{72}")


class Purpose(StrEnum):
    """What a token is good for; for nothing else."""

    CONFIRM = "confirm"
    MANAGE = "manage"
    STOP = "stop"


def made(purpose: Purpose, row_id: UUID, secret: bytes) -> str:
    """The token of a row."""
    return row_id.hex + _digest(purpose, row_id, secret)


def read(purpose: Purpose, token: str, secret: bytes) -> UUID | None:
    """The row of a token, or None when we never made it."""
    if not _SHAPE.fullmatch(token):
        return None
    row_id = UUID(token[:32])
    return row_id if hmac.compare_digest(token[32:], _digest(purpose, row_id, secret)) else None


def webhook_secret(follower_id: UUID, secret: bytes) -> bytes:
    """The key by which a receiver knows that a message is ours."""
    return hmac.new(secret, b"webhook\x00" + follower_id.bytes, hashlib.sha256).digest()


def webhook_secret_shown(follower_id: UUID, secret: bytes) -> str:
    """The same as a receiver's library takes it (Standard Webhooks)."""
    return "whsec_" + base64.b64encode(webhook_secret(follower_id, secret)).decode()


def _digest(purpose: Purpose, row_id: UUID, secret: bytes) -> str:
    text = b"following\x00" + purpose.encode() + b"\x00" + row_id.bytes
    return hmac.new(secret, text, hashlib.sha256).hexdigest()[:40]
