"""A short message carried over one redirect, in a signed cookie, so that it also reaches visitors
who are not signed in. It lives two minutes and is taken off by the page that shows it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from litestar.datastructures import Cookie

if TYPE_CHECKING:
    from litestar.connection import ASGIConnection

COOKIE: Final = "flash"
LIFETIME: Final = 120
KINDS: Final = ("success", "info", "warning", "danger")
#: Longest message, and how many: the cookie must stay under 4 KB after base64.
_LONGEST: Final = 240
_MOST: Final = 3


@dataclass(frozen=True, slots=True)
class Flash:
    """One message and its tone."""

    message: str
    kind: str = "success"


def _signature(payload: str, key: bytes) -> str:
    return hmac.new(key, payload.encode(), hashlib.sha256).hexdigest()[:32]


def sealed(flashes: list[Flash], key: bytes, *, at: int) -> str:
    """The cookie's value: messages and the time, signed."""
    content = {"at": at, "m": [[f.message[:_LONGEST], f.kind] for f in flashes[-_MOST:]]}
    payload = base64.urlsafe_b64encode(json.dumps(content, ensure_ascii=False).encode()).decode()
    return f"{payload}.{_signature(payload, key)}"


def opened(value: str, key: bytes, *, at: int) -> list[Flash]:
    """The messages of a cookie; none when it was altered or is too old."""
    payload, _, signature = value.strip('"').rpartition(".")
    if not hmac.compare_digest(signature.encode(), _signature(payload, key).encode()):
        return []
    content = json.loads(base64.urlsafe_b64decode(payload))
    if not 0 <= at - content["at"] <= LIFETIME:
        return []
    return [Flash(message, kind) for message, kind in content["m"]]


def add(connection: ASGIConnection[Any, Any, Any, Any], message: str, kind: str = "success") -> None:
    """Show this on the next page that the visitor sees."""
    if kind not in KINDS:
        error = f"flash kind is one of {KINDS}, not {kind}"
        raise ValueError(error)
    connection.scope["state"].setdefault("flashes", []).append(Flash(message, kind))


def take(connection: ASGIConnection[Any, Any, Any, Any], key: bytes) -> list[Flash]:
    """Messages carried to this page and those added while making it; they are shown once."""
    state = connection.scope["state"]
    carried = connection.cookies.get(COOKIE)
    found = opened(carried, key, at=int(time.time())) if carried else []
    found += state.pop("flashes", [])
    state["flashes_shown"] = bool(carried)
    return found


def cookie(connection: ASGIConnection[Any, Any, Any, Any], key: bytes) -> Cookie | None:
    """What the response must set: pending messages, or the removal of those just shown."""
    state = connection.scope["state"]
    waiting: list[Flash] = state.get("flashes", [])
    if waiting:
        value = sealed(waiting, key, at=int(time.time()))
        return Cookie(key=COOKIE, value=value, path="/", max_age=LIFETIME, httponly=True, samesite="lax")
    if state.get("flashes_shown"):
        return Cookie(key=COOKIE, value="", path="/", max_age=0, httponly=True, samesite="lax")
    return None
