"""Who may be stopped when passwords are guessed.

Guessing stays slow: so many wrong passwords for one login, so many from one place. But who guesses at a
login must not be able to shut its owner out: an accountant on the last day of filing, say. So a place
from which a login was signed in before has a count of its own for it, which strangers cannot fill.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta
from ipaddress import AddressValueError, IPv6Address, IPv6Network

#: Wrong sign-ins allowed within the window: of a login from all places together where it is not known,
#: of a login from each place where it is, and from one place for all logins.
PER_LOGIN = 10
PER_PLACE = 60
WINDOW_MINUTES = 15
#: A yearly filing comes round once in this time, so its place is still known from the last one.
KNOWN_FOR = timedelta(days=400)
#: What one subscriber is given of the long addresses; within it anybody takes as many as he likes.
PREFIX = 64


def place_of(address: str) -> str:
    """The part of an address that its user cannot choose: all of a short one, the network of a long one."""
    try:
        long = IPv6Address(address)
    except AddressValueError:
        return address
    if long.ipv4_mapped is not None:
        return str(long.ipv4_mapped)
    return str(IPv6Network((int(long), PREFIX), strict=False))


def mark_of(login: str, place: str) -> str:
    """What is kept of a place where a login was signed in."""
    return hashlib.sha256(f"{login}\x00{place}".encode()).hexdigest()


def bucket_of(login: str, place: str, *, is_known: bool) -> str:
    """Where a try at a login is counted: where it is known, apart from what strangers do elsewhere."""
    return f"sign-in:known:{mark_of(login, place)}" if is_known else f"sign-in:login:{login}"
