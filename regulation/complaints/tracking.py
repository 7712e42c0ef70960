"""Tracking codes: eighty bits in Crockford's base 32 and a check character. Pure.

The code is derived from the key of the request that made the complaint, so that sending the form
twice shows the same code. Only a keyed digest of it is stored; neither database nor secret alone
leads back to a code, and the request key itself is stored nowhere.

Whoever finds or steals the code alone learns nothing: the page also asks for a second secret, which
the writer chose or which was drawn like the code. Its digest takes the code in, so that the database
and the server's key together do not suffice to try all short ones.

The spare code is for whoever finds his code worn out by strangers who guess: see `opening`.
"""

from __future__ import annotations

import hashlib
import hmac
import itertools
import re
import unicodedata
from datetime import UTC, datetime, timedelta
from uuid import UUID

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


# --- the second secret ---------------------------------------------------------------------------

#: A chosen one has at least so many characters; a drawn one has so many digits.
SHORTEST_PIN, LONGEST_PIN, DRAWN_PIN = 6, 64, 8
#: Letters of the spare code, which nobody chooses and nobody guesses.
SPARE = 12
#: How long the page that two secrets opened may be used without typing them again.
TICKET_LASTS = timedelta(hours=2)


def plain_pin(typed: str) -> str:
    """The second secret as it is compared: full-width signs and outer spaces make no difference."""
    return unicodedata.normalize("NFKC", typed).strip()


def pin_of(request_key: str, secret: bytes) -> str:
    """The second secret drawn for a writer who chose none; the same form gives the same."""
    drawn = hmac.new(secret, b"complaint pin\x00" + request_key.encode(), hashlib.sha256).digest()
    return f"{int.from_bytes(drawn[:16], 'big') % 10**DRAWN_PIN:0{DRAWN_PIN}}"


def is_easily_guessed(pin: str) -> bool:
    """Too short, or one sign repeated, or signs in a row like 123456."""
    plain = plain_pin(pin)
    steps = {ord(right) - ord(left) for left, right in itertools.pairwise(plain)}
    return len(plain) < SHORTEST_PIN or (len(steps) == 1 and steps <= {-1, 0, 1})


def pin_digest(code: str, pin: str, secret: bytes) -> str:
    """What is stored of a second secret: of this code's alone."""
    said = b"complaint pin of code\x00" + code.encode() + b"\x00" + plain_pin(pin).encode()
    return hmac.new(secret, said, hashlib.sha256).hexdigest()


def spare_of(request_key: str, secret: bytes) -> str:
    """The spare code of one request: sixty bits, 3F7K-9QWX-2M4N. The same form gives the same."""
    drawn = hmac.new(secret, b"complaint spare\x00" + request_key.encode(), hashlib.sha256).digest()
    number = int.from_bytes(drawn[:8], "big")
    body = "".join(LETTERS[number >> (5 * place) & 31] for place in range(SPARE))
    return "-".join(body[at : at + 4] for at in range(0, SPARE, 4))


def spare_digest(code: str, spare: str, secret: bytes) -> str:
    """What is stored of a spare code: of this code's alone."""
    plain = re.sub(r"[\s\-‐–—－]", "", unicodedata.normalize("NFKC", spare).upper()).translate(_READ_AS)
    said = b"complaint spare of code\x00" + code.encode() + b"\x00" + plain.encode()
    return hmac.new(secret, said, hashlib.sha256).hexdigest()


def ticket(complaint_id: UUID, secret: bytes, now: datetime) -> str:
    """What the opened page carries instead of code and secret: good for this matter, for two hours."""
    until = int((now + TICKET_LASTS).timestamp())
    return f"{complaint_id}.{until}.{_ticket_mark(complaint_id, until, secret)}"


def ticket_holder(typed: str, secret: bytes, now: datetime) -> UUID | None:
    """The matter of a ticket that was made here and has not run out."""
    found = re.fullmatch(r"([0-9a-f-]{36})\.(\d{1,12})\.([0-9a-f]{64})", typed)
    if found is None:
        return None
    try:
        complaint_id, until = UUID(found[1]), int(found[2])
    except ValueError:
        return None
    if not hmac.compare_digest(found[3], _ticket_mark(complaint_id, until, secret)):
        return None
    return complaint_id if now <= datetime.fromtimestamp(until, UTC) else None


def _ticket_mark(complaint_id: UUID, until: int, secret: bytes) -> str:
    said = f"complaint ticket\x00{complaint_id}\x00{until}".encode()
    return hmac.new(secret, said, hashlib.sha256).hexdigest()
