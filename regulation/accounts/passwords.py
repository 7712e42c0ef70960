"""Passwords: argon2id, checked in a thread, a few at a time (each takes 64 MiB)."""

import asyncio
import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

HASHER = PasswordHasher()
AT_ONCE = asyncio.Semaphore(2)


@cache
def nobody() -> str:
    """Verified when the account does not exist, so that an unknown login takes as long as a wrong password."""
    return HASHER.hash(secrets.token_urlsafe(16))


SHORTEST = 12


async def hashed(password: str) -> str:
    """The hash to store."""
    async with AT_ONCE:
        return await asyncio.to_thread(HASHER.hash, password)


async def matches(password: str, stored: str | None) -> bool:
    """Whether a password is the stored one; takes the same time when there is no account."""
    async with AT_ONCE:
        return await asyncio.to_thread(_verify, password, stored)


def _verify(password: str, stored: str | None) -> bool:
    stand_in = nobody()
    try:
        HASHER.verify(stored or stand_in, password)
    except VerificationError:
        return False
    return stored is not None
