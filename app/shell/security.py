"""Headers that every answer carries, and the cookies of the frame (language, text size, message)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie, MutableScopeHeaders

from app.settings import settings
from app.shell import flash, i18n
from app.shell.assets import PREFIX
from app.shell.render import SIZE_COOKIE

if TYPE_CHECKING:
    from litestar.types import Message, Scope

POLICY: Final = (
    "default-src 'self'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "object-src 'none'; frame-ancestors 'none'; form-action 'self'; base-uri 'none'"
)
#: A photograph just taken is shown before it is sent; a worker keeps the pages for the time without a network.
FIELD_POLICY: Final = (
    POLICY.replace("img-src 'self' data:", "img-src 'self' data: blob:")
    + "; worker-src 'self'; manifest-src 'self'; connect-src 'self'"
)
#: The page that shows the interface description is made by a package which writes its script inline.
SCHEMA_POLICY: Final = (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; object-src 'none'; "
    "frame-ancestors 'none'; form-action 'self'; base-uri 'none'"
)
ALWAYS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(self), microphone=()",
}
_YEAR: Final = 365 * 86_400


def policy_for(path: str) -> str:
    """Content security policy of an address."""
    portal = path.split("/")[1]
    return {"schema": SCHEMA_POLICY, "field": FIELD_POLICY}.get(portal, POLICY)


async def before_send(message: Message, scope: Scope) -> None:
    """Litestar's `before_send` hook: runs for every answer, also for unknown addresses and errors."""
    if message["type"] != "http.response.start" or scope["type"] != "http":
        return
    headers = MutableScopeHeaders.from_message(message)
    path = scope["path"]
    for name, value in ALWAYS.items():
        headers.setdefault(name, value)
    headers.setdefault("Content-Security-Policy", policy_for(path))
    if settings().public_url.startswith("https://"):
        headers.setdefault("Strict-Transport-Security", f"max-age={_YEAR}")
    if path.startswith(f"{PREFIX}/"):
        return
    if scope.get("user") is not None:
        # Nothing a signed-in person saw may be shown again from a shared machine's cache.
        headers["Cache-Control"] = "no-store"
    connection = ASGIConnection[Any, Any, Any, Any](scope)
    if headers.get("content-type", "").startswith("text/html"):
        headers.extend_header_value("Vary", "Accept-Language, Cookie")
        # A page shows messages and tokens of one visitor: no proxy keeps it unless its handler says so.
        headers.setdefault("Cache-Control", "private, no-cache")
    for cookie in _cookies(connection):
        headers.add("Set-Cookie", cookie.to_header(header=""))


def _cookies(connection: ASGIConnection[Any, Any, Any, Any]) -> list[Cookie]:
    secure = settings().public_url.startswith("https://")
    found = [i18n.choice_cookie(connection), flash.cookie(connection, settings().secret_key)]
    size = connection.query_params.get("text")
    if size in {"large", "normal"}:
        found.append(
            Cookie(key=SIZE_COOKIE, value=size, path="/", max_age=_YEAR, httponly=True, samesite="lax")
        )
    kept = [cookie for cookie in found if cookie is not None]
    for cookie in kept:
        cookie.secure = secure
    return kept
