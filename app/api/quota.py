"""Requests of programs are counted, by key or by place, and every answer says what is left.

Counted are the addresses that answer with data; pages are not. The count is a row of the database, so it holds over
all processes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from litestar.datastructures import MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware

from app import clock
from app.settings import settings
from regulation.accounts.rules import place_of
from regulation.api_keys import actions
from regulation.api_keys.rules import Quota

if TYPE_CHECKING:
    from litestar.types import ASGIApp, Message, Receive, Scope, Send

ENDINGS: Final = (".json", ".jsonl", ".csv", ".atom")
#: Pages behind the sign-in have their own downloads; the schema describes, it has no data.
NOT_COUNTED: Final = ("/desk/", "/firm/", "/field/", "/account/", "/schema/")
BEARER: Final = "bearer "


def is_counted(path: str) -> bool:
    """Whether an address gives data to programs."""
    return path.endswith(ENDINGS) and not path.startswith(NOT_COUNTED)


class QuotaMiddleware(ASGIMiddleware):
    """Raises UnknownKey for a key that is none, QuotaUsed when there is nothing left."""

    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Count before anything is fetched."""
        if is_counted(scope["path"]):
            await self._count(scope)
        await next_app(scope, receive, send)

    async def _count(self, scope: Scope) -> None:
        now = clock.now()
        key = _key_of(scope)
        # A wrong key is counted where it comes from, or keys could be tried without end.
        holder = None
        try:
            holder = await actions.holder(key, now=now) if key else None
        finally:
            if holder is None:
                client = scope.get("client")
                place = place_of(client[0]) if client else ""
                await self._take(scope, f"place:{place}", Quota("place", settings().quota_without_key))
        if holder is not None:
            scope["state"]["api_key"] = holder
            await self._take(scope, f"key:{holder.key_id}", Quota("key", settings().quota_with_key))

    async def _take(self, scope: Scope, bucket: str, quota: Quota) -> None:
        if not quota.requests:
            return
        taken = await actions.take(bucket, quota, now=clock.now())
        scope["state"]["quota"] = taken
        if not taken.is_within:
            raise actions.QuotaUsed(actions.QUOTA_USED, seconds=taken.seconds)


def _key_of(scope: Scope) -> str:
    for name, value in scope["headers"]:
        if name == b"authorization":
            text = value.decode("latin-1")
            if text.lower().startswith(BEARER):
                return text[len(BEARER) :].strip()
    return ""


async def before_send(message: Message, scope: Scope) -> None:
    """Litestar's hook for every answer, refusals among them: what is left of the quota (IETF draft RateLimit fields)."""
    if message["type"] != "http.response.start" or scope["type"] != "http":
        return
    taken: actions.Taken | None = scope["state"].get("quota") if "state" in scope else None
    if taken is None:
        return
    headers: Any = MutableScopeHeaders.from_message(message)
    quota = taken.quota
    headers["RateLimit-Policy"] = f'"{quota.name}";q={quota.requests};w={quota.seconds}'
    headers["RateLimit"] = f'"{quota.name}";r={taken.left};t={taken.seconds}'
