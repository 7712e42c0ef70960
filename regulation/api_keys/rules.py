"""What a key looks like, how long it lives, what may be fetched with and without one. Pure."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from regulation.words import N_


class Scope(StrEnum):
    """What a key opens beyond what is public; keys of organs alone."""

    FACTS_OUT = "facts_out"  #: fetch the facts on licences and penalties that other offices are given


SCOPES: dict[Scope, str] = {Scope.FACTS_OUT: N_("读取共享数据（许可和行政处罚信息）")}

#: Days a key may live. There is no key without an end.
LIVES = (90, 180, 365)
#: Living keys of one owner.
MOST_KEYS = 10
#: Use is noted this often at most.
NOTED_EVERY = timedelta(minutes=1)

BEGINS = "zhk_"
KEY = re.compile(r"zhk_[a-z2-7]{40}")


@dataclass(frozen=True, slots=True)
class Quota:
    """So many requests within so many seconds from the first one."""

    name: str
    requests: int
    seconds: int = 300


def key_of(request_key: str, secret: bytes) -> str:
    """The key that one request makes: two hundred bits, the same when the form is sent twice."""
    drawn = hmac.new(secret, b"api key\x00" + request_key.encode(), hashlib.sha256).digest()
    return BEGINS + base64.b32encode(drawn[:25]).decode().lower()


def hash_of(key: str) -> str:
    """What is kept. A key is random and long, so a plain hash cannot be tried out."""
    return hashlib.sha256(key.encode()).hexdigest()


def is_living(expires_on: date, today: date, *, is_revoked: bool) -> bool:
    """Whether a key may still be used on a day; its last day counts."""
    return not is_revoked and today <= expires_on
