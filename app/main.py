"""The composition root: what the application is made of, in one readable list."""

from __future__ import annotations

import importlib
import importlib.util
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import structlog
from litestar import Litestar, Router
from litestar.config.allowed_hosts import AllowedHostsConfig
from litestar.config.csrf import CSRFConfig
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Operation

from app import errors, logs
from app.access.guards import require_permission
from app.access.sessions import SignedIn
from app.api import described, quota
from app.ledger import standing
from app.office import meanwhile
from app.settings import settings
from app.shell import i18n, security, translating
from app.shell.application import Application
from regulation import database

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

#: Every module that has pages; each exports HANDLERS.
PAGES = (
    "app.shell.pages",
    "app.access.pages",
    "app.public.home",
    "app.public.register",
    "app.certificates.pages",
    "app.public.verify",
    "app.public.electronic",
    "app.public.disclosures",
    "app.public.service_standards",
    "app.public.house_rules",
    "app.following.pages",
    "app.api.pages",
    "app.sharing.pages",
    "app.ledger.pages",
    "app.firms.pages",
    "app.firm.pages",
    "app.documents.pages",
    "app.licensing.pages",
    "app.written_reports.pages",
    "app.endings.pages",
    "app.registration_conditions.pages",
    "app.annual_reports.pages",
    "app.surveys.firm",
    "app.surveys.monitoring",
    "app.statistics.pages",
    "app.surveys.desk_pages",
    "app.inspections.pages",
    "app.complaints.pages",
    "app.leads.pages",
    "app.penalties.pages",
    "app.remedies.pages",
    "app.integrity.pages",
    "app.parks.pages",
    "app.case_files.pages",
    "app.publicity.pages",
    "app.job_fairs.pages",
    "app.recruiter_accounts.pages",
    "app.radar.pages",
    "app.campaigns.pages",
    "app.office.pages",
    "app.worklists.pages",
    "app.worklists.bulk_pages",
    "app.worklists.phrase_pages",
)

#: Largest request body; handlers that take files allow more for themselves.
LARGEST_BODY = 2 * 1024 * 1024

#: GET-only addresses that programs and caches read: no token cookie belongs there.
NO_TOKEN = [
    r"^/static/",
    r"^/health$",
    r"^/log/(checkpoint|cosignatures|proof|receipts|tile|disclosures|draws|papers)",
    r"\.json$",
    r"\.csv$",
    r"\.atom$",
    # Mail providers press "stop" without having been here (RFC 8058); the address itself is the proof.
    r"^/follow/stop/",
    r"\.jsonl$",
    r"\.pdf$",
    r"\.xlsx$",
    r"\.ics$",
    r"\.webmanifest$",
    r"^/field/sw\.js$",
    r"^/favicon\.ico$",
    r"^/robots\.txt$",
]


def handlers() -> list[Any]:
    """All handlers of all pages."""
    found: list[Any] = []
    for name in PAGES:
        if importlib.util.find_spec(name.rpartition(".")[0]) and importlib.util.find_spec(name):
            found.extend(importlib.import_module(name).HANDLERS)
    for each in found:
        # The description is for programs of outsiders: open data only.
        is_open = bool(each.opt.get("public") or each.opt.get("key"))
        each.include_in_schema = is_open and each.operation_class is not Operation
    return found


@asynccontextmanager
async def connections(_app: Litestar) -> AsyncIterator[None]:
    """A pool of connections for as long as the process serves."""
    engine = database.engine()
    await engine.start_connection_pool(min_size=1, max_size=settings().pool_size)
    if (refused := await standing.refusal()) is not None:
        structlog.get_logger().error("read only", reason=refused.text)
    try:
        yield
    finally:
        await engine.close_connection_pool()


def create_app() -> Litestar:
    """The application. Needs no running pool: without one every query opens its own connection."""
    logs.configure()
    known_hosts = settings().trusted_hosts
    return Application(
        route_handlers=handlers(),
        guards=[require_permission],
        middleware=[
            i18n.LanguageMiddleware(),
            translating.TranslatingMiddleware(),
            SignedIn,
            quota.QuotaMiddleware(),
        ],
        before_request=translating.read_answers,
        before_send=[security.before_send, quota.before_send],
        exception_handlers=errors.HANDLERS,
        after_exception=[meanwhile.find],
        csrf_config=CSRFConfig(
            secret=settings().secret_key.hex(),
            cookie_name="csrftoken",
            cookie_samesite="lax",
            cookie_httponly=True,
            cookie_secure=settings().base_url.startswith("https://"),
            exclude=NO_TOKEN,
        ),
        allowed_hosts=AllowedHostsConfig(allowed_hosts=known_hosts) if known_hosts else None,
        request_max_body_size=LARGEST_BODY,
        lifespan=[connections],
        openapi_config=OpenAPIConfig(
            title="职衡 Zhiheng",
            version="0.1.0",
            description=described.INTRODUCTION,
            components=described.COMPONENTS,
            openapi_router=Router(
                path="/schema", route_handlers=[], opt={"public": True}, include_in_schema=False
            ),
            render_plugins=[JsonRenderPlugin()],
        ),
        # Ours is in `logs`: the framework's own writes cookies and bodies.
        logging_config=None,
    )
