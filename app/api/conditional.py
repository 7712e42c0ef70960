"""Answers that a program may keep: it asks again with what it has, and hears 304 when nothing has changed."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from litestar import Response
from litestar.status_codes import HTTP_304_NOT_MODIFIED

if TYPE_CHECKING:
    from litestar import Request


def answer(
    request: Request[Any, Any, Any],
    body: bytes,
    media_type: str,
    *,
    modified: datetime | None = None,
    max_age: int = 0,
    headers: dict[str, str] | None = None,
) -> Response[bytes]:
    """The body with its ETag, and without it for whoever has it already."""
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    sent = validators(etag, modified) | {
        "Cache-Control": f"public, max-age={max_age}" if max_age else "no-cache",
        **(headers or {}),
    }
    if is_known(request, etag, modified):
        return Response(b"", status_code=HTTP_304_NOT_MODIFIED, headers=sent)
    return Response(body, media_type=media_type, headers=sent)


def validators(etag: str, modified: datetime | None) -> dict[str, str]:
    """The headers by which an answer is asked for again."""
    found = {"ETag": etag}
    if modified is not None:
        found["Last-Modified"] = format_datetime(modified.astimezone(UTC).replace(microsecond=0), usegmt=True)
    return found


def is_known(request: Request[Any, Any, Any], etag: str, modified: datetime | None) -> bool:
    """Whether the program has this very answer (RFC 9110, 13.2.2: the ETag decides where both are given)."""
    if (known := request.headers.get("if-none-match")) is not None:
        tags = {each.strip().removeprefix("W/") for each in known.split(",")}
        return "*" in tags or etag in tags
    since = request.headers.get("if-modified-since")
    if since is None or modified is None:
        return False
    try:
        return modified.replace(microsecond=0) <= parsedate_to_datetime(since)
    except (TypeError, ValueError):
        return False
