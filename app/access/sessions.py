"""The middleware that turns a cookie into an Actor. Nobody is signed in without a row in the table."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from litestar.datastructures import Cookie
from litestar.middleware import AbstractAuthenticationMiddleware, AuthenticationResult

from app import clock
from app.settings import settings
from regulation.accounts import sessions
from regulation.firms import identity

if TYPE_CHECKING:
    from litestar.connection import ASGIConnection

    from regulation.actor import Actor

COOKIE: Final = "zhiheng_session"


def lasts() -> timedelta:
    """How long an untouched session lives."""
    return timedelta(hours=settings().session_hours)


class SignedIn(AbstractAuthenticationMiddleware):
    """Sets `user` to the Actor or None, `auth` to the chosen firm. Without the cookie nothing is asked of the database."""

    async def authenticate_request(
        self, connection: ASGIConnection[Any, Any, Any, Any]
    ) -> AuthenticationResult:
        """Read the cookie; an unknown or expired id is nobody."""
        session_id = connection.cookies.get(COOKIE)
        if not session_id:
            return AuthenticationResult(user=None, auth=None)
        now = clock.now()
        found = await sessions.actor_of(session_id, today=clock.today(), now=now, lasts=lasts())
        if found is None:
            return AuthenticationResult(user=None, auth=None)
        actor, chosen = found
        firm_id = _firm(actor, chosen)
        if firm_id is not None:
            # What the log and the header say a firm's person acts for.
            actor = replace(actor, organ_name=(await identity.of(firm_id))["name"])
        return AuthenticationResult(user=actor, auth=firm_id)


def _firm(actor: Actor, chosen: UUID | None) -> UUID | None:
    if chosen in actor.firm_ids:
        return chosen
    return min(actor.firm_ids, default=None)


def cookie(session_id: str) -> Cookie:
    """The cookie of a new session."""
    return Cookie(
        key=COOKIE,
        value=session_id,
        path="/",
        httponly=True,
        samesite="lax",
        secure=settings().base_url.startswith("https://"),
        max_age=None,
    )


def no_cookie() -> Cookie:
    """The removal of the cookie."""
    return Cookie(key=COOKIE, value="", path="/", httponly=True, samesite="lax", max_age=0)
