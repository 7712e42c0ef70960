"""Addresses that belong to no area: health, static files, favicon, robots, and whatever does not exist."""

from __future__ import annotations

from typing import Any

from litestar import MediaType, Request, Response, get
from litestar.exceptions import NotFoundException

from app.settings import settings
from app.shell import assets, health

_FOREVER = "public, max-age=31536000, immutable"
_ASK_AGAIN = "public, no-cache"


@get("/static/{name:path}", opt={"public": True}, include_in_schema=False, sync_to_thread=False)
def static_file(request: Request[Any, Any, Any], name: str) -> Response[bytes]:
    """A file of the folder; under its hashed name it is kept for ever, under the plain one asked for again."""
    asked = name.removeprefix("/")
    asset = assets.shelf().get(asked)
    if asset is None:
        raise NotFoundException
    return _sent(request, asset, _FOREVER if asked == asset.hashed_name else _ASK_AGAIN)


@get("/favicon.ico", opt={"public": True}, include_in_schema=False, sync_to_thread=False)
def favicon(request: Request[Any, Any, Any]) -> Response[bytes]:
    """Browsers ask for this name; the drawing is the same."""
    return _sent(request, assets.shelf()["favicon.svg"], "public, max-age=86400")


def _sent(request: Request[Any, Any, Any], asset: assets.Asset, cache: str) -> Response[bytes]:
    etag = f'"{asset.digest[:16]}"'
    headers = {"ETag": etag, "Cache-Control": cache}
    if request.headers.get("if-none-match") == etag:
        return Response(b"", status_code=304, headers=headers, media_type=asset.media_type)
    body = asset.body
    if asset.compressed is not None:
        headers["Vary"] = "Accept-Encoding"
        if "gzip" in request.headers.get("accept-encoding", ""):
            headers["Content-Encoding"] = "gzip"
            body = asset.compressed
    return Response(body, headers=headers, media_type=asset.media_type)


@get("/robots.txt", opt={"public": True}, include_in_schema=False, sync_to_thread=False)
def robots() -> Response[str]:
    """The public pages may be indexed, the portals behind the sign-in not."""
    lines = ["User-agent: *"]
    lines += [f"Disallow: {path}" for path in ("/firm", "/field", "/desk", "/sign-in", "/complaints/track")]
    if settings().demo:
        lines = ["User-agent: *", "Disallow: /"]
    return Response("\n".join(lines) + "\n", media_type=MediaType.TEXT)


@get("/health", opt={"public": True}, include_in_schema=False)
async def health_page() -> Response[dict[str, Any]]:
    """200 only when the database answers, its tables are up to date and papers can be printed."""
    findings = await health.findings()
    healthy = all(finding == "ok" for finding in findings.values())
    return Response(
        {"status": "ok" if healthy else "failing", "checks": findings},
        status_code=200 if healthy else 503,
        headers={"Cache-Control": "no-store"},
    )


@get("/{unknown:path}", opt={"public": True}, include_in_schema=False, sync_to_thread=False)
def nothing_here(unknown: str) -> Response[None]:
    """Any other address: asked through the middleware, so that the page knows language and visitor."""
    raise NotFoundException(detail=unknown)


HANDLERS = [static_file, favicon, robots, health_page, nothing_here]
