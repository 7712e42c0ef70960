"""The one guard of the application: every handler states its permission, the scope of a key, or that it is public."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from litestar.exceptions import NotAuthorizedException, PermissionDeniedException

from app.access import permissions
from app.ledger import standing
from regulation import errors
from regulation.api_keys import actions as api_keys

if TYPE_CHECKING:
    from uuid import UUID

    from litestar import Request
    from litestar.connection import ASGIConnection
    from litestar.handlers import BaseRouteHandler

    from regulation.actor import Actor

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
#: Whole numbers in addresses are years.
YEARS = range(1900, 2201)


async def require_permission(
    connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler
) -> None:
    """Let through what the handler's `opt` allows; a handler that states nothing lets nobody through."""
    if connection.scope.get("method") == "OPTIONS":
        # The framework's own answer to it names the methods of the address and nothing else.
        return
    if connection.scope.get("method") not in SAFE:
        check_origin(connection)
        await standing.check_may_write(connection.scope["path"])
    check_address(connection)
    if handler.opt.get("public"):
        return
    if (scope := handler.opt.get("key")) is not None:
        check_key(connection, scope)
        return
    wanted = handler.opt.get("permission")
    if wanted is None:
        message = f"{handler} states neither a permission nor that it is public"
        raise RuntimeError(message)
    actor: Actor | None = connection.scope.get("user")
    if actor is None:
        raise NotAuthorizedException
    if actor.must_change_password and wanted is not permissions.Permission.ACCOUNT_OWN:
        raise errors.NotPermitted("初始密码由他人设置。请先在“账户”页修改密码，再办理业务")
    if wanted not in permissions.of(actor.roles):
        # Of what the statistics hold others do not even learn whether it exists.
        raise errors.NotFound if handler.opt.get("hidden") else errors.NotPermitted


def check_key(connection: ASGIConnection[Any, Any, Any, Any], scope: str) -> None:
    """Raise UnknownKey unless the request came with a key that carries the scope; sign-ins do not count here."""
    holder = connection.scope["state"].get("api_key")
    if holder is None or scope not in holder.scopes:
        raise api_keys.UnknownKey(api_keys.UNKNOWN_KEY)


def check_address(connection: ASGIConnection[Any, Any, Any, Any]) -> None:
    """Raise NotFound for an address no page can have: a year outside the calendar, a text no database keeps."""
    for value in connection.path_params.values():
        if (isinstance(value, int) and value not in YEARS) or "\x00" in str(value):
            raise errors.NotFound


def check_origin(connection: ASGIConnection[Any, Any, Any, Any]) -> None:
    """A form posted from another site is refused even if it has guessed a token."""
    origin = connection.headers.get("origin")
    if origin and origin != "null" and urlsplit(origin).netloc != connection.headers.get("host"):
        raise PermissionDeniedException(detail="foreign origin")


def actor_of(request: Request[Any, Any, Any]) -> Actor:
    """Who asks; on a public page possibly nobody: use `visitor_of` there. Raises NotAuthorizedException."""
    actor: Actor | None = request.scope.get("user")
    if actor is None:
        raise NotAuthorizedException
    return actor


def visitor_of(request: Request[Any, Any, Any]) -> Actor | None:
    """Who asks on a public page; None for somebody not signed in."""
    return request.scope.get("user")


def firm_of(request: Request[Any, Any, Any]) -> UUID:
    """The firm this person is working for now. Raises NotFound when there is none."""
    firm_id: UUID | None = request.scope.get("auth")
    if firm_id is None:
        raise errors.NotFound
    return firm_id


def may(actor: Actor | None, permission: permissions.Permission) -> bool:
    """Whether a page should show what needs this permission."""
    return actor is not None and permission in permissions.of(actor.roles)
