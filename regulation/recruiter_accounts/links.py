"""The address of an account as people paste it, mostly in the middle of what their telephone shares with it. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from regulation.recruiter_accounts import rules

#: Longer than any address that may be declared, with the words around it.
LONGEST = 1_000
_ADDRESS = re.compile(r"https?://[^\s\"'<>，。；、（）【】《》“”]+", re.IGNORECASE)
_FRONT = re.compile(r"^(?:www|m)\.")
#: What a name or a number of an account has at least; a shorter piece is a word of the platform's own addresses.
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Link:
    """Where an address leads: its host, the two ways of writing it whole, what in it may be an account."""

    host: str
    #: Without scheme, with and without what stands after the question mark; declared in one of these, it is this account.
    addresses: tuple[str, ...]
    #: Its last piece as names and numbers of accounts are compared; empty where it cannot be one.
    name: str


def read(text: str) -> Link | None:
    """The first address in a text; None where there is none."""
    found = _ADDRESS.search(text[:LONGEST])
    if found is None:
        return None
    try:
        parts = urlsplit(found[0])
        host = _FRONT.sub("", (parts.hostname or "").lower())
    except ValueError:  # brackets that are no address of the sixth protocol
        return None
    if not host:
        return None
    path = parts.path.rstrip("/")
    plain = f"{host}{path}"
    # The last piece of the path alone: the rest of an address may say whatever its writer wants to be taken for.
    last = rules.key_of("", unquote(path.rpartition("/")[2])).removeprefix("\n")
    return Link(
        host,
        tuple(dict.fromkeys([f"{plain}?{parts.query}" if parts.query else plain, plain])),
        last if _SHORTEST <= len(last) <= rules.LONGEST else "",
    )


#: SQL of the same forms: of the address that an account was declared with.
DECLARED = r"regexp_replace(regexp_replace(split_part(seen.url, '#', 1), '^https?://(www\.|m\.)?', '', 'i'), '/+$', '')"
HOST = r"regexp_replace(lower(split_part(split_part(split_part(url, '://', 2), '/', 1), ':', 1)), '^(www|m)\.', '')"
