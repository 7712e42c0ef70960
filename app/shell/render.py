"""Answers of a page handler: a page, a fragment for htmx, a redirect."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urlencode

from litestar import MediaType, Response
from litestar.exceptions import HTTPException

from app.ledger import standing
from app.settings import settings
from app.shell import flash as flashes
from app.shell import i18n, listing, navigation, templating
from regulation.accounts import organs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from litestar import Request
    from litestar.connection import ASGIConnection

    from regulation.actor import Actor

#: Colour and text size chosen by the visitor.
SIZE_COOKIE: Final = "text"

#: Characters of an address that stay; others, such as Chinese ones, are no header's.
AS_WRITTEN: Final = "%/:?#[]@!$&'()*+,;="

flash = flashes.add


def actor_of(connection: ASGIConnection[Any, Any, Any, Any]) -> Actor | None:
    """Who asks, as the sign-in left it on the request; nobody when that did not run (404)."""
    return connection.scope.get("user")


def _switched(request: Request[Any, Any, Any], **changes: str) -> str:
    """The same address with these query parameters set: for the language and text-size switches."""
    kept = [(k, v) for k, v in request.query_params.multi_items() if k not in {"lang", "text"}]
    return f"{request.url.path}?{urlencode([*kept, *changes.items()])}"


def frame(request: Request[Any, Any, Any]) -> dict[str, Any]:
    """What the page frame needs besides the page's own context."""
    actor = actor_of(request)
    portal = navigation.portal_for(request.url.path, actor)
    size = request.query_params.get("text") or request.cookies.get(SIZE_COOKIE)
    return {
        "request": request,
        "actor": actor,
        # For whom: the organ of an official; pages of the firm portal give the name of the firm.
        "acting_for": _acting_for(actor),
        "lang": i18n.language(),
        "html_lang": "en" if i18n.language() == i18n.ENGLISH else "zh-CN",
        "portal": portal,
        "nav": navigation.entries(request, actor, portal),
        "portals": navigation.portals(request, actor),
        "path": request.url.path,
        "switched": lambda **changes: _switched(request, **changes),
        "large_text": size == "large",
        "demo": settings().demo,
        "read_only": standing.shown(),
        "breadcrumbs": (),
    }


def _acting_for(actor: Actor | None) -> str:
    if actor is None:
        return ""
    organ = organs.BY_CODE.get(actor.organ_code)
    return organ.name_en if organ and i18n.language() == i18n.ENGLISH else actor.organ_name


def page(
    template: str,
    request: Request[Any, Any, Any],
    *,
    status_code: int = 200,
    breadcrumbs: Sequence[tuple[str, str | None]] = (),
    headers: dict[str, str] | None = None,
    **context: Any,
) -> Response[str]:
    """A whole page. `breadcrumbs` are (text, address) pairs, already translated, the last one without address."""
    for listed in context.values():
        if isinstance(listed, listing.Page) and listed.is_past_the_end:
            # "Nothing was found" would be untrue, and about a firm it would be an accusation.
            return Response("", status_code=303, headers={"Location": listed.state.url(page=listed.pages)})
    # The router answers unknown addresses before any middleware runs, so the language is set here again.
    i18n.use(i18n.negotiate(request))
    known = frame(request)
    known["flashes"] = flashes.take(request, settings().secret_key)
    known["breadcrumbs"] = breadcrumbs
    html = templating.environment().get_template(template).render(known | context)
    return Response(html, media_type=MediaType.HTML, status_code=status_code, headers=headers)


def fragment(
    template: str,
    request: Request[Any, Any, Any],
    *,
    block: str | None = None,
    status_code: int = 200,
    **context: Any,
) -> Response[str]:
    """A piece of a page for htmx: a template of its own, or one `block` of a page's template."""
    i18n.use(i18n.negotiate(request))
    known = templating.environment().get_template(template)
    # A block rendered alone does not run the template's own `import`, so the macros come along.
    macros = templating.environment().get_template("shell/macros.html").module
    values = frame(request) | {"flashes": [], "m": macros} | context
    if block is None:
        html = known.render(values)
    else:
        html = "".join(known.blocks[block](known.new_context(values)))
    return Response(html, media_type=MediaType.HTML, status_code=status_code, headers={"Vary": "HX-Request"})


def wants_fragment(request: Request[Any, Any, Any]) -> bool:
    """Asked by htmx for a part, not by the browser for the page."""
    return request.headers.get("hx-request") == "true" and request.headers.get("hx-boosted") != "true"


def redirect(path: str) -> Response[None]:
    """303 to an address of this site; anything else is a programming error, so no open redirects."""
    if not is_local(path):
        raise HTTPException(status_code=500, detail=f"redirect to a foreign address: {path!r}")
    return Response(None, status_code=303, headers={"Location": quote(path, safe=AS_WRITTEN)})


def is_local(path: str) -> bool:
    r"""An absolute path of this site: not `//host`, not `\\`, no control characters."""
    return path.startswith("/") and path[1:2] not in {"/", "\\"} and path.isprintable() and "\\" not in path
