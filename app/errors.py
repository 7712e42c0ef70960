"""From an expected refusal to its page: the single table of answers. Surprises alone are logged as errors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit
from uuid import uuid4

import asyncpg
import structlog
from litestar import Request, Response
from litestar.exceptions import HTTPException, NotAuthorizedException
from litestar.handlers import HTTPRouteHandler
from litestar.status_codes import HTTP_303_SEE_OTHER, HTTP_413_REQUEST_ENTITY_TOO_LARGE

from app import kept as refusals
from app.office import meanwhile
from app.shell import failures, i18n, templating, translating
from app.shell.i18n import gettext as _
from regulation import errors
from regulation.accounts.throttle import TooMany
from regulation.api_keys.actions import UnknownKey
from regulation.casework.translations import Wanted
from regulation.ledger.checkpoints import Regressed

if TYPE_CHECKING:
    from litestar.types import ExceptionHandlersMap

    from regulation.law.citation import Citation

log = structlog.get_logger()

#: Class -> status; the first that fits.
STATUS: tuple[tuple[type[errors.DomainError], int], ...] = (
    (UnknownKey, 401),
    (TooMany, 429),
    (Regressed, 503),
    (errors.Refused, 409),
    (errors.NotPermitted, 403),
    (errors.NotFound, 404),
    (errors.Invalid, 422),
)


def status_of(error: errors.DomainError) -> int:
    """The HTTP status of an expected refusal."""
    return next(status for kind, status in STATUS if isinstance(error, kind))


def words(error: errors.DomainError) -> str:
    """The refusal in the visitor's language."""
    return i18n.spoken(error.message, **error.params)


def field_words(error: errors.Invalid) -> dict[str, str]:
    """The messages at the fields, in the visitor's language; of a single one, with the article that asks for it."""
    told = {name: i18n.spoken(message, **error.params) for name, message in error.errors.items()}
    if error.citation is None or len(told) > 1:
        return told
    basis = _("（%(basis)s）", basis=templating.cite(error.citation))
    return {name: text if "《" in text else text + basis for name, text in told.items()}


def wants_json(request: Request[Any, Any, Any]) -> bool:
    """Asked by a program: the twin addresses, the schema, a key, or an Accept header without HTML."""
    accept = request.headers.get("accept", "")
    if request.url.path.endswith((".json", ".jsonl")) or "authorization" in request.headers:
        return True
    return "application/json" in accept and "text/html" not in accept


def refused(request: Request[Any, Any, Any], error: errors.DomainError) -> Response[Any]:
    """An expected refusal: its words, its article, what to do next."""
    i18n.use(i18n.negotiate(request))
    status = status_of(error)
    headers = {"Retry-After": str(_seconds(error))} if status in {429, 503} else None
    if status == 401:
        headers = {"WWW-Authenticate": 'Bearer realm="zhiheng"'}
    if wants_json(request):
        fields = field_words(error) if isinstance(error, errors.Invalid) else {}
        return _problem(status, words(error), fields=fields, citation=error.citation, headers=headers)
    moved = error.meanwhile if isinstance(error, errors.AlreadyMoved) else None
    return failures.failure(
        request,
        status,
        what_happened="" if status == 404 else words(error),
        meanwhile=meanwhile.told(moved, request.scope.get("user")) if moved else None,
        citation=error.citation,
        field_errors=list(field_words(error).values()) if isinstance(error, errors.Invalid) else (),
        # The words say when; "in a minute" beside them would be another answer.
        advice=[_("到时间后重新操作")] if "minutes" in error.params else (),
        headers=headers,
    )


def _seconds(error: errors.DomainError) -> int:
    """When to come back, as the refusal says; a quarter of an hour where it does not."""
    minutes = error.params.get("minutes")
    return int(error.params.get("seconds", 900)) if minutes is None else int(minutes) * 60


def http_error(request: Request[Any, Any, Any], error: HTTPException) -> Response[Any]:
    """What the framework refuses: unknown address, wrong method, missing token, body too large."""
    i18n.use(i18n.negotiate(request))
    if isinstance(error, NotAuthorizedException) and not wants_json(request):
        path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        wanted = f"?next={quote(path, safe='/')}" if request.method == "GET" else ""
        return Response(None, status_code=HTTP_303_SEE_OTHER, headers={"Location": f"/sign-in{wanted}"})
    if wants_json(request):
        return _problem(
            error.status_code, _(failures.EXPLAINED.get(error.status_code, failures.EXPLAINED[400])[0])
        )
    if error.status_code == HTTP_413_REQUEST_ENTITY_TOO_LARGE:
        return failures.failure(
            request, error.status_code, what_happened=_too_large(request), back=_form_of(request)
        )
    return failures.failure(request, error.status_code)


def _too_large(request: Request[Any, Any, Any]) -> str:
    """How much the address takes. The body was not read to its end, and nothing of it was kept."""
    handler = request.scope.get("route_handler")
    limit = handler.resolve_request_max_body_size() if isinstance(handler, HTTPRouteHandler) else None
    if not isinstance(limit, int):
        return ""
    return _("此处一次最多提交 %(n)s MB，文件没有接收；之前保存的内容不受影响。", n=limit // (1024 * 1024))


def _form_of(request: Request[Any, Any, Any]) -> str:
    """The page from which it was sent, when it is one of ours."""
    sent_from = urlsplit(request.headers.get("referer", ""))
    is_ours = sent_from.netloc == request.url.netloc
    return (
        sent_from.path
        if is_ours and sent_from.path.startswith("/") and not sent_from.path.startswith("//")
        else ""
    )


def surprise(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """What nobody expected: logged with a reference, shown without a trace of the machine."""
    reference = uuid4().hex[:8].upper()
    log.error("surprise", reference=reference, path=request.url.path, method=request.method, exc_info=error)
    i18n.use(i18n.negotiate(request))
    if wants_json(request):
        return _problem(500, f"{_('系统出现故障')} {reference}")
    return failures.failure(request, 500, reference=reference)


def kept(request: Request[Any, Any, Any], error: asyncpg.PostgresError) -> Response[Any]:
    """What the database refused in the place of a rule: the law's answer, and a line for who mends the program."""
    meant = refusals.refusal(error)
    if meant is None:
        return surprise(request, error)
    log.warning("kept by the database", path=request.url.path, method=request.method, said=str(error))
    return refused(request, meant)


def _problem(
    status: int,
    title: str,
    *,
    fields: dict[str, str] | None = None,
    citation: Citation | None = None,
    headers: dict[str, str] | None = None,
) -> Response[dict[str, Any]]:
    body: dict[str, Any] = {"type": "about:blank", "title": title, "status": status}
    if citation is not None:
        body["basis"] = templating.cite(citation)
    if fields:
        body["errors"] = fields
    return Response(body, status_code=status, media_type="application/problem+json", headers=headers)


HANDLERS: ExceptionHandlersMap = {
    Wanted: translating.asked,
    errors.DomainError: refused,
    HTTPException: http_error,
    asyncpg.PostgresError: kept,
    Exception: surprise,
}
