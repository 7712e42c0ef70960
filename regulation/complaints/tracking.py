"""Tracking codes: eighty bits in Crockford's base 32 and a check character. Pure.

The code is derived from the key of the request that made the complaint, so that sending the form
twice shows the same code. Only a keyed digest of it is stored; neither database nor secret alone
leads back to a code, and the request key itself is stored nowhere.
"""

from __future__ import annotations

import hashlib
import hmac
import re

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
#: Five more signs for the check character, which counts modulo 37.
CHECKS = LETTERS + "*~$=U"
LENGTH = 16
_READ_AS = str.maketrans("OIL", "011")


def code_of(request_key: str, secret: bytes) -> str:
    """The code of one request: 3F7K-9QWX-2M4N-8RTV-C."""
    drawn = hmac.new(secret, b"complaint code\x00" + request_key.encode(), hashlib.sha256).digest()
    number = int.from_bytes(drawn[:10], "big")
    body = "".join(LETTERS[number >> (5 * place) & 31] for place in reversed(range(LENGTH)))
    return written(body + CHECKS[number % 37])


def written(code: str) -> str:
    """In groups of four, the check character at the end."""
    return "-".join([*(code[at : at + 4] for at in range(0, LENGTH, 4)), code[LENGTH:]])


def read(typed: str) -> str | None:
    """The seventeen characters of what somebody typed, or None when it cannot be a code."""
    plain = re.sub(r"[\s\-‐–—－]", "", typed.upper())
    body, check = plain[:LENGTH].translate(_READ_AS), plain[LENGTH:]
    if len(body) != LENGTH or len(check) != 1 or any(letter not in LETTERS for letter in body):
        return None
    number = 0
    for letter in body:
        number = number * 32 + LETTERS.index(letter)
    return body + check if CHECKS[number % 37] == check else None


def digest(code: str, secret: bytes) -> str:
    """What is stored of a code."""
    return hmac.new(secret, b"complaint tracking\x00" + code.encode(), hashlib.sha256).hexdigest()


def receipt_key(request_key: str) -> str:
    """Under which the request is remembered; does not lead back to the key."""
    return hashlib.sha256(b"complaint receipt\x00" + request_key.encode()).hexdigest()
