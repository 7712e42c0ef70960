"""Imports at work in this process: a page starts one and can be left; the rows done so far are in the table."""

from __future__ import annotations

import asyncio
import contextvars
from datetime import timedelta
from typing import TYPE_CHECKING

import structlog

from app import clock
from regulation.firms.importing import working
from regulation.firms.status import ImportStatus

if TYPE_CHECKING:
    from uuid import UUID

    from regulation.actor import Actor
    from regulation.firms.importing.lists import ImportView

log = structlog.get_logger()

_tasks: dict[UUID, asyncio.Task[None]] = {}
#: An import without a sign of life for so long has lost its process.
SILENCE = timedelta(seconds=60)


def begin(import_id: UUID, actor: Actor) -> None:
    """Work through an import beside the requests; twice at once does no harm, the pieces take turns."""
    if import_id in _tasks:
        return
    # A context of its own: the request's language and transaction must not reach into the run.
    task = asyncio.create_task(_work(import_id, actor), context=contextvars.Context())
    _tasks[import_id] = task
    task.add_done_callback(lambda _done: _tasks.pop(import_id, None))


async def _work(import_id: UUID, actor: Actor) -> None:
    try:
        while await working.work_on(import_id, actor=actor, now=clock.now()):
            pass
    except Exception:
        # What was done stays done; the page offers to go on.
        log.exception("import", import_id=str(import_id))


def is_silent(view: ImportView) -> bool:
    """Whether a running import has stopped by itself and may be taken up again."""
    if view.status is not ImportStatus.RUNNING or view.id in _tasks:
        return False
    return view.touched_at is None or clock.now() - view.touched_at > SILENCE
