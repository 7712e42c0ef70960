"""What the officer's phone asks for as a program: its worker, the task bundle, the server's answer to what it recorded."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from litestar import MediaType, Request, Response, get, post
from litestar.utils.scope.state import ScopeState

from app import clock
from app.access.guards import actor_of
from app.access.permissions import Permission
from app.inspections import bundle, field_words
from app.inspections import forms as shapes
from app.settings import settings
from app.shell import assets, forms, outbox
from app.shell.i18n import gettext as _
from app.shell.render import page
from regulation import errors
from regulation.casework import chain
from regulation.casework import outbox as entries
from regulation.inspections.actions import syncing
from regulation.inspections.queries import tasks

HOME = {"permission": Permission.FIELD_HOME}
VISIT = {"permission": Permission.FIELD_VISIT}

#: Static files that the field pages need without a network, by their plain names; all of `field/` belongs to them.
SHELF = (
    "favicon.svg",
    "zhiheng.css",
    "zhiheng.js",
    "inspections.css",
    "vendor/tabler.min.css",
    "vendor/htmx.min.js",
    "vendor/noble-hashes/_md.js",
    "vendor/noble-hashes/_u64.js",
    "vendor/noble-hashes/sha2.js",
    "vendor/noble-hashes/utils.js",
    "vendor/qr/decode.js",
    "vendor/qr/index.js",
)


@get("/field/sw.js", opt={"public": True}, include_in_schema=False, sync_to_thread=False)
def worker() -> Response[bytes]:
    """The service worker: its text names every file of the shelf, so a new release is a new worker."""
    shelf = assets.shelf()
    names = sorted(
        {*SHELF, *(each.name for each in shelf.values() if each.name.startswith("field/"))}
        - {"field/worker.js"}
    )
    version = chain.hash_of("".join(shelf[name].digest for name in [*names, "field/worker.js"]))[:12]
    paths = json.dumps([f"{assets.PREFIX}/{name}" for name in names])
    head = f'const VERSION = "{version}", SHELF = {paths};\n'
    return Response(
        head.encode() + shelf["field/worker.js"].body,
        media_type="text/javascript; charset=utf-8",
        headers={"Service-Worker-Allowed": "/field", "Cache-Control": "no-cache"},
    )


@get("/field/manifest.webmanifest", opt={"public": True}, include_in_schema=False, sync_to_thread=False)
def manifest() -> Response[bytes]:
    """What a phone needs to put the field pages on its home screen."""
    said = {
        "id": "/field",
        "name": f"{_('职衡')} · {_('现场检查')}",
        "short_name": _("现场检查"),
        "start_url": "/field",
        "scope": "/field",
        "display": "standalone",
        "background_color": "#f6f7f9",
        "theme_color": "#1d4f91",
        "icons": [{"src": assets.static("favicon.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }
    return Response(
        json.dumps(said, ensure_ascii=False).encode(),
        media_type="application/manifest+json",
        headers={"Cache-Control": "no-cache"},
    )


@get("/field/here", opt=HOME, include_in_schema=False)
async def here(request: Request[Any, Any, Any]) -> Response[dict[str, Any]]:
    """The server is there, and knows who asks: asked before anything is sent."""
    token = ScopeState.from_scope(request.scope).csrf_token
    return Response({"person": actor_of(request).number, "token": token, "now": clock.now().isoformat()})


@get("/field/bundle.json", opt=HOME, include_in_schema=False)
async def task_bundle(request: Request[Any, Any, Any]) -> Response[dict[str, Any]]:
    """The open tasks of this officer, to be read without a network."""
    return Response(await bundle.of(actor_of(request), now=clock.now()))


@get("/field/offline", opt=HOME, include_in_schema=False)
async def not_here(request: Request[Any, Any, Any]) -> Response[Any]:
    """Shown by the phone for a page that it does not have."""
    return page("inspections/offline.html", request, field_words=field_words.all_words())


@post("/field/visits/{task_id:uuid}/sync", opt=VISIT, include_in_schema=False, status_code=200)
async def sync(request: Request[Any, Any, Any], task_id: UUID) -> Response[dict[str, Any]]:
    """Take what a phone recorded; the same message twice gets the same answer."""
    actor, now = actor_of(request), clock.now()
    # Not yours is not found, also when the message is bad.
    await tasks.of_team(actor, task_id)
    batch = outbox.batch_of(await request.body(), now=now)
    answers = await syncing.take(task_id, batch, key=settings().secret_key, actor=actor, now=now)
    latest = await entries.head(syncing.BOX, task_id, batch.device)
    task = await tasks.of_team(actor, task_id)
    return Response(
        {
            "answers": [outbox.said_of(each) for each in answers],
            "status": task["status"],
            "head": latest["seq"] if latest else 0,
        }
    )


@post(
    "/field/visits/{task_id:uuid}/pictures/{sha256:str}",
    opt=VISIT,
    include_in_schema=False,
    status_code=200,
    request_max_body_size=shapes.PHOTO.megabytes * 1024 * 1024 + 100_000,
)
async def picture(request: Request[Any, Any, Any], task_id: UUID, sha256: str) -> Response[Any]:
    """The bytes of a picture that an entry announced by its hash; checked by their content like every file."""
    actor = actor_of(request)
    await tasks.of_team(actor, task_id)
    form, problems, _raw = await forms.parse(shapes.PictureForm, request)
    if form is None:
        raise errors.Invalid(problems)
    await syncing.take_picture(
        task_id,
        sha256,
        file_name=form.picture.name,
        media_type=form.picture.media_type,
        content=form.picture.data,
        folder=settings().var_dir / "attachments",
        actor=actor,
        now=clock.now(),
    )
    return Response({"sha256": sha256}, media_type=MediaType.JSON)


HANDLERS = [worker, manifest, here, task_bundle, not_here, sync, picture]
